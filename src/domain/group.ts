import type { GroupKind } from './group-kind.ts'
import { Refusal } from './refusal.ts'

export type { GroupKind }

export interface Group {
  organizationId: string
  id: string
  kind: GroupKind
  name: string
  archivedAt: Date | null
}

/** Kinds that somebody can belong to several of; of the others a person has one at most. */
export const joinable: GroupKind[] = ['team', 'site']

/** What may be chosen for this: of the right kind, and not archived. */
export function mustBeOffered(it: Group, ...wanted: GroupKind[]): void {
  if (!wanted.includes(it.kind)) throw new Refusal('group-kind', { group: it.name, kind: it.kind, wanted })
  if (it.archivedAt) throw new Refusal('archived', { name: it.name })
}
