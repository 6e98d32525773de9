import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { namesOf } from '../../src/db/audit-trail.ts'
import type { Tx } from '../../src/db/database.ts'
import { countByKind } from '../../src/db/groups.ts'
import { beginningOf } from '../../src/db/organizations.ts'
import { listAudit } from '../../src/usecases/audit/list-audit.ts'
import { atomically, type Context } from '../../src/usecases/context.ts'
import { findMeant } from '../../src/usecases/invitations/find-meant.ts'
import { listInvitations } from '../../src/usecases/invitations/list-invitations.ts'
import { listLiveSessions } from '../../src/usecases/sessions/list-live-sessions.ts'
import { listSignIns } from '../../src/usecases/sessions/list-sign-ins.ts'
import { gather, personId } from '../support/crowd.ts'
import { type House, openHouse } from '../support/house.ts'
import { costOf, saidBy } from '../support/plans.ts'

const MANY = 12_000

let house: House
let owner: Context
let organizationId: string
let village: Context
beforeAll(async () => {
  house = await openHouse()
  const made = await house.organization()
  owner = made.owner
  organizationId = made.organizationId
  village = (await house.organization('Village', 'vera@village.test')).owner
  await gather(house.db, organizationId, { people: MANY, attempts: MANY, entries: MANY })
  const run = (sql: string) =>
    house.db.raw(sql, { organizationId, many: MANY, now: house.clock.now(), times: times() })
  await run(`
    insert into sessions (organization_id, id, user_id, token_hash, kind, started_at, last_active_at, ends_at, device)
    select :organizationId, (:times || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
      ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, sha256(n::text::bytea), 'full',
      :now, :now, :now::timestamptz + interval '1 day', 'Firefox'
    from generate_series(1, :many::int) n`)
  await run(`
    insert into groups (organization_id, id, kind, name, created_at)
    select :organizationId, gen_random_uuid(), 'team', 'Team ' || n, :now from generate_series(1, :many::int) n`)
  for (const table of ['sessions', 'groups']) await house.db.raw(`vacuum analyze ${table}`)
})
afterAll(() => house.close())

const large = new Set([
  'users',
  'sessions',
  'groups',
  'audit_entries',
  'audit_details',
  'group_members',
  'grants',
])
/** Ids are in the order of time. */
const times = () => house.clock.now().getTime().toString(16).padStart(12, '0')
const sessionId = (n: number) =>
  `${times().slice(0, 8)}-${times().slice(8)}-7000-8000-${personId(n).slice(24)}`
const asking = (ctx: Context, work: (tx: Tx, organizationId: string) => Promise<unknown>) => () =>
  atomically(ctx, (tx) => work(tx, ctx.actor.organizationId))

test.each<[string, () => () => Promise<unknown>, number]>([
  [
    'the names of fifty things',
    () =>
      asking(owner, (tx, within) =>
        namesOf(tx, within, [
          ...Array.from({ length: 25 }, (_, at) => personId(at * 40 + 3)),
          ...Array.from({ length: 25 }, (_, at) => sessionId(at * 40 + 5)),
        ]),
      ),
    400,
  ],
  ['how an organization has begun', () => asking(owner, beginningOf), 20],
  ['how a village has begun', () => asking(village, beginningOf), 20],
  ['how many groups of each kind a village has', () => asking(village, countByKind), 20],
  ['what was done to somebody', () => () => listAudit(owner, { aboutId: personId(99) }), 400],
  ['what was done to somebody of the village', () => () => listAudit(village, { aboutId: personId(99) }), 20],
  ['who is signed in', () => () => listLiveSessions(owner), 200],
  ['who else is signed in', () => () => listLiveSessions(owner, { cursor: sessionId(5_000) }), 200],
  ['who is signed in at the village', () => () => listLiveSessions(village), 20],
  ['where one person is signed in', () => () => listLiveSessions(owner, { userId: personId(500) }), 100],
])('%s is read by index, and costs no more than it shows', async (_what, ask, rows) => {
  const work = ask()
  await work()
  const said = (await saidBy(house.db, work)).filter(({ sql }) => /^\s*(select|with)/i.test(sql))
  expect(said.length).toBeGreaterThan(0)
  for (const it of said) {
    const { seqScans, rowsRead, text } = await costOf(house.db, it)
    expect(
      seqScans.filter((table) => large.has(table)),
      text,
    ).toEqual([])
    expect(rowsRead, text).toBeLessThanOrEqual(rows)
  }
})

/** From letters that everybody has to what nobody has, with an index for it and without. */
describe('looking for people', () => {
  beforeAll(async () => {
    await house.query(
      `insert into invitations (organization_id, id, user_id, email, address, created_at, lifetime_seconds,
        inviter_name, generation, sent_at, expires_at)
      select organization_id, gen_random_uuid(), id, email, email, :now, 864000, 'Olga', 1, :now,
        cast(:now as timestamptz) + interval '10 days'
      from users where organization_id = :organizationId and state = 'invited' and email like '%@crowd.test'`,
      { organizationId, now: house.clock.now() },
    )
    await house.db.raw('vacuum analyze invitations')
  })

  describe.each(['a', 'q', '~', 'an', 'zo', 'lf', 'zq', 'ada', 'petra la', 'an ka', '漢'])(
    'a search for %s',
    (search) => {
      const words = search.split(' ')
      const found = async (table: string, and: string) =>
        (
          await house.query<{ id: string }>(
            `select t.id from ${table} t join users u on u.organization_id = t.organization_id and u.id = t.user_id
         where t.organization_id = :organizationId and ${and}
           and (select bool_and(strpos(u.search_text, word) > 0) from unnest(cast(:words as text[])) word)
         order by t.id desc`,
            { organizationId, words },
          )
        ).map((it) => it.id)
      const pageOf = (all: string[], shown: { id: string }[]) => {
        expect(shown.map((it) => it.id)).toEqual(all.slice(0, shown.length))
        expect(shown.length === all.length || shown.length >= 20).toBe(true)
      }
      const seen = async (work: () => Promise<unknown>) => {
        for (const it of await saidBy(house.db, work)) {
          if (!/^\s*(select|with)/i.test(it.sql)) continue
          const { seqScans, rowsRead, text } = await costOf(house.db, it)
          expect(
            seqScans.filter((table) => table === 'users'),
            text,
          ).toEqual([])
          expect(rowsRead, text).toBeLessThanOrEqual(3 * MANY)
        }
      }

      test('finds who is signed in', async () => {
        pageOf(
          await found('sessions', 'u.deleted_at is null'),
          (await listLiveSessions(owner, { search })).sessions,
        )
        await seen(() => listLiveSessions(owner, { search }))
      })
      test('finds who has tried to sign in', async () => {
        pageOf(await found('sign_in_attempts', 'u.deleted_at is null'), await listSignIns(owner, { search }))
        await seen(() => listSignIns(owner, { search }))
      })
      test('finds who is invited', async () => {
        const asked = { state: 'open', search } as const
        const all = await found('invitations', 't.ending is null')
        pageOf(all, (await listInvitations(owner, asked)).invitations)
        await seen(() => listInvitations(owner, asked))
        const [meant] = await findMeant(owner, [search])
        expect(meant?.invitations).toHaveLength(Math.min(all.length, 6))
        expect(meant?.invitations.filter((it) => !all.includes(it.id))).toEqual([])
      })
    },
  )
})
