import { afterAll, beforeAll, test } from 'vitest'
import { provisionedUsers } from '../../src/db/provisioned-list.ts'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { type House, openHouse } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'
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
test('x', async () => {
  for (const filter of ['userName eq "p77@crowd.test"', 'emails[type eq "work"].value eq "p77@crowd.test"']) {
    const search = readSearch(userType, { filter })
    const walk = walkOf(search)
    const [said] = await saidBy(house.db, () =>
      listProvisionedUsers(ctx, walk, { groups: true, sites: true }),
    )
    const c = await house.db.client.acquireConnection()
    const lit = said!.bindings
      .map((v) =>
        Array.isArray(v)
          ? `'{${v.map((x) => JSON.stringify(x)).join(',')}}'`
          : typeof v === 'number'
            ? v
            : `'${v}'`,
      )
      .join(', ')
    await c.query(`deallocate all`).catch(() => {})
    await c.query(`prepare t as ${said!.sql}`)
    for (let i = 0; i < 7; i++) await c.query(`execute t(${lit})`)
    const r = await c.query(`explain (analyze, buffers off) execute t(${lit})`)
    console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n'))
    let t = performance.now()
    for (let i = 0; i < 300; i++) await c.query(`execute t(${lit})`)
    console.log('exec each', (performance.now() - t) / 300)
    t = performance.now()
    for (let i = 0; i < 300; i++) await c.query(`select 1`)
    console.log('select 1', (performance.now() - t) / 300)
    await house.db.client.releaseConnection(c)
    const fake = {
      client: {
        acquireConnection: async () => ({ query: async () => ({ rows: [] }) }),
        releaseConnection: async () => {},
        emit() {},
      },
    } as any
    t = performance.now()
    for (let i = 0; i < 3000; i++)
      await provisionedUsers.find(
        fake,
        ctx.actor as any,
        walk,
        { from: null, isBackward: false, skipped: 0, limit: 101 },
        { groups: true, sites: true },
      )
    console.log('js build each ms', (performance.now() - t) / 3000)
    t = performance.now()
    for (let i = 0; i < 3000; i++) walkOf(readSearch(userType, { filter }))
    console.log('js parse each ms', (performance.now() - t) / 3000)
  }
})
