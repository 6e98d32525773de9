import * as organizations from '../../db/organizations.ts'
import * as personalData from '../../db/personal-data.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** Everything kept about one person, for that person or whoever looks after people. No secret is part of it. */
export function exportPerson(ctx: Context, userId: string): Promise<Record<string, unknown>> {
  return atomically(ctx, async (tx) => {
    const user = await users.find(tx, within(ctx), userId)
    if (userIdOf(ctx.actor) !== userId) await authorizeOn(tx, ctx, 'user.export', user)
    const { name } = await organizations.find(tx, within(ctx))
    await record(tx, ctx, { act: 'user.export', targetKind: 'user', targetId: userId })
    const { organizationId: _, ...profile } = user
    return {
      organization: name,
      exportedAt: ctx.now(),
      profile,
      ...(await personalData.partsOf(tx, within(ctx), userId)),
    }
  })
}
