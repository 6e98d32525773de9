import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const NEW = 'another-Lantern-77-harbour'
const registered = async (address: string) => {
  const person = await house.invited(acme.owner, address)
  await house.accept(person.token, { firstName: 'Ada', lastName: 'Adams' })
}
const resetPath = async (to: string): Promise<string> => {
  await house.deliverAll()
  const letters = house.post.received.filter((it) => it.letter.kind === 'reset' && it.envelope.to === to)
  const letter = letters.at(-1)?.letter
  return letter?.kind === 'reset' ? new URL(letter.link).pathname : ''
}

describe('a forgotten password', () => {
  test('from the sign-in page to the new password and in again', async () => {
    await registered('ada@forgot.test')
    const open = new Browser(door.url)
    await open.fill('/sign-in', { identifier: 'ada@forgot.test', password: PASSWORD })
    const browser = new Browser(door.url)
    expect((await browser.get('/sign-in')).body).toContain('href="/forgot"')
    const asked = await browser.fill('/forgot', { identifier: 'ada@forgot.test' })
    expect(headingOf(asked.body)).toBe('Look into your mailbox')

    const path = await resetPath('ada@forgot.test')
    const page = await browser.get(path)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    const wrong = await browser.send(formOn(page.body, path), { password: 'short', passwordAgain: 'other' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('at least 8 characters')
    expect(wrong.text).toContain('The two passwords are not the same')
    const done = await browser.fill(path, { password: NEW, passwordAgain: NEW })
    expect(headingOf(done.body)).toBe('Your password is set')
    expect(browser.jar.has('__Host-usher')).toBe(false)
    expect((await open.get('/account')).location).toContain('/sign-in')
    expect((await browser.get(path)).status).toBe(410)
    const inside = await browser.fill('/sign-in', { identifier: 'ada@forgot.test', password: NEW })
    expect(inside.location).toBe('/account')
  })

  test('answers the same whoever it was, and writes nobody unknown', async () => {
    await registered('bob@forgot.test')
    const browser = new Browser(door.url)
    const answers = []
    for (const identifier of ['bob@forgot.test', 'nobody@forgot.test', 'not an address', '']) {
      const { status, body } = await browser.fill('/forgot', { identifier })
      answers.push({ status, body })
    }
    for (const it of answers) expect(it).toEqual(answers[0])
  })

  test('an unknown link is 404, and looking uses nothing up', async () => {
    await registered('eve@forgot.test')
    const browser = new Browser(door.url)
    expect((await browser.get(`/reset/rst_${'x'.repeat(43)}`)).status).toBe(404)
    await browser.fill('/forgot', { identifier: 'eve@forgot.test' })
    const path = await resetPath('eve@forgot.test')
    for (let at = 0; at < 3; at++) expect((await browser.get(path, { method: 'HEAD' })).status).toBe(200)
    expect((await browser.get(path)).status).toBe(200)
  })

  test('a browser signed in as somebody else resets nothing', async () => {
    await registered('kim@forgot.test')
    const browser = new Browser(door.url)
    await browser.fill('/forgot', { identifier: 'kim@forgot.test' })
    const path = await resetPath('kim@forgot.test')
    const form = formOn((await browser.get(path)).body, path)
    await browser.fill('/sign-in', { identifier: 'olga@acme.test', password: PASSWORD })
    expect((await browser.get(path)).status).toBe(409)
    const tried = await browser.send(form, { password: NEW, passwordAgain: NEW })
    expect([403, 409]).toContain(tried.status)
    const still = new Browser(door.url)
    expect(
      (await still.fill('/sign-in', { identifier: 'kim@forgot.test', password: PASSWORD })).location,
    ).toBe('/account')
  })
})

test('one’s own password changes with the one before, and this browser stays in', async () => {
  await registered('zoe@own.test')
  const [here, there] = [new Browser(door.url), new Browser(door.url)]
  for (const it of [here, there])
    await it.fill('/sign-in', { identifier: 'zoe@own.test', password: PASSWORD })
  const before = here.jar.get('__Host-usher')
  const wish = { password: NEW, passwordAgain: NEW }
  const wrong = await here.fill('/account/password', { ...wish, current: 'wrong' })
  expect(wrong.text).toContain('That is not your current password')
  const done = await here.fill('/account/password', { ...wish, current: PASSWORD })
  expect(done.location).toBe('/account?done=password')
  expect(here.jar.get('__Host-usher')).not.toBe(before)
  expect((await here.get('/account')).status).toBe(200)
  expect((await there.get('/account')).status).toBe(303)
})

test('people take their own data with them, and no secret', async () => {
  await registered('ben@data.test')
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', { identifier: 'ben@data.test', password: PASSWORD })
  const page = await browser.get('/account')
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const file = await browser.post('/account/data', { formToken })
  expect(file.headers.get('content-disposition')).toContain('my-data.json')
  const data = JSON.parse(file.body)
  expect(data.profile.email).toBe('ben@data.test')
  expect(data.sessions).toHaveLength(2)
  expect(data.audit.map((it: { act: string }) => it.act)).toContain('user.export')
  expect(file.body).not.toMatch(/argon2|hash|nonce|token/i)
})

test('people see where they are signed in, and end what is not them', async () => {
  await registered('sam@where.test')
  const [here, there, third] = [new Browser(door.url), new Browser(door.url), new Browser(door.url)]
  for (const it of [here, there, third])
    await it.fill('/sign-in', { identifier: 'sam@where.test', password: PASSWORD })
  const page = await here.get('/account/sessions')
  expect(page.text).toContain('This browser')
  const forms = page.body.match(/name="sessionId" value="[^"]+"/g) ?? []
  expect(forms).toHaveLength(3)
  const tokenIn = (body: string) => /name="formToken" value="([^"]+)"/.exec(body)?.[1] ?? ''
  const elsewhere = new Browser(door.url)
  await registered('tom@where.test')
  await elsewhere.fill('/sign-in', { identifier: 'tom@where.test', password: PASSWORD })
  const theirs = await elsewhere.get('/account/sessions')
  const sam = forms[0]?.match(/value="([^"]+)"/)?.[1] ?? ''
  const stolen = {
    formToken: /name="formToken" value="([^"]+)"/.exec(theirs.body)?.[1] ?? '',
    sessionId: sam,
  }
  expect((await elsewhere.post('/account/sessions', stolen)).status).toBe(403)
  expect((await here.post('/account/sessions', { formToken: tokenIn(page.body) })).location).toBe(
    '/account/sessions?done=sessions',
  )
  expect((await here.get('/account')).status).toBe(200)
  for (const it of [there, third]) expect((await it.get('/account')).status).toBe(303)
})
