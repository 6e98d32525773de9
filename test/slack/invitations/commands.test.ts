import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as outbox from '../../../src/db/outbox.ts'
import type { Delivery } from '../../../src/domain/message.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { deliverMessage } from '../../../src/usecases/messages/deliver-message.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await createGroup(office.owner, { kind: 'team', name: 'Platform' })
  office.house.clock.moveSeconds(1)
})
afterEach(async () => {
  await office.bot.door.settled()
  await office.ada.closes({ all: true }).catch(() => {})
  allIsWell(office)
})
afterAll(() => office.close())

const openCount = async () =>
  (await office.house.query('select 1 from invitations where ending is null')).length

async function deliverFew(count: number, how: Delivery) {
  const { house } = office
  house.post.answer = () => how
  const due = await house.db.transaction((tx) => outbox.overdue(tx, house.clock.now(), count))
  for (const message of due)
    await deliverMessage(house.outside(), { mail: house.post.deliver, slack: null }, message)
}

describe('inviting by command', () => {
  test('sends to several at once, says what became of each, and shows no link', async () => {
    const { ada, house } = office
    await ada.command(
      '/invites one@people.test, two@people.test bad@@people.test one@people.test as Admin in Platform "welcome!"',
    )
    await ada.waitsFor('2 invited, 1 not invited, 1 named twice')
    expect(ada.sees).not.toContain('https://')
    await house.deliverAll()
    const letter = house.post.received.find((it) => it.envelope.to === 'two@people.test')?.letter
    expect(letter).toMatchObject({ roleNames: ['Admin'], message: 'welcome!' })
    expect(office.grace.seesAt('general')).not.toContain('one@people.test')
  })

  test('shows in the same message how far the letters are, and where each of them has got to', async () => {
    const { ada, house, owner } = office
    house.clock.moveSeconds(1)
    const answers = () => ada.sees.match(/2 invited, 2 not invited, 1 named twice, 1 not understood/g)?.length
    await ada.command('/invites far@people.test near@people.test one@people.test x@@y far@people.test huh')
    await ada.waitsFor('2 invited, 2 not invited, 1 named twice, 1 not understood')
    await deliverFew(1, { result: 'sent', reply: '250 OK' })
    await ada.click('Refresh')
    await ada.waitsFor('1 of 2 letters have left')
    await deliverFew(1, { result: 'failed', reply: '550 No such user' })
    const [near] = await house.query<{ id: string }>(
      "select id from invitations where address = 'near@people.test'",
    )
    await cancelInvitation(owner, near?.id ?? '')
    await ada.click('Refresh')
    await ada.waitsFor('1 could not be delivered')
    expect(answers()).toBe(1)
    for (const words of [
      'far@people.test · invited',
      'near@people.test · invited, cancelled by now',
      'one@people.test · already invited (pending)',
      'x@@y',
      'far@people.test · named twice',
      'Not understood: “huh”',
    ])
      expect(ada.sees).toContain(words)
  })

  test('says in passing how far they are, where the addresses are too long for a button', async () => {
    const { ada, house } = office
    house.clock.moveSeconds(1)
    const long = Array.from({ length: 9 }, (_, at) => `a${at}@${`${'x'.repeat(60)}.`.repeat(3)}test`)
    await ada.command(`/invites ${long.join(' ')} ${long[0]?.replace('a0', 'b')}`)
    await ada.waitsFor('0 of 10 letters have left')
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    await house.deliverAll()
    await ada.click('Refresh')
    await ada.waitsFor('All 10 letters have left.')
    expect(ada.sees).toContain('0 of 10 letters have left')
  })

  test('offers a link in a modal, to whoever asked alone', async () => {
    const { ada } = office
    await ada.command('/people invite three@people.test')
    await ada.waitsFor('three@people.test · invited')
    await ada.click('Copy link', { in: 'three@people.test' })
    await ada.waitsFor('every link they have received so far stops working')
    await ada.submit()
    await ada.waitsFor('https://usher.test/i/')
    await ada.closes()
    expect(ada.sees).not.toContain('https://usher.test/i/')
  })

  test('opens the form with what was understood, when something was not', async () => {
    const { ada } = office
    const before = await openCount()
    await ada.command('/invites four@people.test asmin Admn')
    await ada.waitsFor('Not understood: “asmin Admn”.')
    expect(ada.sees).toContain('four@people.test')
    expect(await openCount()).toBe(before)
  })

  test('names an unknown role with the one that may be meant, and goes on in the form', async () => {
    const { ada } = office
    const before = await openCount()
    await ada.command('/invites five@people.test as Admn in Platfrom')
    await ada.waitsFor('“Admn” is not a role you can give. Did you mean “Admin”?')
    expect(ada.sees).toContain('Did you mean “Platform”?')
    await ada.click('Open the form')
    await ada.waitsFor('E-mail addresses')
    expect(ada.sees).toContain('five@people.test')
    expect(await openCount()).toBe(before)
  })

  test('opens the form when nobody is named, when the time is, and before a look-alike', async () => {
    const { ada } = office
    for (const words of ['/people invite', '/invites six@people.test later', '/invites six@аcme.test']) {
      await ada.command(words)
      await ada.waitsFor('E-mail addresses')
      await ada.closes()
    }
  })

  test('asks Slack for the address of whoever is mentioned', async () => {
    const { ada, grace } = office
    await ada.command(`/invites <@${grace.id}|grace>`)
    await ada.waitsFor(/grace@\S+ · (already|invited)/)
  })

  test('shows hundreds in a modal, and how many letters have left', async () => {
    const { ada, house } = office
    await house.deliverAll()
    house.clock.moveSeconds(60)
    const people = Array.from({ length: 200 }, (_, at) => `p${at}@bulk.test`)
    await ada.command(`/invites ${people.join(' ')} ada@acme.test mel@acme.test`)
    await ada.waitsFor('200 invited, 2 not invited')
    expect(ada.sees).toContain('0 of 200 letters have left')
    for (const one of people) expect(ada.sees).toContain(one)
    await deliverFew(19, { result: 'sent', reply: '250 OK' })
    await deliverFew(1, { result: 'failed', reply: '550 No such user' })
    await ada.click('Refresh')
    await ada.waitsFor('19 of 200 letters have left')
    expect(ada.sees).toContain('1 could not be delivered')
    expect(ada.sees).toContain('p199@bulk.test')
  })
})

describe('open invitations by command', () => {
  test('are listed with their buttons, page by page', async () => {
    const { ada } = office
    await ada.command('/invites')
    await ada.waitsFor('Invitations that wait for an answer')
    expect(ada.sees).toContain('p99@bulk.test')
    await ada.click('Next page »')
    await ada.waitsFor('p93@bulk.test')
    await ada.click('« First page')
    await ada.waitsFor('p99@bulk.test')
  })

  test('are narrowed by state and by text', async () => {
    const { ada } = office
    await ada.command('/people pending expired')
    await ada.waitsFor('No invitation is expired.')
    await ada.command('/people pending two@people')
    await ada.waitsFor('with “two@people”')
  })

  test('are sent again by address, by name, and with one outcome for each', async () => {
    const { ada, house } = office
    house.clock.moveSeconds(3600)
    await ada.command('/people resend one@people.test, nobody@people.test and bulk')
    await ada.waitsFor('a new letter is queued')
    expect(ada.sees).toContain('“nobody@people.test” has no open invitation.')
    expect(ada.sees).toContain('“bulk” could be several people')
    expect(await house.query(`select generation from invitations where address = 'one@people.test'`)).toEqual(
      [{ generation: 2 }],
    )
  })

  test('are cancelled after a word that names whom and what it means', async () => {
    const { ada } = office
    const before = await openCount()
    await ada.command('/people cancel one@people.test "wrong address"')
    await ada.waitsFor('Take back the invitation of one@people.test?')
    expect(ada.sees).toContain('wrong address')
    expect(await openCount()).toBe(before)
    await ada.submit()
    await ada.waitsFor('Cancelled. The link is dead')
    expect(await openCount()).toBe(before - 1)
    await ada.command('/people cancel two@people.test, three@people.test')
    await ada.waitsFor('Cancel 2 invitations')
    await ada.submit()
    await ada.waitsFor('cancelled, the link is dead')
    expect(await openCount()).toBe(before - 3)
  })

  test('are nothing for a member, who is told why', async () => {
    const { mel } = office
    for (const words of ['/invites', '/invites x@people.test', '/people resend one@people.test']) {
      await mel.command(words)
      await mel.waitsFor('Your roles do not allow this')
      expect(mel.sees).not.toContain('bulk.test')
    }
  })
})

describe('the root command', () => {
  test('suggests the word that may be meant, and runs it', async () => {
    const { ada } = office
    await ada.command('/people pendign')
    await ada.waitsFor('Did you mean pending?')
    await ada.click('/people pending')
    await ada.waitsFor('Invitations that wait for an answer')
  })

  test('says what to do instead of files', async () => {
    const { ada } = office
    await ada.command('/people import')
    await ada.waitsFor('Usher reads no files.')
    await ada.command('/people export')
    await ada.waitsFor('Usher writes no files of people.')
  })
})

describe('five hundred by command', () => {
  test('each have their outcome, whether they are new or known already', async () => {
    const { ada } = office
    office.house.clock.moveSeconds(60)
    const rest = Array.from({ length: 300 }, (_, at) => `q${at}@bulk.test`)
    const people = Array.from({ length: 200 }, (_, at) => `p${at}@bulk.test`)
    await ada.command(`/invites ${[...people, ...rest].join('\n')}`)
    await ada.waitsFor('300 invited, 200 not invited')
    for (const one of [...people, ...rest]) expect(ada.sees).toContain(one)
  })
})
