import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { cursorSeconds } from '../../src/domain/page-cursor.ts'
import { readSearch } from '../../src/scim/query/search.ts'
import { walkOf } from '../../src/scim/question.ts'
import { groupType, userType } from '../../src/scim/schema/resource-type.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listProvisionedGroups } from '../../src/usecases/provisioning/list-provisioned-groups.ts'
import { listProvisionedUsers } from '../../src/usecases/provisioning/list-provisioned-users.ts'
import { type House, openHouse } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'
import { fillCrowd, memberId } from '../support/provisioned-crowd.ts'
import { connect, type Place } from '../support/varied-people.ts'

const PEOPLE = 57
const COUNT = 10

let house: House
let owner: Context
let ctx: Context
let place: Place
beforeAll(async () => {
  house = await openHouse()
  owner = (await house.organization()).owner
})
beforeEach(async () => {
  await house.query('delete from provisioned_users')
  await house.query('delete from provisioned_groups')
  await house.query("delete from users where origin = 'scim'")
  await house.query('delete from groups')
  await house.query('update connections set ended_at = created_at')
  ;({ ctx, place } = await connect(house, owner, randomBytes(4).toString('hex')))
  await fillCrowd(house, place, PEOPLE, false)
})
afterAll(() => house.close())

type Asked = Record<string, unknown>

async function users(asked: Asked, as = ctx) {
  const walk = walkOf(readSearch(userType, { count: COUNT, ...asked }))
  const { result } = await listProvisionedUsers(as, walk, { groups: false, sites: false })
  return { ...result, ids: result.found.map((it) => it.id) }
}

const everybody = Array.from({ length: PEOPLE }, (_, n) => memberId(n + 1))
const gone = (...numbers: number[]) =>
  house.query('delete from users where id = any(cast(:ids as uuid[]))', { ids: numbers.map(memberId) })

/** Something that happens while somebody walks, after so many pages, when these were met. */
type Between = (page: number, met: string[]) => Promise<unknown>

async function walkByIndex(asked: Asked, between: Between = async () => {}) {
  const pages = []
  for (let startIndex = 1, page = 1; ; page++) {
    const found = await users({ ...asked, startIndex })
    if (found.ids.length === 0) return pages
    pages.push(found)
    startIndex += found.ids.length
    if (startIndex > (found.total ?? 0)) return pages
    await between(page, metIn(pages))
  }
}

async function walkByCursor(asked: Asked, between: Between = async () => {}) {
  const pages = []
  for (let cursor: string | null = '', page = 1; cursor !== null; page++) {
    const found: Awaited<ReturnType<typeof users>> = await users({ ...asked, cursor })
    pages.push(found)
    cursor = found.next
    await between(page, metIn(pages))
  }
  return pages
}

const metIn = (pages: { ids: string[] }[]) => pages.flatMap((it) => it.ids)
const orders = [
  {},
  { sortBy: 'userName' },
  { sortBy: 'name.givenName', sortOrder: 'descending' },
  { sortBy: 'title' },
]

describe('a walk by index', () => {
  test.each(orders)('%o meets everybody once, with an exact total on every page', async (order) => {
    const pages = await walkByIndex(order)
    expect(metIn(pages).toSorted()).toEqual(everybody)
    expect(pages.map((it) => [it.ids.length, it.total, it.next])).toEqual(
      [10, 10, 10, 10, 10, 7].map((length) => [length, PEOPLE, null]),
    )
    expect(metIn(pages)).toEqual((await users({ ...order, count: 1000 })).ids)
  })

  test('goes on where the page before it ended, though whoever came before is gone', async () => {
    let missing: string[] = []
    const pages = await walkByIndex({}, async (page, met) => {
      await gone(page, page * 10 - 1, page * 10 + 5)
      missing = [...missing, memberId(page * 10 + 5)].filter((it) => !met.includes(it))
    })
    expect(missing).toHaveLength(5)
    expect(metIn(pages)).toEqual(everybody.filter((it) => !missing.includes(it)))
  })

  test('ends with the number of those it met', async () => {
    const pages = await walkByIndex({}, (page) => (page === 1 ? gone(55, 56, 57) : Promise.resolve()))
    expect(pages.at(-1)).toMatchObject({ total: 54, ids: everybody.slice(50, 54) })
  })

  test('counts once, and passes over nobody', async () => {
    const statements: number[] = []
    for (const startIndex of [1, 11, 21, 31]) {
      const said = await saidBy(house.db, () => users({ startIndex }))
      statements.push(said.length)
    }
    expect(statements).toEqual([2, 1, 1, 1])
  })

  test('begins anywhere, and answers the same after a restart', async () => {
    await users({ startIndex: 1 })
    const known = await users({ startIndex: 11 })
    const restarted = openDatabase(house.url, 2)
    const forgotten = await users({ startIndex: 11 }, { ...ctx, db: restarted }).finally(() =>
      restarted.destroy(),
    )
    expect(forgotten).toEqual(known)
    expect(known.ids).toEqual(everybody.slice(10, 20))
    expect((await users({ startIndex: 37 })).ids).toEqual(everybody.slice(36, 46))
  })

  test('is asked again for the same page, and with pages of another size', async () => {
    await users({ startIndex: 1 })
    const first = await users({ startIndex: 11 })
    expect(await users({ startIndex: 11 })).toEqual(first)
    expect((await users({ startIndex: 11, count: 3 })).ids).toEqual(everybody.slice(10, 13))
    expect((await users({ startIndex: 14, count: 3 })).ids).toEqual(everybody.slice(13, 16))
  })

  test('is shared by several instances: each passes over what the others answered, and counts once', async () => {
    const other = openDatabase(house.url, 2)
    const [one, two] = [ctx, { ...ctx, db: other }]
    const met: string[][] = []
    const statements: number[] = []
    const walking = async (startIndex: number, as: Context) => {
      const work = async () => {
        const found = await users({ startIndex }, as)
        expect(found.total).toBe(PEOPLE)
        met.push(found.ids)
      }
      statements.push((await saidBy(as.db, work)).length)
    }
    for (const page of [0, 1, 2, 3, 4, 5]) await walking(1 + page * 10, page % 2 ? two : one)
    await other.destroy()
    expect(met.flat()).toEqual(everybody)
    expect(statements).toEqual([2, 2, 1, 1, 1, 1])
  })

  /** From the nearest page that is known: whoever went before it meanwhile moves nobody out of sight. */
  test('goes on from the page nearest to it', async () => {
    await users({ startIndex: 1 })
    await gone(2, 5)
    expect((await users({ startIndex: 15 })).ids).toEqual(everybody.slice(14, 24))
  })

  test('remembers for a few minutes, and then looks again', async () => {
    await users({ startIndex: 1 })
    await gone(3)
    expect((await users({ startIndex: 11 })).ids[0]).toBe(memberId(11))
    await users({ startIndex: 1 })
    house.clock.moveSeconds(301)
    expect(await users({ startIndex: 11 })).toMatchObject({ total: 56, ids: everybody.slice(11, 21) })
  })

  test('begun anew, counts anew', async () => {
    await users({ startIndex: 1 })
    await gone(1, 2)
    expect(await users({ startIndex: 1 })).toMatchObject({ total: 55, ids: everybody.slice(2, 12) })
    expect((await users({ startIndex: 11 })).ids).toEqual(everybody.slice(12, 22))
  })

  test('beyond the end is nobody, and the number of all; a count of none is the number alone', async () => {
    expect(await users({ startIndex: 58 })).toMatchObject({ ids: [], total: PEOPLE })
    expect(await users({ startIndex: 999_999_999_999_999 })).toMatchObject({ ids: [], total: PEOPLE })
    expect(await users({ count: 0 })).toMatchObject({ ids: [], total: PEOPLE })
    expect(await users({ count: 0, filter: 'userName eq "p7@crowd.test"' })).toMatchObject({ total: 1 })
    expect(await users({ startIndex: 3, filter: 'userName eq "p7@crowd.test"' })).toMatchObject({
      total: 1,
      ids: [],
    })
  })

  test('of another connection, or of another question, is another walk', async () => {
    const { ctx: other } = await connect(house, owner, randomBytes(4).toString('hex'))
    await users({ startIndex: 1 })
    expect(await users({ startIndex: 11 }, other)).toMatchObject({ ids: [], total: 0 })
    expect((await users({ startIndex: 11, filter: 'nickName eq "nick"' })).ids).toEqual(
      everybody.slice(10, 20),
    )
    await gone(2)
    expect((await users({ startIndex: 11, filter: 'nickName eq "NICK"' })).ids).toEqual(
      everybody.slice(11, 21),
    )
  })

  test('leaves out who is deleted and could be brought back', async () => {
    await house.query(
      'update users set deleted_at = now(), purge_at = now() where id = any(cast(:ids as uuid[]))',
      { ids: [memberId(1), memberId(57)] },
    )
    expect(await users({})).toMatchObject({ total: 55, ids: everybody.slice(1, 11) })
    expect(await users({ count: 0 })).toMatchObject({ total: 55 })
    expect(await users({ startIndex: 50 })).toMatchObject({ total: 55, ids: everybody.slice(50, 56) })
    expect(await users({ filter: 'userName eq "p1@crowd.test"' })).toMatchObject({ total: 0, ids: [] })
    expect(await users({ filter: 'nickName pr', sortBy: 'userName', count: 1000 })).toMatchObject({
      total: 55,
    })
  })
})

describe('a walk by cursor', () => {
  test.each(orders)('%o meets everybody once, forth and back', async (order) => {
    const pages = await walkByCursor(order)
    const all = (await users({ ...order, count: 1000 })).ids
    expect(metIn(pages)).toEqual(all)
    expect(pages.map((it) => it.total)).toEqual([PEOPLE, null, null, null, null, null])
    expect(pages[0]?.previous).toBeNull()

    const back = []
    for (let cursor = pages.at(-1)?.previous ?? null; cursor !== null; ) {
      const found = await users({ ...order, cursor })
      back.unshift(found)
      expect(found.next).not.toBeNull()
      cursor = found.previous
    }
    expect(metIn(back)).toEqual(all.slice(0, 50))
    expect((await users({ ...order, cursor: back.at(-1)?.next })).ids).toEqual(all.slice(50))
  })

  test.each(orders)('%o skips nobody when people go between its pages', async (order) => {
    const all = (await users({ ...order, count: 1000 })).ids
    const missing: string[] = []
    const pages = await walkByCursor(order, async (_, met) => {
      const [before, last, next] = [met.at(-5), met.at(-1), all[all.indexOf(met.at(-1) ?? '') + 3]]
      const ids = [before, last, next].filter((it) => it !== undefined)
      missing.push(...ids.filter((it) => !met.includes(it)))
      await house.query('delete from users where id = any(cast(:ids as uuid[]))', { ids })
    })
    expect(metIn(pages)).toEqual(all.filter((it) => !missing.includes(it)))
  })

  test('that ends on a full page says so', async () => {
    const { next, ids } = await users({ cursor: '', count: PEOPLE })
    expect([ids.length, next]).toEqual([PEOPLE, null])
  })

  test('may change the size of its pages', async () => {
    const { next } = await users({ cursor: '' })
    expect((await users({ cursor: next, count: 2 })).ids).toEqual(everybody.slice(10, 12))
  })

  test('costs as many statements wherever it is', async () => {
    const { next } = await users({ cursor: '' })
    expect(await saidBy(house.db, () => users({ cursor: next }))).toHaveLength(1)
  })

  test('holds long names whole', async () => {
    const long = (n: number) => `${'Ä'.repeat(511)}${n}`
    await house.query(
      `update provisioned_users set user_name = :long || user_name, user_name_key = lower(:long) || user_name_key`,
      { long: long(1) },
    )
    const pages = await walkByCursor({ sortBy: 'userName' })
    expect(metIn(pages).toSorted()).toEqual(everybody)
  })
})

describe('a cursor', () => {
  const unreadable = { code: 'cursor-unreadable' }
  let cursor: string
  beforeEach(async () => {
    cursor = (await users({ cursor: '' })).next ?? ''
    expect(cursor).toMatch(/^[\w-]+$/)
  })

  test('is refused when anything about it was changed', async () => {
    const other = (at: number) =>
      `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`
    const altered = [
      cursor.slice(1),
      cursor.slice(0, -1),
      `${cursor}A`,
      `${cursor}AAAA`,
      'A',
      'nothing-of-ours',
    ]
    for (const it of [...altered, ...[...cursor].map((_, at) => other(at))])
      await expect(users({ cursor: it }), it).rejects.toMatchObject(unreadable)
  })

  test('belongs to its connection, its question and its order', async () => {
    const { ctx: another } = await connect(house, owner, randomBytes(4).toString('hex'))
    await expect(users({ cursor }, another)).rejects.toMatchObject(unreadable)
    for (const asked of [{ filter: 'active eq true' }, { sortBy: 'userName' }, { sortBy: 'id' }])
      await expect(users({ ...asked, cursor }), JSON.stringify(asked)).rejects.toMatchObject(unreadable)
    const groups = listProvisionedGroups(ctx, walkOf(readSearch(groupType, { cursor })), { members: false })
    await expect(groups).rejects.toMatchObject(unreadable)
  })

  test('is taken for a day, and no longer', async () => {
    house.clock.moveSeconds(cursorSeconds - 1)
    expect((await users({ cursor })).ids).toEqual(everybody.slice(10, 20))
    house.clock.moveSeconds(1)
    await expect(users({ cursor })).rejects.toMatchObject({ code: 'cursor-expired' })
  })

  test('needs the key it was made with, or the one after it', async () => {
    const [key] = ctx.links.keys
    const fresh = { id: 'fresh', secret: randomBytes(32) }
    const turned: Context = { ...ctx, links: { ...ctx.links, keys: [fresh, key] } }
    expect((await users({ cursor }, turned)).ids).toEqual(everybody.slice(10, 20))
    const lost: Context = { ...ctx, links: { ...ctx.links, keys: [fresh] } }
    await expect(users({ cursor }, lost)).rejects.toMatchObject(unreadable)
  })
})

test('a token that reads no users lists none, and somebody who is no provider nobody', async () => {
  const walk = walkOf(readSearch(userType, {}))
  const wants = { groups: false, sites: false }
  if (ctx.actor.kind !== 'connection') throw new Error('This is a provider')
  const writer = house.as({ ...ctx.actor, scopes: new Set(['users.write', 'groups.read']) })
  await expect(listProvisionedUsers(writer, walk, wants)).rejects.toMatchObject({ code: 'beyond-scope' })
  await expect(listProvisionedUsers(owner, walk, wants)).rejects.toMatchObject({ code: 'not-for-you' })
})
