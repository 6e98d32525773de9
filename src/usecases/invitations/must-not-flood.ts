import type { Tx } from '../../db/database.ts'
import { sentBy, sentTo } from '../../db/sent-lately.ts'
import { userIdOf } from '../../domain/actor.ts'
import {
  mustBeFewEnough,
  SENT_BY_ALL_IN_AN_HOUR,
  SENT_BY_ONE_IN_AN_HOUR,
  tooManyLetters,
} from '../../domain/sending-limits.ts'
import { after, DAY, HOUR } from '../../domain/time.ts'
import { type Context, within } from '../context.ts'

/** So many more, by this person and by their organization: refused with a time when it may go on. */
export async function mustNotFlood(tx: Tx, ctx: Context, more: number, now: Date): Promise<void> {
  const upTo = { inviter: SENT_BY_ONE_IN_AN_HOUR, organization: SENT_BY_ALL_IN_AN_HOUR }
  const lately = await sentBy(tx, within(ctx), userIdOf(ctx.actor), after(now, -HOUR), upTo)
  mustBeFewEnough(lately.inviter, userIdOf(ctx.actor) ? more : 0, upTo.inviter, now)
  mustBeFewEnough(lately.organization, more, upTo.organization, now)
}

/** One more link to this address; a link in the hand counts as a letter does. */
export async function mustNotPester(tx: Tx, ctx: Context, address: string | null, now: Date): Promise<void> {
  if (!address) return
  const lately = await sentTo(tx, within(ctx), [address], after(now, -DAY))
  const refusal = tooManyLetters(lately.get(address), now)
  if (refusal) throw refusal
}
