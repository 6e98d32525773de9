import { expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/refusal.ts'
import { inOneLine } from '../../../src/playground/blocks/fault.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import { resentWords, testedModal, undeliveredModal } from '../../../src/slack/email/email.view.ts'
import type { DeadLetter } from '../../../src/usecases/messages/list-undelivered.ts'
import { expectGolden } from '../golden.ts'
import { now, poison } from '../invitations/samples.ts'

const letter: DeadLetter = {
  id: '019a0000-0000-7000-8000-000000000077',
  kind: 'invitation',
  status: 'failed',
  reply: '550 5.1.1 <nobody@example.com>\nno such mailbox',
  attempts: 1,
  createdAt: now,
  endedAt: now,
  to: 'nobody@example.com',
  invitationId: '019a0000-0000-7000-8000-000000000078',
  isExpired: false,
}
const others: DeadLetter[] = [
  { ...letter, isExpired: true },
  { ...letter, kind: 'approval-asked', to: null, reply: null, status: 'dead' },
]
const to = 'ada@example.com'
const refusals = [new Refusal('no-address')]

const drawn = {
  'not-delivered': undeliveredModal({ letters: [letter, ...others], all: 40 }),
  'all-delivered': undeliveredModal(
    { letters: [], all: 0 },
    resentWords({ again: 2, renewed: 0, refusals: [] }, []),
  ),
  'test-sent': testedModal({ to, delivery: { result: 'sent', reply: '250 OK' } }),
  'test-failed': testedModal({
    to,
    delivery: {
      result: 'deferred',
      reply: 'mail.test:587 refused the login: check user and password in SMTP_URL.',
    },
  }),
  resent: resentWords({ again: 2, renewed: 1, refusals }, ['It has no address.', 'It has no address.']),
  'resent-none': resentWords({ again: 0, renewed: 0, refusals: [] }, []),
}

test.each(Object.entries(drawn))('%s is as it was, and Slack takes it', (name, words) =>
  expectGolden(`email/${name}`, words),
)

test('the longest fit, mention nobody and link nowhere', () => {
  const long = { ...letter, to: `${poison}${'a'.repeat(300)}`, reply: `${poison}\n`.repeat(60) }
  const view = undeliveredModal({ letters: Array(30).fill(long), all: 1000 })
  expect(checkView(view).map(inOneLine)).toEqual([])
  expect(JSON.stringify(view)).not.toMatch(/<!channel|<https:\/\/evil/)
})
