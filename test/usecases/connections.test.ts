import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewExchange } from '../../src/db/exchanges.ts'
import { changeConnection } from '../../src/usecases/connections/change-connection.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { endConnection } from '../../src/usecases/connections/end-connection.ts'
import { issueClient } from '../../src/usecases/connections/issue-client.ts'
import { issueToken } from '../../src/usecases/connections/issue-token.ts'
import { listConnections, seeConnection } from '../../src/usecases/connections/list-connections.ts'
import { listExchanges, seeExchange } from '../../src/usecases/connections/list-exchanges.ts'
import { noteExchanges, noteUse } from '../../src/usecases/connections/note-exchanges.ts'
import { revokeClient } from '../../src/usecases/connections/revoke-client.ts'
import { revokeToken } from '../../src/usecases/connections/revoke-token.ts'
import { rotateToken } from '../../src/usecases/connections/rotate-token.ts'
import { tokenForClient } from '../../src/usecases/connections/token-for-client.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const choices = { emptyStringClears: [true, false], deleteMeans: ['soft', 'hard'] }
const connect = (ctx: Context, name = 'Okta') => createConnection(ctx, { connector: 'okta', name })
const speaks = async (secret: string) => (await whoProvisions(house.outside(), secret)) !== null

describe('a connection', () => {
  test('is made with a token, and seen with how it is doing', async () => {
    const { owner } = await house.organization()
    const { connection, token } = await connect(owner)
    expect(token.secret).toMatch(/^scim_/)
    expect(await speaks(token.secret)).toBe(true)
    const [seen, ...others] = await listConnections(owner)
    expect(others).toEqual([])
    expect(seen).toMatchObject({
      id: connection.id,
      name: 'Okta',
      ceiling: { name: 'Manager' },
      defaultRole: null,
      people: 0,
      teams: 0,
      openQuestions: 0,
      health: { lastExchangeAt: null, lastSuccessAt: null, lastError: null, errorsLastDay: 0 },
      tokens: [{ beginning: token.secret.slice(0, 10), lastUsedAt: null, expiresAt: null }],
      clients: [],
    })
  })

  test('is changed, and ended', async () => {
    const { owner } = await house.organization()
    const { connection, token } = await connect(owner)
    const changed = await changeConnection(
      owner,
      connection.id,
      { version: 1, name: ' Okta  EU ', networks: ['10.0.0.7/8', '::1'], flags: { deleteMeans: 'hard' } },
      choices,
    )
    expect(changed).toMatchObject({
      name: 'Okta EU',
      networks: ['10.0.0.0/8', '::1'],
      flags: { deleteMeans: 'hard' },
      version: 2,
    })
    const client = await issueClient(owner, connection.id)
    const access = await tokenForClient(house.outside(), client.id, client.secret)
    expect(await speaks(access?.token ?? '')).toBe(true)
    await endConnection(owner, connection.id)
    expect(await speaks(token.secret)).toBe(false)
    expect(await speaks(access?.token ?? '')).toBe(false)
    expect(await tokenForClient(house.outside(), client.id, client.secret)).toBeNull()
    expect(await listConnections(owner)).toEqual([])
    expect((await seeConnection(owner, connection.id)).endedAt).not.toBeNull()
  })
})

describe('tokens', () => {
  test('are issued, renewed with an overlap, and revoked', async () => {
    const { owner } = await house.organization()
    const { connection, token } = await connect(owner)
    const renewed = await rotateToken(owner, token.id, 3600)
    expect([await speaks(token.secret), await speaks(renewed.secret)]).toEqual([true, true])
    house.clock.moveHours(1)
    expect([await speaks(token.secret), await speaks(renewed.secret)]).toEqual([false, true])
    await revokeToken(owner, renewed.id)
    await revokeToken(owner, renewed.id)
    expect(await speaks(renewed.secret)).toBe(false)
    const other = await issueToken(owner, connection.id, { scopes: ['users.read'] })
    await noteUse(house.outside(), [other.id], house.clock.now())
    const { tokens } = await seeConnection(owner, connection.id)
    expect(tokens).toMatchObject([{ id: other.id, scopes: ['users.read'], lastUsedAt: house.clock.now() }])
  })

  test('of clients die with them', async () => {
    const { owner } = await house.organization()
    const { connection } = await connect(owner)
    const client = await issueClient(owner, connection.id, { tokenMinutes: 90 })
    const access = await tokenForClient(house.outside(), client.id, client.secret)
    expect(access).toMatchObject({ expiresInSeconds: 5400 })
    expect(await tokenForClient(house.outside(), client.id, `${client.secret}x`)).toBeNull()
    await revokeClient(owner, client.id)
    expect(await speaks(access?.token ?? '')).toBe(false)
  })
})

describe('exchanges', () => {
  const exchange = (connection: { organizationId: string; id: string }, more: Partial<NewExchange> = {}) => ({
    organizationId: connection.organizationId,
    connectionId: connection.id,
    at: house.clock.now(),
    method: 'GET',
    path: '/scim/v2/Users',
    status: 200,
    request: null,
    answer: '{}',
    said: 'Listed people.',
    quirks: [],
    changes: null,
    isDryRun: false,
    milliseconds: 3,
    tokenBeginning: 'scim_abcde',
    requestId: 'r1',
    ...more,
  })

  test('are noted and read', async () => {
    const { owner } = await house.organization()
    const { connection } = await connect(owner)
    await noteExchanges(house.outside(), [
      exchange(connection),
      exchange(connection, {
        status: 409,
        said: 'Taken\0 \ud800',
        changes: [{ act: 'x' }],
        quirks: ['a', 'b'],
      }),
    ])
    const { lines } = await listExchanges(owner, connection.id)
    expect(lines.map((it) => it.status)).toEqual([409, 200])
    expect(await seeExchange(owner, lines[0]?.id ?? '')).toMatchObject({
      said: 'Taken\ufffd \ufffd',
      changes: [{ act: 'x' }],
      quirks: ['a', 'b'],
      request: null,
      answer: '{}',
    })
    expect((await seeConnection(owner, connection.id)).health).toMatchObject({
      errorsLastDay: 1,
      lastError: { status: 409 },
      lastSuccessAt: house.clock.now(),
    })
  })
})
