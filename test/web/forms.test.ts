import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser, type Form, formOn, headingOf } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let house: House
let door: FrontDoor
let acme: Awaited<ReturnType<House['organization']>>
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house)
  acme = await house.organization('Acme Rockets')
})
afterAll(async () => {
  await door.close()
  await house.close()
})

const good = { firstName: 'Ada', lastName: 'Lovelace', password: PASSWORD, passwordAgain: PASSWORD }
const olga = { identifier: 'olga@acme.test', password: PASSWORD }
let people = 0
let browser: Browser
let forms: { form: Form; fields: Record<string, string> }[]

/** A browser with every form that changes something open in it. */
beforeEach(async () => {
  const { token } = await house.invited(acme.owner, `person${people++}@example.test`)
  const dead = await house.invited(acme.owner, `person${people++}@example.test`)
  await cancelInvitation(acme.owner, dead.invitationId)
  browser = new Browser(door.url)
  const open = async (path: string, to?: string) => formOn((await browser.get(path)).body, path, to)
  forms = [
    { form: await open(`/i/${token}`), fields: good },
    { form: await open(`/i/${token}/decline`), fields: { reason: '' } },
    { form: await open(`/i/${dead.token}`, `/i/${dead.token}/ask`), fields: {} },
    { form: await open('/sign-in'), fields: olga },
  ]
})

const rows = () =>
  house.query(`select (select count(*) from sessions) + (select count(*) from audit_entries)
    + (select count(*) from sign_in_attempts) + (select count(*) from messages) as n`)

async function expectRefused(change: (form: Form) => Form, headers: Record<string, string> = {}) {
  const before = await rows()
  for (const { form, fields } of forms) {
    const answer = await browser.send(change(form), fields, { headers })
    expect(answer.status).toBe(403)
    expect(headingOf(answer.body)).toBe('This form is out of date')
    const reload = /class="button" href="([^"]+)"/.exec(answer.body)?.[1] ?? ''
    expect((await browser.get(reload)).status).toBeLessThan(411)
  }
  expect(await rows()).toEqual(before)
}

const unchanged = (form: Form) => form
const withToken = (formToken: string) => (form: Form) => ({ ...form, fields: { ...form.fields, formToken } })

test('without its token no form does anything', () => expectRefused(withToken('')))
test('nor with a made-up one', () => expectRefused(withToken('A'.repeat(43))))

test('nor with the token of another browser', async () => {
  const { fields } = formOn((await new Browser(door.url).get('/sign-in')).body, '/sign-in')
  await expectRefused(withToken(fields.formToken ?? ''))
})

test('nor without the cookie that goes with it', async () => {
  const send = browser.send.bind(browser)
  browser.send = (...args) => {
    browser.jar.clear()
    return send(...args)
  }
  await expectRefused(unchanged)
})

test.each<[string, Record<string, string>]>([
  ['a foreign page', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }],
  ['a neighbouring one', { 'sec-fetch-site': 'same-site' }],
  ['a foreign page that hides', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['a foreign origin', { origin: 'https://evil.test' }],
])('nor from %s', (_, headers) => expectRefused(unchanged, headers))

test('a page that shows no referrer may send its form: browsers say null then', async () => {
  for (const { form, fields } of forms.slice(1)) {
    const answer = await browser.send(form, fields, { headers: { origin: 'null' } })
    expect(answer.status).not.toBe(403)
  }
})

test('tabs share a browser, in whatever order they were opened', async () => {
  const cookie = browser.jar.get('__Host-usher-form')
  await browser.get('/sign-in')
  expect(browser.jar.get('__Host-usher-form')).toBe(cookie)
  for (const { form, fields } of forms.slice(1))
    expect((await browser.send(form, fields)).status).not.toBe(403)
})

test('the token changes with the session', async () => {
  await browser.fill('/sign-in', olga)
  const signIn = forms.at(-1)
  expect((await browser.send(signIn?.form as Form, olga)).status).toBe(403)
})

test('the cookie of forms stands for nobody and is only made where there is a form', async () => {
  const fresh = new Browser(door.url)
  expect((await fresh.get('/')).cookies).toEqual([])
  expect((await fresh.get('/nowhere')).cookies).toEqual([])
  expect((await fresh.get('/sign-in')).cookies).toEqual([
    expect.stringMatching(/^__Host-usher-form=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ])
})

test('too large, too many, unreadable: a friendly 4xx, never a fault of ours', async () => {
  const large = await browser.post('/sign-in', { ...olga, password: 'x'.repeat(40_000) })
  expect(large.status).toBe(413)
  const many = await browser.post(
    '/sign-in',
    Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, ''])),
  )
  expect(many.status).toBe(413)
  const type = 'application/x-www-form-urlencoded; charset=klingon'
  const odd = await browser.post('/sign-in', olga, { headers: { 'content-type': type } })
  expect(odd.status).toBe(415)
  for (const it of [large, many, odd]) {
    expect(it.headers.get('content-type')).toContain('text/html')
    expect(it.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
  const json = await browser.post('/sign-in', olga, { headers: { 'content-type': 'application/json' } })
  expect(json.status).toBe(403)
  expect(door.log.join()).not.toContain('"level":50')
})

test('a field that comes twice counts as empty', async () => {
  const { form } = forms.at(-1) as { form: Form }
  const answer = await fetch(`${door.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: [...browser.jar].map((it) => it.join('=')).join('; ') },
    body: new URLSearchParams([...Object.entries({ ...form.fields, ...olga }), ['password', 'another']]),
  })
  expect(answer.status).toBe(401)
})
