import * as connections from '../../db/connections.ts'
import * as teams from '../../db/groups.ts'
import * as groups from '../../db/provisioned-groups.ts'
import * as mappings from '../../db/role-mappings.ts'
import { type Group, mustBeOffered } from '../../domain/group.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { mustBeOurs } from '../groups/must-be-ours.ts'
import { settleRoles } from '../provisioning/settle-roles.ts'
import { record } from '../record.ts'
import { holdOwners } from '../users/end-access.ts'

/**
 * A team made here is the provider's to fill from now on. It keeps its people, of whom the provider sees its own; the
 * next group of that name that the provider makes is this one.
 */
export function linkTeam(ctx: Context, wanted: { connectionId: string; groupId: string }): Promise<Group> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.link')
    const connection = await connections.lock(tx, within(ctx), wanted.connectionId)
    if (connection.endedAt) throw new Refusal('connection-ended', { connection: connection.name })
    const [team] = await teams.lock(tx, within(ctx), [wanted.groupId])
    if (!team) throw new Refusal('not-found', { what: 'group' })
    mustBeOffered(team, 'team')
    if ((await groups.keeperOf(tx, within(ctx), team.id))?.id === connection.id) return team
    await mustBeOurs(tx, team)

    const owner = { organizationId: within(ctx), connectionId: connection.id }
    await groups.link(tx, owner, team.id, ctx.now())
    await record(tx, ctx, {
      act: 'group.link',
      targetKind: 'group',
      targetId: team.id,
      after: { connection: connection.name },
    })
    return team
  })
}

/** The team and its people stay; the roles they held because the provider put them there go. */
export function unlinkTeam(ctx: Context, groupId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.link')
    await holdOwners(tx, within(ctx))
    const { id, connectionId } = await groups.findOfAny(tx, within(ctx), groupId)
    const connection = await connections.find(tx, within(ctx), connectionId)
    const people = await mappings.holdGroups(tx, within(ctx), [id])
    const group = await groups.findOfAny(tx, within(ctx), id)

    await groups.remove(tx, group)
    const { notes } = await settleRoles(tx, within(ctx), people, ctx.now())
    await record(
      tx,
      ctx,
      { act: 'group.unlink', targetKind: 'group', targetId: id, before: { connection: connection.name } },
      ...notes,
    )
  })
}
