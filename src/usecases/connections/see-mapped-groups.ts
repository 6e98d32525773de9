import * as connections from '../../db/connections.ts'
import { isId } from '../../db/id.ts'
import * as list from '../../db/mapped-group-list.ts'
import { findOfAny } from '../../db/provisioned-groups.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

export type { ListedGroup } from '../../db/mapped-group-list.ts'

const PAGE = 50

export interface MappedGroups {
  groups: list.ListedGroup[]
  /** The group that the next page comes after; null at the end. */
  next: string | null
}

/** The groups a provider keeps, by name, with the roles that they give. */
export function seeMappedGroups(
  ctx: Context,
  connectionId: string,
  asked: { name?: string; after?: string | null } = {},
): Promise<MappedGroups> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    const after = asked.after ?? null
    if (after !== null && !isId(after)) throw new Refusal('not-found', { what: 'group' })
    const connection = await connections.find(tx, within(ctx), connectionId)
    const owner = { organizationId: within(ctx), connectionId: connection.id }
    const found = await list.list(tx, owner, { id: null, name: asked.name ?? '', after }, PAGE + 1)
    const groups = found.slice(0, PAGE)
    return { groups, next: found.length > PAGE ? (groups.at(-1)?.id ?? null) : null }
  })
}

/** One of them: before it is mapped, what it gives now. */
export function seeMappedGroup(ctx: Context, groupId: string): Promise<list.ListedGroup> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    const { id, connectionId } = await findOfAny(tx, within(ctx), groupId)
    const owner = { organizationId: within(ctx), connectionId }
    const [found] = await list.list(tx, owner, { id, name: '', after: null }, 1)
    if (!found) throw new Refusal('not-found', { what: 'group' })
    return found
  })
}
