import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { userResource } from '../../src/scim/render/user.resource.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { type House, openHouse } from '../support/house.ts'
import { fillCrowd } from '../support/provisioned-crowd.ts'
import { connect, type Place } from '../support/varied-people.ts'

let house: House, ctx: Context, place: Place
beforeAll(async () => {
  house = await openHouse()
  const { owner } = await house.organization()
  ;({ ctx, place } = await connect(house, owner, 'Large'))
  await fillCrowd(house, place, 20000)
})
afterAll(() => house.close())

async function rate(work: (n: number) => Promise<unknown>, ms = 2500) {
  let done = 0
  const end = performance.now() + ms
  await Promise.all(
    Array.from({ length: 16 }, async (_, k) => {
      for (let n = k; performance.now() < end; n += 16) {
        await work(n)
        done++
      }
    }),
  )
  return (done / ms) * 1000
}
test('rates', async () => {
  const pool = new pg.Pool({ connectionString: house.url, max: 10 })
  const bare = (condition: string, v: (n: number) => string) => async (n: number) => {
    const { rows } = await pool.query({
      name: condition,
      text: `select u.*, p.* from provisioned_users p join users u on u.organization_id = p.organization_id and u.id = p.user_id where p.organization_id = $1 and p.connection_id = $2 and ${condition}`,
      values: [place.organizationId, place.connectionId, v(n)],
    })
    return JSON.stringify({ Resources: rows })
  }
  const ours = (f: (n: number) => string) => async (n: number) => {
    const search = readSearch(userType, { filter: f(n) })
    const { result } = await listProvisionedUsers(ctx, walkOf(search), { groups: true, sites: true })
    if (result.found.length !== 1) throw new Error('none')
    return JSON.stringify(result.found.map((it) => userResource(it, 'https://usher.test/scim/v2')))
  }
  const id = (n: number) => ((n * 7919) % 20000) + 1
  for (const [name, f, c, v] of [
    [
      'userName',
      (n: number) => `userName eq "p${id(n)}@crowd.test"`,
      'p.user_name_key = $3',
      (n: number) => `p${id(n)}@crowd.test`,
    ],
    [
      'externalId',
      (n: number) => `externalId eq "ext-${id(n)}"`,
      'p.external_id = $3',
      (n: number) => `ext-${id(n)}`,
    ],
    [
      'emails',
      (n: number) => `emails[type eq "work"].value eq "p${id(n)}@crowd.test"`,
      'p.email_keys @> array[$3]',
      (n: number) => `p${id(n)}@crowd.test`,
    ],
  ] as const) {
    for (let round = 0; round < 2; round++) {
      const b = await rate(bare(c, v)),
        o = await rate(ours(f))
      console.log(name, 'bare', b.toFixed(0), 'ours', o.toFixed(0), 'ratio', (o / b).toFixed(2))
    }
  }
  await pool.end()
})
