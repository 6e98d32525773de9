import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { copyInvitationLink, resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { initOrganization } from '../../src/usecases/organizations/init-organization.ts'
import { seeSettings } from '../../src/usecases/organizations/see-settings.ts'
import { startReset } from '../../src/usecases/passwords/start-reset.ts'
import { addUser } from '../../src/usecases/users/add-user.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { allIsWell } from '../support/slack/office.ts'
import {
  accepted,
  asked,
  atHome,
  Browser,
  good,
  joined,
  openWalk,
  settle,
  signedIn,
  tidied,
  type Walk,
} from './walk.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterEach(async () => {
  await tidied(walk)
  allIsWell(walk)
})
afterAll(() => walk.close())

type Added = Parameters<typeof addUser>[1]
const added = (wish: Partial<Added>) =>
  addUser(walk.owner, {
    ...{ firstName: 'Zora', lastName: 'Neale', displayName: null, gender: 'female', birthday: '1990-01-01' },
    ...{ email: null, phone: null, position: null, roles: [], groups: [], message: null },
    method: { by: 'link' },
    ...wish,
  })
const stateOf = async (id: string) =>
  (await walk.house.query<{ state: string }>('select state from users where id = :id', { id }))[0]?.state
const statusOf = async (token: string) => (await new Browser(walk.web).get(`/i/${token}`)).status
const times = (text: string, words: string) => text.split(words).length - 1
const profileOf = async (search: string) => {
  const { ada } = walk
  await atHome(walk, ada)
  await ada.choose('Search by name, e-mail or phone', search)
  await ada.waitsFor('1 person')
  await ada.click('Open profile', { in: 'Zora Neale' })
  await ada.waitsFor('Came here')
  const text = ada.sees
  await ada.closes()
  return text
}

describe('words', () => {
  test('X01 every word for a status is understood, whichever of them the organization uses', async () => {
    const { ada } = walk
    await walk.house.invited(walk.owner, 'pending@words.test')
    for (const vocabulary of ['active-inactive', 'active-suspended', 'enabled-disabled'] as const) {
      await settle(walk, { statusVocabulary: vocabulary })
      for (const word of ['pending', 'invited', '"pending invitation"'])
        expect(await asked(walk, ada, `/people list status:${word}`)).toContain('pending@words.test')
      for (const word of ['active', 'enabled'])
        expect(await asked(walk, ada, `/people list status:${word}`)).toContain('mel@acme.test')
      for (const word of ['inactive', 'disabled', 'suspended'])
        expect(await asked(walk, ada, `/people list status:${word}`)).toContain('Nobody fits')
    }
    await settle(walk, { statusVocabulary: 'active-inactive' })
  })

  test('X20 every list of the Home answers a word too, and /people alone opens the form', async () => {
    const { ada, mel } = walk
    for (const [word, shows] of [
      ['list', 'people'],
      ['pending', 'Invitations that wait'],
      ['sessions', 'Everybody who is signed in now'],
      ['logins', 'Login attempts of everybody'],
      ['roles', 'Owner · built in'],
      ['groups', 'There is no'],
      ['sync', 'No identity provider'],
      ['audit', 'What happened last'],
      ['settings', 'Lifetime of invitations'],
    ]) {
      expect(await asked(walk, ada, `/people ${word}`), word).toContain(shows)
      await ada.closes({ all: true }).catch(() => {})
    }
    expect(await asked(walk, ada, '/people')).toContain('E-mail addresses')
    expect(await asked(walk, mel, '/people')).toContain('ask an admin')
  })
})

describe('people and their invitations', () => {
  test('X02 X09 X10 a person stands once in the list of people, each invitation in its own; cancelling sends those who were added back', async () => {
    const { ada, owner, house } = walk
    const { userId, invitationId } = await added({
      email: 'zora@two.test',
      method: { by: 'personal-address', personalAddress: 'zora@two.test' },
    })
    await house.deliverAll()
    const first = house.post.tokenFor('zora@two.test')
    await cancelInvitation(owner, invitationId)
    expect(await stateOf(userId)).toBe('staged')
    const [again] = await house.invite(owner, ['zora@two.test'])
    expect(again).toMatchObject({ result: 'invited', userId })
    expect(again && 'invitationId' in again && again.invitationId).not.toBe(invitationId)
    await house.deliverAll()
    expect(await statusOf(first)).toBe(410)
    expect(await statusOf(house.post.tokenFor('zora@two.test'))).toBe(200)
    expect(times(await asked(walk, ada, '/people list zora'), 'zora@two.test')).toBe(1)
    await atHome(walk, ada, 'Invitations')
    await ada.choose('Which invitations', 'All')
    await walk.bot.door.settled()
    expect(times(ada.sees, 'Zora Neale · zora@two.test')).toBe(2)

    const alone = await house.invited(owner, 'alone@two.test')
    await cancelInvitation(owner, alone.invitationId)
    expect(await stateOf(alone.userId)).toBeUndefined()
    expect(await asked(walk, ada, '/people pending cancelled')).toContain('alone@two.test')
  })

  test('X03 the tab shows what is open, and all of it where that is asked for', async () => {
    const { ada, house, owner } = walk
    const done = await house.invited(owner, 'done@tab.test')
    await house.accept(done.token)
    await house.invited(owner, 'open@tab.test')
    await atHome(walk, ada, 'Invitations')
    expect([ada.sees.includes('open@tab.test'), ada.sees.includes('done@tab.test')]).toEqual([true, false])
    await ada.choose('Which invitations', 'All')
    await walk.bot.door.settled()
    expect([ada.sees.includes('open@tab.test'), ada.sees.includes('done@tab.test')]).toEqual([true, true])
  })

  test('X04 the address alone is enough, since a role is chosen already', async () => {
    const { ada } = walk
    await atHome(walk, ada)
    await ada.click('Invite people')
    await ada.waitsFor('E-mail addresses')
    expect(ada.sees).toContain('Role: ‹Member›')
    await ada.fill({ 'E-mail addresses': 'only@address.test' })
    await ada.submit()
    await ada.waitsFor('Invitation created')
  })

  test('X05 with a phone alone each deed by e-mail says why it is not possible; a link does instead', async () => {
    const { link, userId } = await added({ phone: '+44 20 7946 0001' })
    expect(await profileOf('442079460001')).toContain(
      'To send the invitation again is not possible: there is no e-mail address to write to.',
    )
    expect(await profileOf('442079460001')).toContain('[Copy link]')
    await accepted(walk, link ?? '', { ...good, firstName: 'Zora', lastName: 'Neale' })
    expect(await profileOf('442079460001')).toContain(
      'A letter to reset the password is not possible: there is no e-mail address to write to.',
    )
    await expect(startReset(walk.owner, userId)).rejects.toMatchObject({ code: 'no-address' })
    expect((await signedIn(walk, '+442079460001')).answer.location).toBe('/account')
  })

  test('X06 accepting proves the personal address, not the one of the organization: no reset goes there', async () => {
    const { house, owner } = walk
    const { userId } = await added({
      email: 'unproved@two.test',
      method: { by: 'personal-address', personalAddress: 'proved@home.test' },
    })
    await house.deliverAll()
    await house.accept(house.post.tokenFor('proved@home.test'), { firstName: 'Zora', lastName: 'Neale' })
    expect((await seeUser(owner, userId)).user.emailVerifiedAt).toBeNull()
    expect(await profileOf('unproved@two.test')).toContain('unproved@two.test (not confirmed)')
    expect(await profileOf('unproved@two.test')).toContain('the e-mail address was never confirmed')
    const letters = house.post.received.length
    await new Browser(walk.web).fill('/forgot', { identifier: 'unproved@two.test' })
    await expect(startReset(owner, userId)).rejects.toMatchObject({ code: 'no-address' })
    await house.deliverAll()
    expect(house.post.received.slice(letters).filter(({ letter }) => letter.kind === 'reset')).toEqual([])
  })

  test('X17 an address is known by whichever of the two it is, in any case, and pending leads to resending', async () => {
    const { ada } = walk
    await added({
      email: 'both@two.test',
      method: { by: 'personal-address', personalAddress: 'both@home.test' },
    })
    for (const address of ['BOTH@two.test', 'Both@Home.test']) {
      expect(await asked(walk, ada, `/invites ${address}`)).toContain(
        `${address} · already invited (pending)`,
      )
      expect(ada.buttons.some((it) => it.label === 'Resend' && it.row.includes(address))).toBe(true)
    }
  })
})

describe('links and lives', () => {
  test('X07 X08 a link is shown once, and lives as long as the organization says: an hour to thirty days', async () => {
    const { house, owner } = walk
    for (const [seconds, isTaken] of [
      [3599, false],
      [3600, true],
      [30 * 86_400, true],
      [30 * 86_400 + 1, false],
    ] as const) {
      const { version } = await seeSettings(owner)
      const change = changeSettings(owner, { invitationLifetimeSeconds: seconds, version })
      expect(await change.then(() => true).catch(() => false)).toBe(isTaken)
    }
    const month = await house.invited(owner, 'month@life.test')
    await settle(walk, { invitationLifetimeSeconds: 3600 })
    const hour = await house.invited(owner, 'hour@life.test')
    house.clock.moveSeconds(3600)
    expect([await statusOf(month.token), await statusOf(hour.token)]).toEqual([200, 410])
    await settle(walk, { invitationLifetimeSeconds: 86_400 })
    const { link } = await copyInvitationLink(owner, month.invitationId)
    const other = await copyInvitationLink(owner, month.invitationId)
    expect(other.link).not.toBe(link)
    expect(await statusOf(link.split('/').at(-1) ?? '')).toBe(410)
    await resendInvitation(owner, month.invitationId)
    expect(await statusOf(other.link.split('/').at(-1) ?? '')).toBe(410)
  })

  test('X18 eight characters by default, fifteen where it was begun strictly, and never a common one', async () => {
    const { house } = walk
    const made = async (isStrict: boolean) => {
      const name = `Strict ${isStrict}`
      const { setupUrl } = await initOrganization(house.outside(), {
        name,
        ownerEmail: 'o@strict.test',
        isStrict,
      })
      return (password: string) =>
        new Browser(walk.web).fill(new URL(setupUrl).pathname, { ...good, password, passwordAgain: password })
    }
    const [usual, strict] = [await made(false), await made(true)]
    expect((await strict('fourteen-chrs!')).text).toContain('at least 15 characters')
    expect((await strict('fifteen-charact')).status).toBe(303)
    expect((await usual('password123')).status).toBe(422)
    expect((await usual('Qz7!kvbn')).status).toBe(303)
  })

  test('X14 X15 X21 accepting leads in and to the dashboard; whoever is thrown out meets the door at the next click', async () => {
    const { house, owner, ada } = walk
    const { token } = await house.invited(owner, 'door@life.test')
    const browser = new Browser(walk.web)
    const answer = await browser.fill(`/i/${token}`, good)
    expect([answer.status, answer.location]).toEqual([303, '/account'])
    const page = await browser.get('/account')
    for (const said of ['Hello, Lise', 'Your account', 'Where you are signed in', 'What you may do'])
      expect(page.text).toContain(said)
    const { browser: adas } = await signedIn(walk, 'ada@acme.test')
    expect((await adas.get('/account')).body).toMatch(/href="slack:[^"]+team=T0ACME00000[^"]*">Open Slack/)
    await ada.command('/people sessions door@life.test')
    await ada.waitsFor('Revoke all')
    await ada.click('Revoke all', { confirm: true })
    await ada.waitsFor('is not signed in anywhere')
    expect((await browser.get('/account')).location).toBe('/sign-in?next=%2Faccount')
  })

  test('X13 an organization that wants no temporary passwords offers none', async () => {
    const { ada } = walk
    await settle(walk, { temporaryPasswords: false })
    await atHome(walk, ada)
    expect(ada.buttons.map((it) => it.label)).not.toContain('Create User')
    expect(await asked(walk, ada, '/people create new@life.test')).toContain('makes no temporary passwords')
    await settle(walk, { temporaryPasswords: true })
  })

  test('X16 whoever has not come in yet is offered the invitation, and no reset', async () => {
    const { ada } = walk
    await walk.house.invited(walk.owner, 'yet@life.test')
    await atHome(walk, ada)
    await ada.choose('Search by name, e-mail or phone', 'yet@life')
    await ada.waitsFor('1 person')
    const labels = ada.buttons.filter((it) => it.row.includes('yet@life.test')).map((it) => it.label)
    expect([labels.includes('Resend invitation'), labels.includes('Send password reset')]).toEqual([
      true,
      false,
    ])
  })

  test('X19 registered, last login and last activity are told apart, in the list and on the profile', async () => {
    const { ada } = walk
    await joined(walk, 'apart@life.test', { firstName: 'Zora', lastName: 'Neale' })
    const text = await profileOf('apart@life.test')
    for (const label of ['Registered:', 'Last login:', 'Last activity:']) expect(text).toContain(label)
    await atHome(walk, ada, 'Sessions')
    expect(ada.sees).toMatch(/Started .* · Last active/)
  })
})
