import { Refusal } from './refusal.ts'
import type { InvitationState } from './states.ts'
import { after, HOUR } from './time.ts'
import { tooOften } from './too-often.ts'

export type Ending = 'accepted' | 'declined' | 'cancelled' | 'denied'

export interface Invitation {
  organizationId: string
  id: string
  /** Null once the person that only this invitation had made is gone again. */
  userId: string | null
  /** Where the letter goes, as it was typed; null: the link is handed over by hand. */
  email: string | null
  /** The identity invited, canonical; null: a person known by phone alone. */
  address: string | null
  message: string | null
  inviterId: string | null
  /** As the inviter was called then; survives the inviter. */
  inviterName: string
  createdAt: Date
  approvalAskedAt: Date | null
  approvedAt: Date | null
  approverId: string | null
  sendAfter: Date | null
  /** How many links there have been; 0: none yet. Every link but the newest is dead. */
  generation: number
  lifetimeSeconds: number
  sentAt: Date | null
  expiresAt: Date | null
  /** When the clock is to look whether somebody should be reminded; null: of this there is nothing to say. */
  remindAt: Date | null
  /** Somebody would rather be reminded then. */
  snoozedUntil: Date | null
  /** Of its newest link: its inviter, and the channel. */
  remindedAt: Date | null
  channelRemindedAt: Date | null
  /** The newest reminders that it stands in. */
  reminderId: string | null
  channelReminderId: string | null
  digestId: string | null
  ending: Ending | null
  endedAt: Date | null
  endedById: string | null
  endedWhy: string | null
}

export type Change = Partial<Invitation>

/** How often one invitation may be sent within an hour before a person would call it harassment. */
export const SENDS_PER_HOUR = 6

/** Read from what happened. Expiry needs no job: it is true at the second it becomes true. */
export function stateOf(
  it: Pick<Invitation, 'ending' | 'approvalAskedAt' | 'approvedAt' | 'expiresAt'>,
  now: Date,
): InvitationState {
  if (it.ending) return it.ending
  if (it.approvalAskedAt && !it.approvedAt) return 'awaiting approval'
  if (!it.expiresAt) return 'scheduled'
  return now >= it.expiresAt ? 'expired' : 'pending'
}

export const isOpen = (it: Pick<Invitation, 'ending'>): boolean => it.ending === null

/** Its hour has not come: approved or not, no link exists before that. */
export const isToWait = (it: Pick<Invitation, 'sendAfter'>, now: Date): boolean =>
  it.sendAfter !== null && it.sendAfter > now

/** The first link, at once or when the scheduled hour has come. */
export function send(it: Invitation, now: Date): Change {
  only(it, now, 'scheduled')
  return freshLink(it, now)
}

/** A pending, expired or scheduled invitation may be sent again; an answered or cancelled one may not. */
export function resend(it: Invitation, now: Date, sendsWithinTheHour: Date[] = []): Change {
  only(it, now, 'pending', 'expired', 'scheduled')
  const oldest = sendsWithinTheHour[0]
  if (oldest && sendsWithinTheHour.length >= SENDS_PER_HOUR) throw tooOften(after(oldest, HOUR), now)
  return freshLink(it, now)
}

/** Every earlier link dies with the generation it was derived for; the reminder clock starts again. */
const freshLink = (it: Invitation, now: Date): Change => ({
  generation: it.generation + 1,
  sentAt: now,
  sendAfter: null,
  expiresAt: after(now, it.lifetimeSeconds),
  ...toBeReminded(now),
})

/** The clock looks at once, and knows when to look again. */
export const toBeReminded = (now: Date) => ({
  remindAt: now,
  snoozedUntil: null,
  remindedAt: null,
  channelRemindedAt: null,
})

/** Rather then; a pending one only, and while it lives. */
export function snooze(it: Invitation, until: Date, now: Date): Change {
  only(it, now, 'pending')
  return { ...toBeReminded(now), snoozedUntil: until }
}

export function approve(it: Invitation, approverId: string, now: Date): Change {
  only(it, now, 'awaiting approval')
  if (approverId === it.inviterId) throw new Refusal('not-for-you')
  return { approvedAt: now, approverId }
}

export function deny(it: Invitation, approverId: string, why: string | null, now: Date): Change {
  only(it, now, 'awaiting approval')
  return { ...ended('denied', approverId, why, now), approverId }
}

/** Whoever asked thinks better of it while nobody has decided. */
export function withdraw(it: Invitation, byId: string, now: Date): Change {
  only(it, now, 'awaiting approval')
  return ended('cancelled', byId, null, now)
}

export function accept(it: Invitation, now: Date): Change {
  only(it, now, 'pending')
  return ended('accepted', it.userId, null, now)
}

/**
 * A provider makes whoever was invited: no link has to live for that. Only what nobody has approved yet is not
 * accepted, because nobody has promised it.
 */
export const acceptForProvider = (it: Invitation, by: string, now: Date): Change =>
  isPromised(it) ? ended('accepted', null, byProvider(by), now) : cancel(it, null, byProvider(by), now)

export const isPromised = (it: Pick<Invitation, 'approvalAskedAt' | 'approvedAt'>): boolean =>
  it.approvalAskedAt === null || it.approvedAt !== null

const byProvider = (name: string) => `provisioned by ${name}`

export function decline(it: Invitation, why: string | null, now: Date): Change {
  only(it, now, 'pending')
  return ended('declined', it.userId, why, now)
}

export function cancel(it: Invitation, byId: string | null, why: string | null, now: Date): Change {
  only(it, now, 'awaiting approval', 'scheduled', 'pending', 'expired')
  return ended('cancelled', byId, why, now)
}

/** Roles and teams may be corrected while nobody has answered; the link stays what it is. */
export function edit(it: Invitation, now: Date): void {
  only(it, now, 'pending', 'scheduled')
}

const ended = (ending: Ending, endedById: string | null, endedWhy: string | null, now: Date): Change => ({
  remindAt: null,
  ending,
  endedAt: now,
  endedById,
  endedWhy,
})

function only(it: Invitation, now: Date, ...allowed: InvitationState[]): void {
  const state = stateOf(it, now)
  if (!allowed.includes(state)) throw new Refusal('invitation-closed', { state })
}

/** Why the link of this generation is dead, or null while it lives. */
export function deathOf(it: Invitation, generation: number, now: Date) {
  if (it.ending === 'accepted' || it.ending === 'declined' || it.ending === 'cancelled') return it.ending
  if (it.ending === 'denied') return 'cancelled'
  if (generation !== it.generation) return 'superseded'
  return stateOf(it, now) === 'expired' ? 'expired' : null
}
