import type { LocalMoment } from '../../../src/slack/words/local-moment.ts'
import { type InviteWords, readInvite } from '../../../src/slack/words/read-invite.ts'
import type { KnownNames } from '../../../src/slack/words/reading.ts'

/** A Saturday. */
export const now: LocalMoment = { year: 2026, month: 11, day: 21, hour: 10, minute: 0 }

export const known: KnownNames = {
  roles: ['Admin', 'Billing', 'Admin and Billing', 'Member', 'Team Lead', 'Éditeur', 'Head of Site', 'Link'],
  teams: ['Platform', 'Core', 'Core Platform', 'R&D', 'Straße'],
  departments: ['Engineering', 'Research, Development', 'Legal, Risk and Compliance'],
  units: ['Berlin'],
  sites: ['HQ', 'New York'],
}

const nothing: InviteWords = {
  addresses: [],
  roles: [],
  teams: [],
  departments: [],
  units: [],
  sites: [],
  message: null,
  when: null,
  by: 'letter',
  lifetimeSeconds: null,
  mentions: [],
  unreadable: [],
  suggestions: [],
  isQuoteOpen: false,
}

/** Everything that was understood, without what was left as it is when nothing is said. */
export function understood(text: string, names: KnownNames = {}): Partial<InviteWords> {
  const read = readInvite(text, now, names)
  return Object.fromEntries(
    Object.entries(read).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(nothing[key as keyof InviteWords]),
    ),
  )
}

export const at = (year: number, month: number, day: number, hour = 9, minute = 0) => ({
  when: { at: { year, month, day, hour, minute } },
})
