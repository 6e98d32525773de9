import type { Tx } from '../../db/database.ts'
import * as list from '../../db/invitation-list.ts'
import * as reminders from '../../db/reminders.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { ReminderCard } from '../../domain/card.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { drawReminder } from '../messages/write-reminder.ts'

/** As many as one click may be about. */
const ALL = 1000

/** Another page, for everybody who sees this card. */
export function turnReminder(ctx: Context, id: string, page: number): Promise<ReminderCard> {
  return atomically(ctx, async (tx) => {
    const reminder = await seen(tx, ctx, id)
    const wanted = Number.isInteger(page) ? Math.max(0, page) : 0
    await reminders.noteChange(tx, reminder, { page: wanted })
    return drawReminder(tx, ctx, { ...reminder, page: wanted })
  })
}

/** Everything on it that still waits for an answer. */
export const waitingIn = (ctx: Context, id: string): Promise<string[]> =>
  atomically(ctx, async (tx) => list.waitingInReminder(tx, reminders.listOf(await seen(tx, ctx, id)), ALL))

/** One's own; those of the channel and of the week, for whoever may look after invitations. Any other is as unknown as a random id. */
async function seen(tx: Tx, ctx: Context, id: string): Promise<reminders.Reminder> {
  const found = await reminders.findIfThere(tx, within(ctx), id)
  const mine = found?.userId && found.userId === userIdOf(ctx.actor)
  if (found && found.audience !== 'inviter') authorize(ctx.actor, 'invitation.list')
  else if (!found || !mine) throw new Refusal('not-found', { what: 'invitation' })
  return found
}

/** What was done to many at once shows on the card at once, not when the queue comes to it. */
export const redrawReminder = (ctx: Context, id: string): Promise<ReminderCard> =>
  atomically(ctx, async (tx) => drawReminder(tx, ctx, await seen(tx, ctx, id)))
