import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAudit } from '../../src/usecases/audit/list-audit.ts'
import type { Context } from '../../src/usecases/context.ts'
import { beginSession } from '../../src/usecases/sessions/begin-session.ts'
import { listSessions } from '../../src/usecases/sessions/list-sessions.ts'
import { listSignIns } from '../../src/usecases/sessions/list-sign-ins.ts'
import { listUsers, type UserQuestion } from '../../src/usecases/users/list-users.ts'
import { type Crowd, gather, personId } from '../support/crowd.ts'
import { BROWSER, type House, openHouse } from '../support/house.ts'
import { AgainstBare, byKey } from './against-bare.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000)
const THINGS = Number(process.env.BENCH_THINGS ?? 1_000_000)
/** What a list may cost, measured by the bare page of the same rows. */
const LIMIT = 5

let house: House
let owner: Context
let crowd: Crowd
let bench: AgainstBare
beforeAll(async () => {
  house = await openHouse()
  const made = await house.organization()
  owner = made.owner
  const size = { people: PEOPLE, attempts: THINGS, entries: THINGS }
  crowd = await gather(house.db, made.organizationId, size)
  bench = await AgainstBare.open(house)
})
afterAll(async () => {
  await bench.close()
  await house.close()
  const over = bench.all.filter((it) => it.ratio > LIMIT)
  console.log(
    `${bench.all.length} lists measured, ${over.length} above ${LIMIT} ×: ${over.map((it) => it.name).join(', ')}`,
  )
})

const shown = `id, email, phone, first_name, last_name, display_name, avatar_url, state, registered_at, last_login_at,
  last_activity_at, must_change_password, locked_until`

async function people(name: string, asked: UserQuestion) {
  const idsOf = async (it: UserQuestion) => (await listUsers(owner, it)).users.map(({ id }) => id)
  const against = async (it: UserQuestion) => ({
    ours: () => listUsers(owner, it),
    bare: byKey('users', shown, crowd.organizationId, await idsOf(it)),
  })
  await bench.compare(`people, ${name}`, await against(asked))
  const deep = { ...asked, cursor: await halfWay(asked) }
  if (deep.cursor) await bench.compare(`people, ${name}, half way`, await against(deep))
}

/** Where a page in the middle of this walk would begin; found by the walk's own cursor, with another place in it. */
async function halfWay(asked: UserQuestion): Promise<string | null> {
  const { next } = await listUsers(owner, asked)
  if (!next) return null
  const [, , areFew] = JSON.parse(Buffer.from(next, 'base64url').toString())
  const cursor = Buffer.from(JSON.stringify(['mina', personId(1), areFew])).toString('base64url')
  const { users } = await listUsers(owner, { ...asked, cursor })
  return users.length > 5 ? cursor : null
}

test('people', async () => {
  const { groups, roles } = crowd
  await people('everybody', {})
  for (const search of [
    'ada',
    'zoe',
    'petra lamo',
    '77@crowd',
    '@crowd.test',
    '90500007',
    'k',
    'zo',
    'nobody',
  ])
    await people(`search ${search}`, { search })
  for (const status of ['active', 'pending', 'inactive']) await people(`status ${status}`, { status })
  for (const share of ['few', 'some', 'many'] as const) {
    await people(`department of ${share}`, { departmentId: groups.department[share] })
    await people(`unit of ${share}`, { unitId: groups.unit[share] })
    await people(`team of ${share}`, { teamId: groups.team[share] })
    await people(`site of ${share}`, { siteId: groups.site[share] })
    await people(`role of ${share}`, { roleId: roles[share] })
  }
  await people('pending of a team', { status: 'pending', teamId: groups.team.many })
  await people('team within a site', { teamId: groups.team.some, siteId: groups.site.many })
  await people('department, unit and name', {
    departmentId: groups.department.many,
    unitId: groups.unit.many,
    search: 'ada',
  })
})

test('sign-in attempts', async () => {
  const far = await middleOf('sign_in_attempts')
  const columns = 'id, user_id, at, ip, device, succeeded, reason'
  for (const [name, wish] of Object.entries({
    all: {},
    'half way': { before: far },
    failed: { onlyFailed: true },
    'failed, half way': { onlyFailed: true, before: far },
    'of a busy person': { userId: crowd.busy },
    'of a busy person, half way': { userId: crowd.busy, before: far },
    'failed, of a busy person': { userId: crowd.busy, onlyFailed: true },
    'of a rare person': { userId: crowd.rare },
  })) {
    const ids = (await listSignIns(owner, wish)).map((it) => it.id)
    const bare = byKey('sign_in_attempts', columns, crowd.organizationId, ids)
    await bench.compare(`sign-in attempts, ${name}`, { ours: () => listSignIns(owner, wish), bare })
  }
})

test('audit', async () => {
  const far = await middleOf('audit_entries')
  const columns = 'id, at, actor_kind, actor_id, act, target_kind, target_id, surface, request_id'
  for (const [name, wish] of Object.entries({
    all: {},
    'half way': { before: far },
    'by a busy person': { actorId: crowd.busy },
    'by a busy person, half way': { actorId: crowd.busy, before: far },
    'about somebody': { targetId: personId(99) },
    'a common act': { act: 'session.begin' },
    'a rare act': { act: 'role.create' },
    'a common kind': { act: 'session' },
    'a rare kind': { act: 'role' },
    'a rare act of a busy person': { act: 'role.create', actorId: crowd.busy },
  })) {
    const ids = (await listAudit(owner, wish)).map((it) => it.id)
    const bare = byKey('audit_entries', columns, crowd.organizationId, ids)
    await bench.compare(`audit, ${name}`, { ours: () => listAudit(owner, wish), bare })
  }
})

test('sessions', async () => {
  const { busy: id, organizationId } = crowd
  const user = { organizationId, id }
  for (let at = 0; at < 5; at++)
    await house.db.transaction((tx) => beginSession(tx, owner, user as never, 'full', BROWSER))
  const ids = (await listSessions(owner, id)).map((it) => it.id)
  expect(ids).toHaveLength(5)
  const bare = byKey('sessions', '*', organizationId, ids)
  await bench.compare('sessions of a person', { ours: () => listSessions(owner, id), bare })
})

async function middleOf(table: string): Promise<string> {
  const [row] = await house.query<{ id: string }>(
    `select id from ${table} where organization_id = :organizationId order by id offset :half limit 1`,
    { organizationId: crowd.organizationId, half: THINGS / 2 },
  )
  return row?.id ?? ''
}
