import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import type { Condition } from '../../src/scim/filter/condition.ts'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { groupResource } from '../../src/scim/render/group.resource.ts'
import { userResource } from '../../src/scim/render/user.resource.ts'
import type { Attribute } from '../../src/scim/schema/attribute.ts'
import { groupType, type ResourceType, userType } from '../../src/scim/schema/resource-type.ts'
import { urns } from '../../src/scim/schema/urns.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedGroups } from '../../src/usecases/provisioning/list-provisioned-groups.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { answersTo, sortedBy, valueAt } from '../support/answers-to.ts'
import { Dice } from '../support/dice.ts'
import { type House, openHouse } from '../support/house.ts'
import { FilterMaker, leavesOf } from '../support/random-filter.ts'
import { fillGroups, fillPeople, variedBody, words } from '../support/varied-people.ts'

const BASE = 'https://usher.test/scim/v2'
const PEOPLE = 60

let house: House
let ctx: Context
let people: JsonObject[]
let teams: JsonObject[]

async function connect(owner: Context, name: string) {
  const { connection, token } = await createConnection(owner, { connector: 'generic', name })
  const provider = await whoProvisions(house.outside(), token.secret)
  if (!provider) throw new Error('The provider may not speak')
  const { organizationId, id: connectionId } = connection
  return { ctx: house.as(provider.actor), place: { organizationId, connectionId } }
}

beforeAll(async () => {
  house = await openHouse()
  const { owner } = await house.organization()
  const dice = new Dice(7)
  const mine = await connect(owner, 'Mine')
  const others = await connect(owner, 'Others')
  ctx = mine.ctx
  const bodies = Array.from({ length: PEOPLE }, (_, n) => variedBody(dice, n))
  const filled = await fillPeople(house, mine.place, bodies)
  const strangers = await fillPeople(
    house,
    others.place,
    bodies
      .slice(0, 5)
      .map((it, n) => ({ ...it, externalId: `s${n}`, emails: [{ value: `s${n}@others.test` }] })),
  )
  await fillGroups(
    house,
    mine.place,
    [...filled, ...strangers].map((it) => it.id),
    dice,
  )
  people = (await searchUsers({})).found
  teams = (await searchGroups({})).found
})
afterAll(() => house.close())

const search = (type: ResourceType, asked: Record<string, unknown>) =>
  readSearch(type, { count: 1000, ...asked })

async function searchUsers(asked: Record<string, unknown>) {
  const walk = walkOf(search(userType, asked))
  const { result } = await listProvisionedUsers(ctx, walk, { groups: true, sites: true })
  return { ...result, found: result.found.map((it) => userResource(it, BASE)) }
}

async function searchGroups(asked: Record<string, unknown>) {
  const walk = walkOf(search(groupType, asked))
  const { result } = await listProvisionedGroups(ctx, walk, { members: true })
  return { ...result, found: result.found.map((it) => groupResource(it, BASE)) }
}

const idsOf = (resources: JsonObject[]) => resources.map((it) => it.id)

describe('a random filter finds who would be found by looking at everybody', () => {
  const kinds = [
    ['users', userType, () => people, searchUsers, 400],
    ['groups', groupType, () => teams, searchGroups, 100],
  ] as const

  test.each(kinds)('%s', async (_, type, all, find, count) => {
    const maker = new FilterMaker(new Dice(20), leavesOf(type, all()), words)
    let found = 0
    for (let at = 0; at < count; at++) {
      const filter = maker.filter()
      const condition = search(type, { filter }).filter as Condition
      const expected = idsOf(all().filter((it) => answersTo(condition, it)))
      const answer = await find({ filter })
      expect({ filter, ids: idsOf(answer.found) }).toEqual({ filter, ids: expected })
      expect(answer.total).toBe(expected.length)
      if (expected.length > 0 && expected.length < all().length) found++
    }
    // Questions that everybody or nobody answers would prove little.
    expect(found).toBeGreaterThan(count / 3)
  })
})
