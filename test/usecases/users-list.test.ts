import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillIn } from '../../migrations/0012-user-records.ts'
import { newId } from '../../src/db/id.ts'
import { select } from '../../src/db/row.ts'
import { countStatement, pageStatement, type UserFilter } from '../../src/db/user-list.ts'
import { needlesOf, searchText } from '../../src/domain/search-text.ts'
import type { Context } from '../../src/usecases/context.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { listUsers, type UserQuestion } from '../../src/usecases/users/list-users.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

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
    const { users, total, next } = await listUsers(owner)
    expect(users.map((it) => [it.name, it.status.state, it.roleNames])).toEqual([
      ['Ben Okri', 'suspended', ['Member']],
      ['carl@list.test', 'invited', []],
      ['Élodie Żak', 'active', ['Manager']],
      ['Olga Petrova', 'active', ['Owner']],
    ])
    expect({ total, next }).toEqual({ total: 4, next: null })
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
      expect(await listUsers(here.owner, { roleId })).toEqual({ users: [], total: 0, next: null })
  })
})

describe('twenty thousand people', () => {
  let owner: Context
  let organizationId: string
  const none: Omit<UserFilter, 'heldAt'> = {
    withinGroups: null,
    needles: [],
    states: null,
    roleId: null,
    teamId: null,
    siteId: null,
    departmentId: null,
    unitId: null,
  }
  beforeAll(async () => {
    ;({ owner, organizationId } = await house.organization())
    await house.query(
      `insert into users (organization_id, id, email, address, phone, first_name, last_name, origin, created_at, invited_at, activated_at, suspended_at)
       select :organizationId, gen_random_uuid(), it.mail, it.mail, '+90' || (5550000000 + n),
              initcap(substr(md5(n || 'f'), 1, 6)), initcap(substr(md5(n || 'l'), 1, 8)), 'import', now(), null, null,
              case when n % 50 = 0 then now() end
       from (select n, substr(md5(n || 'm'), 1, 8) || n || '@large.test' mail from generate_series(1, 20000) n) it`,
      { organizationId },
    )
    await house.db.raw(fillIn)
    await house.db.raw('vacuum analyze users')
  }, 120_000)

  const planOf = async ({ sql, bindings }: { sql: string; bindings: Record<string, unknown> }) =>
    (await house.db.transaction((tx) => select<Record<'QUERY PLAN', string>>(tx, `explain ${sql}`, bindings)))
      .map((it) => it['QUERY PLAN'])
      .join('\n')

  test.each<[string, Partial<UserFilter>]>([
    ['everybody', {}],
    ['a name', { needles: needlesOf('abcd') }],
    ['two letters', { needles: needlesOf('9f') }],
    ['an address', { needles: needlesOf('77@large') }],
    ['a phone', { needles: needlesOf('+90 555 001 2345') }],
    ['a status', { states: ['suspended'] }],
    ['all at once', { needles: needlesOf('a'), states: ['staged'], roleId: newId(new Date()) }],
  ])('%s is never looked for from end to end', async (_, part) => {
    const filter = { ...none, heldAt: new Date(), ...part }
    const place = { sortName: 'm', id: newId(new Date()) }
    const plans = [
      await planOf(pageStatement(organizationId, filter, null, 21, new Date())),
      await planOf(pageStatement(organizationId, filter, place, 21, new Date())),
    ]
    // To count everybody is to read everybody, once a walk; to count a few is not.
    if (Object.keys(part).length > 0) plans.push(await planOf(countStatement(organizationId, filter)))
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on users/)
  })

  test('a walk meets everybody once, though people join on the way', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    for (let page = 0; page < 4; page++) {
      const found = await listUsers(owner, { search: '12@large', pageSize: 100, cursor })
      expect(found.total).toBe(page === 0 ? 200 : null)
      seen.push(...found.users.map((it) => it.id))
      if (page === 0) await house.invite(owner, ['000first12@large.test'])
      cursor = found.next
      if (!cursor) break
    }
    expect(new Set(seen).size).toBe(200)
    expect(seen).toHaveLength(200)
  })

  test('a page is bounded, and costs the same number of statements however long', async () => {
    const statements = async (pageSize: number) => {
      let count = 0
      const more = () => {
        count += 1
      }
      house.db.on('query', more)
      const { users } = await listUsers(owner, { pageSize })
      house.db.off('query', more)
      return { count, length: users.length }
    }
    const small = await statements(1)
    const large = await statements(5000)
    expect(large).toEqual({ count: small.count, length: 100 })
    expect(small.length).toBe(1)
    for (const cursor of ['x', Buffer.from('["a","1"]').toString('base64url'), 'e30'])
      await expect(listUsers(owner, { cursor })).rejects.toMatchObject({ code: 'cursor-unreadable' })
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
  const nobody = {
    firstName: null,
    lastName: null,
    displayName: null,
    email: null,
    deliveryEmail: null,
    phone: null,
  }
  for (const it of people) {
    const id = newId(house.clock.now())
    const address = it.email?.toLowerCase() ?? null
    await house
      .db('users')
      .insert({ ...it, organizationId, id, address, origin: 'import', createdAt: new Date() })
    await house.db.raw(fillIn)
    const [filled] = await house.db('users').select('searchText', 'searchPieces', 'sortName').where({ id })
    const said = searchText({ ...nobody, ...it })
    expect({ ...filled, searchPieces: filled.searchPieces.sort() }).toEqual({
      ...said,
      searchPieces: said.searchPieces.sort(),
    })
  }
})
