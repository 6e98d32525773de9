import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { isMigrated, migrate, openDatabase } from '../../src/db/database.ts'
import { prepared } from '../../src/db/row.ts'
import { sealAudit } from '../../src/usecases/audit/seal-audit.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { remindAboutPending } from '../../src/usecases/reminders/remind-about-pending.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { House, openHouse } from '../support/house.ts'
import { closeEverything, later } from '../support/later.ts'
import { Pooler } from '../support/pooler.ts'
import { connect } from '../support/provider.ts'

let direct: House
let pooler: Pooler
let house: House
beforeAll(async () => {
  direct = await openHouse()
  later(() => direct.close())
  pooler = await Pooler.before(direct.url)
  house = new House(openDatabase(pooler.url, 12, false), direct.url)
  later(() => house.close())
})
afterAll(closeEverything)

const twenty = Array.from({ length: 20 }, (_, at) => at)

describe('behind a pooler that gives each transaction another connection', () => {
  test('a statement that a connection was to keep is not there the next time', async () => {
    const forgetful = await Pooler.before(direct.url, 2)
    const keeping = openDatabase(forgetful.url, 1)
    const ask = () => keeping.transaction((tx) => prepared(tx, 'select cast(:it as int) it', { it: 1 }))
    try {
      expect(await ask()).toEqual([{ it: 1 }])
      await expect(ask(), 'or the tests below could not fail').rejects.toThrow(
        /prepared statement .* does not exist/,
      )
    } finally {
      await keeping.destroy()
    }
  })

  test('invited, accepted, provisioned, filled, reminded and sealed as anywhere', async () => {
    const before = pooler.handedOut
    const { owner } = await house.organization('Pooled', 'olga@pooled.test')
    house.clock.moveHours(12) // In the evening: twelve hours later is a morning.
    await createGroup(owner, { kind: 'team', name: 'Engines' })
    await Promise.all(
      twenty.map((at) => house.invite(owner, [`p${at}@pooled.test`], { groups: ['Engines'] })),
    )
    await house.deliverAll()
    await Promise.all(twenty.slice(10).map((at) => house.accept(house.post.tokenFor(`p${at}@pooled.test`))))

    const okta = await connect(house, owner)
    const made = await Promise.all(
      twenty.map((at) => okta.make(`okta${at}@pooled.test`, { department: 'Research' })),
    )
    await Promise.all(made.map(({ id }) => okta.change(id, { position: 'Engineer' })))
    await Promise.all(made.map(({ id }) => okta.change(id, { isActive: false })))
    expect(await Promise.all(made.map(async ({ id }) => (await okta.see(id)).isActive))).toEqual(
      made.map(() => false),
    )

    await remindAboutPending(house.outside())
    house.clock.moveHours(12)
    await Promise.all([1, 2, 3].map(() => remindAboutPending(house.outside())))
    await house.deliverAll()
    const reminders = house.post.received.filter((it) => it.letter.kind === 'reminder')
    expect(reminders.map((it) => it.envelope.to)).toEqual(['olga@pooled.test'])

    await Promise.all([1, 2].map(() => sealAudit(house.outside())))
    expect(await verifyInvariants(house.outside())).toEqual([])
    expect(pooler.handedOut - before).toBeGreaterThan(100)
  })

  test('nothing of ours is left on any connection: no lock, no table, no setting, nobody who listens', async () => {
    const found = await direct.query<{ what: string }>(
      `select 'lock ' || objid what from pg_locks where locktype = 'advisory'
         and database = (select oid from pg_database where datname = current_database())
       union all select 'table ' || relname from pg_class where relpersistence = 't'`,
    )
    expect(found).toEqual([])
    // As many as the pooler has, so that each of them is asked.
    const asked = await Promise.all(
      Array.from({ length: 6 }, () =>
        house.db.transaction(async (tx) => {
          const settings = await tx.raw(
            `select name from pg_settings where source = 'session' and name not in ('application_name', 'client_encoding')`,
          )
          const kept = await tx.raw('select name from pg_prepared_statements')
          const channels = await tx.raw('select pg_listening_channels() channel')
          return [...settings.rows, ...kept.rows, ...channels.rows]
        }),
      ),
    )
    expect(asked.flat()).toEqual([])
  })

  test('four instances migrate an empty database through three connections, without waiting for each other for ever', async () => {
    const server = inject('databaseServer')
    const name = `pooled_${randomBytes(6).toString('hex')}`
    await direct.db.raw(`create database ${name}`)
    const few = await Pooler.before(Object.assign(new URL(server), { pathname: `/${name}` }).href, 3)
    const instances = Array.from({ length: 4 }, () => openDatabase(few.url, 3, false))
    try {
      const names = await Promise.all(instances.map((it) => migrate(it, few.url)))
      expect(names.filter((it) => it.length > 0)).toHaveLength(1)
      expect(await Promise.all(instances.map(isMigrated))).toEqual([true, true, true, true])
    } finally {
      for (const it of instances) await it.destroy()
    }
  })
})
