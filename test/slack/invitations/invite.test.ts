import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await createGroup(office.owner, { kind: 'team', name: 'Platform' })
  await createGroup(office.owner, { kind: 'department', name: 'Engineering' })
  office.house.clock.moveSeconds(1)
})
afterEach(async () => {
  await office.bot.door.settled()
  await office.ada.closes({ all: true }).catch(() => {})
  office.ada.looksAt('general')
  allIsWell(office)
})
afterAll(() => office.close())

const open = () =>
  office.house.query<{ address: string }>(
    `select address from invitations where ending is null order by address`,
  )
const isInvited = async (address: string) => (await open()).some((it) => it.address === address)
const linkIn = (text: string): string => /https:\/\/usher\.test\/\S+/.exec(text)?.[0] ?? ''

describe('the form', () => {
  test('opens from the Home, and its outcome shows the link and that a letter is queued', async () => {
    const { ada, house } = office
    await ada.opensHome()
    await ada.waitsFor('Invite people')
    await ada.click('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({
      'E-mail addresses': 'new@people.test',
      Role: ['Member'],
      Department: 'Engineering',
      Teams: ['Platform'],
      'Personal message': 'Welcome <!channel> *aboard*',
    })
    await ada.submit()
    await ada.waitsFor('Invitation created')
    expect(ada.sees).toContain('new@people.test')
    expect(ada.sees).toContain('The letter is queued.')
    const link = linkIn(ada.sees)
    await house.deliverAll()
    await ada.click('Refresh')
    await ada.waitsFor('The letter has left.')
    expect(ada.sees).toContain(link)
    expect(house.post.linksFor('new@people.test')).toEqual([link])
    expect(ada.seesAt('general')).not.toContain('https://usher.test')
    await ada.closes()
    expect(ada.sees).toContain('new@people.test')
    await house.accept(link.split('/').at(-1) ?? '')
  })

  test('says beside the field what is no address, and invites nobody', async () => {
    const { ada } = office
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': 'ada@' })
    await ada.submit()
    expect(ada.sees).toContain('“ada@” is not an e-mail address')
    expect(await open()).not.toContainEqual({ address: 'ada@' })
  })

  test('answers each of several addresses, and offers the next step', async () => {
    const { ada, house, owner } = office
    await house.invite(owner, ['waits@people.test'])
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({
      'E-mail addresses':
        'one@people.test, Two <two@people.test>; three@people.test\nbad@, one@people.test waits@people.test mel@acme.test',
    })
    await ada.submit()
    await ada.waitsFor('Invitations created')
    expect(ada.sees).toContain('3 invited, 3 not invited, 1 named twice')
    expect(ada.sees).toContain('mel@acme.test · already a user (active)')
    await ada.click('Resend', { in: 'waits@people.test' })
    await ada.waitsFor('every earlier one is dead')
    await ada.closes()
    expect(ada.sees).toContain('3 invited')
  })

  test('offers whoever is here already, and keeps what was typed', async () => {
    const { ada } = office
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': 'mel@acme.test', 'Personal message': 'Hello' })
    await ada.submit()
    await ada.waitsFor('mel@acme.test is already a user (active)')
    expect(ada.buttons.map((it) => it.label)).toContain('Open existing user')
    expect(ada.sees).toContain('Hello')
  })

  test('asks whether a look-alike is meant before anything is sent', async () => {
    const { ada } = office
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': 'bob@аcme.test, carol@people.test' })
    await ada.submit()
    await ada.waitsFor('truly reads')
    expect(await isInvited('carol@people.test')).toBe(false)
    await ada.click('Yes, I mean exactly these addresses')
    await ada.submit()
    await ada.waitsFor('2 invited')
  })

  test('hands over links without a letter', async () => {
    const { ada, house } = office
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': 'hand1@people.test hand2@people.test' })
    await ada.click('By a link I hand over')
    await ada.submit()
    await ada.waitsFor('2 invited')
    expect(ada.sees.match(/https:\/\/usher\.test/g)).toHaveLength(2)
    await house.deliverAll()
    expect(house.post.linksFor('hand1@people.test')).toEqual([])
  })

  test('waits for the next business morning, or for a time that has to be chosen', async () => {
    const { ada } = office
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': 'later@people.test' })
    await ada.click('At a time of my choice')
    await ada.submit()
    expect(ada.sees).toContain('Choose when, or send now.')
    await ada.click('The next business morning')
    await ada.submit()
    await ada.waitsFor('the letter leaves')
  })

  test('takes addresses out of a message, and invites nobody by itself', async () => {
    const { ada } = office
    await ada.says('Please invite dora@people.test and <erin@people.test>, thanks')
    await ada.takesShortcut('Invite these addresses', { on: 'dora@' })
    await ada.waitsFor('dora@people.test')
    expect(ada.sees).toContain('erin@people.test')
    expect(await isInvited('dora@people.test')).toBe(false)
  })
})
