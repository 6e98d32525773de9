import { afterAll, beforeAll, expect, test } from 'vitest'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser, formOn, headingOf } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let house: House
let door: FrontDoor
let acme: Awaited<ReturnType<House['organization']>>
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house)
  acme = await house.organization('Acme Rockets', 'olga@acme.test')
})
afterAll(async () => {
  await door.close()
  await house.close()
})

/** Another browser with the same cookies: what was copied from it. */
function twinOf(browser: Browser): Browser {
  const twin = new Browser(door.url)
  for (const [name, value] of browser.jar) twin.jar.set(name, value)
  return twin
}

const olga = { identifier: 'olga@acme.test', password: PASSWORD }

test('every failure looks alike', async () => {
  const gone = await house.invited(acme.owner, 'gone@example.test')
  await house.accept(gone.token)
  await suspendUser(acme.owner, gone.userId)
  await house.invited(acme.owner, 'pending@example.test')
  const browser = new Browser(door.url)
  const form = formOn((await browser.get('/sign-in')).body, '/sign-in')
  const tries: [string, string][] = [
    ['olga@acme.test', 'not her password'],
    ['nobody@example.test', PASSWORD],
    ['gone@example.test', PASSWORD],
    ['pending@example.test', PASSWORD],
    ['+4915100000000', PASSWORD],
    ['not an address', ''],
    ['', ''],
  ]
  const answers = []
  for (const [identifier, password] of tries) {
    const { status, body, headers } = await browser.send(form, { identifier, password })
    const own = new Set(['x-request-id', 'content-length', 'date'])
    const common = [...headers].filter(([name]) => !own.has(name))
    answers.push({ status, headers: common, body: body.replace(`value="${identifier}"`, 'value=""') })
  }
  expect(answers[0]?.status).toBe(401)
  for (const it of answers) expect(it).toEqual(answers[0])
  expect(browser.jar.has('__Host-usher')).toBe(false)
})

test('what was typed as an address stays, the password does not', async () => {
  const page = await new Browser(door.url).fill('/sign-in', { ...olga, password: 'wrong but long' })
  expect(page.body).toContain('value="olga@acme.test"')
  expect(page.body).not.toContain('wrong but long')
})

test('an unknown address never makes a user, and nobody can register', async () => {
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', { identifier: 'new@example.test', password: PASSWORD })
  expect(await house.query(`select 1 from users where address = 'new@example.test'`)).toEqual([])
  for (const path of ['/register', '/signup', '/sign-up']) expect((await browser.get(path)).status).toBe(404)
})

test.each([
  ['/account?tab=1', '/account?tab=1'],
  ['//evil.test', '/account'],
  ['/\\evil.test', '/account'],
  ['https://evil.test/account', '/account'],
  ['/.//evil.test', '/account'],
  ['javascript:alert(1)', '/account'],
])('next=%s leads to %s', async (next, target) => {
  const browser = new Browser(door.url)
  const path = `/sign-in?next=${encodeURIComponent(next)}`
  expect((await browser.fill(path, olga)).location).toBe(target)
  expect((await browser.get(path)).location).toBe(target)
  const forged = await new Browser(door.url).fill('/sign-in', { ...olga, next })
  expect(forged.location).toBe(target)
})

test('somebody of two organizations is asked which, once the password fits both', async () => {
  await house.organization('Beta Boats', 'two@example.test')
  const invited = await house.invited(acme.owner, 'two@example.test')
  await house.accept(invited.token)
  const browser = new Browser(door.url)
  const two = { identifier: 'two@example.test', password: PASSWORD }

  const wrong = await browser.fill('/sign-in', { ...two, password: 'something else' })
  expect(wrong.status).toBe(401)
  expect(wrong.body).not.toContain('Beta Boats')

  const asked = await browser.fill('/sign-in?next=/account', two)
  expect(asked.status).toBe(422)
  const organization = /<option value="([^"]+)">Beta Boats/.exec(asked.body)?.[1] ?? ''
  expect(asked.text).toContain('Acme Rockets')
  const form = formOn(asked.body, '/sign-in')
  expect(form.fields).toMatchObject({ identifier: 'two@example.test', password: '' })
  const chosen = await browser.send(form, { password: PASSWORD, organizationId: organization })
  expect(chosen.location).toBe('/account')
  expect((await browser.get('/account')).text).toContain('Beta Boats')
})

test('each sign-in is a new session, and ends the one this browser had', async () => {
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', olga)
  const first = browser.jar.get('__Host-usher') ?? ''
  const { fields } = formOn((await browser.get('/account')).body, '/account')
  const again = await browser.post('/sign-in', { ...olga, formToken: fields.formToken ?? '' })
  expect(again.status).toBe(303)
  expect(browser.jar.get('__Host-usher')).not.toBe(first)
  const old = new Browser(door.url)
  old.jar.set('__Host-usher', first)
  expect((await old.get('/account')).status).toBe(303)
  expect(old.jar.has('__Host-usher')).toBe(false)
})

test('a planted session id is not taken over', async () => {
  const browser = new Browser(door.url)
  const planted = 'x'.repeat(43)
  browser.jar.set('__Host-usher', planted)
  const { fields } = formOn((await browser.get('/sign-in')).body, '/sign-in')
  browser.jar.set('__Host-usher', planted)
  const refused = await browser.post('/sign-in', { ...olga, formToken: fields.formToken ?? '' })
  expect(refused.status).toBe(403)
  await browser.fill('/sign-in', olga)
  expect(browser.jar.get('__Host-usher')).not.toBe(planted)
})

test('a form of a session that died meanwhile still signs in, and the answer speaks of one cookie', async () => {
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', olga)
  const { fields } = formOn((await browser.get('/account')).body, '/account')
  house.clock.moveHours(8)
  const answer = await browser.post('/sign-in', { ...olga, formToken: fields.formToken ?? '' })
  expect(answer.location).toBe('/account')
  expect(answer.cookies).toEqual([expect.stringMatching(/^__Host-usher=[\w-]{43};/)])
})

test('suspended: the very next request finds nobody', async () => {
  const eve = await house.invited(acme.owner, 'eve@example.test')
  await house.accept(eve.token)
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', { identifier: 'eve@example.test', password: PASSWORD })
  expect((await browser.get('/account')).status).toBe(200)
  await suspendUser(acme.owner, eve.userId)
  const next = await browser.get('/account')
  expect([next.status, next.location]).toEqual([303, '/sign-in?next=%2Faccount'])
  expect(next.cookies.join()).toMatch(/__Host-usher=; .*Expires=Thu, 01 Jan 1970/)
})

test('eight idle hours, or seven days, end a session', async () => {
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', olga)
  for (let hours = 0; hours < 7 * 24 - 7; hours += 7) {
    expect((await browser.get('/account')).status).toBe(200)
    house.clock.moveHours(7)
  }
  house.clock.moveHours(7)
  expect((await browser.get('/account')).status).toBe(303)

  await browser.fill('/sign-in', olga)
  house.clock.moveHours(8)
  expect((await browser.get('/account')).status).toBe(303)
})

test('a temporary password opens nothing but the page that replaces it', async () => {
  const temp = await house.invited(acme.owner, 'temp@example.test')
  await house.accept(temp.token)
  await house.db('users').where({ id: temp.userId }).update({ must_change_password: true })
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', { identifier: 'temp@example.test', password: PASSWORD })
  for (const path of ['/account', '/account/password'])
    expect((await browser.get(path)).location).toBe('/first-sign-in')
  const wish = { current: PASSWORD, password: PASSWORD, passwordAgain: PASSWORD }
  expect((await browser.fill('/first-sign-in', wish)).text).toContain('The new password is the old one')
  const done = await browser.fill('/first-sign-in', {
    ...wish,
    password: 'my-own-Lantern-5',
    passwordAgain: 'my-own-Lantern-5',
  })
  expect(done.location).toBe('/account')
  expect((await browser.get('/account')).status).toBe(200)
  expect((await browser.get('/first-sign-in')).location).toBe('/account')
})

test('signing out is asked by GET and done by POST, once or twice', async () => {
  const browser = new Browser(door.url)
  expect((await browser.get('/sign-out')).location).toBe('/sign-in')
  await browser.fill('/sign-in', olga)
  const page = await browser.get('/sign-out')
  expect(headingOf(page.body)).toBe('Sign out?')
  expect((await browser.get('/account')).status).toBe(200)
  const [other, third] = [twinOf(browser), twinOf(browser)]
  const form = formOn(page.body, '/sign-out')
  expect((await browser.send(form, {})).location).toBe('/sign-in')
  expect(browser.jar.has('__Host-usher')).toBe(false)
  expect((await other.send(form, {})).location).toBe('/sign-in')
  expect((await third.get('/account')).status).toBe(303)
})

test('who is signed in is led on from the front page and the sign-in page', async () => {
  const browser = new Browser(door.url)
  expect((await browser.get('/')).status).toBe(200)
  await browser.fill('/sign-in', olga)
  expect((await browser.get('/')).location).toBe('/account')
  expect((await browser.get('/sign-in')).location).toBe('/account')
})
