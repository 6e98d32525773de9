import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import type { Context } from '../../src/usecases/context.ts'
import { changePassword } from '../../src/usecases/passwords/change-password.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { type AddedPerson, addUser } from '../../src/usecases/users/add-user.ts'
import { createUser, type NewUser } from '../../src/usecases/users/create-user.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const enter = (identifier: string, password = PASSWORD) =>
  signIn(house.outside(), { identifier, password, organizationId: null }, BROWSER)
const ayse: AddedPerson = {
  firstName: 'Ayşe',
  lastName: 'Demir',
  gender: 'female',
  birthday: '1990-12-31',
  email: 'ayse@add.test',
  roles: [],
  groups: [],
  message: null,
  method: { by: 'link' },
}
const fresh: NewUser = {
  firstName: 'Nils',
  lastName: 'Holm',
  email: 'nils@create.test',
  roles: ['Member'],
  groups: [],
  password: null,
}
const lettersTo = (to: string) => house.post.received.filter((it) => it.envelope.to === to).length
const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? ''

describe('adding somebody with their full record', () => {
  test('sends the letter to their own address; what they sign in with is proved by none of it', async () => {
    const { owner, organizationId } = await house.organization()
    const now = house.clock.now()
    const unit = { organizationId, id: newId(now), kind: 'unit', name: 'Sales', createdAt: now }
    await house.db('groups').insert(unit)
    const method = { by: 'personal-address' as const, personalAddress: 'Ayse@Home.test' }
    const added = await addUser(owner, { ...ayse, position: 'Clerk', groups: ['Sales'], method })
    expect(added.link).toBeNull()
    await house.deliverAll()
    expect([lettersTo('Ayse@home.test'), lettersTo('Ayse@Home.test'), lettersTo('ayse@add.test')]).toEqual([
      0, 1, 0,
    ])
    await house.accept(house.post.tokenFor('Ayse@Home.test'), { firstName: 'Ayşe', lastName: 'Demir' })
    const { user, unit: seen } = await seeUser(owner, added.userId)
    expect(seen?.name).toBe('Sales')
    expect(user).toMatchObject({
      email: 'ayse@add.test',
      deliveryEmail: 'Ayse@Home.test',
      emailVerifiedAt: null,
      position: 'Clerk',
      birthday: '1990-12-31',
      origin: 'add',
    })
    await enter('ayse@add.test')
    await expect(enter('ayse@home.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
  })

  test('somebody with a phone alone gets a link by hand, and signs in with the phone however it is written', async () => {
    const { owner } = await house.organization()
    await house.deliverAll()
    const letters = house.post.received.length
    const added = await addUser(owner, { ...ayse, email: null, phone: '+90 555 700 00 01' })
    expect(added.link).toMatch(/^https:\/\/usher\.test\/i\/inv_/)
    await house.accept(tokenOf(added.link))
    await house.deliverAll()
    // The word to the inviter, and nothing else.
    expect(house.post.received.slice(letters).map((it) => it.letter.kind)).toEqual(['invitation-accepted'])
    for (const typed of ['+905557000001', ' +90 (555) 700-00-01 ']) await enter(typed)
    await expect(enter('5557000001')).rejects.toMatchObject({ code: 'sign-in-failed' })
    await expect(enter('+905557000001', 'not the password')).rejects.toMatchObject({ code: 'sign-in-failed' })
    const { actions } = await seeUser(owner, added.userId)
    expect(actions).toContainEqual({ action: 'reset-password', unavailable: 'no-address' })
  })

  test.each<[Partial<AddedPerson>, string]>([
    [{ firstName: ' ' }, 'field-missing'],
    [{ lastName: null }, 'field-missing'],
    [{ gender: null }, 'field-missing'],
    [{ birthday: '' }, 'field-missing'],
    [{ birthday: '2026-02-30' }, 'birthday-unusable'],
    [{ email: null }, 'contact-missing'],
    [{ email: null, phone: '0555' }, 'phone-unreadable'],
    [{ email: 'olga@acme.test' }, 'address-taken'],
    [{ method: { by: 'personal-address', personalAddress: ' ' } }, 'field-missing'],
    [{ method: { by: 'personal-address', personalAddress: 'x' } }, 'address-unreadable'],
    [{ groups: [newId(new Date())] }, 'group-unknown'],
    [{ message: 'm'.repeat(1001) }, 'message-too-long'],
  ])('%j is refused as %s, and leaves nothing', async (change, code) => {
    const { owner, organizationId } = await house.organization()
    await expect(addUser(owner, { ...ayse, ...change })).rejects.toMatchObject({ code })
    const [people] = await house.query<{ n: number }>(
      'select count(*)::int n from users where organization_id = :organizationId',
      { organizationId },
    )
    expect(people?.n).toBe(1)
  })

  test('two who add the same phone at once make one person', async () => {
    const { owner } = await house.organization()
    const add = (email: string) => addUser(owner, { ...ayse, email, phone: '+905557000002' })
    const both = await Promise.allSettled([add('one@add.test'), add('two@add.test')])
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((it) => it.status === 'rejected')).toMatchObject({ reason: { code: 'phone-taken' } })
  })
})

describe('creating somebody outright', () => {
  const create = (ctx: Context, change: Partial<NewUser> = {}) => createUser(ctx, { ...fresh, ...change })

  test('the temporary password opens the page that changes it, once, and cannot be kept', async () => {
    const { owner } = await house.organization()
    await house.deliverAll()
    const letters = house.post.received.length
    const { user, temporaryPassword } = await create(owner)
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)
    expect(temporaryPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)

    const { session, token } = await enter('nils@create.test', temporaryPassword)
    expect(session.kind).toBe('must-change')
    const live = await readSession(house.outside(), token)
    expect(live?.actor.permissions.size).toBe(0)
    await expect(enter('nils@create.test', temporaryPassword)).rejects.toMatchObject({
      code: 'sign-in-failed',
    })

    const own = house.as(live?.actor ?? owner.actor)
    const change = (password: string) =>
      changePassword(
        own,
        { current: temporaryPassword, password, passwordAgain: password },
        BROWSER,
        session.id,
      )
    await expect(change(temporaryPassword)).rejects.toMatchObject({ code: 'password-unchanged' })
    expect((await change(PASSWORD)).session.kind).toBe('full')
    expect((await enter('nils@create.test')).session.kind).toBe('full')
    expect((await seeUser(owner, user.id)).user).toMatchObject({
      mustChangePassword: false,
      registeredAt: house.clock.now(),
    })
  })

  // Without the second look in reasonAgainst each of them would be let in.
  test('three who use the temporary password at once: one is in', async () => {
    const { owner } = await house.organization()
    const { temporaryPassword } = await create(owner, { email: 'thrice@create.test' })
    const attempts = Array.from({ length: 3 }, () => enter('thrice@create.test', temporaryPassword))
    const results = await Promise.allSettled(attempts)
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  test('it is dead after 24 hours, and stands in no record', async () => {
    const { owner } = await house.organization()
    const { temporaryPassword, user } = await create(owner, { email: 'late@create.test' })
    house.clock.moveHours(24)
    await expect(enter('late@create.test', temporaryPassword)).rejects.toMatchObject({
      code: 'sign-in-failed',
    })
    const bodies = await house.query<{ body: string }>(
      `select d.body from audit_entries e join audit_details d on d.entry_id = e.id where e.target_id = :id`,
      { id: user.id },
    )
    expect(bodies).toHaveLength(1)
    expect(bodies[0]?.body).not.toContain(temporaryPassword)
  })

  test('a typed one has to be as good as any other', async () => {
    const { owner } = await house.organization()
    for (const password of ['short', 'password1234', 'nils-and-his-geese'])
      await expect(create(owner, { password })).rejects.toMatchObject({ code: 'password-refused' })
    const typed = await create(owner, { password: 'wet stones by the river' })
    expect(typed.temporaryPassword).toBe('wet stones by the river')
  })

  test('needs the permission, and gives no role beyond it', async () => {
    const { owner, organizationId } = await house.organization()
    const joined = async (address: string, role: string) => {
      const one = await house.invited(owner, address, { roles: [role] })
      await house.accept(one.token)
      return house.userContext(organizationId, one.userId)
    }
    const admin = await joined('admin@create.test', 'Admin')
    const manager = await joined('manager@create.test', 'Manager')
    await expect(create(manager)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(create(admin, { roles: ['Owner'] })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
    })
    await create(admin, { email: 'by-admin@create.test' })
    await expect(create(owner, { email: 'By-Admin@create.test' })).rejects.toMatchObject({
      code: 'address-taken',
    })
  })

  test('whoever may create but not invite gives no role beyond their own either', async () => {
    const { owner, organizationId } = await house.organization()
    const permissions = ['users.read', 'users.manage']
    await createRole(owner, { name: 'Clerk', permissions })
    const one = await house.invited(owner, 'clerk@create.test', { roles: ['Clerk'] })
    await house.accept(one.token)
    const clerk = await house.userContext(organizationId, one.userId)
    for (const role of ['Owner', 'Admin', 'Manager'])
      await expect(create(clerk, { email: 'mine@create.test', roles: [role] })).rejects.toMatchObject({
        code: 'beyond-your-own-permissions',
      })
    await create(clerk, { email: 'mine@create.test' })
  })
})
