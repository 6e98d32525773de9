import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMessages } from '../../src/cli/messages.ts'
import { deadList, resentInWords } from '../../src/cli/messages.view.ts'
import { refusalWords } from '../../src/cli/refusal-words.ts'
import { type Answer, type Tools, WrongWords } from '../../src/cli/words.ts'
import { inWords, Refusal } from '../../src/domain/refusal.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

async function usher(...words: string[]): Promise<Answer> {
  const read = readMessages(words)
  if (!('run' in read)) throw new Error('It runs alone')
  return read.run({ ctx: house.outside() } as Tools)
}
const refused = async (...words: string[]) => {
  const fault = await (async () => usher(...words))().catch((it: unknown) => it)
  if (fault instanceof Refusal) return inWords(refusalWords, fault)
  if (fault instanceof WrongWords) return fault.message
  throw new Error(`It was not refused: ${JSON.stringify(fault)}`)
}
const answer = (result: 'sent' | 'failed', reply: string) => {
  house.post.answer = () => ({ result, reply })
}

/** Two invitations that the mail server refused, and the notices of it to whoever invited. */
async function troubled() {
  const { organizationId, owner } = await house.organization()
  answer('failed', '554 5.7.1 relaying denied')
  await house.invite(owner, ['one@people.test', 'two@people.test'])
  await house.deliverAll()
  answer('sent', '250 OK')
  return ['--organization', organizationId] as const
}
type Listed = { all: number; messages: { messageId: string; to: string; kind: string; reply: string }[] }
const listed = async (here: readonly string[]) => (await usher('dead', ...here)).json as Listed

describe('usher messages', () => {
  test('dead lists what could not be delivered, with the words of the mail server', async () => {
    const here = await troubled()
    const { text } = await usher('dead', ...here)
    expect(text).toMatch(
      /invitation to one@people\.test, given up .* after 1 try\n +said: 554 5\.7\.1 relaying denied/,
    )
    const { messages } = await listed(here)
    expect(messages.filter((it) => it.kind === 'invitation').map((it) => it.to)).toEqual([
      'two@people.test',
      'one@people.test',
    ])
  })

  test('sends one of them again, and then all that are left', async () => {
    const here = await troubled()
    const { all, messages } = await listed(here)
    const one = messages.find((it) => it.to === 'one@people.test')?.messageId ?? ''
    const before = house.post.received.length
    expect((await usher('resend', one, ...here)).text).toBe('1 message is tried again.')
    await house.deliverAll()
    expect(house.post.received.slice(before).map((it) => it.envelope.to)).toEqual(['one@people.test'])
    expect((await usher('resend', '--all', ...here)).json).toMatchObject({ again: all - 1 })
    await house.deliverAll()
    expect(house.post.received).toHaveLength(before + all)
    expect((await usher('resend', '--all', ...here)).text).toBe('There is nothing to send again.')
    expect((await usher('dead', ...here)).text).toContain('Everything that was promised has left')
    expect(await refused('resend', one, ...here)).toMatch(/There is no such message\. usher messages dead/)
  })

  test('leaves another organization’s alone', async () => {
    const here = await troubled()
    const there = await troubled()
    const [first] = (await listed(here)).messages
    const unknown = await refused('resend', first?.messageId ?? '', ...there)
    expect(unknown).toBe(await refused('resend', '01900000-0000-7000-8000-000000000001', ...there))
  })

  test('says what there is where it was not understood', async () => {
    for (const words of [[], ['dead', 'now'], ['resend'], ['resend', 'some-id', '--all'], ['eat']])
      expect(await refused(...words), words.join(' ')).toContain('usher messages resend ID… | --all')
  })
})

test('what has run out, and what nobody answered, is said', () => {
  const at = new Date('2026-03-02T09:00:00Z')
  const letter = {
    ...{ id: 'an-id', kind: 'reset' as const, status: 'dead' as const, reply: null, attempts: 14 },
    ...{ createdAt: at, endedAt: at, to: null, invitationId: null, isExpired: true },
  }
  expect(deadList({ letters: [letter], all: 120 }, new Date('2026-03-02T12:00:00Z'))).toBe(
    `120 messages could not be delivered.

an-id
  link for a new password to somebody in Slack, given up 3 hours ago after 14 tries
  said: nothing was answered before it was too late
  Its link has run out: resending makes a new one.

And 119 more, older than these.

Once what is wrong is mended (usher doctor looks at the mail server), send them again:
  usher messages resend ID, or usher messages resend --all`,
  )
  expect(resentInWords({ again: 0, renewed: 2 }, ['Wait.', 'Wait.'])).toBe(
    '2 new letters leave: the links had run out.\n2 not: Wait.',
  )
})
