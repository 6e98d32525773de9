import type { Tx } from '../../db/database.ts'
import * as erasure from '../../db/erasure.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { eachAlone } from '../each-alone.ts'
import { record } from '../record.ts'

const BATCH = 100

/** Whoever was deleted and can not be brought back any more is erased. Says how many people that was. */
export async function purgeUsers(ctx: Outside): Promise<number> {
  const people = await atomically(ctx, (tx) => erasure.due(tx, ctx.now(), BATCH))
  return eachAlone(people, (whom) => atomically(ctx, (tx) => purge(tx, ctx, whom)))
}

async function purge(tx: Tx, ctx: Outside, whom: erasure.Whom): Promise<number> {
  const person = await erasure.take(tx, whom, ctx.now())
  if (!person) return 0
  await erasure.erase(tx, person, ctx.now())
  const acting = actingAs(ctx, { kind: 'system', organizationId: person.organizationId })
  await record(tx, acting, { act: 'user.purge', targetKind: 'user', targetId: person.id })
  return 1
}
