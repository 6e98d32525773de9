import * as trail from '../../db/audit-trail.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

export type { AuditLine } from '../../db/audit-trail.ts'

export interface AuditQuestion {
  /** Done by this person. */
  actorId?: string
  /** Done to this person, or to an invitation of theirs. */
  aboutId?: string
  /** An act, or a kind of them. */
  act?: string
  since?: Date
  cursor?: string
  pageSize: number
}

export interface AuditPage {
  lines: trail.AuditLine[]
  /** Of everybody and everything that the page speaks of, by id; what was erased has no name any more. */
  names: ReadonlyMap<string, string>
  next: string | null
}

/** What happened, newest first, a page at a time, with the names of those it happened between. */
export function seeAudit(ctx: Context, { cursor, pageSize, ...asked }: AuditQuestion): Promise<AuditPage> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'audit.list')
    const wish = { ...asked, ...(cursor ? { before: cursor } : {}) }
    const found = await trail.page(tx, within(ctx), wish, pageSize + 1)
    const lines = found.slice(0, pageSize)
    const names = await trail.namesOf(tx, within(ctx), idsIn([lines, asked.actorId, asked.aboutId]))
    return { lines, names, next: found.length > pageSize ? (lines.at(-1)?.id ?? null) : null }
  })
}

export interface AuditEntry {
  line: trail.AuditLine
  names: ReadonlyMap<string, string>
}

/** One of them, whole. */
export function seeAuditEntry(ctx: Context, id: string): Promise<AuditEntry> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'audit.list')
    const [line] = await trail.page(tx, within(ctx), { id }, 1)
    if (!line) throw new Refusal('not-found', { what: 'audit entry' })
    return { line, names: await trail.namesOf(tx, within(ctx), idsIn(line)) }
  })
}

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g

/** Details speak of roles and people by id here and there. */
export const idsIn = (it: unknown): string[] => [...new Set(JSON.stringify(it).match(uuid) ?? [])]
