import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { declineInvitation } from '../../src/usecases/invitations/decline-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
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

type Invited = Awaited<ReturnType<House['invited']>>
const good = { firstName: 'Ada', lastName: 'Lovelace', password: PASSWORD, passwordAgain: PASSWORD }

const deaths: [string, (it: Invited) => Promise<unknown> | unknown, string, RegExp][] = [
  ['expired', () => house.clock.moveHours(24), 'Invitation Expired', /contact your admin/i],
  ['cancelled', (it) => cancelInvitation(acme.owner, it.invitationId), 'Invalid invitation', /was cancelled/],
  ['superseded', (it) => resendInvitation(acme.owner, it.invitationId), 'Invalid invitation', /newest email/],
  [
    'declined',
    (it) => declineInvitation(house.outside(), it.token, ''),
    'Invitation declined',
    /was declined/,
  ],
  ['accepted', (it) => house.accept(it.token), 'Invitation already used', /Sign in/],
]

test.each(deaths)(
  '%s: the same 410 page for whoever looks, accepts or declines',
  async (what, end, heading, words) => {
    const invited = await house.invited(acme.owner, `${what}@example.test`)
    const path = `/i/${invited.token}`
    const browser = new Browser(door.url)
    const [accept, decline] = [await browser.get(path), await browser.get(`${path}/decline`)]
    await end(invited)

    const answers = [
      await browser.get(path),
      await browser.get(`${path}/decline`),
      await browser.send(formOn(accept.body, path), good),
      await browser.send(formOn(decline.body, `${path}/decline`), { reason: 'late' }),
    ]
    for (const it of answers) {
      expect(it.status).toBe(410)
      expect(headingOf(it.body)).toBe(heading)
      expect(it.text).toMatch(words)
      expect(it.text).toContain('Acme Rockets')
      expect(it.body).not.toContain('type="password"')
      expect(it.body.includes(`action="${path}/ask"`)).toBe(what !== 'accepted')
      expect(it.body.includes('href="/sign-in"')).toBe(what === 'accepted')
    }
    expect(browser.jar.has('__Host-usher')).toBe(false)
  },
)

test('a link expires at its second', async () => {
  const invited = await house.invited(acme.owner, 'second@example.test')
  const browser = new Browser(door.url)
  house.clock.moveSeconds(24 * 3600 - 1)
  expect((await browser.get(`/i/${invited.token}`)).status).toBe(200)
  house.clock.moveSeconds(1)
  expect((await browser.get(`/i/${invited.token}`)).status).toBe(410)
})

test.each([
  ['one that never was', `inv_${'A'.repeat(43)}`],
  ['one of another purpose', `rst_${'A'.repeat(43)}`],
  ['a piece of one', 'inv_short'],
  ['nonsense', '%F0%9F%9A%AA'],
  ['SQL', "inv_'%20or%201=1--"],
  ['NUL', 'inv_%00'],
])('a link that is %s is unknown', async (_, token) => {
  const browser = new Browser(door.url)
  for (const path of [`/i/${token}`, `/i/${token}/decline`]) {
    const page = await browser.get(path)
    expect(page.status).toBe(404)
    expect(headingOf(page.body)).toBe('Invalid invitation')
  }
  const { fields } = formOn((await browser.get('/sign-in')).body, '/sign-in')
  const refused = await browser.post(`/i/${token}`, { ...good, formToken: fields.formToken ?? '' })
  expect(refused.status).toBe(404)
})

test('a changed letter of a real link is unknown, and a path that cannot be read a friendly 400', async () => {
  const invited = await house.invited(acme.owner, 'letter@example.test')
  const browser = new Browser(door.url)
  const changed = invited.token.slice(0, -1) + (invited.token.endsWith('A') ? 'E' : 'A')
  expect((await browser.get(`/i/${changed}`)).status).toBe(404)
  expect((await browser.get('/i/%E0%A4%A')).status).toBe(400)
})

test('asking for a new link reaches the inviter once, and is answered alike for any link', async () => {
  const invited = await house.invited(acme.owner, 'again@example.test')
  house.clock.moveHours(25)
  const browser = new Browser(door.url)
  const page = await browser.get(`/i/${invited.token}`)
  const form = formOn(page.body, '', `/i/${invited.token}/ask`)
  const asked = await browser.send(form, {})
  const again = await browser.send(form, {})
  const unknown = await browser.post(`/i/inv_${'B'.repeat(43)}/ask`, form.fields)
  expect([asked.status, again.status, unknown.status]).toEqual([200, 200, 200])
  expect(again.body).toBe(asked.body)
  expect(unknown.body).toBe(asked.body)
  await house.deliverAll()
  expect(house.post.received.filter(({ letter }) => letter.kind === 'new-link-asked')).toHaveLength(1)
})

test('declining is considered first, takes a reason, and tells the inviter', async () => {
  const invited = await house.invited(acme.owner, 'no@example.test')
  const browser = new Browser(door.url)
  const accept = await browser.get(`/i/${invited.token}`)
  expect(accept.body).toContain(`<a href="/i/${invited.token}/decline">Decline the invitation</a>`)
  const page = await browser.get(`/i/${invited.token}/decline`)
  expect(page.text).toContain('Reason (optional)')
  const done = await browser.send(formOn(page.body, `/i/${invited.token}/decline`), { reason: 'Not for me' })
  expect(done.status).toBe(200)
  expect(headingOf(done.body)).toBe('Invitation declined')
  await house.deliverAll()
  const told = house.post.received.map(({ letter }) => letter)
  expect(told).toContainEqual(
    expect.objectContaining({ invitedAddress: 'no@example.test', why: 'Not for me' }),
  )
})

test('a reason of any characters is no fault of ours', async () => {
  const invited = await house.invited(acme.owner, 'nul@example.test')
  const browser = new Browser(door.url)
  const done = await browser.fill(`/i/${invited.token}/decline`, { reason: 'no\u0000 way \u202e<b>' })
  expect(done.status).toBe(200)
})
