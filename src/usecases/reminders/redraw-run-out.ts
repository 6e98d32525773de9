import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 200

/**
 * Cards that list what has just run out are promised to say so: claimed and promised in one transaction, so once over
 * any number of instances. Says how many.
 */
export async function redrawRunOut(ctx: Outside): Promise<number> {
  for (let all = 0; ; ) {
    const drawn = await atomically(ctx, async (tx) => {
      const now = ctx.now()
      const due = await reminders.claimRunOut(tx, now, BATCH)
      await outbox.post(
        tx,
        now,
        due.map(({ organizationId, id, userId }) => ({
          organizationId,
          kind: 'redraw-reminder',
          reminderId: id,
          userId,
        })),
      )
      return due.length
    })
    all += drawn
    if (drawn < BATCH) return all
  }
}
