import * as outbox from '../../db/outbox.ts'
import { after } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'
import { LEASE_SECONDS } from './deliver-message.ts'

const LIMIT = 1000
/** A job that is merely waiting its turn is left alone this long. */
const PATIENCE_SECONDS = 20
/** No try takes as long as its lease: what shuts a queue for longer died with its process. */
const HELD_SECONDS = LEASE_SECONDS + 10

/** Promises whose job died with its process get a new one. Asking twice for the same letter is harmless. */
export function takeUpOverdue(ctx: Outside, patienceSeconds = PATIENCE_SECONDS): Promise<number> {
  return atomically(ctx, async (tx) => {
    const overdue = await outbox.overdue(tx, after(ctx.now(), -patienceSeconds), LIMIT)
    await outbox.openQueues(tx, overdue, HELD_SECONDS)
    await outbox.wakeWorkers(tx, overdue, 0)
    return overdue.length
  })
}

/** At the start of the only process this database has: nobody can still be sending. */
export async function takeUpEverything(ctx: Outside): Promise<void> {
  await atomically(ctx, (tx) => outbox.releaseLeases(tx))
  await takeUpOverdue(ctx, 0)
}
