import * as deadLetters from '../../db/dead-letters.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

export type { DeadLetter } from '../../db/dead-letters.ts'

/** Promises that were given up and would still matter, the newest first; and how many there are altogether. */
export interface Undelivered {
  letters: deadLetters.DeadLetter[]
  all: number
}

export function listUndelivered(ctx: Context, limit: number): Promise<Undelivered> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'message.list')
    return {
      letters: await deadLetters.list(tx, within(ctx), null, limit, ctx.now()),
      all: await deadLetters.count(tx, within(ctx)),
    }
  })
}
