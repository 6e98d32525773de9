import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { startReset } from '../../src/usecases/passwords/start-reset.ts'
import { createUser } from '../../src/usecases/users/create-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { PASSWORD } from '../support/house.ts'
import { allIsWell } from '../support/slack/office.ts'
import { openFrontDoor } from '../web/front-door.ts'
import {
  asked,
  atHome,
  Browser,
  isIn,
  joined,
  offeredTo,
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

const found = async (address: string, who = walk.ada) => {
  await atHome(walk, who)
  await who.choose('Search by name, e-mail or phone', address)
  await walk.bot.door.settled()
}
const choose = async (deed: string, address: string) => {
  await found(address)
  await walk.ada.click(deed, { in: address })
  await walk.bot.door.settled()
}
const confirm = async () => {
  await walk.ada.submit()
  await walk.bot.door.settled()
}
const stateOf = async (id: string) =>
  (await walk.house.query<{ state: string }>('select state from users where id = :id', { id }))[0]?.state

describe('U29 U30 suspending and enabling', () => {
  test('S0.23 S0.24 S2.25 S2.26 S3.13 the first click changes nothing, the second takes every way in', async () => {
    const id = await joined(walk, 'eve@access.test')
    const { browser } = await signedIn(walk, 'eve@access.test')
    await choose('Suspend', 'eve@access.test')
    expect([await stateOf(id), await isIn(browser)]).toEqual(['active', true])
    await confirm()
    expect(await stateOf(id)).toBe('suspended')
    const next = await browser.get('/account')
    expect([next.status, next.location]).toEqual([303, '/sign-in?next=%2Faccount'])
    expect((await signedIn(walk, 'eve@access.test')).answer.status).toBe(401)
  })

  test('S0.25 enabling brings back the old password, and no old session', async () => {
    const id = await joined(walk, 'back@access.test')
    const { browser } = await signedIn(walk, 'back@access.test')
    await choose('Suspend', 'back@access.test')
    await confirm()
    await walk.ada.closes({ all: true })
    await choose('Enable', 'back@access.test')
    expect(await stateOf(id)).toBe('active')
    expect(await isIn(browser)).toBe(false)
    expect((await signedIn(walk, 'back@access.test')).answer.location).toBe('/account')
  })

  test('S0.49 S0.50 S1.37 an admin who is suspended or deleted is out at once, on the web and in Slack', async () => {
    const { ada, grace, userIds } = walk
    const { browser } = await signedIn(walk, 'grace@acme.test')
    await atHome(walk, grace)
    await choose('Suspend', 'grace@acme.test')
    await confirm()
    await ada.closes({ all: true })
    expect(await isIn(browser)).toBe(false)
    const { outcome } = await grace.click('Suspend', { in: 'mel@acme.test' })
    await walk.bot.door.settled()
    expect(outcome?.status).toBe(200)
    expect(await stateOf(userIds.mel)).toBe('active')
    grace.looksAt('general')
    expect(await asked(walk, grace, '/people list')).not.toContain('acme.test')
    await atHome(walk, grace)
    expect(grace.sees).not.toContain('mel@acme.test')
    await choose('Enable', 'grace@acme.test')

    await joined(walk, 'gone@access.test')
    const other = (await signedIn(walk, 'gone@access.test')).browser
    await choose('Delete', 'gone@access.test')
    await ada.fill({ 'Type “Lise Meitner” to confirm': 'Lise Meitner' })
    await confirm()
    expect(await isIn(other)).toBe(false)
    expect((await signedIn(walk, 'gone@access.test')).answer.status).toBe(401)
  })

  test('S2.27 S2.28 profile, roles, teams and history are as they were', async () => {
    const { ada, owner } = walk
    const team = await createGroup(owner, { kind: 'team', name: 'Kept' })
    const id = await joined(walk, 'kept@access.test', { roles: ['Manager', 'Member'] })
    await addMembers(owner, team.id, [id])
    const parts = async () => {
      const { user, roles, teams } = await seeUser(owner, id)
      return [user.firstName, user.email, roles.map((it) => it.name), teams.map((it) => it.name)]
    }
    const history = async () => {
      await found('kept@access.test')
      await ada.click('Open profile', { in: 'kept@access.test' })
      await ada.waitsFor('[History]')
      await ada.click('History')
      await ada.waitsFor('newest first')
      const text = ada.sees
      await ada.closes({ all: true })
      return text
    }
    const [before, told] = [await parts(), await history()]
    expect(told).toContain('accepted the invitation of kept@access.test')
    await choose('Suspend', 'kept@access.test')
    await confirm()
    await ada.closes({ all: true })
    expect(await history()).toContain('accepted the invitation of kept@access.test')
    await choose('Enable', 'kept@access.test')
    expect(await parts()).toEqual(before)
    expect(await history()).toMatch(
      /enabled Lise Meitner[\s\S]*suspended Lise Meitner[\s\S]*accepted the invitation/,
    )
  })
})

describe('U31 deleting', () => {
  test('S0.30 S2.29 S2.30 S1.36 the question from the profile says what is lost, what is kept, until when, and what else', async () => {
    const { ada } = walk
    const id = await joined(walk, 'asked@access.test')
    await found('asked@access.test')
    await ada.click('Open profile', { in: 'asked@access.test' })
    await ada.waitsFor('Came here')
    await ada.click('Delete')
    await ada.waitsFor('Delete user')
    for (const said of [
      'What is lost',
      'What is kept',
      'audit history',
      'irreversible',
      '15 minutes',
      'Suspend instead',
    ])
      expect(ada.sees).toContain(said)
    expect(await stateOf(id)).toBe('active')
    await ada.fill({ 'Type “Lise Meitner” to confirm': 'somebody else' })
    expect((await ada.submit()).problems).toHaveProperty('typedName')
    expect(await stateOf(id)).toBe('active')
  })

  test('S0.29 gone from the list and unknown at once, then erased, and the address is free', async () => {
    const { ada, house, owner } = walk
    await settle(walk, { undoSeconds: 0 })
    const id = await joined(walk, 'erased@access.test', { firstName: 'Ephemera' })
    await choose('Delete', 'erased@access.test')
    expect(ada.sees).toContain('This is irreversible, and happens at once')
    await ada.fill({ 'Type “Ephemera Meitner” to confirm': 'Ephemera Meitner' })
    await confirm()
    await ada.closes({ all: true })
    await found('erased@access.test')
    expect(ada.sees).toContain('Nobody fits')
    await expect(seeUser(owner, id)).rejects.toMatchObject({ code: 'not-found' })
    await purgeUsers(house.outside())
    const kept = await house.query<{ it: string }>('select u::text it from users u where id = :id', { id })
    expect(kept.map((it) => it.it).join()).not.toMatch(/erased@|Ephemera/)
    expect((await house.invite(owner, ['erased@access.test'])).map((it) => it.result)).toEqual(['invited'])
    await settle(walk, { undoSeconds: 900 })
  })
})

describe('U32 U33 U34 passwords and signing in', () => {
  const resets = (to: string) =>
    walk.house.post.received.filter(({ letter, envelope }) => letter.kind === 'reset' && envelope.to === to)
  const pathsTo = (to: string) =>
    resets(to).map(({ letter }) => (letter.kind === 'reset' ? new URL(letter.link).pathname : ''))

  test('S0.28 S0.47 S0.48 S2.22 S2.38 a reset is for who has come in: a letter to their own address, the newest alone works', async () => {
    const { ada, house, owner } = walk
    await joined(walk, 'Forgot@access.test')
    await choose('Send password reset', 'Forgot@access.test')
    expect(ada.sees).not.toContain('https://usher.test/reset')
    await house.deliverAll()
    expect(resets('Forgot@access.test')).toHaveLength(1)
    house.clock.moveSeconds(3601)
    await found('forgot@access.test')
    expect(ada.sees).toContain('Active · reset link expired')
    await choose('Send password reset', 'Forgot@access.test')
    await house.deliverAll()
    const [old = '', newest = ''] = pathsTo('Forgot@access.test')
    const browser = new Browser(walk.web)
    expect((await browser.get(old)).status).toBe(410)
    const wish = { password: 'a-new-Lantern-9', passwordAgain: 'a-new-Lantern-9' }
    expect((await browser.fill(newest, wish)).status).toBe(200)
    expect((await signedIn(walk, 'forgot@access.test', 'a-new-Lantern-9')).answer.location).toBe('/account')

    const { userId } = await house.invited(owner, 'notyet@access.test')
    await found('notyet@access.test')
    expect(offeredTo(ada, 'notyet@access.test')).not.toContain('Send password reset')
    await expect(startReset(owner, userId)).rejects.toMatchObject({ code: 'user-state' })
    ada.looksAt('general')
    expect(await asked(walk, ada, '/people reset notyet@access.test')).toContain(
      'Resend or cancel the invitation',
    )
  })

  test('S2.39 S2.40 whoever forgot it asks on the page; the letter goes to the address that is stored', async () => {
    const { house } = walk
    await joined(walk, 'Stored@access.test')
    const browser = new Browser(walk.web)
    expect((await browser.get('/sign-in')).body).toContain('href="/forgot"')
    await browser.fill('/forgot', { identifier: 'sTORED@ACCESS.test' })
    await house.deliverAll()
    expect(resets('Stored@access.test')).toHaveLength(1)
    expect(resets('sTORED@ACCESS.test')).toEqual([])
    const wish = { password: 'a-new-Lantern-9', passwordAgain: 'a-new-Lantern-9' }
    expect((await browser.fill(pathsTo('Stored@access.test')[0] ?? '', wish)).status).toBe(200)
    expect((await signedIn(walk, 'stored@access.test', 'a-new-Lantern-9')).answer.location).toBe('/account')
  })
})

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
/** Somebody at a browser that says what it is. */
const cameIn = async (identifier: string, userAgent: string) => {
  const browser = new Browser(walk.web)
  const headers = { 'user-agent': userAgent }
  await browser.fill('/sign-in', { identifier, password: PASSWORD }, { headers })
  return browser
}

describe('U35 sessions', () => {
  test('S2.23 S2.24 S3.14 S3.35 S3.36 S3.37 S3.38 S3.40 S3.47 each with person, device, address and start; one ends and no other', async () => {
    const { ada, house } = walk
    await joined(walk, 'two@access.test', { firstName: 'Tove' })
    await house.query(
      `update sessions set revoked_at = now() where user_id in (select id from users where address = 'two@access.test')`,
    )
    const one = await cameIn('two@access.test', firefox)
    house.clock.moveSeconds(120)
    const two = await cameIn('two@access.test', 'something of its own')
    const started = house.clock.now().toISOString().slice(0, 16).replace('T', ' ')
    await atHome(walk, ada, 'Sessions')
    await ada.choose('Search by person', 'two@access')
    await walk.bot.door.settled()
    expect(ada.sees).toContain('Tove Meitner · two@access.test\n:computer: Unknown device · IP 127.0.0.1')
    expect(ada.sees).toContain(`Started ${started} UTC`)
    expect(ada.sees).toContain(':computer: Firefox on Linux')
    expect(ada.buttons.filter((it) => it.label === 'Revoke')).toHaveLength(2)
    await ada.click('Revoke', { in: 'Unknown device', confirm: true })
    await walk.bot.door.settled()
    expect(await isIn(one)).toBe(true)
    const next = await two.get('/account')
    expect([next.status, next.location]).toEqual([303, '/sign-in?next=%2Faccount'])
    expect(two.jar.has('__Host-usher')).toBe(false)

    ada.looksAt('general')
    await ada.command('/people sessions two@access.test')
    await ada.waitsFor('Firefox on Linux')
    await ada.click('Revoke all', { confirm: true })
    await ada.waitsFor('is not signed in anywhere')
    expect(await isIn(one)).toBe(false)
  })

  test('S3.37 the address is that of the browser where a proxy is trusted, and nobody’s word where none is', async () => {
    const { house } = walk
    const id = await joined(walk, 'proxied@access.test')
    const ipSeen = async (trustProxy: number | false) => {
      const door = await openFrontDoor(house, { trustProxy })
      const headers = { 'x-forwarded-for': '203.0.113.66, 198.51.100.7' }
      const wish = { identifier: 'proxied@access.test', password: PASSWORD }
      await new Browser(door.url).fill('/sign-in', wish, { headers })
      await door.close()
      const [row] = await house.query<{ ip: string }>(
        'select host(ip::inet) ip from sessions where user_id = :id order by id desc limit 1',
        { id },
      )
      return row?.ip
    }
    expect(await ipSeen(1)).toBe('198.51.100.7')
    expect(await ipSeen(false)).toBe('127.0.0.1')
  })

  test('S3.40 one’s own present session is marked, in Slack and on the web', async () => {
    const { ada } = walk
    const { browser } = await signedIn(walk, 'ada@acme.test')
    expect((await browser.get('/account/sessions')).text).toContain('This browser')
    await atHome(walk, ada, 'Sessions')
    expect(ada.sees).toContain('ada@acme.test · yours')
  })

  test('S3.39 last active follows the clicks, a minute behind at most', async () => {
    const { house } = walk
    const id = await joined(walk, 'active@access.test')
    const { browser } = await signedIn(walk, 'active@access.test')
    const lastActive = async () => {
      const [row] = await house.query<{ at: Date }>(
        'select max(last_active_at) at from sessions where user_id = :id',
        { id },
      )
      return (house.clock.now().getTime() - new Date(row?.at ?? 0).getTime()) / 1000
    }
    for (const seconds of [61, 30, 45, 600]) {
      house.clock.moveSeconds(seconds)
      await isIn(browser)
      expect(await lastActive()).toBeLessThanOrEqual(60)
    }
  })

  test('S3.51 what was revoked already is revoked once more without a fault', async () => {
    const { ada, grace } = walk
    await joined(walk, 'again@access.test')
    for (const who of [ada, grace]) {
      await atHome(walk, who, 'Sessions')
      await who.choose('Search by person', 'again@access')
      await walk.bot.door.settled()
    }
    for (const who of [ada, grace]) {
      await who.click('Revoke', { in: 'again@access.test', confirm: true })
      await walk.bot.door.settled()
      expect(who.sees).toContain('That session has ended')
    }
  })
})

describe('U36 attempts to sign in', () => {
  test('S3.41 S3.42 S3.43 S3.44 each is one row with time, address, result and reason, and the page gives no reason away', async () => {
    const { ada, house, owner } = walk
    await joined(walk, 'tries@access.test')
    await joined(walk, 'shut@access.test')
    await choose('Suspend', 'shut@access.test')
    await confirm()
    await ada.closes({ all: true })
    await house.invited(owner, 'waiting@access.test')
    const { temporaryPassword } = await createUser(owner, {
      ...{
        firstName: 'Tor',
        lastName: 'Vik',
        email: 'late@access.test',
        roles: [],
        groups: [],
        password: null,
      },
    })
    house.clock.moveHours(25)
    const tries: [string, string, string | null][] = [
      ['tries@access.test', PASSWORD, null],
      ['tries@access.test', 'wrong-password-here', 'bad password'],
      ['nobody@access.test', PASSWORD, 'unknown user'],
      ['shut@access.test', PASSWORD, 'suspended'],
      ['waiting@access.test', PASSWORD, 'pending'],
      ['late@access.test', temporaryPassword, 'expired temporary password'],
    ]
    const pages = new Set<string>()
    for (const [who, password, reason] of tries) {
      const { answer } = await signedIn(walk, who, password)
      if (reason) pages.add(answer.text)
    }
    for (let wrong = 0; wrong < 6; wrong++) await signedIn(walk, 'tries@access.test', 'wrong-password-here')
    expect([...pages].map((it) => /address|password/i.test(it))).toEqual([true])
    await atHome(walk, ada, 'Login attempts')
    const at = house.clock.now().toISOString().slice(0, 16).replace('T', ' ')
    for (const [, , reason] of [...tries, ['', '', 'locked'] as const])
      expect(ada.sees).toMatch(reason ? new RegExp(`Failed · ${reason}`) : /Success/)
    expect(ada.sees).toContain(`${at} UTC · IP 127.0.0.1`)
    expect(ada.sees.match(/:x: Failed|:white_check_mark: Success/g)?.length).toBeGreaterThanOrEqual(12)
  })
})
