import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BODY_KEPT, EXCHANGES_KEPT } from '../../src/domain/exchange.ts'
import { DAY } from '../../src/domain/time.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { endConnection } from '../../src/usecases/connections/end-connection.ts'
import { seeConnection } from '../../src/usecases/connections/list-connections.ts'
import { listExchanges, seeExchange } from '../../src/usecases/connections/list-exchanges.ts'
import { noteExchanges } from '../../src/usecases/connections/note-exchanges.ts'
import type { Context } from '../../src/usecases/context.ts'
import { forgetOld } from '../../src/usecases/forget-old.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { exchange } from '../support/exchange.ts'
import { type House, openHouse } from '../support/house.ts'
import { costOf, saidBy } from '../support/plans.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const connect = async (owner: Context, name = 'Okta') =>
  (await createConnection(owner, { connector: 'okta', name })).connection
const note = (...rows: Parameters<typeof noteExchanges>[1]) => noteExchanges(house.outside(), rows)

describe('exchanges', () => {
  test('are read newest first, a page at a time, all of them or only what failed', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    const other = await connect(owner, 'Entra')
    for (let at = 0; at < 7; at++) {
      await note(
        exchange(house, connection, { path: `/Users/${at}`, status: at % 3 === 0 ? 409 : 200 }),
        exchange(house, other),
      )
      house.clock.moveSeconds(1)
    }
    const pathsOf = async (wish: Parameters<typeof listExchanges>[2]) => {
      const paths: string[][] = []
      for (let before: string | undefined; ; ) {
        const page = await listExchanges(owner, connection.id, { ...wish, ...(before ? { before } : {}) })
        paths.push(page.lines.map((it) => it.path))
        if (!page.next) return paths
        before = page.next
      }
    }
    const three = ['/Users/6', '/Users/5', '/Users/4']
    expect(await pathsOf({ pageSize: 3 })).toEqual([
      three,
      ['/Users/3', '/Users/2', '/Users/1'],
      ['/Users/0'],
    ])
    expect(await pathsOf({ onlyFailed: true, pageSize: 2 })).toEqual([['/Users/6', '/Users/3'], ['/Users/0']])
    expect(await pathsOf({ pageSize: 7 })).toHaveLength(1)
    expect((await listExchanges(owner, connection.id, { before: "' or 1=1" })).lines).toEqual([])
  })

  test('are kept whole, and whatever a provider wrote can be kept', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    const hostile = '{"a":"\0","b":"\ud800 \udc00 😀","c":"\\u0000"}'
    const said = exchange(house, connection, {
      ...{
        method: 'POST',
        status: 201,
        request: hostile,
        answer: 'x'.repeat(BODY_KEPT + 5),
        quirks: ['a', 'b"{,}'],
      },
      ...{
        changes: [{ act: 'user.create', after: { name: '\0\ud800' } }],
        isDryRun: true,
        path: '/Users?\0',
      },
    })
    await note(said)
    const { lines } = await listExchanges(owner, connection.id)
    expect((await seeExchange(owner, lines[0]?.id ?? '')).exchange).toEqual({
      ...said,
      id: lines[0]?.id,
      path: '/Users?\ufffd',
      request: '{"a":"\ufffd","b":"\ufffd \ufffd 😀","c":"\\u0000"}',
      answer: 'x'.repeat(BODY_KEPT),
      changes: [{ act: 'user.create', after: { name: '\ufffd\ufffd' } }],
      milliseconds: 3,
    })
    expect(lines[0], 'lists do without the bodies').not.toHaveProperty('answer')
  })

  test('that went well do not push out those that failed, nor the other way round; the newest stay', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    const other = await connect(owner, 'Entra')
    await note(exchange(house, connection, { status: 500, said: 'The oldest fault' }), exchange(house, other))
    const many = Array.from({ length: EXCHANGES_KEPT + 20 }, (_, at) =>
      exchange(house, connection, { said: `${at}` }),
    )
    for (let at = 0; at < 400; at += 130) await note(...many.slice(at, Math.min(at + 130, 400)))
    await note(...many.slice(400))
    await note(...many)
    const kept = await house.query<{ said: string; failed: boolean }>(
      `select said, failed from exchanges where connection_id = :id order by id`,
      { id: connection.id },
    )
    expect(kept.filter((it) => it.failed).map((it) => it.said)).toEqual(['The oldest fault'])
    expect(kept.filter((it) => !it.failed)).toHaveLength(EXCHANGES_KEPT)
    expect(kept.find((it) => !it.failed)?.said).toBe('20')
    expect((await listExchanges(owner, other.id)).lines).toHaveLength(1)
    expect((await seeConnection(owner, connection.id)).health).toMatchObject({
      errorsLastDay: 1,
      lastError: { status: 500, said: 'The oldest fault' },
    })
  })

  test('that are let go cost what they are: where they begin is looked up once, not for each', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    await note(...Array.from({ length: EXCHANGES_KEPT + 300 }, () => exchange(house, connection)))
    const said = await saidBy(house.db, () => note(exchange(house, connection)))
    const [prune] = said.filter(({ sql }) => sql.includes('delete from exchanges'))
    const { rowsRead, text } = await costOf(house.db, prune ?? never())
    expect(rowsRead, text).toBeLessThan(5 * EXCHANGES_KEPT)
  })

  test('take the same number of statements for one as for many, of however many connections', async () => {
    const { owner } = await house.organization()
    const both = [await connect(owner), await connect(owner, 'Entra')]
    const statements = async (rows: Parameters<typeof noteExchanges>[1]) => {
      let seen = 0
      const count = () => seen++
      house.db.on('query', count)
      await noteExchanges(house.outside(), rows)
      house.db.off('query', count)
      return seen
    }
    const one = await statements([exchange(house, both[0] ?? never())])
    const many = both.flatMap((it) => Array.from({ length: 100 }, () => exchange(house, it)))
    expect(await statements(many)).toBe(one)
    expect(await statements([])).toBe(0)
  })

  test('tell how a connection is doing, whether it lives or not', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    const first = house.clock.now()
    await note(exchange(house, connection, { status: 409, said: 'Taken.' }))
    house.clock.moveSeconds(DAY - 1)
    const second = house.clock.now()
    await note(exchange(house, connection, { status: 401 }), exchange(house, connection))
    expect((await seeConnection(owner, connection.id)).health).toMatchObject({
      ...{ lastExchangeAt: second, lastSuccessAt: second, errorsLastDay: 2 },
      lastError: { at: second, status: 401 },
    })
    house.clock.moveSeconds(2)
    expect((await seeConnection(owner, connection.id)).health.errorsLastDay).toBe(1)
    expect(first < second).toBe(true)
    await endConnection(owner, connection.id)
    expect((await seeConnection(owner, connection.id)).health).toMatchObject({ lastSuccessAt: second })
    expect((await listExchanges(owner, connection.id)).lines).toHaveLength(3)
  })

  test('are forgotten after ninety days', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    await note(exchange(house, connection, { said: 'old' }))
    house.clock.moveSeconds(DAY)
    await note(exchange(house, connection, { said: 'young' }))
    house.clock.moveSeconds(89 * DAY + 1)
    await forgetOld(house.outside())
    expect((await listExchanges(owner, connection.id)).lines.map((it) => it.said)).toEqual(['young'])
  })

  test('about somebody are blank once that person is erased', async () => {
    const { owner } = await house.organization()
    const connection = await connect(owner)
    const { userId, token } = await house.invited(owner, 'ada@erased.test')
    await house.accept(token)
    await house.deliverAll()
    await note(
      exchange(house, connection, { path: `/Users/${userId}`, answer: '{"name":"Ada"}' }),
      exchange(house, connection, {
        path: '/Users?filter=userName+eq+"Ada@Erased.test"',
        said: 'Ada@erased.test?',
      }),
      exchange(house, connection, { path: '/Users', request: `{"userName":"ada@erased.test"}`, status: 409 }),
      exchange(house, connection, { path: '/Users', request: `{"userName":"bob@erased.test"}` }),
      exchange(house, connection, {
        path: '/Groups/1',
        isDryRun: true,
        changes: [{ after: { members: [userId] } }],
      }),
    )
    await deleteUser(owner, userId)
    house.clock.moveSeconds(DAY)
    await purgeUsers(house.outside())
    const { lines } = await listExchanges(owner, connection.id)
    const seen = await Promise.all(lines.map((it) => seeExchange(owner, it.id)))
    const whole = seen.map((it) => it.exchange)
    expect(whole.map((it) => it.status).sort()).toEqual([200, 200, 200, 200, 409])
    const blank = whole.filter((it) => it.said.includes('erased.'))
    expect(blank).toHaveLength(4)
    for (const it of blank) expect([it.request, it.answer, it.changes]).toEqual([null, null, null])
    expect(JSON.stringify(whole).toLowerCase()).not.toMatch(/ada/)
    expect(JSON.stringify(whole)).toContain('bob@erased.test')
  })
})

function never(): never {
  throw new Error('It is there')
}
