import * as connections from '../../db/connections.ts'
import { freeAll } from '../../db/end-provisioning.ts'
import * as clients from '../../db/scim-clients.ts'
import * as tokens from '../../db/scim-tokens.ts'
import type { Connection } from '../../domain/connection.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { redrawOpenQuestions } from '../slack/redraw-cards.ts'

/**
 * Its tokens and clients die at once. Nobody loses access by it: its people and teams stay as the organization's own,
 * and roles that its groups gave become like those given by hand. Who is suspended stays suspended.
 */
export function endConnection(ctx: Context, id: string): Promise<Connection> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.manage')
    const connection = await connections.lockWhole(tx, within(ctx), id)
    if (connection.endedAt) return connection
    const now = ctx.now()
    await tokens.revokeAllOf(tx, within(ctx), { connectionId: id }, now)
    await clients.revokeAllOf(tx, within(ctx), id, now)
    const freed = await freeAll(tx, within(ctx), id)
    await redrawOpenQuestions(tx, within(ctx), id, now)
    const ended = await connections.save(tx, connection, { endedAt: now })
    await record(tx, ctx, {
      act: 'connection.end',
      targetKind: 'connection',
      targetId: id,
      before: { name: connection.name, connector: connection.connector },
      after: { peopleKept: freed.people, teamsKept: freed.teams, rolesKept: freed.roles },
    })
    return ended
  })
}
