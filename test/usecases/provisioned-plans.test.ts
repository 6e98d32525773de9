import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Walked } from '../../src/domain/question.ts'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { groupType, userType } from '../../src/scim/schema/resource-type.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedGroups } from '../../src/usecases/provisioning/list-provisioned-groups.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { type House, openHouse } from '../support/house.ts'
import { type Cost, costOf, saidBy } from '../support/plans.ts'
import { fillCrowd, memberId, teamId } from '../support/provisioned-crowd.ts'
import { connect } from '../support/varied-people.ts'

const PEOPLE = 20_000

let house: House
let ctx: Context
beforeAll(async () => {
  house = await openHouse()
  const { owner } = await house.organization()
  const { ctx: provider, place } = await connect(house, owner, 'Large')
  ctx = provider
  await fillCrowd(house, place, PEOPLE)
})
afterAll(() => house.close())

type Asked = Record<string, unknown>
const users = async (asked: Asked) =>
  (await listProvisionedUsers(ctx, walkOf(readSearch(userType, asked)), { groups: true, sites: true })).result
const groups = async (asked: Asked, members = false) =>
  (await listProvisionedGroups(ctx, walkOf(readSearch(groupType, asked)), { members })).result

async function costsOf(work: () => Promise<unknown>): Promise<{ statements: string[]; costs: Cost[] }> {
  const said = await saidBy(house.db, work)
  const selects = said.filter(({ sql }) => /^\s*(select|with)/i.test(sql))
  const costs = []
  for (const it of selects) costs.push(await costOf(house.db, it))
  return { statements: said.map((it) => it.sql), costs }
}

/** Of the others there are so few here that reading all of them is quickest. */
const large = new Set(['users', 'provisioned_users', 'group_members'])
const readFromEndToEnd = (cost: Cost) => cost.seqScans.filter((it) => large.has(it))

function mustBeCheap(costs: Cost[], rows: number): void {
  for (const cost of costs) {
    expect(readFromEndToEnd(cost), cost.text).toEqual([])
    expect(cost.rowsRead, cost.text).toBeLessThanOrEqual(rows)
  }
}

const few: [filter: string, found: number][] = [
  [`id eq "${memberId(77)}"`, 1],
  ['userName eq "P19999@CROWD.test"', 1],
  ['userName eq "nobody"', 0],
  ['externalId eq "ext-777"', 1],
  ['emails eq "p77@crowd.test"', 1],
  ['emails.value eq "HOME77@crowd.test"', 1],
  ['emails[value eq "home77@crowd.test"]', 1],
  ['emails[type eq "work"].value eq "p77@crowd.test"', 1],
  ['emails[type eq "home"].value eq "p77@crowd.test"', 0],
  ['emails[type eq "work" and value eq "p77@crowd.test"]', 1],
  ['emails[value eq "p1@crowd.test" or value eq "p2@crowd.test"]', 2],
  ['userName eq "p5@crowd.test" and active eq true', 1],
  ['userName eq "p5@crowd.test" or externalId eq "ext-6" or emails eq "p7@crowd.test"', 3],
]

describe('a look-up among twenty thousand', () => {
  test.each(few)('%s: is one statement that reads whom it finds', async (filter, found) => {
    const asked = { filter }
    const { found: rows, total } = await users(asked)
    expect([rows.length, total]).toEqual([found, found])
    const { statements, costs } = await costsOf(() => users(asked))
    expect(statements).toHaveLength(3)
    mustBeCheap(costs, 60)
  })

  const fewGroups: [filter: string, found: number][] = [
    [`id eq "${teamId(7)}"`, 1],
    ['displayName eq "TEAM 77"', 1],
    ['externalId eq "team-7"', 1],
    [`id eq "${teamId(1)}" and members eq "${memberId(770)}"`, 1],
    [`id eq "${teamId(1)}" and members eq "${memberId(777)}"`, 0],
  ]
  test.each(fewGroups)('of groups, %s', async (filter, found) => {
    const asked = { filter }
    expect(await groups(asked)).toMatchObject({ total: found })
    const { statements, costs } = await costsOf(() => groups(asked))
    expect(statements).toHaveLength(3)
    mustBeCheap(costs, 60)
  })

  test('costs the same before anybody counted them', async () => {
    const fresh = await openHouse()
    try {
      const { owner } = await fresh.organization()
      const { ctx: provider, place } = await connect(fresh, owner, 'Fresh')
      await fillCrowd(fresh, place, 200, false)
      const walk = walkOf(readSearch(userType, { filter: 'emails eq "p77@crowd.test"', count: 100 }))
      const said = await saidBy(fresh.db, () =>
        listProvisionedUsers(provider, walk, { groups: true, sites: true }),
      )
      const cost = await costOf(
        fresh.db,
        said.find(({ sql }) => sql.startsWith('with')) ?? { sql: '', bindings: [] },
      )
      expect(cost.rowsRead, cost.text).toBeLessThan(10 * 200)
    } finally {
      await fresh.close()
    }
  })
})

/** Of which nothing is known but how it is walked through. */
const pageOf = 50
const perPage = pageOf * 10

describe('a page of twenty thousand', () => {
  test.each([{}, { sortBy: 'userName' }, { sortBy: 'userName', sortOrder: 'descending' }, { sortBy: 'id' }])(
    'by cursor, %o: costs a page, wherever it is',
    async (order) => {
      const asked = { ...order, count: pageOf }
      let walked: Walked<unknown> = await users({ ...asked, cursor: '' })
      expect(walked.total).toBe(PEOPLE)
      for (let page = 0; page < 3; page++) {
        const { costs, statements } = await costsOf(async () => {
          walked = await users({ ...asked, cursor: walked.next })
        })
        expect(statements).toHaveLength(3)
        mustBeCheap(costs, perPage)
      }
      const { costs } = await costsOf(() => users({ ...asked, cursor: walked.previous }))
      mustBeCheap(costs, perPage)
    },
  )

  test.each([{}, { sortBy: 'userName' }])(
    'by index, %o: costs a page after the page before it',
    async (order) => {
      const asked = { ...order, count: pageOf }
      const deep = 19_001
      await users({ ...asked, startIndex: deep })
      const { costs, statements } = await costsOf(() => users({ ...asked, startIndex: deep + pageOf }))
      expect(statements).toHaveLength(3)
      mustBeCheap(costs, perPage)
    },
  )

  test('by index, where the page before it was not asked here: passes over keys, and reads nobody else', async () => {
    const { costs } = await costsOf(() => users({ startIndex: 15_000, count: pageOf }))
    for (const cost of costs) {
      expect(readFromEndToEnd(cost), cost.text).toEqual([])
      expect(cost.text).toContain('Index Only Scan')
      // Fifty to a page of the index, and no page of the table for those who are passed over.
      expect(cost.buffers, cost.text).toBeLessThan(1_500)
    }
  })

  test('counts everybody by an index alone, once a walk', async () => {
    const { statements, costs } = await costsOf(() => users({ startIndex: 1, count: pageOf }))
    expect(statements).toHaveLength(4)
    const [, count] = costs
    expect(count?.text).toContain('Index Only Scan')
    expect(count && readFromEndToEnd(count)).toEqual([])
  })

  test('of members: those of a group, as many statements as without', async () => {
    const { statements } = await costsOf(() => groups({ count: 10 }, true))
    expect(statements).toHaveLength((await costsOf(() => groups({ count: 10 }))).statements.length)
    const { found } = await groups({ count: 1 }, true)
    expect(found[0]?.members).toHaveLength(PEOPLE / 10)
  })
})
