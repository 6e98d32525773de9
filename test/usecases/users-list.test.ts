import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillIn } from '../../migrations/0012-user-records.ts'
import { newId } from '../../src/db/id.ts'
import { searchText } from '../../src/domain/search-text.ts'
import type { Context } from '../../src/usecases/context.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { listUsers, type UserQuestion } from '../../src/usecases/users/list-users.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { nobody } from '../support/nobody.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const namesOf = async (ctx: Context, asked: UserQuestion) =>
  (await listUsers(ctx, asked)).users.map((it) => it.name)

/** Owner Olga, Élodie who accepted as a manager, Ben who is suspended, Carl who is invited. */
async function acme() {
  const { owner, organizationId, ownerId } = await house.organization()
  const elodie = await house.invited(owner, 'elodie@list.test', { roles: ['Manager'] })
  await house.accept(elodie.token, { firstName: 'Élodie', lastName: 'Żak' })
  const ben = await house.invited(owner, 'ben@list.test')
  await house.accept(ben.token, { firstName: 'Ben', lastName: 'Okri' })
  await suspendUser(owner, ben.userId)
  const carl = await house.invited(owner, 'carl@list.test')
  return { owner, ownerId, organizationId, elodie, ben, carl }
}

describe('the list', () => {
  test('is in the order of names, with what each column says', async () => {
    const { owner, elodie } = await acme()
    const { users, total, next, isTotalExact } = await listUsers(owner)
    expect(users.map((it) => [it.name, it.status.state, it.roleNames])).toEqual([
      ['Ben Okri', 'suspended', ['Member']],
      ['carl@list.test', 'invited', []],
      ['Élodie Żak', 'active', ['Manager']],
      ['Olga Petrova', 'active', ['Owner']],
    ])
    expect({ total, next, isTotalExact }).toEqual({ total: 4, next: null, isTotalExact: true })
    const now = house.clock.now()
    expect(users.find((it) => it.id === elodie.userId)).toMatchObject({
      email: 'elodie@list.test',
      phone: null,
      registeredAt: now,
      lastLoginAt: now,
      lastActivityAt: now,
      departmentName: null,
      teamCount: 0,
    })
    expect(users[1]).toMatchObject({ registeredAt: null, lastLoginAt: null })
  })

  test('finds by any fragment and filters by any word, together', async () => {
    const { owner, organizationId, ownerId } = await acme()
    await house.db('users').where({ organizationId, id: ownerId }).update({ phone: '+905551234567' })
    await house.query(`update users set search_text = '' where id = :ownerId`, { ownerId })
    await house.db.raw(fillIn)
    expect(await namesOf(owner, { search: 'ELOD' })).toEqual(['Élodie Żak'])
    expect(await namesOf(owner, { search: 'zak elo' })).toEqual(['Élodie Żak'])
    expect(await namesOf(owner, { search: '@list' })).toHaveLength(3)
    expect(await namesOf(owner, { search: '+90 555 12' })).toEqual(['Olga Petrova'])
    expect(await namesOf(owner, { status: 'Disabled' })).toEqual(['Ben Okri'])
    expect(await namesOf(owner, { status: 'pending' })).toEqual(['carl@list.test'])
    expect(await namesOf(owner, { status: 'enabled', search: 'list' })).toEqual(['Élodie Żak'])
    await expect(listUsers(owner, { status: 'asleep' })).rejects.toMatchObject({ code: 'choice-unknown' })
    const [manager] = await house.query<{ id: string }>(
      `select id from roles where organization_id = :organizationId and key = 'manager'`,
      { organizationId },
    )
    expect(await namesOf(owner, { roleId: manager?.id ?? '' })).toEqual(['Élodie Żak'])
    expect(await namesOf(owner, { roleId: manager?.id ?? '', status: 'inactive' })).toEqual([])
  })

  test('says expired, failed and declined without any job having run', async () => {
    const { owner, carl } = await acme()
    const carls = async () => (await listUsers(owner, { search: 'carl' })).users[0]?.status.invitation
    expect(await carls()).toEqual({ state: 'pending', hasFailed: false })
    house.clock.moveHours(24)
    expect(await carls()).toEqual({ state: 'expired', hasFailed: false })
    house.post.answer = () => ({ result: 'failed', reply: '550 no such user' })
    const dora = await house.invite(owner, ['dora@list.test'])
    await house.deliverAll()
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    expect(dora[0]?.result).toBe('invited')
    expect((await listUsers(owner, { search: 'dora' })).users[0]?.status.invitation).toEqual({
      state: 'pending',
      hasFailed: true,
    })
    expect(carl.userId).toBeTruthy()
  })

  test('leaves out the deleted, needs the permission, and knows nothing of other organizations', async () => {
    const here = await acme()
    const there = await house.organization()
    await deleteUser(here.owner, here.ben.userId)
    expect(await namesOf(here.owner, { status: 'inactive' })).toEqual([])
    const member = await house.invited(here.owner, 'mo@list.test')
    await house.accept(member.token)
    const asMember = await house.userContext(here.organizationId, member.userId)
    await expect(listUsers(asMember)).rejects.toMatchObject({ code: 'not-permitted' })

    expect(await namesOf(there.owner, { search: 'elod' })).toEqual([])
    const [role] = await house.query<{ id: string }>(`select role_id id from grants where user_id = :id`, {
      id: there.ownerId,
    })
    for (const roleId of [role?.id ?? '', newId(house.clock.now()), 'no id'])
      expect(await listUsers(here.owner, { roleId })).toEqual({
        users: [],
        total: 0,
        isTotalExact: true,
        next: null,
        vocabulary: 'active-inactive',
      })
  })
})

test('those who were there before the migration are found like those who came after', async () => {
  const { organizationId } = await house.organization()
  const people = [
    { firstName: 'Łukasz', lastName: 'Żółć', email: 'L.Zolc@Fill.test', phone: '+48123456789' },
    {
      firstName: 'Işıl',
      lastName: 'Straße',
      displayName: 'Æsa  Ørn',
      deliveryEmail: 'home@fill.test',
      email: 'i@fill.test',
    },
    { email: 'only@fill.test' },
    { phone: '+905550001122' },
  ]
  for (const it of people) {
    const id = newId(house.clock.now())
    const address = it.email?.toLowerCase() ?? null
    await house
      .db('users')
      .insert({ ...it, organizationId, id, address, origin: 'import', createdAt: new Date() })
    await house.db.raw(fillIn)
    const [filled] = await house.db('users').select('searchText', 'searchCodes', 'sortName').where({ id })
    const said = searchText({ ...nobody, ...it })
    expect(filled).toEqual({ ...said, searchCodes: [...said.searchCodes] })
  }
})
