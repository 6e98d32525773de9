import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../src/mail/compose.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { declineInvitation } from '../../src/usecases/invitations/decline-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { allIsWell } from '../support/slack/office.ts'
import {
  accepted,
  atHome,
  Browser,
  forged,
  formOn,
  good,
  isIn,
  linkIn,
  openWalk,
  pathOf,
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

type Entries = Parameters<Walk['ada']['fill']>[0]
const nia = { 'First name': 'Nia', 'Last name': 'Okoro', Gender: 'Female', Birthday: '1990-05-17' }
const atWork = (name: string) => ({ ...nia, 'E-mail in the organization': `${name}@acme.test` })

const opened = async () => {
  const { ada } = walk
  await ada.closes({ all: true }).catch(() => {})
  await atHome(walk, ada)
  await ada.click('Add user')
  await ada.waitsFor('Step 1 of 2')
}
const next = async (entries: Entries) => {
  const { ada, bot } = walk
  await ada.fill(entries)
  const done = await ada.submit()
  await bot.door.settled()
  return done
}
const countPeople = async () => (await walk.house.query('select 1 from users')).length
const personCalled = async (address: string) => {
  const [row] = await walk.house.query<{ id: string }>('select id from users where address = :address', {
    address,
  })
  return seeUser(walk.owner, row?.id ?? '')
}
const lettersTo = (address: string) =>
  walk.house.post.received.filter(({ envelope }) => envelope.to === address)

describe('U09 adding somebody with everything', () => {
  test('S1.10 S1.11 S1.12 S1.13 a dialog that wants both names and a gender', async () => {
    const { ada } = walk
    const before = await countPeople()
    await opened()
    expect(ada.sees).toContain('Add new user')
    const { problems } = await next({ Birthday: '1990-05-17', 'E-mail in the organization': 'nia@acme.test' })
    expect(Object.keys(problems).toSorted()).toEqual(['firstName', 'gender', 'lastName'])
    const done = await next({ ...nia, 'First name': ' ', 'Last name': ' ' })
    expect(Object.keys(done.problems).toSorted()).toEqual(['firstName', 'lastName'])
    const { errors } = await forged(walk, done, (values) => {
      values.gender = {}
      for (const field of ['firstName', 'lastName'])
        for (const it of Object.values(values[field] ?? {})) it.value = 'Nia'
    })
    expect(errors).toHaveProperty('gender')
    expect(await countPeople()).toBe(before)
  })

  test('S1.14 a birthday is a real day in the past', async () => {
    await opened()
    const done = await next({ ...atWork('born'), Birthday: '2031-01-01' })
    expect(done.problems).toEqual({ birthday: 'Choose a day in the past.' })
    for (const day of ['2001-02-29', '1990-13-01', 'soon']) {
      const { errors } = await forged(walk, done, (values) => {
        for (const it of Object.values(values.birthday ?? {})) it.selected_date = day
      })
      expect(errors, day).toHaveProperty('birthday')
    }
  })

  test('S1.15 S1.17 an address or a phone with its country is needed, and either will do', async () => {
    const { ada } = walk
    await opened()
    expect((await next(nia)).problems.email).toContain('one of them will do')
    expect((await next({ Phone: '0555 123 45 67' })).problems.phone).toContain('Begin with +')
    await next({ Phone: '+90 555 123 45 67' })
    expect(ada.sees).toContain('Step 2 of 2')
    await ada.closes({ all: true })
    await opened()
    await next(atWork('either'))
    expect(ada.sees).toContain('Step 2 of 2')
  })

  test('S1.16 S1.19 S1.25 one person and one invitation, with the two addresses apart and the position kept', async () => {
    const { house } = walk
    const before = await countPeople()
    await opened()
    await next({ ...atWork('nia'), Position: 'Engineer' })
    await next({ 'Personal e-mail': 'nia@home.test' })
    expect(await countPeople()).toBe(before + 1)
    const { user, invitations } = await personCalled('nia@acme.test')
    expect(user).toMatchObject({
      email: 'nia@acme.test',
      deliveryEmail: 'nia@home.test',
      position: 'Engineer',
    })
    expect(invitations).toHaveLength(1)
    await opened()
    await next(atWork('nobody'))
    await next({ 'Personal e-mail': 'nobody@home.test' })
    expect((await personCalled('nobody@acme.test')).user.position).toBeNull()
    await house.deliverAll()
  })
})

describe('U10 how they are invited', () => {
  test('S1.20 S1.21 one of two ways, each with what it needs', async () => {
    const { ada } = walk
    await opened()
    await next(atWork('ways'))
    const ways = ada.fields.find((it) => it.label === 'How to invite them')
    expect(ways).toMatchObject({ type: 'radio_buttons' })
    expect(ways?.options).toEqual(['Their personal e-mail', 'A link I hand over'])
    expect((await next({})).problems).toHaveProperty('personalAddress')
    await ada.fill({ 'How to invite them': 'A link I hand over' })
    await walk.bot.door.settled()
    expect(ada.sees).not.toContain('Personal e-mail')
    await ada.fill({ 'How to invite them': 'Their personal e-mail' })
    await walk.bot.door.settled()
    expect(ada.sees).toContain('Personal e-mail')
  })

  test('S1.22 the letter goes to the personal address; signing in is by that of the organization', async () => {
    const { house } = walk
    await opened()
    await next(atWork('tunde'))
    await next({ 'Personal e-mail': 'tunde@home.test' })
    await house.deliverAll()
    expect([lettersTo('tunde@home.test').length, lettersTo('tunde@acme.test').length]).toEqual([1, 0])
    await accepted(walk, house.post.linksFor('tunde@home.test')[0] ?? '')
    expect((await signedIn(walk, 'tunde@acme.test')).answer.location).toBe('/account')
    expect((await signedIn(walk, 'tunde@home.test')).answer.status).toBe(401)
  })

  test('S1.23 S1.24 S1.26 a link by hand: no letter, shown once, one each, for that person and one time', async () => {
    const { ada, house } = walk
    const letters = house.post.received.length
    const links: string[] = []
    for (const name of ['kofi', 'ama']) {
      await opened()
      await next(atWork(name))
      await ada.fill({ 'How to invite them': 'A link I hand over' })
      await walk.bot.door.settled()
      await next({})
      expect(ada.sees).toContain('The link is shown this once')
      links.push(linkIn(ada.sees))
      await ada.closes({ all: true })
      await atHome(walk, ada)
      await ada.choose('Search by name, e-mail or phone', `${name}@`)
      await ada.waitsFor('1 person')
      await ada.click('Open profile', { in: `${name}@acme.test` })
      await ada.waitsFor('Came here')
      expect(ada.sees).not.toContain('https://')
      await ada.closes({ all: true })
    }
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)
    expect(new Set(links).size).toBe(2)
    for (const it of links) expect(it).toMatch(/^https:\/\//)
    await accepted(walk, links[0] ?? '', { ...good, firstName: 'Kofi' })
    expect((await personCalled('kofi@acme.test')).status.state).toBe('active')
    expect((await personCalled('ama@acme.test')).status.state).toBe('invited')
    expect((await new Browser(walk.web).get(pathOf(links[0] ?? ''))).status).toBe(410)
  })
})

describe('U11 U12 the letter and its token', () => {
  test('S0.12 one letter, to exactly that address, with one link that starts as it was configured', async () => {
    const { house, owner } = walk
    await house.invited(owner, 'letter@people.test')
    const [received, ...more] = lettersTo('letter@people.test')
    if (!received) throw new Error('No letter')
    expect(more).toEqual([])
    const { letter, envelope } = received
    const from = { address: 'usher@acme.test', name: null, reply: null }
    const { to, text, html } = compose(letter, envelope, envelope.to, from as never)
    expect(to).toEqual({ name: '', address: 'letter@people.test' })
    for (const part of [text, html]) {
      const links = new Set(String(part).match(/https?:\/\/[^\s"'<>]+/g))
      expect([...links]).toEqual([expect.stringMatching(/^https:\/\/usher\.test\/i\/inv_[\w-]{43}$/)])
    }
  })

  test('S4.03 whoever is invited is a pending user, with the hash of a token and nothing to guess it from', async () => {
    const { house, owner } = walk
    const { token, userId, invitationId } = await house.invited(owner, 'pending@people.test')
    expect(await house.query('select state from users where id = :userId', { userId })).toEqual([
      { state: 'invited' },
    ])
    const kept = await house.query<{ it: string; bytes: number }>(
      `select t::text it, length(hash) bytes from invitation_tokens t where invitation_id = :invitationId`,
      { invitationId },
    )
    expect(kept).toMatchObject([{ bytes: 32 }])
    expect(kept[0]?.it).not.toContain(token)
  })
})

describe('U13 accepting', () => {
  test('S4.02 sent, opened, accepted, signed in: each leaves its mark, in that order and no other', async () => {
    const { house, owner } = walk
    const { token, userId, invitationId } = await house.invited(owner, 'order@people.test')
    const browser = new Browser(walk.web)
    const page = await browser.get(`/i/${token}`)
    expect((await browser.get('/account')).status).toBe(303)
    expect((await signedIn(walk, 'order@people.test')).answer.status).toBe(401)
    await browser.send(formOn(page.body, `/i/${token}`), good)
    expect(await isIn(browser)).toBe(true)
    const trail = await house.query<{ kind: string }>(
      'select kind from delivery_events where invitation_id = :invitationId order by at, id',
      { invitationId },
    )
    expect(trail.map((it) => it.kind)).toEqual(['queued', 'sent', 'link visited', 'accepted'])
    const acts = await house.query<{ act: string }>(
      'select act from audit_entries where target_id in (:invitationId, :userId) or actor_id = :userId order by id',
      { invitationId, userId },
    )
    expect(acts.map((it) => it.act)).toEqual(['invitation.create', 'invitation.accept', 'session.begin'])
  })

  test('S0.14 S4.35 names are asked for, and filled in where they are known', async () => {
    const { ada, house } = walk
    await opened()
    await next(atWork('known'))
    await ada.fill({ 'Personal e-mail': 'known@home.test' })
    await next({})
    await house.deliverAll()
    const path = pathOf(house.post.linksFor('known@home.test')[0] ?? '')
    const page = await new Browser(walk.web).get(path)
    expect(page.body).toMatch(/id="firstName"[^>]*value="Nia"/)
    expect(page.body).toMatch(/id="lastName"[^>]*value="Okoro"/)
    expect(page.body).toMatch(/id="firstName"[^>]*required/)
  })

  test('S4.36 seven characters are too few for a password, eight are enough', async () => {
    const { house, owner } = walk
    const { token } = await house.invited(owner, 'eight@people.test')
    const browser = new Browser(walk.web)
    const seven = { ...good, password: 'Qz7!kvb', passwordAgain: 'Qz7!kvb' }
    expect((await browser.fill(`/i/${token}`, seven)).status).toBe(422)
    const eight = { ...good, password: 'Qz7!kvbn', passwordAgain: 'Qz7!kvbn' }
    expect((await browser.fill(`/i/${token}`, eight)).location).toBe('/account')
  })
})

describe('U14 U15 declining, and links that are dead', () => {
  test('S3.32 S4.30 S4.31 S4.51 S4.52 each dead link says why, and offers no form but to ask for another', async () => {
    const { house, owner } = walk
    const deaths: [string, (id: string, token: string) => Promise<unknown>, RegExp][] = [
      ['declined', (_, token) => declineInvitation(house.outside(), token, ''), /was declined/],
      ['cancelled', (id) => cancelInvitation(owner, id), /was cancelled/],
      ['superseded', (id) => resendInvitation(owner, id), /newest email/],
    ]
    for (const [what, end, words] of deaths) {
      const { token, invitationId } = await house.invited(owner, `${what}@people.test`)
      const browser = new Browser(walk.web)
      const form = formOn((await browser.get(`/i/${token}`)).body, `/i/${token}`)
      await end(invitationId, token)
      for (const page of [await browser.send(form, good), await browser.get(`/i/${token}`)]) {
        expect([what, page.status, words.test(page.text)]).toEqual([what, 410, true])
        expect(page.body).not.toContain('type="password"')
        expect(formOn(page.body, '').action).toBe(`/i/${token}/ask`)
      }
    }
  })
})
