import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import { orgStatement } from '../../src/db/org-rows.ts'
import { select } from '../../src/db/row.ts'
import type { OrgNode } from '../../src/domain/org-chart.ts'
import type { Context } from '../../src/usecases/context.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
import { editUser } from '../../src/usecases/users/edit-user.ts'
import { seeOrgChart } from '../../src/usecases/users/see-org-chart.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
/** For tests that only look. */
let still: Awaited<ReturnType<typeof acme>>
beforeAll(async () => {
  house = await openHouse()
  still = await acme()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

type Told = string | [string, ...Told[]]
const told = ({ person, reports }: OrgNode): Told =>
  reports.length > 0 ? [person.name, ...reports.map(told)] : person.name
const chartOf = async (ctx: Context): Promise<Told[]> => {
  const { trees, loose } = await seeOrgChart(ctx)
  return [...trees, ...loose].map(told)
}

/** Olga above Mia, a manager, above Ben, a member, above Carl, who is only invited. */
async function acme() {
  const { owner, ownerId, organizationId } = await house.organization()
  const joined = async (email: string, firstName: string, role: string) => {
    const { token, userId } = await house.invited(owner, email, { roles: [role] })
    await house.accept(token, { firstName, lastName: 'Lee' })
    return userId
  }
  const mia = await joined('mia@org.test', 'Mia', 'Manager')
  const ben = await joined('ben@org.test', 'Ben', 'Member')
  const carl = (await house.invited(owner, 'carl@org.test')).userId
  const below = async (id: string, managerId: string | null) => {
    const { user } = await seeUser(owner, id)
    await editUser(owner, id, { managerId, version: user.version })
  }
  await below(mia, ownerId)
  await below(ben, mia)
  await below(carl, ben)
  const as = (id: string) => house.userContext(organizationId, id)
  return { owner, ownerId, organizationId, mia, ben, carl, below, as }
}

describe('the org chart', () => {
  test('is who reports to whom, whoever is signed in', async () => {
    const { owner, mia, ben, as } = still
    const all = [['Olga Petrova', ['Mia Lee', ['Ben Lee', 'carl@org.test']]]]
    expect(await chartOf(owner)).toEqual(all)
    // A manager reads the addresses of the own teams, and the chart is of everybody.
    for (const colleague of [mia, ben])
      expect(await chartOf(await as(colleague))).toEqual([
        ['Olga Petrova', ['Mia Lee', ['Ben Lee', 'Somebody']]],
      ])
  })

  test('says nothing of how to reach anybody, and marks who is not here yet', async () => {
    const { ben, as } = still
    const { everybody } = await seeOrgChart(await as(ben))
    expect(JSON.stringify(everybody.map((it) => it.person))).not.toMatch(/@|org\.test/)
    expect(everybody.map(({ person }) => [person.name, person.isPending])).toEqual([
      ['Olga Petrova', false],
      ['Mia Lee', false],
      ['Ben Lee', false],
      ['Somebody', true],
    ])
  })

  test('is for users of the organization, not for holders of a link', async () => {
    const { organizationId, carl } = still
    const invitee = house.as({ kind: 'invitee', organizationId, userId: carl })
    await expect(seeOrgChart(invitee)).rejects.toMatchObject({ code: 'not-for-you' })
  })

  test('people of the suspended and deleted move up, and back when they return', async () => {
    const { owner, mia, ben } = await acme()
    const whole = await chartOf(owner)
    await suspendUser(owner, mia)
    expect(await chartOf(owner)).toEqual([['Olga Petrova', ['Ben Lee', 'carl@org.test']]])
    await deleteUser(owner, ben)
    expect(await chartOf(owner)).toEqual([['Olga Petrova', 'carl@org.test']])
    await enableUser(owner, mia)
    await undoDeleteUser(owner, ben)
    expect(await chartOf(owner)).toEqual(whole)
  })

  test('a circle is refused where it would be made, and found by verify where it was made by hand', async () => {
    const { organizationId, ownerId, carl, below, owner } = await acme()
    await expect(below(ownerId, carl)).rejects.toMatchObject({ code: 'manager-circle' })
    await house.db('users').where({ organizationId, id: ownerId }).update({ managerId: carl })
    expect(await verifyInvariants(house.outside())).toMatchObject([
      { rule: 'nobody is their own manager, however many stand between', count: 4 },
    ])
    expect((await seeOrgChart(owner)).everybody).toHaveLength(4)
    await house.db('users').where({ organizationId, id: ownerId }).update({ managerId: null })
  })

  test('begins with anybody, and points anybody out', async () => {
    const { owner, mia, ben } = still
    const { from, focus } = await seeOrgChart(owner, { fromId: mia, focusId: ben.toUpperCase() })
    expect(from && told(from)).toEqual(['Mia Lee', ['Ben Lee', 'carl@org.test']])
    expect(focus?.person.name).toBe('Ben Lee')
  })

  test('knows nobody of another organization, nor who is gone, any more than a number nobody has', async () => {
    const here = await acme()
    const there = await house.organization()
    await suspendUser(here.owner, here.ben)
    await deleteUser(here.owner, here.mia)
    for (const id of [there.ownerId, here.ben, here.mia, newId(house.clock.now()), 'no id', '__proto__'])
      for (const asked of [{ fromId: id }, { focusId: id }])
        await expect(seeOrgChart(here.owner, asked)).rejects.toMatchObject({
          code: 'not-found',
          facts: { what: 'user' },
        })
    expect(await chartOf(there.owner)).toEqual(['Olga Petrova'])
  })

  test('costs two statements for one person and for five thousand, and reads one organization only', async () => {
    const statements = async (ctx: Context) => {
      const asked: string[] = []
      const note = ({ sql }: { sql: string }) => asked.push(sql)
      house.db.on('query', note)
      const { everybody } = await seeOrgChart(ctx)
      house.db.off('query', note)
      return { people: everybody.length, statements: asked.filter((it) => /^\s*select/i.test(it)).length }
    }
    const small = await house.organization()
    const large = await house.organization()
    await house.query(
      `insert into users (organization_id, id, email, address, first_name, last_name, origin, created_at)
       select :organizationId, gen_random_uuid(), n || '@fan.test', n || '@fan.test', 'P', n::text, 'import', now()
       from generate_series(1, 4999) n`,
      { organizationId: large.organizationId },
    )
    expect(await statements(small.owner)).toEqual({ people: 1, statements: 2 })
    expect(await statements(large.owner)).toEqual({ people: 5000, statements: 2 })

    await house.db.raw('analyze users')
    const plan = await house.db.transaction((tx) =>
      select<Record<'QUERY PLAN', string>>(tx, `explain ${orgStatement}`, {
        organizationId: small.organizationId,
      }),
    )
    expect(plan.map((it) => it['QUERY PLAN']).join('\n')).not.toMatch(/Seq Scan/)
  })
})
