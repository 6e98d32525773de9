import * as connections from '../../db/connections.ts'
import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/provisioned-groups.ts'
import * as mappings from '../../db/role-mappings.ts'
import * as roles from '../../db/roles.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { Connection } from '../../domain/connection.ts'
import { authorize, authorizeGrant, isWithinCeiling } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mustBeInUse, type Role } from '../../domain/role.ts'
import { atomically, type Context, within } from '../context.ts'
import { mustSpareOneself, settleRoles } from '../provisioning/settle-roles.ts'
import { record } from '../record.ts'
import { holdOwners } from '../users/end-access.ts'

export interface MappedGroup {
  roles: string[]
  /** How many people got a role by it, and how many lost one. */
  given: number
  taken: number
}

/**
 * Whoever the provider puts into this group holds these roles, and no others because of it. That is granting, to
 * everybody in it now and to whoever comes: so the connection must be allowed to give them, and whoever maps them too.
 */
export function mapGroup(
  ctx: Context,
  { groupId, roleIds }: { groupId: string; roleIds: string[] },
): Promise<MappedGroup> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.manage')
    authorize(ctx.actor, 'role.grant')
    await holdOwners(tx, within(ctx))
    const { id, connectionId } = await groups.findOfAny(tx, within(ctx), groupId)
    const connection = await connections.lock(tx, within(ctx), connectionId)
    const people = await mappings.holdGroups(tx, within(ctx), [id])
    const group = await groups.findOfAny(tx, within(ctx), id)
    const wanted = await roles.named(tx, within(ctx), roleIds)
    const held = await mappings.rolesOf(tx, within(ctx), id)
    await mayMap(tx, ctx, connection, { held, wanted })

    const now = ctx.now()
    const by = { userId: userIdOf(ctx.actor), now }
    await mappings.set(tx, group, idsOf(wanted), by)
    const settled = await settleRoles(tx, within(ctx), people, now)
    mustSpareOneself(ctx.actor, settled)
    const after = namesOf(wanted)
    const note = { act: 'group.map', targetKind: 'group' as const, targetId: id }
    await record(
      tx,
      ctx,
      { ...note, before: { roles: namesOf(held) }, after: { roles: after } },
      ...settled.notes,
    )
    return { roles: after, given: countOf(settled.given), taken: countOf(settled.taken) }
  })
}

/** All that comes and all that goes is the actor's to give, and all that stays is the connection's. */
async function mayMap(
  tx: Tx,
  ctx: Context,
  { ceilingRoleId }: Connection,
  { held, wanted }: { held: mappings.MappedRole[]; wanted: Role[] },
): Promise<void> {
  const coming = wanted.filter((it) => !idsOf(held).includes(it.id))
  const going = held.filter((it) => !idsOf(wanted).includes(it.id))
  authorizeGrant(ctx.actor, [...coming, ...going])
  coming.forEach(mustBeInUse)
  const [ceiling] = await roles.named(tx, within(ctx), [ceilingRoleId])
  const beyond = wanted.find((it) => !ceiling || !isWithinCeiling(ceiling, it))
  if (beyond) throw new Refusal('beyond-ceiling', { role: beyond.name, ceiling: ceiling?.name ?? '' })
}

const idsOf = (all: { id: string }[]) => all.map((it) => it.id)
const namesOf = (all: { name: string }[]) => all.map((it) => it.name).sort((a, b) => a.localeCompare(b))
const countOf = (all: { userId: string }[]) => new Set(all.map((it) => it.userId)).size
