import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/domain/json.ts'
import { comparisons } from '../../src/scim/filter/condition.ts'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { groupResource } from '../../src/scim/render/group.resource.ts'
import { userResource } from '../../src/scim/render/user.resource.ts'
import { leafOf } from '../../src/scim/schema/find-attribute.ts'
import { groupType, type ResourceType, userType } from '../../src/scim/schema/resource-type.ts'
import { urns } from '../../src/scim/schema/urns.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedGroups } from '../../src/usecases/provisioning/list-provisioned-groups.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { answersTo, sortedBy } from '../support/answers-to.ts'
import { Dice } from '../support/dice.ts'
import { type House, openHouse } from '../support/house.ts'
import { FilterMaker, leavesOf } from '../support/random-filter.ts'
import { connect, fillGroups, fillPeople, type Place, variedBody, words } from '../support/varied-people.ts'

const BASE = 'https://usher.test/scim/v2'
const PEOPLE = 60

let house: House
let ctx: Context
let mine: Place
let people: JsonObject[]
let teams: JsonObject[]

beforeAll(async () => {
  house = await openHouse()
  const { owner } = await house.organization()
  const dice = new Dice(7)
  const [here, elsewhere] = [await connect(house, owner, 'Mine'), await connect(house, owner, 'Another')]
  ctx = here.ctx
  mine = here.place
  const bodies = Array.from({ length: PEOPLE }, (_, n) => variedBody(dice, n))
  const ours = await fillPeople(house, mine, bodies)
  // The same people once more, of another connection: nobody may ever find them.
  const likewise = bodies.slice(0, 10).map((it, n) => ({ ...it, emails: [{ value: `s${n}@others.test` }] }))
  const theirs = await fillPeople(house, elsewhere.place, likewise, 5000)
  const ids = [...ours, ...theirs].map((it) => it.id)
  await fillGroups(house, mine, ids, dice)
  people = (await searchUsers({})).found
  teams = (await searchGroups({})).found
})
afterAll(() => house.close())

const readAll = (type: ResourceType, asked: Record<string, unknown>) =>
  readSearch(type, { count: 1000, ...asked })

async function searchUsers(asked: Record<string, unknown>) {
  const walk = walkOf(readAll(userType, asked))
  const { result } = await listProvisionedUsers(ctx, walk, { groups: true, sites: true })
  return { ...result, found: result.found.map((it) => userResource(it, BASE)) }
}

async function searchGroups(asked: Record<string, unknown>) {
  const walk = walkOf(readAll(groupType, asked))
  const { result } = await listProvisionedGroups(ctx, walk, { members: true })
  return { ...result, found: result.found.map((it) => groupResource(it, BASE)) }
}

const idsOf = (resources: JsonObject[]) => resources.map((it) => String(it.id))

function answering(type: ResourceType, filter: string, all: JsonObject[]): string[] {
  const condition = readAll(type, { filter }).filter
  return idsOf(condition ? all.filter((it) => answersTo(condition, it)) : all)
}

/** Asks the database and everybody; says how many it found. */
async function mustAgree(filter: string): Promise<number> {
  const expected = answering(userType, filter, people)
  const { found, total } = await searchUsers({ filter })
  expect({ filter, ids: idsOf(found), total }).toEqual({ filter, ids: expected, total: expected.length })
  return expected.length
}

describe('a random filter finds whom looking at everybody finds', () => {
  const kinds = [
    ['users', userType, () => people, searchUsers, 250],
    ['groups', groupType, () => teams, searchGroups, 60],
  ] as const

  test.each(kinds)('%s', async (_, type, all, find, count) => {
    const maker = new FilterMaker(new Dice(20), leavesOf(type, all()), words)
    let telling = 0
    for (let at = 0; at < count; at++) {
      const filter = maker.filter()
      const expected = answering(type, filter, all())
      const { found, total } = await find({ filter })
      expect({ filter, ids: idsOf(found), total }).toEqual({ filter, ids: expected, total: expected.length })
      if (expected.length > 0 && expected.length < all().length) telling++
    }
    // Questions that everybody or nobody answers prove little.
    expect(telling).toBeGreaterThan(count / 5)
  })
})

describe('every operator, asked of every type of attribute', () => {
  const asked: [path: string, value: string][] = [
    ['userName', 'İSTANBUL2'],
    ['externalId', 'Ext-8'],
    ['id', '019b76dd-0000-7000-8000-000000000000'],
    ['nickName', 'ÉLODIE'],
    ['displayName', 'under_score'],
    ['title', '100%'],
    ['name.givenName', 'Ada'],
    ['name.formatted', ''],
    ['profileUrl', 'https://x.test/Ada'],
    ['emails.value', 'SHARED@people.test'],
    ['emails.type', 'work'],
    ['roles.display', 'ada'],
    ['groups.display', 'ada 1'],
    ['schemas', urns.enterprise],
    [`${urns.enterprise}:department`, 'ENGINES'],
    [`${urns.enterprise}:costCenter`, 'back\\slash'],
    [`${urns.enterprise}:manager.value`, 'Nobody'],
    [`${urns.enterprise}:manager.displayName`, 'Ada'],
    [`${urns.usher}:birthday`, '1990-12-10'],
    [`${urns.usher}:personalAddress`, 'byhand7@home.test'],
    ['meta.resourceType', 'User'],
    ['meta.lastModified', '2026-01-01T00:20:00.250Z'],
    ['meta.created', '2026-01-01T01:20:00.25+01:00'],
    ['x509Certificates.value', 'AAaa'],
  ]

  test.each(asked)('%s', async (path, value) => {
    for (const by of comparisons) {
      if (/^meta.(last|cre)/.test(path) && ['co', 'sw', 'ew'].includes(by)) continue
      if (/^x509/.test(path) && ['gt', 'ge', 'lt', 'le'].includes(by)) continue
      const filter = `${path} ${by} ${JSON.stringify(value)}`
      const [found, others] = [await mustAgree(filter), await mustAgree(`not (${filter})`)]
      expect(found + others).toBe(PEOPLE)
    }
    expect((await mustAgree(`${path} pr`)) + (await mustAgree(`${path} eq null`))).toBe(PEOPLE)
  })

  test.each(['active', 'emails.primary'])('%s, which is true or false', async (path) => {
    for (const by of ['eq', 'ne'])
      for (const value of ['true', 'false'])
        expect(
          (await mustAgree(`${path} ${by} ${value}`)) + (await mustAgree(`not (${path} ${by} ${value})`)),
        ).toBe(PEOPLE)
  })

  test.each(['name', 'emails', 'phoneNumbers', 'photos', 'ims', 'groups', 'meta', 'schemas'])(
    '%s, which has parts',
    async (path) => {
      await mustAgree(`${path} pr`)
    },
  )
  test.each([urns.enterprise, urns.usher, `${urns.enterprise}:manager`, `${urns.usher}:sites`])(
    '%s, which has parts',
    async (path) => {
      await mustAgree(`${path} pr`)
    },
  )
})

describe('what is not said', () => {
  test('differs from every value, and is neither before nor after one', async () => {
    const without = people.filter((it) => it.title === undefined).length
    expect(without).toBeGreaterThan(10)
    const count = async (filter: string) =>
      (await searchUsers({ filter: `(${filter}) and not (title pr)` })).total
    expect(await count('title ne "x"')).toBe(without)
    expect(await count('not (title eq "x")')).toBe(without)
    expect(await count('not (title co "x")')).toBe(without)
    expect(await count('not (title gt "x" or title le "x")')).toBe(without)
    expect(await count('not (not (title eq "x"))')).toBe(0)
    expect(await count('title ge "" or title lt "zzz" or title sw ""')).toBe(0)
    expect(await count('not (title eq "x" and userName pr)')).toBe(without)
  })

  test('both conditions of a value path are about one element', async () => {
    const { organizationId, connectionId } = mine
    const emails = [
      { type: 'work', value: 'one@two.test' },
      { type: 'home', value: 'two@two.test' },
    ]
    await house.query(
      `with person as (
         update users set email = 'one@two.test', address = 'one@two.test', delivery_email = 'two@two.test'
         where organization_id = :organizationId and id = :id
       )
       update provisioned_users set kept = kept || :it, resource = resource || :it, said = '{email,deliveryEmail}',
         email_keys = '{one@two.test,two@two.test}'
       where organization_id = :organizationId and connection_id = :connectionId and user_id = :id`,
      { organizationId, connectionId, id: people[3]?.id, it: JSON.stringify({ emails }) },
    )
    const found = async (filter: string) => idsOf((await searchUsers({ filter })).found)
    expect(await found('emails[type eq "work"].value eq "ONE@two.test"')).toEqual([people[3]?.id])
    expect(await found('emails[type eq "work" and value eq "two@two.test"]')).toEqual([])
    expect(await found('emails[type eq "work"].value eq "two@two.test"')).toEqual([])
    expect(await found('emails.type eq "work" and emails.value eq "two@two.test"')).toEqual([people[3]?.id])
    people = (await searchUsers({})).found
  })
})

test('what was filled in by hand is found where it is shown', async () => {
  const byHand = people.filter((it) => JSON.stringify(it.emails ?? '').includes('ByHand'))
  expect(byHand.length).toBeGreaterThan(3)
  for (const it of byHand) {
    const address = String((it[urns.usher] as JsonObject).personalAddress).toUpperCase()
    expect(await mustAgree(`emails eq "${address}"`)).toBe(1)
    expect(await mustAgree(`emails[type eq "other" and value eq "${address}"]`)).toBe(1)
    expect(await mustAgree(`emails[type eq "work" and value eq "${address}"]`)).toBe(0)
  }
  expect(await mustAgree('phoneNumbers[type eq "mobile" and value sw "+90555123"]')).toBeGreaterThan(3)
})

describe('what only a door can write', () => {
  test.each([
    'meta.location eq "x"',
    'meta.version ne "W/\\"1\\""',
    'groups.$ref sw "https"',
    'groups[value eq "x" and $ref eq "y"]',
    `${urns.enterprise}:manager.$ref eq "x"`,
    'not (title pr or meta.location co "x")',
  ])('is refused rather than answered with nobody: %s', async (filter) => {
    const attribute = /location|version|\$ref/.exec(filter)?.[0] ?? '?'
    await expect(searchUsers({ filter })).rejects.toMatchObject({
      code: 'question-unanswerable',
      facts: { attribute: expect.stringContaining(attribute) },
    })
  })

  test('is refused by its whole name', async () => {
    const ref = `${urns.enterprise}:manager.$ref`
    const refused = { facts: { attribute: ref } }
    await expect(searchUsers({ filter: `${ref} eq "x"` })).rejects.toMatchObject(refused)
    await expect(searchGroups({ filter: 'members.$ref eq "x"' })).rejects.toMatchObject({
      facts: { attribute: 'members.$ref' },
    })
    await expect(searchUsers({ sortBy: 'meta.version' })).rejects.toMatchObject({
      facts: { attribute: 'meta.version' },
    })
  })

  test('can be asked for all the same', async () => {
    expect(await mustAgree('meta.location pr and meta.version pr')).toBe(PEOPLE)
    expect(await mustAgree('groups.$ref pr')).toBe(await mustAgree('groups pr'))
    expect(await mustAgree(`${urns.enterprise}:manager.$ref pr`)).toBeGreaterThan(0)
  })
})

test('two ways to write an accent are one user name', async () => {
  const written = people.find((it) => String(it.userName).includes('é') || String(it.userName).includes('É'))
  const decomposed = String(written?.userName).normalize('NFD')
  expect(decomposed).not.toBe(written?.userName)
  const { found } = await searchUsers({ filter: `userName eq ${JSON.stringify(decomposed)}` })
  expect(idsOf(found)).toEqual([written?.id])
})

describe('a list is ordered by', () => {
  const paths = [
    ...new Set([
      ...[
        'userName',
        'externalId',
        'displayName',
        'title',
        'active',
        'name',
        'nickName',
        'profileUrl',
        'emails',
      ],
      ...['emails.type', 'phoneNumbers', 'groups', 'groups.display', 'addresses.country', 'schemas', 'id'],
      ...['meta.created', 'meta.lastModified', 'meta.location', 'meta.resourceType', 'x509Certificates'],
      ...[`${urns.enterprise}:department`, `${urns.enterprise}:manager`, `${urns.usher}:birthday`],
      ...['name.familyName', 'emails.primary'],
    ]),
  ].filter((it) => it !== 'name')

  const compared = (one: Json | undefined, other: Json | undefined): number => {
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined)
    return one === other ? 0 : (one as string) < (other as string) ? -1 : 1
  }

  function inOrder(sortBy: string, all: JsonObject[], type: ResourceType): string[] {
    const target = readAll(type, { sortBy }).sort?.target
    if (!target) throw new Error(`${sortBy} is not sorted by`)
    const key = (it: JsonObject) => {
      const value = sortedBy(target, it)
      return typeof value === 'string' && !leafOf(target).caseExact ? value.toLowerCase() : value
    }
    return idsOf(all.toSorted((a, b) => compared(key(a), key(b)) || compared(a.id, b.id)))
  }

  test.each(paths)('%s, and those who are alike by their key', async (sortBy) => {
    const rising = inOrder(sortBy, people, userType)
    expect(idsOf((await searchUsers({ sortBy })).found)).toEqual(rising)
    const falling = await searchUsers({ sortBy, sortOrder: 'descending' })
    expect(idsOf(falling.found)).toEqual(rising.toReversed())
    expect(falling.total).toBe(PEOPLE)
  })

  test.each(['displayName', 'externalId', 'members', 'members.display'])('%s of groups', async (sortBy) => {
    const rising = inOrder(sortBy, teams, groupType)
    expect(idsOf((await searchGroups({ sortBy })).found)).toEqual(rising)
  })
})

test('groups and sites and members are looked up only when they are wanted', async () => {
  const users = await listProvisionedUsers(ctx, walkOf(readAll(userType, {})), {
    groups: false,
    sites: false,
  })
  expect(new Set(users.result.found.map((it) => `${it.groups} ${it.sites}`))).toEqual(new Set(['null null']))
  const groups = await listProvisionedGroups(ctx, walkOf(readAll(groupType, {})), { members: false })
  expect(new Set(groups.result.found.map((it) => it.members))).toEqual(new Set([null]))
})
