import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser, formOn, headingOf, titleOf } from './browser.ts'
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
const stateOf = async (id: string) =>
  (await house.query<{ state: string }>('select state from users where id = :id', { id }))[0]?.state

test('the page says who invites to what, as whom, and until when', async () => {
  const ada = await house.invited(acme.owner, 'ada@example.test', { roles: ['Admin', 'Manager'] })
  const page = await new Browser(door.url).get(`/i/${ada.token}`)
  expect(page.status).toBe(200)
  expect(titleOf(page.body)).toContain('Accept Invitation')
  expect(headingOf(page.body)).toBe('Accept Invitation')
  expect(page.text).toContain('Olga Petrova invites you to join Acme Rockets as Admin and Manager')
  expect(page.text).toContain('open for another 24 hours: until Tuesday 3 March 2026 at 09:00 (UTC)')
  expect(page.body).toContain('value="ada@example.test"')
  for (const label of ['First name', 'Last name', 'Password', 'Confirm password'])
    expect(page.body).toContain(`>${label}</label>`)
  expect(page.text).toContain('At least 8 characters')
  expect(page.text).toContain('Accept & Create Account')
})

test('letter, page, account, sign-out and in again, without JavaScript', async () => {
  const invited = await house.invited(acme.owner, 'grace@example.test', { roles: ['Admin'] })
  const grace = new Browser(door.url)
  const accepted = await grace.fill(`/i/${invited.token}`, {
    ...good,
    firstName: 'Grace',
    lastName: 'Hopper',
  })
  expect([accepted.status, accepted.location]).toEqual([303, '/account'])
  expect(await stateOf(invited.userId)).toBe('active')

  const account = await grace.get('/account')
  expect(account.status).toBe(200)
  expect(headingOf(account.body)).toBe('Hello, Grace')
  expect(account.text).toContain('Acme Rockets as Admin')
  expect(account.text).toContain('Invite and add people without asking first')
  expect(account.text).toContain('grace@example.test Verified')
  expect(account.text).toContain('Registered Monday 2 March 2026 at 09:00 (UTC)')

  const left = await grace.send(formOn(account.body, '/account'), {})
  expect([left.status, left.location]).toEqual([303, '/sign-in'])
  expect((await grace.get('/account')).location).toBe('/sign-in?next=%2Faccount')
  const back = await grace.fill('/sign-in?next=/account', {
    identifier: 'Grace@Example.test',
    password: PASSWORD,
  })
  expect([back.status, back.location]).toEqual([303, '/account'])
  expect((await grace.get('/account')).status).toBe(200)
})

test('the session cookie is for this host alone, and lasts as long as the session', async () => {
  const it = await house.invited(acme.owner, 'cookie@example.test')
  const { cookies } = await new Browser(door.url).fill(`/i/${it.token}`, good)
  const [cookie, ...others] = cookies.filter((line) => line.startsWith('__Host-usher='))
  expect(others).toEqual([])
  const [pair = '', ...attributes] = (cookie ?? '').split('; ')
  expect(pair).toMatch(/^__Host-usher=[\w-]{43}$/)
  expect(attributes.filter((line) => !line.startsWith('Expires=')).sort()).toEqual(
    ['HttpOnly', `Max-Age=${7 * 86_400}`, 'Path=/', 'SameSite=Lax', 'Secure'].sort(),
  )
})

test.each<[string, Partial<typeof good>, string, RegExp]>([
  ['no first name', { firstName: ' ' }, 'firstName', /Enter your first name/],
  ['no last name', { lastName: '' }, 'lastName', /Enter your last name/],
  ['a password of seven', { password: 'sieben7', passwordAgain: 'sieben7' }, 'password', /at least 8/],
  ['a common one', { password: 'password123', passwordAgain: 'password123' }, 'password', /common passwords/],
  [
    'one with a name in it',
    { password: 'my-name-is-ada-lovelace', passwordAgain: 'my-name-is-ada-lovelace' },
    'password',
    /without your name/,
  ],
  ['two that differ', { passwordAgain: `${PASSWORD}!` }, 'passwordAgain', /not the same/],
])('%s: said at the field, names kept, nothing used up', async (what, wrong, at, words) => {
  const address = `${what.replace(/ /g, '.')}@example.test`
  const invited = await house.invited(acme.owner, address)
  const browser = new Browser(door.url)
  const page = await browser.fill(`/i/${invited.token}`, { ...good, ...wrong })
  expect(page.status).toBe(422)
  expect(titleOf(page.body)).toMatch(/^Error: /)
  expect(page.text).toMatch(words)
  expect(page.body).toContain(`<a href="#${at}">`)
  expect(page.body).toMatch(new RegExp(`<input id="${at}"[^>]*${at}-fault"[^>]*aria-invalid="true"`))
  expect(page.body).toContain(`value="${{ ...good, ...wrong }.lastName}"`)
  expect(page.body).not.toContain((wrong.password ?? PASSWORD) as string)
  expect(page.cookies.join()).not.toContain('__Host-usher=')
  expect(await stateOf(invited.userId)).toBe('invited')

  const mended = await browser.send(formOn(page.body, `/i/${invited.token}`), good)
  expect(mended.location).toBe('/account')
})

test('many at once with one link: one account, one session', async () => {
  const invited = await house.invited(acme.owner, 'race@example.test')
  const path = `/i/${invited.token}`
  const browsers = Array.from({ length: 12 }, () => new Browser(door.url))
  const pages = await Promise.all(browsers.map((it) => it.get(path)))
  const answers = await Promise.all(
    browsers.map((it, at) => it.send(formOn(pages[at]?.body ?? '', path), good)),
  )
  expect(answers.map((it) => it.status).sort()).toEqual([303, ...Array(11).fill(410)])
  const sessions = await house.query('select 1 from sessions where user_id = :id', { id: invited.userId })
  expect(sessions).toHaveLength(1)
})

test('a form that was open when the invitation was cancelled is refused with the cause', async () => {
  const invited = await house.invited(acme.owner, 'open@example.test')
  const browser = new Browser(door.url)
  const page = await browser.get(`/i/${invited.token}`)
  await cancelInvitation(acme.owner, invited.invitationId)
  const late = await browser.send(formOn(page.body, `/i/${invited.token}`), good)
  expect(late.status).toBe(410)
  expect(late.text).toContain('was cancelled')
})

test('looking changes nothing but the trail, however often and with whatever method', async () => {
  const invited = await house.invited(acme.owner, 'scanner@example.test')
  const all = () =>
    Promise.all(
      ['users', 'invitations', 'sessions', 'credentials', 'grants', 'messages', 'audit_entries'].map(
        (table) =>
          house.query<{ rows: string }>(`select json_agg(t order by t::text)::text rows from ${table} t`),
      ),
    )
  const before = await all()
  const browser = new Browser(door.url)
  for (const path of [`/i/${invited.token}`, `/i/${invited.token}/decline`])
    for (const method of ['GET', 'HEAD', 'GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      await browser.get(path, { method })
  await browser.get(`/i/${invited.token}/ask`)
  expect(browser.jar.has('__Host-usher')).toBe(false)
  expect(await all()).toEqual(before)
  const trail = await house.query<{ kind: string }>(
    `select kind from delivery_events where invitation_id = :id and kind = 'link visited'`,
    { id: invited.invitationId },
  )
  expect(trail).toHaveLength(1)
})

test('what the form does not ask for is not believed', async () => {
  const invited = await house.invited(acme.owner, 'extra@example.test')
  const extra = {
    organizationId: acme.organizationId,
    roles: 'owner',
    email: 'evil@example.test',
    state: 'active',
  }
  const browser = new Browser(door.url)
  await browser.fill(`/i/${invited.token}`, { ...good, ...extra })
  const account = await browser.get('/account')
  expect(account.text).toContain('extra@example.test')
  expect(account.text).toContain('as Member')
})

test('what the organization requires of everybody is asked for, each fault beside its field', async () => {
  const { owner } = await house.organization('Thorough Rockets')
  await changeSettings(owner, { version: 1, requiredFields: ['phone', 'gender', 'birthday'] })
  const { token, userId } = await house.invited(owner, 'thorough@example.test')
  const browser = new Browser(door.url)
  const form = formOn((await browser.get(`/i/${token}`)).body, `/i/${token}`)
  const again = await browser.send(form, { ...good, phone: '12', gender: 'female', birthday: '' })
  expect(again.status).toBe(422)
  for (const field of ['phone', 'birthday']) expect(again.body).toContain(`id="${field}-fault"`)
  expect(again.body).not.toContain('id="gender-fault"')
  expect(again.body).toContain('<option value="female" selected>Female</option>')
  const full = { ...good, phone: '+44 20 7946 0001', gender: 'female', birthday: '1990-12-31' }
  expect((await browser.send(form, full)).status).toBe(303)
  const [user] = await house.query('select phone, gender, birthday from users where id = :userId', { userId })
  expect(user).toEqual({ phone: '+442079460001', gender: 'female', birthday: '1990-12-31' })
})
