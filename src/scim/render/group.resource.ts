import type { JsonObject } from '../../domain/json.ts'
import { groupType, userType } from '../schema/resource-type.ts'
import { locationOf, meta, type Stamp, schemasOf } from './meta.resource.ts'

export interface GroupFacts extends Stamp {
  externalId: string | null
  name: string
  /** Null when they were not asked for: then they are not there, which is not the same as nobody. */
  members: { id: string; name: string }[] | null
}

/** What a client can say of a group, members apart: where a PATCH begins. */
export const storedGroup = (it: Pick<GroupFacts, 'externalId' | 'name'>): JsonObject => ({
  ...(it.externalId === null ? {} : { externalId: it.externalId }),
  displayName: it.name,
})

export function groupResource(it: GroupFacts, base: string): JsonObject {
  const stored = storedGroup(it)
  return {
    schemas: schemasOf(groupType, stored),
    id: it.id,
    ...stored,
    ...(it.members?.length ? { members: it.members.map((member) => memberOf(member, base)) } : {}),
    meta: meta(groupType, base, it),
  }
}

const memberOf = (it: { id: string; name: string }, base: string): JsonObject => ({
  value: it.id,
  $ref: locationOf(userType, base, it.id),
  display: it.name,
  type: 'User',
})
