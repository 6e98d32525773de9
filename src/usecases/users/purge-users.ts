import * as erasure from '../../db/erasure.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'

const BATCH = 20

/** Whoever was deleted and can not be brought back any more is erased. Says how many people that was. */
export function purgeUsers(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const people = await erasure.due(tx, ctx.now(), BATCH)
    for (const person of people) {
      await erasure.erase(tx, person, ctx.now())
      const acting = actingAs(ctx, { kind: 'system', organizationId: person.organizationId })
      await record(tx, acting, { act: 'user.purge', targetKind: 'user', targetId: person.id })
    }
    return people.length
  })
}
