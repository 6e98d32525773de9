import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAudit } from '../../src/usecases/audit/list-audit.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listSessions } from '../../src/usecases/sessions/list-sessions.ts'
import { listSignIns } from '../../src/usecases/sessions/list-sign-ins.ts'
import { listUsers, type UserQuestion } from '../../src/usecases/users/list-users.ts'
import { type Crowd, gather, personId } from '../support/crowd.ts'
import { type House, openHouse } from '../support/house.ts'
import { costOf, saidBy } from '../support/plans.ts'

const PEOPLE = 12_000
const THINGS = 20_000

let house: House
let owner: Context
let crowd: Crowd
let village: { owner: Context; crowd: Crowd }

beforeAll(async () => {
  house = await openHouse()
  const made = await house.organization()
  owner = made.owner
  crowd = await gather(house.db, made.organizationId, { people: PEOPLE, attempts: THINGS, entries: THINGS })
  // A small organization in the same tables must not pay for the large one.
  const small = await house.organization('Village', 'vera@village.test')
  const few = { people: 40, attempts: 60, entries: 60 }
  village = { owner: small.owner, crowd: await gather(house.db, small.organizationId, few) }
})
afterAll(() => house.close())

/** Those that are large; of the others, and of those that are empty here, reading all is quickest. */
const large = new Set([
  'users',
  'group_members',
  'grants',
  'sign_in_attempts',
  'audit_entries',
  'audit_details',
])

async function costsOf(work: () => Promise<unknown>) {
  await work()
  const said = await saidBy(house.db, work)
  const selects = said.filter(({ sql }) => /^\s*(select|with)/i.test(sql))
  const costs = []
  for (const it of selects) costs.push(await costOf(house.db, it))
  return { statements: said.length, costs }
}

/** What a list may look at for one line that it shows: facts of that line, and rows that turned out not to fit. */
const ROWS_PER_LINE = 120
const COUNTED = 10_100

async function mustBeCheap(
  work: () => Promise<unknown>,
  { lines, isFirst }: { lines: number; isFirst: boolean },
) {
  const { statements, costs } = await costsOf(work)
  expect(statements).toBeLessThanOrEqual(5)
  for (const [at, cost] of costs.entries()) {
    expect(
      cost.seqScans.filter((it) => large.has(it)),
      cost.text,
    ).toEqual([])
    const isCount = isFirst && at === 0
    expect(cost.rowsRead, cost.text).toBeLessThanOrEqual(isCount ? COUNTED : lines * ROWS_PER_LINE)
  }
}

type Asking = [name: string, ask: (it: Crowd) => UserQuestion]
const questions: Asking[] = [
  ['everybody', () => ({})],
  ...[
    'ada',
    'zoe',
    'zo',
    'z',
    'petra lamo',
    '77@crowd',
    '@crowd.test',
    '+90 500 0',
    'nobody at all',
    'a',
    'k',
  ].map((search): Asking => [`the search for ${search}`, () => ({ search })]),
  ...['active', 'pending', 'inactive', 'not invited'].map(
    (status): Asking => [`the status ${status}`, () => ({ status })],
  ),
  ...(['few', 'some', 'many', 'archived'] as const).flatMap((share): Asking[] => [
    [`a department of ${share}`, ({ groups }) => ({ departmentId: groups.department[share] })],
    [`a unit of ${share}`, ({ groups }) => ({ unitId: groups.unit[share] })],
    [`a team of ${share}`, ({ groups }) => ({ teamId: groups.team[share] })],
    [`a site of ${share}`, ({ groups }) => ({ siteId: groups.site[share] })],
    [`a role of ${share}`, ({ roles }) => ({ roleId: roles[share] })],
  ]),
  [
    'a department and a unit',
    ({ groups: { department, unit } }) => ({ departmentId: department.many, unitId: unit.some }),
  ],
  ['the pending of a team', ({ groups: { team } }) => ({ status: 'pending', teamId: team.many })],
  ['holders of a role by name', ({ roles }) => ({ roleId: roles.many, search: 'ada' })],
]

/** What large groups have in common can be little, and has to be looked for in all of them. */
const crossings: Asking[] = [
  ['a team within a site', ({ groups: { team, site } }) => ({ teamId: team.some, siteId: site.many })],
  [
    'all at once',
    ({ groups: { team, site, department, unit }, roles }) => ({
      search: 'a',
      status: 'active',
      teamId: team.many,
      siteId: site.many,
      departmentId: department.many,
      unitId: unit.many,
      roleId: roles.many,
    }),
  ],
]

const cursorIn = (place: { sortName: string; id: string }, areFew: boolean) =>
  Buffer.from(JSON.stringify([place.sortName, place.id, areFew])).toString('base64url')
const areFewIn = (next: string | null): boolean =>
  next === null || JSON.parse(Buffer.from(next, 'base64url').toString())[2]

describe('a page of people', () => {
  test.each(questions)('%s: costs a page, whether the first or one in the middle', async (_, ask) => {
    const asked = ask(crowd)
    await mustBeCheap(() => listUsers(owner, asked), { lines: 21, isFirst: true })
    const { next } = await listUsers(owner, asked)
    const cursor = cursorIn({ sortName: 'mina', id: personId(77) }, areFewIn(next))
    await mustBeCheap(() => listUsers(owner, { ...asked, cursor }), { lines: 21, isFirst: false })
  })

  test.each(['few', 'some', 'many'] as const)('a manager of a team of %s: costs a page', async (share) => {
    const reached = new Set([crowd.groups.team[share]])
    const within = new Map([['users.read' as const, reached]])
    const manager = house.as({
      kind: 'user',
      organizationId: owner.actor.organizationId,
      userId: personId(1),
      permissions: new Set(),
      within,
    })
    await mustBeCheap(() => listUsers(manager), { lines: 21, isFirst: true })
    const { users, total } = await listUsers(manager, { pageSize: 100 })
    const known = await listUsers(owner, { pageSize: 100, teamId: crowd.groups.team[share] })
    // What each may do with them is another matter.
    const facts = ({ actions: _, ...it }: (typeof users)[number]) => it
    expect([users.map(facts), total]).toEqual([known.users.map(facts), known.total])
  })

  test.each(crossings)('%s: reads nobody twice', async (_, ask) => {
    const { statements, costs } = await costsOf(() => listUsers(owner, ask(crowd)))
    expect(statements).toBeLessThanOrEqual(5)
    for (const cost of costs) expect(cost.rowsRead, cost.text).toBeLessThanOrEqual(2 * PEOPLE)
  })

  test.each([...questions, ...crossings])(
    '%s: costs a village no more than its own people',
    async (_, ask) => {
      const asked = ask(village.crowd)
      await mustBeCheap(() => listUsers(village.owner, asked), { lines: 21, isFirst: true })
    },
  )

  test('costs as many statements for a hundred as for one, and a hundred are the most', async () => {
    const length = async (pageSize: number) => (await listUsers(owner, { pageSize })).users.length
    expect([await length(1), await length(5000)]).toEqual([1, 100])
    const statements = async (pageSize: number) =>
      (await saidBy(house.db, () => listUsers(owner, { pageSize }))).length
    expect(await statements(5000)).toBe(await statements(1))
  })

  test('is refused with a place that nobody gave out', async () => {
    for (const cursor of ['x', Buffer.from('["a","1",true]').toString('base64url'), 'e30'])
      await expect(listUsers(owner, { cursor })).rejects.toMatchObject({ code: 'cursor-unreadable' })
  })

  test('tells how many there are, or at least how many', async () => {
    const told = async (asked: UserQuestion) => {
      const { total, isTotalExact } = await listUsers(owner, asked)
      return [total, isTotalExact]
    }
    const all = await everybody()
    expect(await told({})).toEqual([10_000, false])
    expect(await told({ departmentId: crowd.groups.department.few })).toEqual([
      fitting(all, { departmentId: crowd.groups.department.few }).length,
      true,
    ])
    const [atLeast = 0, isExact] = await told({ teamId: crowd.groups.team.many })
    expect(isExact).toBe(false)
    expect(atLeast).toBeGreaterThan(100)
    expect(Number(atLeast)).toBeLessThan(fitting(all, { teamId: crowd.groups.team.many }).length)
  })
})

interface Row {
  id: string
  state: string
  text: string
  department: string | null
  unit: string | null
  groups: string[] | null
  roles: string[] | null
}

const stateOf: Record<string, string[]> = {
  active: ['active'],
  pending: ['staged', 'invited'],
  inactive: ['suspended'],
  'not invited': ['staged'],
}

const everybody = () =>
  house.query<Row>(
    `select u.id, u.state, u.search_text "text", u.department_id "department", u.unit_id "unit", m.ids "groups", g.ids "roles"
     from users u
     left join (select user_id, array_agg(group_id::text) ids from group_members where organization_id = :organizationId
       group by 1) m on m.user_id = u.id
     left join (select user_id, array_agg(role_id::text) ids from grants where organization_id = :organizationId
       group by 1) g on g.user_id = u.id
     where u.organization_id = :organizationId and u.deleted_at is null`,
    { organizationId: crowd.organizationId },
  )

/** The same question, asked of every row in turn. */
function fitting(rows: Row[], asked: UserQuestion): string[] {
  const { search, status, teamId, siteId, departmentId, unitId, roleId } = asked
  const words = search?.startsWith('+') ? [search.replace(/\D/g, '')] : (search ?? '').split(' ')
  const fits = (it: Row) =>
    words.every((word) => it.text.includes(word)) &&
    (!status || stateOf[status]?.includes(it.state)) &&
    (!teamId || it.groups?.includes(teamId)) &&
    (!siteId || it.groups?.includes(siteId)) &&
    (!departmentId || it.department === departmentId) &&
    (!unitId || it.unit === unitId) &&
    (!roleId || it.roles?.includes(roleId))
  return rows.filter(fits).map((it) => it.id)
}

async function walked(asked: UserQuestion, between?: (page: number) => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | null = null
  for (let page = 0; ; page++) {
    const found = await listUsers(owner, { pageSize: 100, ...asked, cursor })
    seen.push(...found.users.map((it) => it.id))
    if (!found.next) return seen
    cursor = found.next
    await between?.(page)
  }
}

describe('a walk', () => {
  let rows: Row[]
  beforeAll(async () => {
    rows = await everybody()
  })

  test.each(
    [...questions, ...crossings].filter(
      ([name]) => !/everybody|@crowd|for a$|for k$|status active/.test(name),
    ),
  )('%s: meets exactly those who fit, each once', async (_, ask) => {
    const asked = ask(crowd)
    const seen = await walked(asked)
    expect(new Set(seen).size).toBe(seen.length)
    expect([...seen].sort()).toEqual(fitting(rows, asked).sort())
  })

  test.each(['some', 'many'] as const)(
    'through a team of %s meets everybody once, whatever happens meanwhile',
    async (share) => {
      const teamId = crowd.groups.team[share]
      const all = await everybody()
      const before = fitting(all, { teamId })
      const others = fitting(all, { search: 'omar' }).filter((id) => !before.includes(id))
      const touched: string[] = []
      const { organizationId } = crowd
      const happens = async (page: number) => {
        const [leaving = '', renamed = ''] = [before[page * 7 + 1], before[page * 7 + 2]]
        touched.push(leaving, renamed)
        await house.db('group_members').where({ organizationId, groupId: teamId, userId: leaving }).delete()
        await house
          .db('users')
          .where({ organizationId, id: renamed })
          .update({ sortName: `${page % 2 ? 'zz' : 'aa'} ${page}` })
        await house
          .db('users')
          .where({ organizationId, id: before[page * 7 + 3] })
          .update({ lastLoginAt: new Date() })
        const newcomer = others[page] ?? ''
        touched.push(newcomer)
        const joined = { organizationId, groupId: teamId, userId: newcomer, createdAt: new Date() }
        await house.db('group_members').insert(joined)
      }
      let left = 5
      const seen = await walked({ teamId, pageSize: share === 'some' ? 20 : 100 }, async (page) =>
        left-- > 0 ? happens(page) : null,
      )
      const untouched = (all: string[]) => all.filter((id) => !touched.includes(id)).sort()
      expect(untouched(seen)).toEqual(untouched(before))
      expect(touched.length).toBeGreaterThan(10)
    },
  )
})

describe('what happened', () => {
  const wishes: [string, (before?: string) => Promise<unknown>][] = [
    ['sign-ins', (before) => listSignIns(owner, at(before))],
    ['failed sign-ins', (before) => listSignIns(owner, { onlyFailed: true, ...at(before) })],
    ["a busy person's sign-ins", (before) => listSignIns(owner, { userId: crowd.busy, ...at(before) })],
    ["a rare person's sign-ins", (before) => listSignIns(owner, { userId: crowd.rare, ...at(before) })],
    [
      "a busy person's failures",
      (before) => listSignIns(owner, { userId: crowd.busy, onlyFailed: true, ...at(before) }),
    ],
    [
      "a rare person's failures",
      (before) => listSignIns(owner, { userId: crowd.rare, onlyFailed: true, ...at(before) }),
    ],
    ['the audit', (before) => listAudit(owner, at(before))],
    ['what a busy person did', (before) => listAudit(owner, { actorId: crowd.busy, ...at(before) })],
    ['what a rare person did', (before) => listAudit(owner, { actorId: crowd.rare, ...at(before) })],
    ['what was done to somebody', (before) => listAudit(owner, { targetId: personId(99), ...at(before) })],
    ['a common act', (before) => listAudit(owner, { act: 'session.begin', ...at(before) })],
    ['a rare act', (before) => listAudit(owner, { act: 'role.create', ...at(before) })],
    ['a common kind of act', (before) => listAudit(owner, { act: 'session', ...at(before) })],
    ['a rare kind of act', (before) => listAudit(owner, { act: 'role', ...at(before) })],
    [
      'a rare act of a busy person',
      (before) => listAudit(owner, { actorId: crowd.busy, act: 'role.create', ...at(before) }),
    ],
    ['sessions', () => listSessions(owner, crowd.busy)],
    ["a village's sign-ins", (before) => listSignIns(village.owner, at(before))],
    ["a village's failures", (before) => listSignIns(village.owner, { onlyFailed: true, ...at(before) })],
    ["a village's audit", (before) => listAudit(village.owner, { act: 'role', ...at(before) })],
  ]
  const at = (before?: string) => (before ? { before } : {})

  test.each(wishes)('%s: a page costs a page, whether the first or one far back', async (_, ask) => {
    await mustBeCheap(() => ask(), { lines: 6, isFirst: false })
    const far = (
      await house.query<{ id: string }>(
        `select id from sign_in_attempts where organization_id = :organizationId order by id offset 1000 limit 1`,
        { organizationId: crowd.organizationId },
      )
    )[0]?.id
    expect(far).toBeDefined()
    await mustBeCheap(() => ask(far), { lines: 6, isFirst: false })
  })
})

test('what points at a row can be found from that row, so that nothing is read from end to end to remove it', async () => {
  const bare = await house.query<{ name: string }>(
    `select c.conrelid::regclass || ' ' || c.conname "name" from pg_constraint c
     where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
       select from pg_index i where i.indrelid = c.conrelid
         and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`,
  )
  // There is one such row for each organization, and roles are archived, not removed.
  expect(bare.map((it) => it.name)).toEqual(['organizations organizations_id_default_role_id_fkey'])
})
