import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../src/domain/refusal.ts'
import { endConnection } from '../../src/usecases/connections/end-connection.ts'
import { archiveGroup } from '../../src/usecases/groups/archive-group.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { placeUser } from '../../src/usecases/groups/place-user.ts'
import { seeGroups } from '../../src/usecases/groups/see-groups.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { askToChangeEmail } from '../../src/usecases/users/change-email.ts'
import { editOwnProfile, editUser } from '../../src/usecases/users/edit-user.ts'
import { exportPerson } from '../../src/usecases/users/export-person.ts'
import { saveProfile } from '../../src/usecases/users/save-profile.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { connect } from '../support/provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

async function open(wish: Parameters<typeof connect>[2] = {}) {
  const { owner, organizationId } = await house.organization()
  return { owner, organizationId, okta: await connect(house, owner, { name: 'Okta', ...wish }) }
}

const answerTo = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (fault) => (fault instanceof Refusal ? inWords(fault) : String(fault)),
  )
const inWords = (fault: Refusal): string =>
  fault.code === 'several-faults'
    ? (fault as Refusal<'several-faults'>).facts.refusals.map((it) => it.code).join(' ')
    : fault.code

describe('what a provider says of somebody', () => {
  test('is stored as it would be typed, every field of it', async () => {
    const { okta, owner } = await open()
    const made = await okta.make('ada@fields.test', {
      externalId: '00u1',
      deliveryEmail: 'ada@home.test',
      phone: '+44 1632 960-001',
      firstName: ' Ada ',
      lastName: 'Lovelace',
      displayName: 'Countess  Ada',
      position: 'Analyst',
      gender: 'Female',
      birthday: '1915-12-10',
      avatarUrl: 'https://pictures.test/ada.png',
      department: 'Engines',
      kept: { nickName: 'Countess', emails: [{ value: 'ada@fields.test', type: 'work' }] },
    })
    const shown = await okta.see(made.id)
    expect(made).toEqual(shown)
    expect(shown).toMatchObject({
      ...{ phone: '+441632960001', firstName: 'Ada', displayName: 'Countess Ada', gender: 'female' },
      ...{
        deliveryEmail: 'ada@home.test',
        birthday: '1915-12-10',
        department: 'Engines',
        externalId: '00u1',
      },
      kept: { nickName: 'Countess' },
    })
    const { user, department } = await seeUser(owner, made.id)
    expect(user).toMatchObject({ origin: 'scim', emailVerifiedAt: house.clock.now(), registeredAt: null })
    expect(department?.name).toBe('Engines')
  })

  test.each([
    ['no address and no number', 'jdoe', {}, 'contact-missing'],
    ['an address that is none', 'jdoe', { email: 'not an address' }, 'address-unreadable'],
    ['a number that is none', 'jdoe@x.test', { phone: '12' }, 'phone-unreadable'],
    ['an unheard-of gender', 'jdoe@x.test', { gender: 'Q' }, 'choice-unknown'],
    ['a birthday to come', 'jdoe@x.test', { birthday: '2126-01-01' }, 'birthday-unusable'],
    ['a name without an end', 'jdoe@x.test', { firstName: 'x'.repeat(121) }, 'name-unusable'],
    ['a department without an end', 'jdoe@x.test', { department: 'x'.repeat(257) }, 'name-unusable'],
    ['a title without an end', 'jdoe@x.test', { position: 'x'.repeat(121) }, 'text-too-long'],
    [
      'a user name without an end',
      `${'\u{1F600}'.repeat(400)}`,
      { email: 'a@x.test' },
      'identifier-too-long',
    ],
    ['an external id without an end', 'jdoe@x.test', { externalId: 'x'.repeat(513) }, 'identifier-too-long'],
    [
      'several things at once',
      'jdoe',
      { gender: 'Q', position: 'x'.repeat(121) },
      'text-too-long choice-unknown contact-missing',
    ],
  ])('is refused in words: %s', async (_, userName, fields, code) => {
    const { okta } = await open()
    expect(await answerTo(okta.make(userName, fields))).toBe(code)
  })

  test('is refused as well where it is changed, and nothing of it is kept', async () => {
    const { okta } = await open()
    const made = await okta.make('well@x.test', { phone: '+441632960002' })
    const changes: [object, string][] = [
      [{ email: 'none' }, 'address-unreadable'],
      [{ phone: '12', gender: 'Q', position: 'Chief' }, 'phone-unreadable choice-unknown'],
      [{ externalId: 'x'.repeat(513) }, 'identifier-too-long'],
      [{ email: null, phone: null }, 'contact-missing'],
    ]
    for (const [fields, code] of changes) expect(await answerTo(okta.change(made.id, fields))).toBe(code)
    expect(await okta.see(made.id)).toEqual(made)
  })

  test('the longest names that are taken fit the indexes, whatever they are made of', async () => {
    const { okta } = await open()
    const random = Array.from({ length: 512 }, (_, at) =>
      String.fromCharCode(0x4e00 + ((at * 7919) % 20_000)),
    ).join('')
    const made = await okta.make(random, { email: 'long@x.test', externalId: random })
    expect((await okta.see(made.id)).userName).toBe(random)
    await okta.remove(made.id)
    expect((await okta.make(random, { email: 'long@x.test', externalId: random })).id).toBe(made.id)
  })

  test('what somebody else has is theirs: a number, an address, a name, an external id', async () => {
    const { okta } = await open()
    await okta.make('one@taken.test', { externalId: 'e1', phone: '+441632960011' })
    const two = await okta.make('two@taken.test')
    const taken: [object, string][] = [
      [{ phone: '+441632960011' }, 'phone-taken'],
      [{ externalId: 'e1' }, 'external-id-taken'],
      [{ email: 'ONE@taken.test' }, 'address-taken'],
    ]
    for (const [fields, code] of taken) {
      expect(await answerTo(okta.change(two.id, fields))).toBe(code)
      expect(await answerTo(okta.make('three@taken.test', fields))).toBe(code)
    }
    expect(await answerTo(okta.make('ONE@taken.test'))).toBe('user-name-taken')
    expect(await okta.see(two.id)).toEqual(two)
  })

  test('stays within the domains that the organization takes', async () => {
    const { okta, organizationId } = await open()
    await house
      .db('organizations')
      .where({ id: organizationId })
      .update({ allowedEmailDomains: ['x.test'] })
    expect(await answerTo(okta.make('a@elsewhere.test'))).toBe('address-domain-not-allowed')
    const made = await okta.make('a@x.test', { deliveryEmail: 'a@elsewhere.test' })
    expect(await answerTo(okta.change(made.id, { email: 'a@elsewhere.test' }))).toBe(
      'address-domain-not-allowed',
    )
  })
})

describe('a department', () => {
  test('is found by its name, made where there is none, and left where it is', async () => {
    const { okta, owner } = await open()
    const known = await createGroup(owner, { kind: 'department', name: 'Research' })
    const made = await okta.make('a@dep.test', { department: 'RESEARCH' })
    expect(made.department).toBe('Research')
    expect((await okta.change(made.id, { department: 'Sales' })).department).toBe('Sales')
    await okta.make('b@dep.test', { department: 'sales' })
    expect((await okta.change(made.id, { department: null })).department).toBeNull()
    const all = await seeGroups(owner, { kind: 'department' })
    expect(all.map((it) => [it.name, it.members])).toEqual([
      ['Research', 0],
      ['Sales', 1],
    ])
    expect(all[0]?.id).toBe(known.id)
  })

  test('made for many at once is made once, also by several requests', async () => {
    const { okta, owner } = await open()
    await Promise.all(
      Array.from({ length: 8 }, (_, at) => okta.make(`p${at}@dep.test`, { department: 'Everybody' })),
    )
    expect(await seeGroups(owner, { kind: 'department' })).toMatchObject([{ name: 'Everybody', members: 8 }])
  })

  test('that was archived is not filled: another one takes its name', async () => {
    const { okta, owner } = await open()
    const old = await createGroup(owner, { kind: 'department', name: 'Old' })
    await archiveGroup(owner, old.id)
    await okta.make('c@dep.test', { department: 'Old' })
    const [fresh] = await seeGroups(owner, { kind: 'department' })
    expect(fresh?.id).not.toBe(old.id)
  })
})

describe('a manager', () => {
  test('is one of the connection; anybody else is kept as it was said, and hinders nobody', async () => {
    const { okta } = await open()
    const boss = await okta.make('boss@man.test', { displayName: 'The Boss' })
    const made = await okta.make('a@man.test', { managerId: boss.id })
    expect(made).toMatchObject({ managerId: boss.id, managerName: 'The Boss' })
    expect(await okta.change(made.id, { managerId: 'boss-of-elsewhere' })).toMatchObject({
      managerId: 'boss-of-elsewhere',
      managerName: null,
    })
    expect(await okta.change(made.id, { managerId: null })).toMatchObject({ managerId: null })
    await okta.change(made.id, { managerId: boss.id })
    await okta.remove(boss.id)
    expect(await okta.see(made.id)).toMatchObject({ managerId: null, managerName: null })
  })

  test('is never one’s own, however many stand between, and not by two requests at once', async () => {
    const { okta } = await open()
    const [a, b, c] = [
      await okta.make('a@circle.test'),
      await okta.make('b@circle.test'),
      await okta.make('c@circle.test'),
    ]
    expect(await answerTo(okta.change(a.id, { managerId: a.id }))).toBe('manager-circle')
    await okta.change(a.id, { managerId: b.id })
    await okta.change(b.id, { managerId: c.id })
    expect(await answerTo(okta.change(c.id, { managerId: a.id }))).toBe('manager-circle')
    const [d, e] = [await okta.make('d@circle.test'), await okta.make('e@circle.test')]
    const answers = await Promise.all([
      answerTo(okta.change(d.id, { managerId: e.id })),
      answerTo(okta.change(e.id, { managerId: d.id })),
    ])
    expect(answers.sort()).toEqual(['manager-circle', 'ok'])
    await okta.change(c.id, { managerId: null })
    await okta.remove(c.id)
    expect(await answerTo(okta.make('c@circle.test', { managerId: a.id }))).toBe('manager-circle')
  })
})

describe('a way in', () => {
  test('of somebody who may do more than the connection gives is not the provider’s to turn', async () => {
    const { okta, owner, organizationId } = await open()
    const made = await okta.make('adm@ceiling.test', { firstName: 'Adm' })
    const [admin] = await house.query<{ id: string }>(
      `select id from roles where organization_id = :organizationId and key = 'admin'`,
      { organizationId },
    )
    await setRoles(owner, made.id, { roles: [admin?.id ?? ''] })
    for (const turned of [
      { email: 'mallory@ceiling.test' },
      { phone: '+441632960099' },
      { deliveryEmail: 'm@x.test' },
    ])
      expect(await answerTo(okta.change(made.id, turned))).toBe('beyond-your-own-permissions')
    expect(await okta.change(made.id, { firstName: 'Ada' })).toMatchObject({ firstName: 'Ada' })
    expect(await okta.change(made.id, { isActive: false })).toMatchObject({ isActive: false })
  })

  test('changed by the provider is proved for whom it made, and for nobody who was here before', async () => {
    const { okta, owner } = await open()
    const made = await okta.make('a@proof.test')
    await okta.change(made.id, { email: 'b@proof.test' })
    expect((await seeUser(owner, made.id)).user.emailVerifiedAt).toEqual(house.clock.now())
    const invited = await house.invited(owner, 'c@proof.test')
    await okta.make('c@proof.test')
    await okta.change(invited.userId, { email: 'd@proof.test' })
    expect((await seeUser(owner, invited.userId)).user.emailVerifiedAt).toBeNull()
  })
})

describe('what a provider says is changed there', () => {
  test('and nowhere else: all that is not ours is named, the rest is edited as ever', async () => {
    const { okta, owner } = await open()
    const made = await okta.make('a@managed.test', { firstName: 'Ada', lastName: 'L', department: 'Engines' })
    const other = await createGroup(owner, { kind: 'department', name: 'Other' })
    const version = made.version
    await expect(editUser(owner, made.id, { firstName: 'Eve', version })).rejects.toMatchObject({
      code: 'managed-by-provider',
      facts: { connection: 'Okta', field: 'firstName' },
    })
    expect(await answerTo(editUser(owner, made.id, { firstName: 'E', lastName: 'E', version }))).toBe(
      'managed-by-provider managed-by-provider',
    )
    expect(await answerTo(editUser(owner, made.id, { department: other.id, version }))).toBe(
      'managed-by-provider',
    )
    expect(await answerTo(placeUser(owner, made.id, { departmentId: other.id }))).toBe('managed-by-provider')
    expect(await answerTo(askToChangeEmail(owner, made.id, 'b@managed.test'))).toBe('managed-by-provider')
    expect(await answerTo(saveProfile(owner, made.id, { email: 'b@managed.test', version }))).toBe(
      'managed-by-provider',
    )
    const own = await house.userContext(owner.actor.organizationId, made.id)
    expect(await answerTo(editOwnProfile(own, { firstName: 'Eve', version }))).toBe('managed-by-provider')

    const saved = await editUser(owner, made.id, {
      ...{ firstName: 'Ada', department: 'engines', birthday: '1990-05-17', position: 'Analyst', version },
    })
    expect(saved).toMatchObject({ birthday: '1990-05-17', position: 'Analyst' })
    expect((await seeUser(owner, made.id)).managed).toMatchObject({
      connection: 'Okta',
      fields: ['email', 'firstName', 'lastName', 'department'],
    })
  })

  test('and the provider is told when somebody was changed last, by whomever', async () => {
    const { okta, owner } = await open()
    const { id, version } = await okta.make('d@managed.test', { firstName: 'Di' })
    const team = await createGroup(owner, { kind: 'department', name: 'Elsewhere' })
    const changes: [string, () => Promise<unknown>][] = [
      ['edited', () => editUser(owner, id, { position: 'Chief', version })],
      ['placed', () => placeUser(owner, id, { departmentId: team.id })],
      ['suspended', () => suspendUser(owner, id)],
      ['let in again', () => enableUser(owner, id)],
    ]
    for (const [what, change] of changes) {
      house.clock.moveSeconds(60)
      await change()
      expect((await okta.see(id)).changedAt, what).toEqual(house.clock.now())
    }
  })

  test('what it never said is not emptied by a provider that does not know it', async () => {
    const { okta, owner } = await open()
    const made = await okta.make('b@managed.test', { firstName: 'Bo' })
    await editUser(owner, made.id, { birthday: '1990-05-17', lastName: 'Berg', version: made.version })
    expect(await okta.see(made.id)).toMatchObject({ birthday: '1990-05-17', lastName: 'Berg' })
    expect(await okta.change(made.id, { birthday: null, lastName: null, position: 'Chief' })).toMatchObject({
      birthday: '1990-05-17',
      lastName: 'Berg',
      position: 'Chief',
    })
    expect(await okta.change(made.id, { firstName: null, birthday: '1991-01-01' })).toMatchObject({
      firstName: null,
      birthday: '1991-01-01',
    })
    expect(await okta.change(made.id, { birthday: null })).toMatchObject({ birthday: null })
  })

  test('and is the organization’s again when the connection ends', async () => {
    const { okta, owner } = await open()
    const made = await okta.make('c@managed.test', { firstName: 'Cy' })
    expect(await answerTo(editUser(owner, made.id, { firstName: 'X', version: 1 }))).toBe(
      'managed-by-provider',
    )
    await endConnection(owner, okta.connectionId)
    expect(await answerTo(editUser(owner, made.id, { firstName: 'X', version: 1 }))).toBe('ok')
  })
})

test('the data of one person has what a provider said of them', async () => {
  const { okta, owner } = await open()
  const made = await okta.make('a@export.test', { externalId: 'e7', kept: { nickName: 'Al' } })
  expect(await exportPerson(owner, made.id)).toMatchObject({
    identityProviders: [
      { provider: 'Okta', userName: 'a@export.test', externalId: 'e7', said: { nickName: 'Al' } },
    ],
  })
})
