import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashOf } from '../../src/domain/link.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { resendWelcome } from '../../src/usecases/welcomes/resend-welcome.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { connect, type Provider } from '../support/provider.ts'
import { Browser, formOn, headingOf } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let house: House
let door: FrontDoor
let acme: Awaited<ReturnType<House['organization']>>
let okta: Provider
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house)
  acme = await house.organization('Acme Rockets')
  okta = await connect(house, acme.owner)
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await door.close()
  await house.close()
})

const lettersTo = async (to: string) => {
  await house.deliverAll()
  return house.post.received.flatMap(({ letter, envelope }) =>
    letter.kind === 'welcome' && envelope.to === to ? [letter] : [],
  )
}
const welcomePath = async (to: string): Promise<string> => {
  const letter = (await lettersTo(to)).at(-1)
  if (!letter) throw new Error(`Nobody wrote to ${to}`)
  return new URL(letter.link).pathname
}
const passwords = { password: PASSWORD, passwordAgain: PASSWORD }

describe('whoever a provider makes', () => {
  test('gets one letter, chooses a password on a page that has their name, and is in', async () => {
    await okta.make('ada@way.test', { firstName: 'Ada', lastName: 'Lovelace' })
    const path = await welcomePath('ada@way.test')
    expect(await lettersTo('ada@way.test')).toHaveLength(1)
    const browser = new Browser(door.url)
    const page = await browser.get(path)
    expect(page.status).toBe(200)
    expect(headingOf(page.body)).toBe('Welcome, Ada')
    expect(page.text).toContain('Ada Lovelace')
    expect(page.text).toContain('ada@way.test')
    expect(page.body).not.toContain('name="firstName"')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')

    const short = await browser.send(formOn(page.body, path), { password: 'short', passwordAgain: 'other' })
    expect(short.status).toBe(422)
    expect(short.text).toContain('The two passwords are not the same')
    const done = await browser.send(formOn(page.body, path), passwords)
    expect(done.location).toBe('/account')
    expect((await browser.get('/account')).text).toContain('Ada Lovelace')

    const other = new Browser(door.url)
    const used = await other.get(path)
    expect(used.status).toBe(410)
    expect(headingOf(used.body)).toBe('Link already used')
    const inside = await other.fill('/sign-in', { identifier: 'ada@way.test', password: PASSWORD })
    expect(inside.location).toBe('/account')
  })

  test('is asked for a name where the provider says none, and for what the organization requires', async () => {
    await house
      .db('organizations')
      .where({ id: acme.organizationId })
      .update({ requiredFields: ['phone'] })
    await okta.make('bob@way.test', { firstName: 'Bob' })
    const path = await welcomePath('bob@way.test')
    const browser = new Browser(door.url)
    const page = await browser.get(path)
    const without = await browser.send(formOn(page.body, path), { ...passwords, lastName: '' })
    expect(without.status).toBe(422)
    expect(without.body).toContain('id="phone-fault"')
    const done = await browser.send(formOn(page.body, path), {
      ...passwords,
      lastName: 'Byron',
      phone: '+44 1632 960 017',
    })
    expect(done.location).toBe('/account')
    await house.db('organizations').where({ id: acme.organizationId }).update({ requiredFields: [] })
  })

  test('never changes what the provider says, whatever the form is made to send', async () => {
    const { id } = await okta.make('eve@way.test', { firstName: 'Eve', lastName: 'Adams' })
    const path = await welcomePath('eve@way.test')
    const browser = new Browser(door.url)
    const page = await browser.get(path)
    const form = formOn(page.body, path)
    await browser.post(path, { ...form.fields, ...passwords, firstName: 'Mallory', gender: 'other' })
    expect(await okta.see(id)).toMatchObject({ firstName: 'Eve', gender: null })
  })

  test('gets none where single sign-on lets them in, nor while they are not active', async () => {
    await okta.set({ sendsWelcome: false })
    await okta.make('sso@way.test')
    await okta.set({ sendsWelcome: true })
    const { id } = await okta.make('later@way.test', { isActive: false })
    expect(await lettersTo('sso@way.test')).toHaveLength(0)
    expect(await lettersTo('later@way.test')).toHaveLength(0)
    await okta.change(id, { isActive: true })
    expect(await lettersTo('later@way.test')).toHaveLength(1)
  })

  test('hears at their new address when the provider corrects it, and the old link is dead', async () => {
    const { id } = await okta.make('wrnog@way.test')
    const old = await welcomePath('wrnog@way.test')
    await okta.change(id, { email: 'wrong@way.test' })
    expect((await new Browser(door.url).get(old)).status).toBe(410)
    expect((await new Browser(door.url).get(await welcomePath('wrong@way.test'))).status).toBe(200)
  })
})

type Made = { id: string; address: string }
const deaths: [string, (it: Made) => Promise<unknown> | unknown, string][] = [
  ['expired', () => house.clock.moveHours(24), 'Link expired'],
  ['suspended', (it) => suspendUser(acme.owner, it.id), 'Link no longer works'],
  ['deleted', (it) => deleteUser(acme.owner, it.id), 'Link no longer works'],
  ['deprovisioned', (it) => okta.remove(it.id), 'Link no longer works'],
  ['made inactive', (it) => okta.change(it.id, { isActive: false }), 'Link no longer works'],
  ['resent', (it) => resendWelcome(acme.owner, it.id), 'Link no longer works'],
]

test.each(deaths)(
  '%s: the link is dead, and says so to whoever looks and whoever sends',
  async (what, end, heading) => {
    const address = `${what.replaceAll(' ', '-')}@dead.test`
    const { id } = await okta.make(address)
    const path = await welcomePath(address)
    const browser = new Browser(door.url)
    const page = await browser.get(path)
    await end({ id, address })
    for (const it of [await browser.get(path), await browser.send(formOn(page.body, path), passwords)]) {
      expect(it.status).toBe(410)
      expect(headingOf(it.body)).toBe(heading)
      expect(it.body).not.toContain('type="password"')
    }
    expect(browser.jar.has('__Host-usher')).toBe(false)
  },
)

describe('a new link', () => {
  test('comes to the address on file, once an hour, and the page answers the same whoever asks', async () => {
    await okta.make('again@way.test')
    const path = await welcomePath('again@way.test')
    house.clock.moveHours(24)
    const browser = new Browser(door.url)
    const dead = await browser.get(path)
    const asked = await browser.send(formOn(dead.body, `${path}/ask`), {})
    expect(headingOf(asked.body)).toBe('Request received')
    expect(await lettersTo('again@way.test')).toHaveLength(2)
    await browser.send(formOn(dead.body, `${path}/ask`), {})
    expect(await lettersTo('again@way.test')).toHaveLength(2)
    expect((await browser.get(await welcomePath('again@way.test'))).status).toBe(200)

    const nobody = `/welcome/wel_${'A'.repeat(43)}`
    const form = formOn(dead.body, `${path}/ask`)
    const unknown = await browser.post(`${nobody}/ask`, form.fields)
    expect([unknown.status, unknown.text]).toEqual([asked.status, asked.text])
    expect((await browser.get(nobody)).status).toBe(404)
  })

  test('by an admin: no more often than an invitation is sent again', async () => {
    const { id } = await okta.make('often@way.test')
    for (let time = 0; time < 5; time++) await resendWelcome(acme.owner, id)
    await expect(resendWelcome(acme.owner, id)).rejects.toMatchObject({ code: 'too-often' })
    house.clock.moveHours(1)
    await resendWelcome(acme.owner, id)
  })

  test('is for whoever has never been in', async () => {
    await expect(resendWelcome(acme.owner, acme.ownerId)).rejects.toMatchObject({
      code: 'password-is-theirs',
    })
  })
})

test('one link, two who use it at once: one is in', async () => {
  await okta.make('twice@way.test', { firstName: 'Ada', lastName: 'Twice' })
  const path = await welcomePath('twice@way.test')
  const browsers = [new Browser(door.url), new Browser(door.url)]
  const answers = await Promise.all(browsers.map((it) => it.fill(path, passwords)))
  expect(answers.map((it) => it.status).sort()).toEqual([303, 410])
})

test('no token of a welcome stands in the database', async () => {
  await okta.make('hashed@way.test')
  const token = (await welcomePath('hashed@way.test')).split('/').at(-1) ?? ''
  const rows = await house.query<{ purpose: string }>(
    'select purpose from one_time_tokens where hash = :hash',
    {
      hash: hashOf(token),
    },
  )
  expect(rows).toEqual([{ purpose: 'welcome' }])
})
