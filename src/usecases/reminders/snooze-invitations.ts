import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import { nextBusinessMorning } from '../../domain/business-hours.ts'
import { snooze } from '../../domain/invitation.ts'
import type { Organization } from '../../domain/organization.ts'
import { after, HOUR } from '../../domain/time.ts'
import { atomically, type Context, within } from '../context.ts'
import { holdInvitations, type OneOutcome } from '../invitations/hold-invitations.ts'

/** In a few hours, or when people come to work next. */
export type Later = 'hours' | 'morning'

export interface Snoozed {
  until: Date
  outcomes: OneOutcome[]
}

const SOME_HOURS = 4

/** Another reminder of these, later; one that ends before that is said to end. */
export function snoozeInvitations(
  ctx: Context,
  ids: string[],
  later: Later,
  timeZone: string,
): Promise<Snoozed> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const organization = await organizations.find(tx, within(ctx))
    const until = momentOf(later, { ...organization, timeZone }, now)
    const { held, outcomes } = await holdInvitations(tx, ctx, 'invitation.see', ids, (it) =>
      snooze(it, until, now),
    )
    const [first] = held
    if (first)
      await invitations.saveMany(
        tx,
        within(ctx),
        held.map((it) => it.id),
        snooze(first, until, now),
        false,
      )
    return { until, outcomes }
  })
}

const momentOf = (later: Later, hours: Organization, now: Date): Date =>
  later === 'hours' ? after(now, SOME_HOURS * HOUR) : nextBusinessMorning(hours, now)
