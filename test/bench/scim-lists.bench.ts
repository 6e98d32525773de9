import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { userResource } from '../../src/scim/render/user.resource.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { type House, openHouse } from '../support/house.ts'
import { fillCrowd, memberId } from '../support/provisioned-crowd.ts'
import { connect, type Place } from '../support/varied-people.ts'
import { AgainstBare } from './against-bare.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000)
const COUNT = 100

let house: House
let ctx: Context
let place: Place
let bench: AgainstBare
beforeAll(async () => {
  house = await openHouse()
  const { owner } = await house.organization()
  ;({ ctx, place } = await connect(house, owner, 'Large'))
  await fillCrowd(house, place, PEOPLE)
  bench = await AgainstBare.open(house)
})
afterAll(async () => {
  await bench.close()
  await house.close()
})

async function users(asked: Record<string, unknown>, as = ctx) {
  const walk = walkOf(readSearch(userType, { count: COUNT, ...asked }))
  const { result } = await listProvisionedUsers(as, walk, { groups: true, sites: true })
  return { ...result, found: result.found.map((it) => userResource(it, 'https://usher.test/scim/v2')) }
}

const shown = `select u.*, p.* from provisioned_users p
  join users u on u.organization_id = p.organization_id and u.id = p.user_id
  where p.organization_id = $1 and p.connection_id = $2`

type Values = readonly (string | string[])[]
const bare = (condition: string, values: Values) => async (pool: { query: Query }) => {
  const { organizationId, connectionId } = place
  const { rows } = await pool.query({
    name: condition,
    text: `${shown} and ${condition}`,
    values: [organizationId, connectionId, ...values],
  })
  return { totalResults: rows.length, Resources: rows }
}
type Query = (it: { name: string; text: string; values: Values }) => Promise<{ rows: unknown[] }>

/** The same page by its keys: somebody who has them needs no list. */
const after = (n: number) =>
  bare('p.user_id = any($3) order by p.user_id', [
    Array.from({ length: COUNT }, (_, at) => memberId(n + 1 + at)),
  ])

test('look-ups', async () => {
  const email = `p${PEOPLE - 7}@crowd.test`
  for (const [name, filter, condition, value] of [
    ['userName', `userName eq "${email}"`, 'p.user_name_key = $3', email],
    ['externalId', 'externalId eq "ext-77"', 'p.external_id = $3', 'ext-77'],
    ['emails', `emails[type eq "work"].value eq "${email}"`, 'p.email_keys @> array[$3]', email],
  ] as const) {
    expect((await users({ filter })).total).toBe(1)
    const pair = { ours: () => users({ filter }), bare: bare(condition, [value]) }
    await bench.compare(`by ${name}`, pair)
  }
})

/** Each page is the one after the page before it: walked to once, and then asked for again and again. */
test('pages', async () => {
  const end = PEOPLE - 2 * COUNT
  const byIndex = (startIndex: number) => async () => {
    const { found } = await users({ startIndex })
    expect(found).toHaveLength(COUNT)
  }
  for (const startIndex of [COUNT + 1, end + 1]) {
    await users({ startIndex: startIndex - COUNT })
    await bench.compare(`by index, from ${startIndex}`, {
      ours: byIndex(startIndex),
      bare: after(startIndex - 1),
    })
  }
  let { next } = await users({ cursor: '' })
  const first = next
  await bench.compare('by cursor, the second page', {
    ours: () => users({ cursor: first }),
    bare: after(COUNT),
  })
  for (let n = 0; n < PEOPLE; n += 10 * COUNT)
    if (next) next = (await users({ cursor: next, count: 10 * COUNT })).next ?? next
  const last = next
  await bench.compare('by cursor, far back', {
    ours: () => users({ cursor: last }),
    bare: after(PEOPLE - 10 * COUNT),
  })
})

test('the first page, counted; and the last one after a restart', async () => {
  await bench.compare('the first page and how many there are', { ours: () => users({}), bare: after(0) })
  const restarted = openDatabase(house.url, 2)
  await bench.compare('by index, far back, where nobody has walked', {
    ours: () =>
      users({ startIndex: PEOPLE - COUNT * Math.ceil(Math.random() * 9) }, { ...ctx, db: restarted }),
    bare: after(PEOPLE - COUNT),
    rounds: 10,
  })
  await restarted.destroy()
})
