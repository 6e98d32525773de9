import { describe, expect, test } from 'vitest'
import type { ReminderCard } from '../../../src/domain/card.ts'
import type { InvitationState } from '../../../src/domain/states.ts'
import { inOneLine } from '../../../src/playground/blocks/fault.ts'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { channelLostWords } from '../../../src/slack/reminders/channel-lost.view.ts'
import { doneToAll, snoozedWords } from '../../../src/slack/reminders/done.view.ts'
import { reminderWords } from '../../../src/slack/reminders/reminder.view.ts'
import { expectGolden } from '../golden.ts'
import { now, poison, shown } from '../invitations/samples.ts'

const card = (states: InvitationState[], more: Partial<ReminderCard> = {}): ReminderCard => ({
  occasion: 'reminder',
  reminderId: '019a0000-0000-7000-8000-000000000099',
  audience: 'inviter',
  beside: null,
  invitations: states.map((it) => shown(it)),
  all: states.length,
  pending: states.filter((it) => it === 'pending').length,
  expired: states.filter((it) => it === 'expired').length,
  page: 0,
  pages: 1,
  now,
  ...more,
})

const lost = { occasion: 'channel-lost' as const, channel: 'C012AB3CD' }

const drawn = {
  one: reminderWords(card(['pending'])),
  several: reminderWords(card(['pending', 'pending', 'expired', 'accepted', 'cancelled'])),
  'in-channel': reminderWords(card(['pending', 'pending'], { audience: 'channel' })),
  'middle-page': reminderWords(card(['pending'], { page: 1, pages: 3, all: 30, pending: 24, expired: 6 })),
  'ran-out': reminderWords(card(['expired', 'declined'])),
  settled: reminderWords(card(['accepted', 'cancelled'])),
  digest: reminderWords(
    card(['expired', 'expired', 'pending', 'cancelled'], {
      audience: 'digest',
      beside: { staged: 3, undelivered: 4 },
    }),
  ),
  'digest-of-one': reminderWords(
    card(['expired'], { audience: 'digest', beside: { staged: 1, undelivered: 1 } }),
  ),
  'digest-settled': reminderWords(
    card(['accepted', 'cancelled'], { audience: 'digest', beside: { staged: 0, undelivered: 0 } }),
  ),
  'channel-archived': channelLostWords({ ...lost, reply: 'Slack said is_archived' }),
  'channel-without-usher': channelLostWords({ ...lost, reply: 'Slack said not_in_channel' }),
  'channel-gone': channelLostWords({ ...lost, reply: 'Slack said channel_not_found' }),
  'resent-some': doneToAll('resent', 5, new Map([['Try again after 10:00.', 2]])),
  'cancelled-all': doneToAll('cancelled', 3, new Map()),
  'nothing-left': doneToAll('resent', 0, new Map()),
  'could-not': doneToAll('resent', 1, new Map([['Its link was handed over: there is no address.', 1]])),
  snoozed: snoozedWords(new Date('2026-03-03T09:00:00Z'), 2, new Map()),
}

test.each(Object.entries(drawn))('%s is as it was, and Slack takes it', (name, words) =>
  expectGolden(`reminders/${name}`, words),
)

describe('a page of the longest names there are', () => {
  const long = shown('pending', {
    personName: `${poison}${'ß'.repeat(120)}`,
    email: `${'a'.repeat(64)}@${'department.'.repeat(22)}example.com`,
    roleNames: ['A role with a very long name that somebody thought of'.repeat(2)],
  })

  test('fits into a message, mentions nobody and links nowhere', () => {
    const words = reminderWords(
      card(Array(8).fill('pending'), { invitations: Array(8).fill(long), audience: 'channel' }),
    )
    expect(checkMessage(words).map(inOneLine)).toEqual([])
    expect(JSON.stringify(words.blocks).length).toBeLessThan(13_000)
    expect(JSON.stringify(words)).not.toMatch(/<!channel|<https:\/\/evil/)
  })
})
