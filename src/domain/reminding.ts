import type { BusinessHours } from './business-hours.ts'
import type { Invitation } from './invitation.ts'
import { stateOf } from './invitation.ts'
import type { Organization } from './organization.ts'
import { remindAt } from './reminder.ts'
import { after, HOUR } from './time.ts'

/** An invitation that the clock looks at, with all that decides what is to be done. */
export type Waiting = Pick<
  Invitation,
  | 'organizationId'
  | 'id'
  | 'inviterId'
  | 'ending'
  | 'approvalAskedAt'
  | 'approvedAt'
  | 'sentAt'
  | 'expiresAt'
  | 'snoozedUntil'
  | 'remindedAt'
  | 'channelRemindedAt'
>

export type ReminderSettings = BusinessHours &
  Pick<Organization, 'remindersOn' | 'reminderAgeSeconds' | 'reminderChannel' | 'suspendedAt'>

/** Whoever is to be reminded of it, as far as that decides when. */
export interface Readers {
  /** Null: nobody in particular invited, or they are not here any more. */
  inviter: { timeZone: string | null; lastRemindedAt: Date | null } | null
  /** When the channel was last reminded of anything. */
  channelRemindedAt: Date | null
}

export interface Decision {
  remindInviter: boolean
  remindChannel: boolean
  /** Null: there is no more to look for. */
  lookAgainAt: Date | null
}

/** Two reminders to one reader stand so far apart: what comes between them is listed in the second. */
export const REST_SECONDS = HOUR

const nothing: Decision = { remindInviter: false, remindChannel: false, lookAgainAt: null }

/** What the clock does about an invitation now: each of its readers once for each of its links. */
export function decide(it: Waiting, settings: ReminderSettings, readers: Readers, now: Date): Decision {
  const isOver = stateOf(it, now) !== 'pending'
  if (isOver || !settings.remindersOn || settings.suspendedAt) return nothing
  const inviter =
    readers.inviter && !it.remindedAt
      ? momentFor(it, settings, readers.inviter.timeZone, readers.inviter.lastRemindedAt, now)
      : null
  const channel =
    settings.reminderChannel && !it.channelRemindedAt
      ? momentFor(it, settings, null, readers.channelRemindedAt, now)
      : null
  const ahead = [inviter, channel].filter((at) => at !== null && at > now).map(Number)
  return {
    remindInviter: inviter !== null && inviter <= now,
    remindChannel: channel !== null && channel <= now,
    lookAgainAt: ahead.length > 0 ? new Date(Math.min(...ahead)) : null,
  }
}

function momentFor(
  it: Waiting,
  settings: ReminderSettings,
  timeZone: string | null,
  last: Date | null,
  now: Date,
): Date | null {
  const hours = { ...settings, timeZone: timeZone ?? settings.timeZone }
  const at = remindAt(it, settings.reminderAgeSeconds, hours, now)
  const rested = last ? after(last, REST_SECONDS) : null
  if (!at || !rested || rested <= at) return at
  // Too late for it if they rest: then rather now.
  return it.expiresAt && rested < it.expiresAt
    ? (remindAt({ ...it, snoozedUntil: rested }, 0, hours, now) ?? at)
    : at
}
