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
    const run = async (name: string, sql: string, values: any[], n = 400) => {
      for (let i = 0; i < 8; i++) await c.query({ name, text: sql, values })
      const t = performance.now()
      for (let i = 0; i < n; i++) await c.query({ name, text: sql, values })
      return (performance.now() - t) / n
    }
    const sql = said!.sql
    // one level
    const those = /from (\(select \* from provisioned_users p.*?)\s*\) found where/s.exec(sql)![1]!
    const columns = /sorted,\s*(u\.id, .*) sites\s*from page/s.exec(sql)![1]!
    const looks = [
      ...sql.matchAll(/left join lateral \((select (?:d\.name|mu\.id)[\s\S]*?offset 0)\) (d|m) on true/g),
    ]
      .map((m) => `left join lateral (${m[1]}) ${m[2]} on true`)
      .join(' ')
    const at = those.indexOf(') u where')
    const one = `select count(*) over ()::int total, p.user_id "key", null sorted, ${columns} sites from ${those.slice(0, at)}) u ${looks} ${those.slice(at + 3)} order by p.user_id limit cast($${said!.bindings.length - 1} as integer) offset cast($${said!.bindings.length} as bigint)`
    const slim = one
      .replace(/coalesce\(\(select jsonb_agg[\s\S]*?'\[\]'\) groups/, 'null groups')
      .replace(/coalesce\(\(select jsonb_agg[\s\S]*?'\[\]'\) sites/, 'null sites')
    const bareSql = `select u.*, p.* from provisioned_users p join users u on u.organization_id = p.organization_id and u.id = p.user_id where p.organization_id = $1 and p.connection_id = $2 and p.user_name_key = $3`
    for (let round = 0; round < 4; round++)
      console.log(
        'now',
        (await run('now' + filter.length, sql, said!.bindings as any)).toFixed(3),
        'one',
        (await run('one' + filter.length, one, said!.bindings as any)).toFixed(3),
        'slim',
        (await run('slim' + filter.length, slim, said!.bindings as any)).toFixed(3),
        'bare',
        (await run('bare', bareSql, [place.organizationId, place.connectionId, 'p77@crowd.test'])).toFixed(3),
        'select 1',
        (await run('s1', 'select 1', [])).toFixed(3),
      )
    await house.db.client.releaseConnection(c)
    const fake = {
      client: {
        acquireConnection: async () => ({ query: async () => ({ rows: [] }) }),
        releaseConnection: async () => {},
        emit() {},
      },
    } as any
    let t = performance.now()
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
