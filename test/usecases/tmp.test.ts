import { test } from 'vitest'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { Dice } from '../support/dice.ts'
import { openHouse } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'
import { fillGroups, fillPeople, variedBody, words } from '../support/varied-people.ts'

test('x', async () => {
  const house = await openHouse()
  const { owner } = await house.organization()
  const { connection, token } = await createConnection(owner, { connector: 'generic', name: 'X' })
  const provider = (await whoProvisions(house.outside(), token.secret))!
  const ctx = house.as(provider.actor)
  const dice = new Dice(7)
  await fillPeople(
    house,
    { organizationId: connection.organizationId, connectionId: connection.id },
    Array.from({ length: 60 }, (_, n) => variedBody(dice, n)),
  )
  for (const filter of ['userName eq "ada1"']) {
    const walk = walkOf(readSearch(userType, { filter }))
    for (let i = 0; i < 2; i++) {
      const t = performance.now()
      await listProvisionedUsers(ctx, walk, { groups: true, sites: true })
      console.log(filter, (performance.now() - t).toFixed(1))
    }
    const said = (
      await saidBy(house.db, () => listProvisionedUsers(ctx, walk, { groups: true, sites: true }))
    ).find((s) => /with/.test(s.sql))!
    const c = await house.db.client.acquireConnection()
    const r = await c.query('explain (analyze, settings) ' + said.sql, said.bindings)
    console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n'))
    await house.db.client.releaseConnection(c)
  }
  await house.close()
})
