import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../support/house.ts'
import { addresses } from '../support/people.ts'
import { AgainstBare } from './against-bare.ts'

/** Everything that inviting somebody writes. */
const tables = [
  'users',
  'invitations',
  'invitation_grants',
  'invitation_tokens',
  'messages',
  'delivery_events',
  'audit_entries',
  'audit_details',
  'audit_unsealed',
]

let house: House
let bench: AgainstBare
beforeAll(async () => {
  house = await openHouse()
  bench = await AgainstBare.open(house)
  for (const table of tables) await house.db.raw(`create table bare_${table} (like ${table} including all)`)
})
afterAll(async () => {
  await bench.close()
  await house.close()
})

/** What ours wrote, ready to be written again by one INSERT a table. */
async function rowsOf(organizationId: string) {
  const all = []
  for (const table of tables) {
    const [columns] = await house.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ') names from information_schema.columns
       where table_schema = 'public' and table_name = :table and is_generated = 'NEVER'`,
      { table },
    )
    const [found] = await house.query<{ rows: object[] }>(
      `select coalesce(json_agg(it), '[]') rows from ${table} it where organization_id = :organizationId`,
      { organizationId },
    )
    all.push({ table, names: columns?.names ?? '', rows: JSON.stringify(found?.rows ?? []) })
  }
  return all
}

test.each([200, 500])('%i at once', async (count) => {
  const first = await house.organization(`First ${count}`, `olga${count}@first.test`)
  await house.invite(first.owner, addresses(count, `first${count}x`))
  const rows = await rowsOf(first.organizationId)
  expect(JSON.parse(rows[1]?.rows ?? '[]').length).toBeGreaterThanOrEqual(count)
  const { owner } = await house.organization(`Second ${count}`, `olga${count}@second.test`)
  // Postgres looks at a table within a minute of its first rows; until then it checks foreign keys the long way.
  await house.db.raw('analyze')
  let round = 0
  await bench.compare(`inviting ${count} at once`, {
    rounds: 10,
    ours: () => house.invite(owner, addresses(count, `round${round++}x${count}x`)),
    bare: async (pool: pg.Pool) => {
      for (const { table, names, rows: json } of rows)
        await pool.query(
          `insert into bare_${table} (${names}) select ${names} from json_populate_recordset(null::bare_${table}, $1)`,
          [json],
        )
      return count
    },
    tidy: () => house.db.raw(`truncate ${tables.map((it) => `bare_${it}`).join(', ')}`),
  })
})
