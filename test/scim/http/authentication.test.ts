import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endConnection } from '../../../src/usecases/connections/end-connection.ts'
import { issueToken } from '../../../src/usecases/connections/issue-token.ts'
import { revokeToken } from '../../../src/usecases/connections/revoke-token.ts'
import type { Caller } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

let scim: ScimHouse
let caller: Caller
beforeAll(async () => {
  scim = await openScimHouse({ trustProxy: 1 })
  caller = await scim.connect()
})
afterAll(() => scim.close())

/** Answered without a look at anything: whoever is heard hears that there is no such thing. */
const PATH = '/Me'
const HEARD = 501
const as = (authorization: string | undefined, more: Record<string, string> = {}) =>
  caller.get(PATH, { authorization, ...more })
const wrong = (letter: string) => `scim_${letter.repeat(43)}`

const REALM = 'Bearer realm="Usher SCIM"'

describe('a token is taken', () => {
  test.each([
    ['as RFC 6750 writes it', (token: string) => `Bearer ${token}`],
    ['in lower case', (token: string) => `bearer ${token}`],
    ['in capitals, with two spaces', (token: string) => `BEARER  ${token}`],
    ['alone, where a console has one field for the header', (token: string) => token],
  ])('%s', async (_, header) => {
    expect((await as(header(caller.token))).status).toBe(HEARD)
  })
})

describe('anything else is 401', () => {
  test.each([
    ['nothing', undefined, REALM],
    ['an empty header', '', REALM],
    ['an unknown token', `Bearer ${wrong('A')}`, `${REALM}, error="invalid_token"`],
    ['what is no token at all', 'Bearer hunter2', `${REALM}, error="invalid_token"`],
    ['another scheme', 'Basic aGk6aG8=', `${REALM}, error="invalid_token"`],
    ['a link of an invitation', `Bearer inv_${'A'.repeat(43)}`, `${REALM}, error="invalid_token"`],
    ['two tokens', `Bearer ${wrong('A')} ${wrong('B')}`, `${REALM}, error="invalid_token"`],
  ])('%s', async (_, authorization, challenge) => {
    const { status, headers, body } = await as(authorization)
    expect([status, headers['www-authenticate']]).toEqual([401, challenge])
    expect(headers['content-type']).toBe('application/scim+json')
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '401',
      detail: 'A token of a connection is needed, and it must be one that is in force.',
    })
  })

  test('wherever it is asked, also where there is nothing', async () => {
    for (const path of ['/Users', '/Users/1', '/Groups', '/Bulk', '/Me', '/nothing', '/', ''])
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])
        expect([
          path,
          method,
          (await caller.send(method, path, { headers: { authorization: undefined } })).status,
        ]).toEqual([path, method, 401])
  })

  test('before a byte of a body is looked at', async () => {
    const { status } = await caller.send('POST', '/Users', {
      body: '{ not json',
      headers: { authorization: `Bearer ${wrong('A')}`, 'content-type': 'text/plain' },
    })
    expect(status).toBe(401)
  })

  test('and the same for a token that was, and is no more', async () => {
    const unknown = await as(`Bearer ${wrong('A')}`)
    const told = ({ status, body, headers }: typeof unknown) => [status, body, headers['www-authenticate']]

    const ended = await scim.connect()
    await endConnection(scim.owner, ended.connectionId)
    expect(told(await ended.get(PATH))).toEqual(told(unknown))

    const { organizationId } = scim.owner.actor
    const suspended = await scim.connect()
    await scim.house.query(`update organizations set suspended_at = now() where id = :organizationId`, {
      organizationId,
    })
    expect(told(await suspended.get(PATH))).toEqual(told(unknown))
    await scim.house.query(`update organizations set suspended_at = null where id = :organizationId`, {
      organizationId,
    })
  })
})

describe('what changes about a token binds', () => {
  test('within a second of its revocation', async () => {
    const revoked = await scim.connect()
    expect((await revoked.get(PATH)).status).toBe(HEARD)
    await revokeToken(scim.owner, revoked.tokenId)
    scim.wait(1)
    expect((await revoked.get(PATH)).status).toBe(401)
  })

  test('at the very second of its end, though it was believed a moment ago', async () => {
    const { now } = scim.house.clock
    const expiresAt = new Date(now().getTime() + 3_600_000)
    const { secret } = await issueToken(scim.owner, caller.connectionId, { expiresAt })
    scim.house.clock.moveSeconds(3_599)
    expect((await as(`Bearer ${secret}`)).status).toBe(HEARD)
    scim.house.clock.moveSeconds(1)
    expect((await as(`Bearer ${secret}`)).status).toBe(401)
  })

  test('and a token that was asked for before it was made is known within a second', async () => {
    const { secret } = await issueToken(scim.owner, caller.connectionId)
    expect((await as(`Bearer ${wrong('C')}`)).status).toBe(401)
    expect((await as(`Bearer ${secret}`)).status).toBe(HEARD)
  })
})

test('a token does what its scopes say', async () => {
  const reader = await scim.connect({ scopes: ['groups.read'] })
  expect((await reader.get('/Groups?count=0')).status).toBe(200)
  const refused = await reader.get('/Users?count=0')
  expect([refused.status, refused.body.detail]).toEqual([
    403,
    'The token of this connection does not allow users.read. Make one in Usher that does.',
  ])
  expect((await reader.post('/Groups', {})).status).not.toBe(201)
})

describe('a connection that expects its provider from somewhere', () => {
  let close: Caller
  beforeAll(async () => {
    close = await scim.connect({ networks: ['192.0.2.0/24', '2001:db8:7::/48', '198.51.100.7'] })
  })

  test.each([
    ['192.0.2.255', HEARD],
    ['192.0.3.1', 403],
    ['198.51.100.7', HEARD],
    ['198.51.100.8', 403],
    ['2001:db8:7:1::9', HEARD],
    ['2001:db8:8::9', 403],
    ['::ffff:192.0.2.9', HEARD],
    ['192.0.2.9:4711', HEARD],
    ['unknown', 403],
  ])('hears %s with %s', async (ip, status) => {
    expect((await close.get(PATH, { 'x-forwarded-for': ip })).status).toBe(status)
  })

  test('says what to change', async () => {
    const { body } = await close.get(PATH, { 'x-forwarded-for': '192.0.3.1' })
    expect(body.detail).toBe(
      'This connection may not be used from 192.0.3.1: add the address to its networks in Usher.',
    )
  })
})

describe('whoever shows one wrong token after another', () => {
  const from = '203.0.113.99'
  const token = (at: number) => wrong('x').slice(0, -2) + String(at).padStart(2, '0')

  test('waits, while the right ones of the same address go on', async () => {
    const known = await scim.connect()
    expect((await known.get(PATH, { 'x-forwarded-for': from })).status).toBe(HEARD)
    for (let at = 0; at < 30; at++)
      expect((await as(`Bearer ${token(at)}`, { 'x-forwarded-for': from })).status).toBe(401)

    const waiting = await as(`Bearer ${token(31)}`, { 'x-forwarded-for': from })
    expect(waiting.status).toBe(429)
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThan(50)
    scim.wait(1)
    expect((await known.get(PATH, { 'x-forwarded-for': from })).status).toBe(HEARD)
    expect((await as(`Bearer ${token(32)}`, { 'x-forwarded-for': '203.0.113.98' })).status).toBe(401)
  })
})

test('a database that was away is asked again at once', async () => {
  let isAway = false
  const shaky = await openScimHouse({ around: (it) => (isAway ? { ...it, db: null as never } : it) })
  const known = await shaky.connect()
  isAway = true
  expect((await known.get(PATH)).status).toBe(500)
  isAway = false
  expect((await known.get(PATH)).status).toBe(HEARD)
  await shaky.close()
})

test('a hundred requests at once ask once who holds the token', async () => {
  const busy = await scim.connect()
  const statements: string[] = []
  const note = ({ sql }: { sql: string }) => statements.push(sql)
  scim.house.db.on('query', note)
  const answers = await Promise.all(Array.from({ length: 100 }, () => busy.get(PATH)))
  scim.house.db.off('query', note)
  expect(answers.every((it) => it.status === HEARD)).toBe(true)
  expect(statements.filter((it) => it.includes('from scim_tokens'))).toHaveLength(1)
})

describe('what the service is may be read without a token, but not with a wrong one', () => {
  test.each(['/ServiceProviderConfig', '/Schemas', '/ResourceTypes', '/ResourceTypes/User'])(
    '%s',
    async (path) => {
      expect((await caller.get(path, { authorization: undefined })).status).toBe(200)
      expect((await caller.get(path)).status).toBe(200)
      expect((await caller.get(path, { authorization: `Bearer ${wrong('A')}` })).status).toBe(401)
    },
  )
})

test('no log line holds a token', () => {
  expect(scim.log.join('\n')).not.toMatch(/scim_[\w-]{20,}/)
})
