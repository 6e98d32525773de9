import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { grantRole } from '../../src/usecases/roles/grant-role.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { editUser } from '../../src/usecases/users/edit-user.ts'
import { listUsers } from '../../src/usecases/users/list-users.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { pictures } from '../support/pictures.ts'
import { Browser, formOn, headingOf, titleOf } from './browser.ts'
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

async function inside(email: string) {
  const { token, userId } = await house.invited(acme.owner, email)
  const browser = new Browser(door.url)
  const person = { firstName: 'Mia', lastName: 'Moss', password: PASSWORD, passwordAgain: PASSWORD }
  await browser.fill(`/i/${token}`, person)
  return { browser, userId, user: async () => (await seeUser(acme.owner, userId)).user }
}

const signIn = async (identifier: string) =>
  (await new Browser(door.url).fill('/sign-in', { identifier, password: PASSWORD })).location
const lettersTo = (to: string) => house.post.received.filter((it) => it.envelope.to === to)
const noticesTo = (to: string) =>
  lettersTo(to).flatMap(({ letter }) => (letter.kind === 'notice' ? [letter.what] : []))

describe('the dashboard', () => {
  test('says where one stands: roles with their ends, groups, manager, sites, and what one may do', async () => {
    const { browser, userId } = await inside('place@acme.test')
    const { id: teamId } = await createGroup(acme.owner, { kind: 'team', name: 'Night Shift' })
    await addMembers(acme.owner, teamId, [userId])
    const roles = await house.query<{ id: string }>(`select id from roles where key = 'manager'`)
    const until = new Date(house.clock.now().getTime() + 86_400_000)
    await grantRole(acme.owner, userId, { roleId: roles[0]?.id ?? '', until })
    const { version } = (await seeUser(acme.owner, userId)).user
    await editUser(acme.owner, userId, { managerId: acme.ownerId, position: 'Pilot', version })
    const { text, body } = await browser.get('/account')
    for (const words of ['Night Shift', 'Olga Petrova', 'Pilot', 'See people and their profiles'])
      expect(text).toContain(words)
    expect(text).toMatch(/Manager until Tuesday 3 March 2026 at 09:00/)
    expect(text).toContain('For the people of your teams and sites See people')
    for (const [, path = ''] of body.matchAll(/<a href="(\/account\/\w+)"/g))
      expect([path, (await browser.get(path)).status]).toEqual([path, 200])
    expect(body).toContain('>MM</span>')
  })

  test('says nothing that stands in its address and is not ours', async () => {
    const { browser } = await inside('done@acme.test')
    expect((await browser.get('/account?done=phone')).text).toContain('Your phone number is saved.')
    for (const done of ['constructor', '__proto__', '<b>', 'phone&done=phone'])
      expect((await browser.get(`/account?done=${done}`)).body).not.toContain('class="done"')
  })
})

describe('one’s own profile', () => {
  test('names and personal address change; nothing else that is sent does', async () => {
    const { browser, user } = await inside('own@acme.test')
    const before = await user()
    const wish = { firstName: 'Mía', lastName: 'Moos', displayName: 'Mia M.', address: 'Mia@Home.test' }
    const smuggled = { email: 'evil@acme.test', phone: '+4915112345678', position: 'Boss', state: 'deleted' }
    const done = await browser.fill('/account/profile', { ...wish, ...smuggled })
    expect(done.location).toBe('/account/profile?done=profile')
    expect((await browser.get(done.location ?? '')).text).toContain('Your profile is saved.')
    const { firstName, lastName, displayName, deliveryEmail, ...rest } = await user()
    expect({ firstName, lastName, displayName, address: deliveryEmail }).toEqual(wish)
    expect(rest).toMatchObject({ email: before.email, phone: null, position: null, suspendedAt: null })
  })

  test('everything wrong is said at once, beside its field, and what was typed stays', async () => {
    const { browser } = await inside('wrong@acme.test')
    const wish = { firstName: ' ', displayName: 'x'.repeat(300), address: 'nobody' }
    const page = await browser.fill('/account/profile', wish)
    expect(page.status).toBe(422)
    expect(titleOf(page.body)).toMatch(/^Error: /)
    for (const field of ['firstName', 'displayName', 'address']) {
      expect(page.body).toContain(`<a href="#${field}">`)
      expect(page.body).toMatch(new RegExp(`<input id="${field}"[^>]*${field}-fault" aria-invalid="true"`))
    }
    expect(page.body).toContain('value="nobody"')
  })

  test('saved elsewhere meanwhile: both versions are shown, and the next press decides', async () => {
    const { browser, user } = await inside('twice@acme.test')
    const form = formOn((await browser.get('/account/profile')).body, '/account/profile')
    await browser.fill('/account/profile', { firstName: 'Mina' })
    const conflict = await browser.send(form, { firstName: 'Maya' })
    expect(conflict.status).toBe(409)
    expect(conflict.text).toContain('Your profile was changed meanwhile')
    expect(conflict.text).toContain('Meanwhile this became “Mina”')
    expect(conflict.body).toContain('value="Maya"')
    expect((await user()).firstName).toBe('Mina')
    const again = formOn(conflict.body, '/account/profile')
    expect((await browser.send(again, {})).status).toBe(303)
    expect((await user()).firstName).toBe('Maya')
  })

  test('a made-up version is a conflict and no fault of ours', async () => {
    const { browser } = await inside('version@acme.test')
    for (const version of ['', 'NaN', '1e999', '-1'])
      expect((await browser.fill('/account/profile', { version })).status).toBe(409)
  })
})

describe('a picture', () => {
  const uploadForm = async (browser: Browser) =>
    formOn((await browser.get('/account/profile')).body, '', '/account/picture')
  const pathOn = (body: string) => /<img class="avatar" src="([^"]+)"/.exec(body)?.[1] ?? ''
  const fetched = (path: string, headers = {}) => fetch(door.url + path, { headers })

  test('is uploaded, shown to anybody with its address, kept by its tag, replaced, and removed', async () => {
    const { browser, userId } = await inside('face@acme.test')
    const done = await browser.upload(await uploadForm(browser), 'picture', pictures.jpeg)
    expect(done.location).toBe('/account/profile?done=picture')
    const first = pathOn((await browser.get('/account')).body)
    expect(first).toMatch(/^\/avatars\/[\w-]{32}$/)

    const shown = await fetched(first)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(shown.headers.get('cache-control')).toBe('public, max-age=300')
    expect(shown.headers.get('set-cookie')).toBe(null)
    expect(Buffer.from(await shown.arrayBuffer()).includes('ICC_PROFILE')).toBe(false)
    const etag = shown.headers.get('etag') ?? ''
    const again = await fetched(first, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])

    const seen = await seeUser(acme.owner, userId)
    expect(seen.avatarUrl).toBe(`https://usher.test${first}`)
    const listed = await listUsers(acme.owner, { search: 'face@acme.test' })
    expect(listed.users[0]?.avatarUrl).toBe(seen.avatarUrl)

    await browser.upload(await uploadForm(browser), 'picture', pictures.webpWithAlpha)
    const second = pathOn((await browser.get('/account/profile')).body)
    expect(second).not.toBe(first)
    expect((await fetched(first, { 'if-none-match': etag })).status).toBe(404)
    expect((await fetched(second)).headers.get('content-type')).toBe('image/webp')

    const remove = formOn((await browser.get('/account/profile')).body, '', '/account/picture/remove')
    expect((await browser.send(remove, {})).location).toBe('/account/profile?done=no-picture')
    expect((await browser.send(remove, {})).status).toBe(303)
    expect((await fetched(second)).status).toBe(404)
    expect((await browser.get('/account')).body).toContain('>MM</span>')
    expect((await seeUser(acme.owner, userId)).avatarUrl).toBe(null)
  })

  test('is told why it will not do, and the one before stays', async () => {
    const { browser } = await inside('bad@acme.test')
    await browser.upload(await uploadForm(browser), 'picture', pictures.png)
    const before = pathOn((await browser.get('/account')).body)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    for (const [file, words] of [
      [svg, 'Choose a PNG, JPEG or WebP picture'],
      [Buffer.alloc(0), 'Choose a picture first'],
      [pictures.png.subarray(0, 40), 'damaged'],
      [Buffer.concat([pictures.png, Buffer.alloc(1_048_576)]), 'at most 1 MB'],
      [Buffer.alloc(3_000_000), 'at most 1 MB'],
    ] as const) {
      const page = await browser.upload(await uploadForm(browser), 'picture', file)
      expect(page.status).toBe(422)
      expect(page.text).toContain(words)
      expect(page.body).toMatch(/<input id="picture"[^>]*picture-fault" aria-invalid="true"/)
    }
    expect(pathOn((await browser.get('/account')).body)).toBe(before)
  })

  test('comes from our own page only, and from somebody signed in', async () => {
    const { browser } = await inside('csrf@acme.test')
    const form = await uploadForm(browser)
    const forged = { ...form, fields: { formToken: 'A'.repeat(43) } }
    const refused = await browser.upload(forged, 'picture', pictures.png)
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('href="/account/profile"')
    const cross = { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' } }
    expect((await browser.upload(form, 'picture', pictures.png, cross)).status).toBe(403)
    const plain = await browser.post('/account/picture', form.fields)
    expect(plain.status).toBe(403)
    expect((await new Browser(door.url).upload(form, 'picture', pictures.png)).status).toBe(303)
    expect((await browser.get('/account')).body).not.toContain('<img')
  })

  test.each([
    ['without its boundary', 'multipart/form-data', 'x'],
    [
      'cut off',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="picture"; file',
    ],
    ['of many parts', 'multipart/form-data; boundary=b', part('f').repeat(500)],
  ])('an upload %s is a friendly 4xx', async (_, type, body) => {
    const { browser } = await inside(`odd${body.length}@acme.test`)
    const cookie = [...browser.jar].map((it) => it.join('=')).join('; ')
    const answer = await fetch(`${door.url}/account/picture`, {
      method: 'POST',
      headers: { cookie, 'content-type': type, 'sec-fetch-site': 'same-origin' },
      body,
    })
    expect([400, 403]).toContain(answer.status)
    expect(door.log.join()).not.toContain('"level":50')
  })

  function part(name: string): string {
    return `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n`
  }

  test('goes with the person: into their data, out of sight when deleted, and erased', async () => {
    const { browser, userId } = await inside('gone@acme.test')
    await browser.upload(await uploadForm(browser), 'picture', pictures.png)
    const account = await browser.get('/account')
    const data = await browser.send(formOn(account.body, '', '/account/data'), {})
    expect(JSON.parse(data.body).avatar).toEqual([
      expect.objectContaining({ type: 'image/png', base64: pictures.png.toString('base64') }),
    ])
    await deleteUser(acme.owner, userId)
    expect((await fetched(pathOn(account.body))).status).toBe(404)
    const count = () => house.query(`select 1 from avatars where user_id = :userId`, { userId })
    expect(await count()).toHaveLength(1)
    house.clock.moveHours(1)
    await purgeUsers(house.outside())
    expect(await count()).toHaveLength(0)
  })

  test('has an address that nobody guesses, and no log knows', async () => {
    for (const name of ['x', 'A'.repeat(32), `${'A'.repeat(31)}%00`, "' or 1=1--"])
      expect((await fetched(`/avatars/${name}`)).status).toBe(404)
    expect(door.log.join()).not.toMatch(/avatars\/[\w-]{32}/)
  })
})

describe('one’s own address', () => {
  test('changes once the new mailbox says yes; whoever opens the link first sees what it will do', async () => {
    const { browser, user } = await inside('old@mail.test')
    const asked = await browser.fill('/account/email', { address: 'New@Mail.test' })
    expect(headingOf(asked.body)).toBe('Look into the new mailbox')
    await house.deliverAll()
    const path = `/email/${house.post.tokenFor('New@Mail.test')}`
    const scanner = new Browser(door.url)
    for (let at = 0; at < 3; at++) expect((await scanner.get(path, { method: 'HEAD' })).status).toBe(200)
    const page = await scanner.get(path)
    expect(page.text).toContain('moves from old@mail.test to New@Mail.test')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect((await user()).email).toBe('old@mail.test')
    expect(await signIn('new@mail.test')).toBe(null)

    const forged = await scanner.send({ action: path, fields: { formToken: 'A'.repeat(43) } }, {})
    expect(forged.status).toBe(403)
    const done = await scanner.send(formOn(page.body, path), {})
    expect(headingOf(done.body)).toBe('Your email address is changed')
    expect(scanner.jar.has('__Host-usher')).toBe(false)
    expect(await signIn('new@mail.test')).toBe('/account')
    expect((await browser.get('/account')).text).toContain('New@Mail.test Verified')
    await house.deliverAll()
    expect(noticesTo('old@mail.test')).toEqual(['email-changed'])
    const used = await scanner.send(formOn(page.body, path), {})
    expect([used.status, headingOf(used.body)]).toEqual([410, 'Already confirmed'])
    expect(door.log.join()).not.toContain(path.slice(7))
  })

  test('dead links say why, unknown ones are 404', async () => {
    const { browser } = await inside('dead@mail.test')
    const ask = async (address: string) => {
      await browser.fill('/account/email', { address })
      await house.deliverAll()
      return `/email/${house.post.tokenFor(address)}`
    }
    const [older, newer] = [await ask('one@mail.test'), await ask('two@mail.test')]
    const held = formOn((await browser.get(newer)).body, newer)
    const dead = await browser.get(older)
    expect([dead.status, headingOf(dead.body)]).toEqual([410, 'Link no longer works'])
    expect(dead.text).toContain('newer link')
    house.clock.moveHours(1)
    for (const late of [await browser.get(newer), await browser.send(held, {})])
      expect([late.status, headingOf(late.body)]).toEqual([410, 'Link expired'])
    for (const token of [`eml_${'A'.repeat(43)}`, `rst_${'A'.repeat(43)}`, 'eml_', '%00', "'"]) {
      const page = await browser.get(`/email/${token}`)
      expect([page.status, headingOf(page.body)]).toEqual([404, 'Link not known'])
    }
  })

  test('a browser signed in as somebody else confirms nothing', async () => {
    const { browser, user } = await inside('mine@mail.test')
    await browser.fill('/account/email', { address: 'mine2@mail.test' })
    await house.deliverAll()
    const path = `/email/${house.post.tokenFor('mine2@mail.test')}`
    const { browser: other } = await inside('other@mail.test')
    const held = formOn((await browser.get(path)).body, path)
    expect((await other.get(path)).status).toBe(409)
    expect((await other.send(held, {})).status).toBe(403)
    expect((await user()).email).toBe('mine@mail.test')
  })

  test.each([
    ['', 'Enter an email address'],
    ['nobody', 'not an email address we can read'],
    ['olga@acme.test', 'Somebody else already has that address'],
    ['SAME@mail.test', 'That is your address already'],
  ])('%j is refused beside its field', async (address, words) => {
    const { browser } = await inside(
      address.startsWith('SAME') ? 'same@mail.test' : `a${address.length}@mail.test`,
    )
    await house.deliverAll()
    const page = await browser.fill('/account/email', { address })
    expect(page.text).toContain(words)
    expect(page.body).toMatch(/<input id="address"[^>]*address-fault" aria-invalid="true"/)
    expect(await house.deliverAll()).toEqual([])
  })
})

describe('one’s own phone number', () => {
  test('opens the door from then on, is told by letter, and can be taken away again', async () => {
    const { browser, user } = await inside('ring@phone.test')
    const done = await browser.fill('/account/phone', { phone: '+90 555 123-45-67' })
    expect(done.location).toBe('/account?done=phone')
    expect((await browser.get('/account')).text).toContain('+905551234567')
    await house.deliverAll()
    expect(noticesTo('ring@phone.test')).toEqual(['phone-changed'])
    expect(await signIn('0090 no number')).toBe(null)
    expect(await signIn('+90 (555) 123 45 67')).toBe('/account')

    const asked = await new Browser(door.url).fill('/forgot', { identifier: '+905551234567' })
    const unknown = await new Browser(door.url).fill('/forgot', { identifier: '+905550000000' })
    expect(asked.body).toBe(unknown.body)
    await house.deliverAll()
    expect(lettersTo('ring@phone.test').map(({ letter }) => letter.kind)).toContain('reset')

    expect((await browser.fill('/account/phone', { phone: ' ' })).status).toBe(303)
    expect((await user()).phone).toBe(null)
    expect(await signIn('+905551234567')).toBe(null)
  })

  test('what is no number, or somebody else’s, is refused beside its field', async () => {
    const { browser } = await inside('first@phone.test')
    await browser.fill('/account/phone', { phone: '+4915112345678' })
    const { browser: second } = await inside('second@phone.test')
    for (const [phone, words] of [
      ['0151 12345678', 'with its country'],
      ['+4915112345678', 'Somebody else already has that phone number'],
    ] as const) {
      const page = await second.fill('/account/phone', { phone })
      expect(page.text).toContain(words)
      expect(page.body).toMatch(/<input id="phone"[^>]*phone-fault" aria-invalid="true"/)
      expect(page.body).toContain(`value="${phone}"`)
    }
  })
})

test('no form of an account is taken from elsewhere', async () => {
  const { browser, user } = await inside('forged@acme.test')
  const before = await user()
  const fields = {
    formToken: 'A'.repeat(43),
    firstName: 'Eve',
    address: 'eve@evil.test',
    phone: '+4915177777777',
  }
  for (const path of ['profile', 'email', 'phone', 'picture', 'picture/remove', 'data'])
    expect([path, (await browser.post(`/account/${path}`, fields)).status]).toEqual([path, 403])
  expect(await user()).toEqual(before)
})

describe('ten minutes after signing in', () => {
  const changes = [
    ['/account/email', { address: 'stolen@late.test' }],
    ['/account/phone', { phone: '+4915199999999' }],
  ] as const

  test.each(changes)(
    '%s asks for the password again, and counts guesses with those at the door',
    async (path, wish) => {
      const email = `late.${path.slice(9)}@late.test`
      const { browser, user } = await inside(email)
      const young = await browser.get(path)
      expect(young.body).not.toContain('name="current"')
      house.clock.moveSeconds(600)
      const old = await browser.get(path)
      expect(old.body).toContain('name="current"')
      const before = await user()

      const without = await browser.send(formOn(young.body, path), wish)
      expect(without.text).toContain('Enter your password: it is a while since you signed in')
      for (let at = 0; at < 5; at++) {
        const wrong = await browser.send(formOn(old.body, path), { ...wish, current: `guess ${at}` })
        expect(wrong.text).toContain('That is not your current password')
      }
      const sixth = await browser.send(formOn(old.body, path), { ...wish, current: PASSWORD })
      expect(sixth.status).toBe(429)
      expect(await signIn(email)).toBe(null)
      expect(await user()).toMatchObject({ email: before.email, phone: before.phone })

      house.clock.moveSeconds(15 * 60)
      const right = await browser.send(formOn(old.body, path), { ...wish, current: PASSWORD })
      expect(right.status).toBeLessThan(400)
    },
  )
})
