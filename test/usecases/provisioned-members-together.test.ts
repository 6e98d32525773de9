import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { newId } from '../../src/db/id.ts'
import * as users from '../../src/db/users.ts'
import { mapGroup } from '../../src/usecases/connections/map-group.ts'
import type { Context } from '../../src/usecases/context.ts'
import { changeProvisionedGroup } from '../../src/usecases/provisioning/change-provisioned-group.ts'
import { deprovisionGroup } from '../../src/usecases/provisioning/deprovision-group.ts'
import { deprovisionUser } from '../../src/usecases/provisioning/deprovision-user.ts'
import type { GroupEdit } from '../../src/usecases/provisioning/group-facts.ts'
import { provisionGroup } from '../../src/usecases/provisioning/provision-group.ts'
import { seeProvisionedGroup } from '../../src/usecases/provisioning/see-provisioned-group.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { answerOrFault } from '../support/answer.ts'
import { type House, openHouse } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'
import { connected, said } from '../support/team-provider.ts'

let house: House
/** A second pool shares no desk with the first, as another process does not. */
let other: Database
beforeAll(async () => {
  house = await openHouse()
  other = openDatabase(house.url, 12)
})
afterEach(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
})
afterAll(async () => {
  await other.destroy()
  await house.close()
})

const MANY = 20

async function open() {
  const { owner, organizationId } = await house.organization()
  const okta = await connected(house, owner, { ceiling: 'admin' })
  const ctx = await okta.speaks()
  const { result: group } = await provisionGroup(ctx, said('Platform'))
  const ask = (edit: GroupEdit, { requestId = 'somebody', db = house.db } = {}) =>
    changeProvisionedGroup({ ...ctx, db, trace: { ...ctx.trace, requestId } }, group.id, edit, {
      members: false,
    })
  const members = async () =>
    (await seeProvisionedGroup(ctx, group.id, { members: true })).result.members?.map((it) => it.id) ?? []
  const version = async () => (await seeProvisionedGroup(ctx, group.id, { members: false })).result.version
  const notes = () =>
    house.query<{ requestId: string; added: string[] | null; removed: string[] | null }>(
      `select e.request_id "requestId", d.body::json->'after'->'added' added, d.body::json->'before'->'removed' removed
       from audit_entries e join audit_details d on d.organization_id = e.organization_id and d.entry_id = e.id
       where e.organization_id = :organizationId and e.target_id = :id and e.act = 'group.change' order by e.id`,
      { organizationId, id: group.id },
    )
  return { owner, organizationId, okta, ctx, group, ask, members, version, notes }
}

const none = { joining: [], leaving: [], isWhole: false }
const joins =
  (...joining: string[]): GroupEdit =>
  ({ name, externalId }) => ({ ...none, name, externalId, joining })
const leaves =
  (...leaving: string[]): GroupEdit =>
  ({ name, externalId }) => ({ ...none, name, externalId, leaving })

const sorted = (all: string[]) => all.toSorted()
const range = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)

test('those who join at once join in few statements, each at a version of their own, in the order they asked', async () => {
  const { okta, ask, members, notes, version } = await open()
  const people = await okta.people(MANY)
  let versions: number[] = []
  const statements = await saidBy(house.db, async () => {
    const answers = await Promise.all(people.map((id, n) => ask(joins(id), { requestId: `request ${n}` })))
    versions = answers.map(({ result }) => result.version)
  })
  expect(statements.length).toBeLessThan(4)
  expect(versions).toEqual(range(MANY, 2))
  expect(await version()).toBe(MANY + 1)
  expect(sorted(await members())).toEqual(sorted(people))
  const told = (await notes()).map(({ requestId, added }) => [requestId, added])
  expect(told.toSorted()).toEqual(people.map((id, n) => [`request ${n}`, [id]]).toSorted())
})

test('some join while others leave; what is so already has the version of its turn, and is not told', async () => {
  const { okta, ask, members, notes, version } = await open()
  const [ada = '', bob = '', cleo = '', dan = '', eve = ''] = await okta.people(5)
  await ask(joins(ada, bob, cleo))
  const answers = await Promise.all([
    ask(leaves(ada), { requestId: 'ada' }),
    ask(joins(bob), { requestId: 'bob' }),
    ask(joins(dan), { requestId: 'dan' }),
    ask(leaves(eve), { requestId: 'eve' }),
    ask(leaves(cleo.toUpperCase()), { requestId: 'cleo' }),
  ])
  const versions = answers.map(({ result }) => result.version)
  expect(versions.slice(0, 3)).toEqual([3, 3, 4])
  // Who was not there to leave is looked at again, after the others.
  expect(versions.slice(3)).toEqual([5, 5])
  expect(await version()).toBe(5)
  expect(sorted(await members())).toEqual(sorted([bob, dan]))
  expect((await notes()).slice(1).map((it) => [it.requestId, it.added ?? it.removed])).toEqual([
    ['ada', [ada]],
    ['dan', [dan]],
    ['cleo', [cleo]],
  ])
})

/** Without the look at clashes two words about one person would be one, and the other lost. */
test('several words about one person are each heard, and each that changes something is a version', async () => {
  const { okta, ask, members, version } = await open()
  const [ada = '', bob = ''] = await okta.people(2)
  await Promise.all([ask(joins(ada)), ask(joins(ada)), ask(joins(bob)), ask(joins(ada.toUpperCase()))])
  expect(sorted(await members())).toEqual(sorted([ada, bob]))
  expect(await version()).toBe(3)
  await Promise.all([ask(leaves(ada)), ask(leaves(ada)), ask(leaves(bob))])
  expect(await members()).toEqual([])
  expect(await version()).toBe(5)
  const changes = await Promise.all([ask(joins(ada)), ask(leaves(ada)), ask(joins(ada))])
  const last = Math.max(...changes.map(({ result }) => result.version))
  expect(await version()).toBe(last)
})

test('one who is refused hears why, and the others join', async () => {
  const { owner, okta, ask, members, notes } = await open()
  const people = await okta.people(4)
  const entra = await connected(house, owner, { name: 'Entra' })
  const theirs = await entra.person()
  const gone = await okta.person()
  await deprovisionUser(await okta.speaks(), gone)
  const asked = [people[0], theirs, people[1], newId(new Date()), people[2], gone, 'no id', people[3]]
  const answers = await Promise.all(
    asked.map((id = '') => answerOrFault(() => ask(joins(id), { requestId: id }).then(() => 'joined'))),
  )
  const refused = 'member-unknown'
  expect(answers).toEqual([
    ...['joined', refused, 'joined', refused, 'joined', refused],
    ...[refused, 'joined'],
  ])
  expect(sorted(await members())).toEqual(sorted(people))
  expect(sorted((await notes()).map((it) => it.requestId))).toEqual(sorted(people))
})

test('a version that is asked for is compared with that of its turn', async () => {
  const { okta, ask, members, version } = await open()
  const people = await okta.people(4)
  const expecting =
    (wanted: number, edit: GroupEdit): GroupEdit =>
    (before) => {
      if (before.version !== wanted) throw new Error(`It is ${before.version}`)
      return edit(before)
    }
  const answers = await Promise.allSettled(
    people.map((id, n) => ask(n === 1 || n === 3 ? expecting(1, joins(id)) : joins(id))),
  )
  const done = answers.filter((it) => it.status === 'fulfilled').map((it) => it.value.result.version)
  // Both ask for the first version: one of them at most finds it, and only where nobody came before.
  expect(answers.filter((it) => it.status === 'rejected').length).toBeGreaterThanOrEqual(1)
  expect(new Set(done).size).toBe(done.length)
  expect((await members()).length).toBe(done.length)
  expect(await version()).toBe(1 + done.length)
})

test('two processes lose nothing, and no version is given twice', async () => {
  const { okta, ask, members, version } = await open()
  const people = await okta.people(50)
  const both = (edit: (id: string) => GroupEdit) =>
    Promise.all(people.map((id, n) => ask(edit(id), { db: n % 2 ? other : house.db })))
  const joined = await both(joins)
  expect(joined.map(({ result }) => result.version).toSorted((a, b) => a - b)).toEqual(range(50, 2))
  expect(sorted(await members())).toEqual(sorted(people))
  const left = await both(leaves)
  expect(left.map(({ result }) => result.version).toSorted((a, b) => a - b)).toEqual(range(50, 52))
  expect(await members()).toEqual([])
  expect(await version()).toBe(101)
})

/** Without `skip locked` in member-moves.ts the others would wait for as long as this one person is held. */
test('somebody who is held elsewhere keeps nobody else waiting', async () => {
  const { okta, organizationId, ask, members } = await open()
  const [ada = '', ...others] = await okta.people(5)
  let asked: Promise<unknown>[] = []
  await other.transaction(async (holding) => {
    await users.lock(holding, organizationId, ada)
    asked = [...others.slice(0, 2), ada, ...others.slice(2)].map((id) => ask(joins(id)))
    await Promise.all(asked.filter((_, n) => n !== 2))
    expect(sorted(await members())).toEqual(sorted(others))
  })
  await Promise.all(asked)
  expect(sorted(await members())).toEqual(sorted([ada, ...others]))
})

/** What is held is asked for the group alone: whoever is put into another does not wait. */
test('a group that is held keeps no other group waiting', async () => {
  const { okta, ctx, group, organizationId, ask } = await open()
  const { result: second } = await provisionGroup(ctx, said('Second'))
  const people = await okta.people(6)
  let waiting: Promise<unknown>[] = []
  await other.transaction(async (holding) => {
    await holding.raw(
      'select from groups where organization_id = :organizationId and id = :id for no key update',
      { organizationId, id: group.id },
    )
    waiting = people.slice(0, 3).map((id) => ask(joins(id)))
    await Promise.all(
      people.slice(3).map((id) => changeProvisionedGroup(ctx, second.id, joins(id), { members: false })),
    )
  })
  await Promise.all(waiting)
})

test('in a dry run each is told what it would change, and nothing is', async () => {
  const { okta, ctx, group, members, version } = await open()
  const people = await okta.people(4)
  const dry: Context = { ...ctx, actor: { ...ctx.actor, isDryRun: true } as Context['actor'] }
  const answers = await Promise.all(
    people.map((id) => changeProvisionedGroup(dry, group.id, joins(id), { members: false })),
  )
  expect(answers.map((it) => it.wouldChange?.map(({ after }) => after))).toEqual(
    people.map((id) => [{ added: [id] }]),
  )
  expect([await members(), await version()]).toEqual([[], 1])
})

test('a group that is mapped or given up in between: each holds what they should, or is told', async () => {
  for (const ending of ['map', 'give up'] as const) {
    const { owner, okta, ctx, group, organizationId, ask } = await open()
    const reader = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
    const people = await okta.people(MANY)
    const answers = await Promise.all([
      ...people.slice(0, 10).map((id) => answerOrFault(() => ask(joins(id)).then(() => 'joined'))),
      ending === 'map'
        ? mapGroup({ ...owner, db: other }, { groupId: group.id, roleIds: [reader.id] })
        : deprovisionGroup({ ...ctx, db: other }, group.id),
      ...people.slice(10).map((id) => answerOrFault(() => ask(joins(id)).then(() => 'joined'))),
    ])
    const words = new Set(answers.filter((it) => typeof it === 'string'))
    words.delete('joined')
    expect([...words]).toEqual(ending === 'map' || words.size === 0 ? [] : ['not-found'])
    const [holding] = await house.query<{ count: number }>(
      `select count(*)::int from grants where organization_id = :organizationId and role_id = :id`,
      { organizationId, id: reader.id },
    )
    expect(holding?.count).toBe(ending === 'map' ? MANY : 0)
  }
})
