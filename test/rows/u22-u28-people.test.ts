import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { grantRole } from '../../src/usecases/roles/grant-role.ts'
import { seeGrants, seeRoles } from '../../src/usecases/roles/see-roles.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { bindPerson } from '../../src/usecases/slack/bind-person.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { PASSWORD } from '../support/house.ts'
import { pictures } from '../support/pictures.ts'
import { allIsWell } from '../support/slack/office.ts'
import {
  atHome,
  blocksOf,
  forged,
  formOn,
  joined,
  openWalk,
  settle,
  signedIn,
  tidied,
  type Walk,
} from './walk.ts'

let walk: Walk
let ines: string
beforeAll(async () => {
  walk = await openWalk()
  ines = await joined(walk, 'ines@team.test', { firstName: 'Inès', lastName: 'Sol' })
})
afterEach(async () => {
  await tidied(walk)
  allIsWell(walk)
})
afterAll(() => walk.close())

const roleId = async (name: string) => (await seeRoles(walk.owner)).find((it) => it.name === name)?.id ?? ''
const openProfile = async (address: string, who = walk.ada) => {
  await atHome(walk, who)
  await who.choose('Search by name, e-mail or phone', address)
  await who.waitsFor('1 person')
  await who.click('Open profile', { in: address })
  await who.waitsFor('Came here')
}
const submitted = async (entries: Parameters<Walk['ada']['fill']>[0]) => {
  const { ada, bot } = walk
  await ada.fill(entries)
  const done = await ada.submit()
  await bot.door.settled()
  return done
}
const openEdit = async (address: string) => {
  await openProfile(address)
  await walk.ada.click('Edit')
  await walk.ada.waitsFor('Display name')
}
const editsOf = (id: string) =>
  walk.house.query<{ act: string; body: string }>(
    `select act, body from audit_entries e join audit_details d on d.entry_id = e.id
     where target_id = :id and act = 'user.edit' order by e.id`,
    { id },
  )

describe('U22 U23 creating somebody with a temporary password', () => {
  const opened = async () => {
    const { ada } = walk
    await atHome(walk, ada)
    await ada.click('Create User')
    await ada.waitsFor('Temporary password')
  }
  const countPeople = async () => (await walk.house.query('select 1 from users')).length

  test('S2.12 S2.13 S2.14 an address or phone, both names and a role are needed', async () => {
    const before = await countPeople()
    await opened()
    const { problems } = await submitted({ Role: [] })
    expect(Object.keys(problems).toSorted()).toEqual(['firstName', 'lastName', 'roles'])
    const done = await submitted({ 'First name': 'Per', 'Last name': 'Lind', Role: ['Member'] })
    expect(done.problems.email).toContain('one of them will do')
    for (const field of ['firstName', 'lastName', 'roles']) {
      const { errors } = await forged(walk, done, (values) => {
        values[field] = {}
        for (const it of Object.values(values.email ?? {})) it.value = 'per@team.test'
      })
      expect(errors, field).toHaveProperty(field)
    }
    expect(await countPeople()).toBe(before)
    await submitted({ Phone: '+46 8 123 456' })
    expect(walk.ada.sees).toContain('Sign-in: +468123456')
  })

  test('S2.11 S2.15 S2.16 no letter, one look at a password that opens one page and cannot be kept', async () => {
    const { ada, house } = walk
    const letters = house.post.received.length
    await opened()
    await submitted({
      'First name': 'Siv',
      'Last name': 'Lind',
      'E-mail in the organization': 'siv@team.test',
    })
    const temporary = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/.exec(ada.sees)?.[0] ?? ''
    await ada.click('Open profile')
    await ada.waitsFor('Active · must change password')
    expect(ada.sees).not.toContain(temporary)
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)

    const { browser, answer } = await signedIn(walk, 'siv@team.test', temporary)
    expect(answer.status).toBe(303)
    for (const path of ['/account', '/account/profile', '/account/sessions', '/org'])
      expect((await browser.get(path)).location).toBe('/first-sign-in')
    const change = (password: string) =>
      browser.fill('/first-sign-in', { current: temporary, password, passwordAgain: password })
    expect((await change(temporary)).text).toContain('The new password is the old one')
    expect((await change(PASSWORD)).location).toBe('/account')
    expect((await browser.get('/account')).status).toBe(200)
    expect((await signedIn(walk, 'siv@team.test', temporary)).answer.status).toBe(401)
  })
})

describe('U24 the profile', () => {
  test('S0.33 S0.34 S0.36 S0.37 S0.38 S2.17 a row opens it: name, address, position or a dash, the status of the list', async () => {
    const { ada } = walk
    await openProfile('ines@team.test')
    for (const said of ['Inès Sol', 'E-mail: ines@team.test', 'Position: –', ':large_green_circle: Active'])
      expect(ada.sees).toContain(said)
    await ada.closes()
    await openEdit('ines@team.test')
    await submitted({ Position: 'Captain' })
    await ada.waitsFor('Position: Captain')
  })

  test('S0.35 a picture with words for those who do not see it, and initials where there is none', async () => {
    const pictureOn = () => blocksOf(walk, walk.ada).find((it) => it.accessory?.type === 'image')?.accessory
    await openProfile('ines@team.test')
    expect(walk.ada.sees).toContain('IS  Inès Sol')
    expect(pictureOn()).toBeUndefined()
    await walk.ada.closes()
    const { browser } = await signedIn(walk, 'ines@team.test')
    const form = formOn((await browser.get('/account/profile')).body, '', '/account/picture')
    await browser.upload(form, 'picture', pictures.png)
    await openProfile('ines@team.test')
    expect(pictureOn()).toMatchObject({
      image_url: expect.stringMatching(/^https:\/\/usher\.test\/avatars\//),
      alt_text: 'Picture of Inès Sol',
    })
  })

  test('S1.34 its dates are moments that Slack shows in the reader’s own zone', async () => {
    await openProfile('ines@team.test')
    const texts = blocksOf(walk, walk.ada).flatMap((it) => [it.text, ...(it.fields ?? [])])
    for (const label of ['Registered', 'Last login', 'Last activity']) {
      const field = texts.find((it) => it?.text.includes(label))?.text
      expect(field).toMatch(/<!date\^\d+\^[^|]+\|[^>]+UTC>/)
    }
  })

  test('S3.25 people change their own names and personal address, and nothing that is the admins’', async () => {
    const { browser } = await signedIn(walk, 'ines@team.test')
    const page = await browser.get('/account/profile')
    for (const name of ['roles', 'state', 'position', 'managerId', 'email'])
      expect(page.body).not.toContain(`name="${name}"`)
    const done = await browser.fill('/account/profile', {
      displayName: 'Inny',
      roles: 'owner',
      position: 'Queen',
    })
    expect(done.status).toBe(303)
    const { name, user, roles } = await seeUser(walk.owner, ines)
    expect([name, user.position, roles.map((it) => it.name)]).toEqual(['Inny', 'Captain', ['Member']])
    await browser.fill('/account/profile', { displayName: '' })
  })
})

describe('U25 editing', () => {
  test('S2.18 S2.20 S3.10 S3.11 from the row or the profile it is one editor, and one save is one entry', async () => {
    const { ada } = walk
    await openEdit('ines@team.test')
    const fromProfile = ada.fields.map((it) => it.label)
    await ada.closes({ all: true })
    await atHome(walk, ada)
    await ada.choose('Search by name, e-mail or phone', 'ines@')
    await ada.waitsFor('1 person')
    await ada.click('Edit', { in: 'ines@team.test' })
    await ada.waitsFor('Display name')
    expect(ada.fields.map((it) => it.label)).toEqual(fromProfile)
    const before = await editsOf(ines)
    await submitted({
      'Last name': 'Soleil',
      Phone: '+33 1 23 45 67 89',
      'Personal address': 'ines@home.test',
    })
    const [entry, ...more] = (await editsOf(ines)).slice(before.length)
    expect(more).toEqual([])
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      before: { lastName: 'Sol', phone: null },
      after: { lastName: 'Soleil', phone: '+33123456789', deliveryEmail: 'ines@home.test' },
    })
    expect((await seeUser(walk.owner, ines)).user).toMatchObject({
      lastName: 'Soleil',
      phone: '+33123456789',
    })
  })

  test('S2.19 a new address is asked first, the old one is told, and somebody else’s is refused', async () => {
    const { ada, house, owner } = walk
    await openEdit('ines@team.test')
    expect((await submitted({ 'E-mail': 'mel@acme.test' })).problems).toEqual({
      email: 'mel@acme.test belongs to somebody already.',
    })
    await submitted({ 'E-mail': 'ines@new.test' })
    await ada.waitsFor('A letter asks ines@new.test to confirm')
    await house.deliverAll()
    expect((await seeUser(owner, ines)).user.email).toBe('ines@team.test')
    const path = new URL(house.post.linksFor('ines@new.test').at(-1) ?? '').pathname
    const { browser } = await signedIn(walk, 'ines@team.test')
    await browser.fill(path, {})
    await house.deliverAll()
    expect((await seeUser(owner, ines)).user.email).toBe('ines@new.test')
    const told = house.post.received.filter(({ envelope }) => envelope.to === 'ines@team.test')
    expect(told.at(-1)?.letter).toMatchObject({ kind: 'notice' })
  })
})

describe('U26 roles of people', () => {
  test('S0.40 the profile lists each of them, and until when', async () => {
    const { ada, house, owner } = walk
    const until = new Date(house.clock.now().getTime() + 86_400_000)
    await grantRole(owner, ines, { roleId: await roleId('Manager') })
    await grantRole(owner, ines, { roleId: await roleId('Admin'), until })
    await openProfile('ines@new.test')
    expect(ada.sees).toMatch(/Admin until 2026-03-03 09:\d\d UTC, Manager, Member/)
    house.clock.moveHours(24)
    expect((await seeGrants(owner, ines)).map((it) => it.name)).toEqual(['Manager', 'Member'])
  })

  test('S2.21 S2.32 S3.12 S3.46 several roles allow what any of them does, from the next request on; none is refused', async () => {
    const { ada, owner } = walk
    await createRole(owner, { name: 'Clerk', permissions: ['audit.read'] })
    await createRole(owner, { name: 'Guard', permissions: ['sessions.read', 'users.read'] })
    const { browser } = await signedIn(walk, 'ines@new.test')
    const allowed = async () => (await browser.get('/account')).text
    expect(await allowed()).not.toContain('Read the record')
    const openRoles = async () => {
      await openProfile('ines@new.test')
      await ada.click('Roles')
      await ada.waitsFor('everywhere and for good')
    }
    await openRoles()
    await ada.fill({ 'Roles, everywhere and for good': ['Clerk', 'Guard'] })
    expect(await allowed()).not.toContain('Read the record')
    await submitted({})
    await ada.waitsFor('It holds from the next click on.')
    await ada.closes({ all: true })
    const now = await allowed()
    expect(now).toContain('Read the record of everything')
    expect(now).toContain('See where people are signed in')
    await openRoles()
    expect((await submitted({ 'Roles, everywhere and for good': [] })).problems).toHaveProperty('roles')
    expect((await seeGrants(owner, ines)).map((it) => it.name)).toEqual(['Clerk', 'Guard'])
  })

  test('S2.32 where no role is named it is the default one', async () => {
    const { house, owner } = walk
    await settle(walk, { defaultRoleId: await roleId('Manager') })
    const { token } = await house.invited(owner, 'default@team.test')
    const { userId } = await house.accept(token)
    expect((await seeGrants(owner, userId)).map((it) => it.name)).toEqual(['Manager'])
    await settle(walk, { defaultRoleId: null })
  })
})

describe('U27 what roles allow', () => {
  test('S2.34 the Home has the areas that one’s roles open, and no other', async () => {
    const { owner, slack, mel, house, organizationId, userIds } = walk
    const areas = async () => {
      await atHome(walk, mel)
      const all = [
        'Users',
        'Invitations',
        'Sessions',
        'Login attempts',
        'Roles',
        'Groups',
        'Audit',
        'Settings',
      ]
      return all.filter((it) => mel.buttons.some(({ label }) => label === it))
    }
    const give = async (...permissions: string[]) => {
      const { id } = await createRole(owner, { name: permissions.join(' ') || 'Nothing', permissions })
      await setRoles(owner, userIds.mel, { roles: [id] })
    }
    const teamId = slack.workspace.team.id
    await bindPerson(house.operatorOf(organizationId), { teamId, slackUserId: mel.id }, userIds.mel)
    await give()
    expect(await areas()).toEqual([])
    await give('users.read', 'audit.read')
    expect(await areas()).toEqual(['Users', 'Roles', 'Groups', 'Audit'])
    await give('users.read', 'sessions.read', 'sign-ins.read')
    expect(await areas()).toEqual(['Users', 'Sessions', 'Login attempts', 'Roles', 'Groups'])
  })
})

describe('U28 sites', () => {
  test('S0.41 S0.42 each site with the roles that hold there, and none of another organization', async () => {
    const { ada, house, owner } = walk
    const [leeds, york] = [
      await createGroup(owner, { kind: 'site', name: 'Leeds' }),
      await createGroup(owner, { kind: 'site', name: 'York' }),
    ]
    const other = await house.organization('Other', 'eve@other.test')
    const paris = await createGroup(other.owner, { kind: 'site', name: 'Paris' })
    await addMembers(other.owner, paris.id, [other.ownerId])
    for (const site of [leeds, york]) await addMembers(owner, site.id, [ines])
    await grantRole(owner, ines, { roleId: await roleId('Manager'), siteId: leeds.id })
    await grantRole(owner, ines, { roleId: await roleId('Admin'), siteId: york.id })
    await openProfile('ines@new.test')
    expect(ada.sees).toContain('Sites\n• Leeds: Manager\n• York: Admin')
    expect(ada.sees).not.toContain('Paris')
  })
})
