import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DeliverCard } from '../../../src/domain/card.ts'
import { askForNewLink } from '../../../src/usecases/invitations/ask-for-new-link.ts'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { resendInvitation } from '../../../src/usecases/invitations/resend-invitation.ts'
import { type Office, openOffice } from '../../support/slack/office.ts'
import { nothingRefused } from '../../support/slack/open-slack.ts'

let office: Office
let deliverCard: DeliverCard
beforeAll(async () => {
  office = await openOffice()
  deliverCard = office.bot.door.deliverCard
})
afterEach(() => {
  const { house, slack, log } = office
  house.slack = deliverCard
  slack.workspace.faults.outage = null
  expect(log).toEqual([])
  nothingRefused(slack.workspace)
})
afterAll(() => office.close())

let number = 0
/** Somebody invited by Ada accepts: a card is promised to her. */
async function accepted(): Promise<string> {
  const name = `Person${++number}`
  const { token } = await office.house.invited(office.owner, `p${number}@people.test`)
  await office.house.accept(token, { firstName: name, lastName: 'Meyer' })
  return name
}
/** Somebody asks for a new link: a card with something to decide. */
async function asking() {
  const address = `p${++number}@people.test`
  const { token, invitationId } = await office.house.invited(office.owner, address)
  office.house.clock.moveHours(25)
  await askForNewLink(office.house.outside(), token)
  return { address, invitationId }
}
const cardsAbout = (words: string): string[] =>
  office.ada
    .seesAt('app')
    .split('\n\n')
    .filter((it) => it.includes(words))
const times = (words: string): number => cardsAbout(`${words} Meyer`).length
const lettersToAda = () => office.house.post.received.filter((it) => it.envelope.to === 'ada@acme.test')

/** The queue's work, over so many minutes. */
async function passes(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 10) {
    office.house.clock.moveSeconds(600)
    await office.house.deliverAll()
  }
}

describe('no card is lost, and none stands there twice', () => {
  test('when there are so many at once that Slack asks to wait', async () => {
    const names: string[] = []
    const post = office.house.slack
    office.house.slack = async () => ({ result: 'deferred', reply: 'collecting', retryAfterSeconds: 60 })
    for (let count = 0; count < 12; count++) names.push(await accepted())
    office.house.slack = post
    await passes(60)
    expect(office.slack.workspace.calls.some((it) => it.outcome === 'throttled')).toBe(true)
    expect(names.map(times)).toEqual(names.map(() => 1))
  })

  test.each([
    ['breaks off every call', 'reset' as const],
    ['answers with errors', { status: 503 }],
    ['asks to wait each time', { status: 429, retryAfter: 30 }],
    ['says that something is wrong with it', { error: 'internal_error' }],
  ])('when Slack %s for an hour', async (_what, outage) => {
    office.slack.workspace.faults.outage = outage
    const name = await accepted()
    await passes(60)
    expect(times(name)).toBe(0)
    office.slack.workspace.faults.outage = null
    await passes(120)
    expect(times(name)).toBe(1)
    expect(lettersToAda().filter((it) => JSON.stringify(it.letter).includes(name))).toEqual([])
  })
})

describe('a card ends with how things are', () => {
  test('after several changes while Slack was away', async () => {
    const { address, invitationId } = await asking()
    await office.house.deliverAll()
    expect(cardsAbout(address).join()).toContain('Resend')
    office.slack.workspace.faults.outage = { status: 503 }
    await resendInvitation(office.owner, invitationId)
    await office.house.deliverAll()
    await cancelInvitation(office.owner, invitationId)
    await passes(20)
    office.slack.workspace.faults.outage = null
    await passes(120)
    expect(cardsAbout(address)).toHaveLength(1)
    expect(cardsAbout(address).join()).toMatch(/cancelled/i)
    expect(cardsAbout(address).join()).not.toContain('[Cancel')
  })

  test('when somebody decides while it is on its way', async () => {
    const { address, invitationId } = await asking()
    office.house.slack = async (card, place) => {
      const delivery = await deliverCard(card, place)
      if (!place.ts) await cancelInvitation(office.owner, invitationId)
      return delivery
    }
    await office.house.deliverAll()
    await passes(10)
    expect(cardsAbout(address).join()).toMatch(/cancelled/i)
  })
})

describe('whoever Slack does not reach gets a letter instead', () => {
  test.each(['user_disabled', 'channel_not_found', 'token_revoked', 'account_inactive'])(
    'when it says %s',
    async (error) => {
      const name = await accepted()
      office.slack.workspace.faults.next('chat.postMessage', { error })
      await passes(10)
      expect(times(name)).toBe(0)
      expect(lettersToAda().filter((it) => JSON.stringify(it.letter).includes(name))).toHaveLength(1)
    },
  )

  test.each<[string, () => Promise<unknown>]>([
    [
      'Usher was thrown out of the workspace',
      () => office.house.db('slackTeams').update({ endedAt: office.house.clock.now() }),
    ],
    [
      'they are not connected any more',
      () => office.house.db('slackBindings').where({ slackUserId: office.ada.id }).delete(),
    ],
  ])('when %s', async (_what, happens) => {
    const name = await accepted()
    await happens()
    await office.house.deliverAll()
    expect(times(name)).toBe(0)
    expect(lettersToAda().filter((it) => JSON.stringify(it.letter).includes(name))).toHaveLength(1)
    await office.house.db('slackTeams').update({ endedAt: null })
  })
})
