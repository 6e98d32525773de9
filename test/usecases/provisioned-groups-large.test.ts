import { afterAll, beforeAll, expect, test } from 'vitest'
import { mapGroup } from '../../src/usecases/connections/map-group.ts'
import { changeProvisionedGroup } from '../../src/usecases/provisioning/change-provisioned-group.ts'
import { deprovisionGroup } from '../../src/usecases/provisioning/deprovision-group.ts'
import { provisionGroup } from '../../src/usecases/provisioning/provision-group.ts'
import { seeProvisionedGroup } from '../../src/usecases/provisioning/see-provisioned-group.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { costOf, saidBy } from '../support/plans.ts'
import { connected, said } from '../support/team-provider.ts'

const MANY = 10_000

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** All that can be done to a group, and how many statements each took, begin and commit included. */
async function life(size: number): Promise<Record<string, number>> {
  const { owner } = await house.organization()
  const okta = await connected(house, owner)
  const ctx = await okta.speaks()
  const reader = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
  const people = await okta.people(size)
  await house.db.raw('analyze')
  const [first = ''] = people
  const half = people.slice(0, size / 2)
  let id = ''
  const deeds: Record<string, () => Promise<unknown>> = {
    make: async () => {
      id = (await provisionGroup(ctx, said('Platform', people))).result.id
    },
    see: () => seeProvisionedGroup(ctx, id, { members: true }),
    leave: () => okta.patch(id, { leaving: [first] }),
    'leave again': () => okta.patch(id, { leaving: [first] }),
    join: () => mustBeCheap(() => okta.patch(id, { joining: [first] })),
    'join again': () => okta.patch(id, { joining: [first] }),
    several: () => okta.patch(id, { leaving: people.slice(0, 3) }),
    map: () => mapGroup(owner, { groupId: id, roleIds: [reader.id] }),
    'leave it mapped': () => okta.patch(id, { leaving: people.slice(4, 5) }),
    'join it mapped': () => okta.patch(id, { joining: [first] }),
    replace: () => okta.patch(id, { joining: half, isWhole: true }),
    unmap: () => mapGroup(owner, { groupId: id, roleIds: [] }),
    remove: () => deprovisionGroup(ctx, id),
  }
  const counts: Record<string, number> = {}
  for (const [name, deed] of Object.entries(deeds)) counts[name] = (await saidBy(house.db, deed)).length
  return counts
}

/** Of ten thousand members none but the one it is about is looked at. */
async function mustBeCheap(work: () => Promise<unknown>, people = 1): Promise<void> {
  const statements = await saidBy(house.db, work)
  for (const it of statements.filter(({ sql }) => /group_members/.test(sql))) {
    const { rowsRead, seqScans, text } = await costOf(house.db, it)
    expect(rowsRead, text).toBeLessThan(60 * people)
    const large = seqScans.filter((table) => /members|users|grants/.test(table))
    expect(large, text).toEqual([])
  }
}

test(`ten people and ${MANY} cost the same statements, whatever is done to their group`, {
  timeout: 120_000,
}, async () => {
  const many = await life(MANY)
  expect(await life(10)).toEqual(many)
  // Who the provider is, is asked in each of them too, and takes three.
  expect([many.leave, many.join, many['join again']]).toEqual([4, 4, 4])
  expect(Math.max(...Object.values(many))).toBeLessThanOrEqual(20)
  expect(await verifyInvariants(house.outside())).toEqual([])
})

test(`eight of ${MANY} who leave, and come back, at once: nobody else is looked at`, {
  timeout: 120_000,
}, async () => {
  const { owner } = await house.organization()
  const okta = await connected(house, owner)
  const people = await okta.people(MANY)
  const { result: group } = await provisionGroup(await okta.speaks(), said('Platform', people))
  const ctx = await okta.speaks()
  const some = people.slice(0, 8)
  const move = (which: 'joining' | 'leaving', id: string) =>
    changeProvisionedGroup(
      ctx,
      group.id,
      ({ name, externalId }) => ({
        name,
        externalId,
        joining: [],
        leaving: [],
        isWhole: false,
        [which]: [id],
      }),
      { members: false },
    )
  const atOnce = (which: 'joining' | 'leaving') => () => Promise.all(some.map((id) => move(which, id)))
  // Before anybody has counted them, and after it.
  await mustBeCheap(atOnce('leaving'), 8)
  await mustBeCheap(atOnce('joining'), 8)
  await house.db.raw('analyze')
  await mustBeCheap(atOnce('leaving'), 8)
  await mustBeCheap(atOnce('joining'), 8)
  expect(await verifyInvariants(house.outside())).toEqual([])
})
