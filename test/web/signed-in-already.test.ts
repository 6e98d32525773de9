import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser, formOn, headingOf } from './browser.ts'
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

test('a link for somebody else is not used up by whoever is signed in', async () => {
  const ada = await house.invited(acme.owner, 'ada@example.test')
  const path = `/i/${ada.token}`
  const browser = new Browser(door.url)
  const open = formOn((await browser.get(path)).body, path)
  await browser.fill('/sign-in', olga)

  const page = await browser.get(path)
  expect(headingOf(page.body)).toBe('Sign out first')
  expect(page.text).toContain('signed in as olga@acme.test')
  const { fields } = formOn(page.body, path)
  const answers = [
    page,
    await browser.get(`${path}/decline`),
    await browser.send(open, good),
    await browser.post(path, { ...good, formToken: fields.formToken ?? '' }),
    await browser.post(`${path}/decline`, { reason: '', formToken: fields.formToken ?? '' }),
  ]
  expect(answers.map((it) => it.status)).toEqual([409, 409, 409, 409, 409])
  const rows = await house.query('select ending from invitations where id = :id', { id: ada.invitationId })
  expect(rows).toEqual([{ ending: null }])

  const out = await browser.send(formOn(page.body, path), {})
  expect([out.status, out.location]).toEqual([303, path])
  const accepted = await browser.fill(path, good)
  expect(accepted.location).toBe('/account')
  expect((await browser.get('/account')).text).toContain('ada@example.test')
})

test('who has accepted and opens the letter again is led to their account', async () => {
  const bob = await house.invited(acme.owner, 'bob@example.test')
  const browser = new Browser(door.url)
  await browser.fill(`/i/${bob.token}`, { ...good, firstName: 'Bob' })
  const page = await browser.get(`/i/${bob.token}`)
  expect(page.status).toBe(410)
  expect(page.body).toContain('href="/account"')
})
