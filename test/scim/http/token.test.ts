import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueClient } from '../../../src/usecases/connections/issue-client.ts'
import type { Caller } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

let scim: ScimHouse
let idp: Caller
let client: { id: string; secret: string }
beforeAll(async () => {
  scim = await openScimHouse({ trustProxy: 1 })
  idp = await scim.connect()
  client = await issueClient(scim.owner, idp.connectionId)
})
afterAll(() => scim.close())

const FORM = 'application/x-www-form-urlencoded'
const ask = (form: string, headers: Record<string, string | undefined> = {}) =>
  idp.send('POST', '/oauth/token', {
    body: form,
    headers: { authorization: undefined, 'content-type': FORM, ...headers },
  })
const grant = 'grant_type=client_credentials'
const inBody = () => `${grant}&client_id=${client.id}&client_secret=${client.secret}`
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

describe('a client of a connection gets a token', () => {
  test('for credentials in the body, and may speak with it', async () => {
    const { status, headers, body } = await ask(inBody())
    expect([status, headers['cache-control'], headers.pragma]).toEqual([200, 'no-store', 'no-cache'])
    expect(body).toEqual({
      access_token: expect.stringMatching(/^scim_[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'users.read users.write groups.read groups.write',
    })
    expect((await idp.get('/Users', { authorization: `Bearer ${body.access_token}` })).status).toBe(200)
  })

  test('for credentials in the header, encoded or not', async () => {
    expect((await ask(grant, { authorization: basic(client.id, client.secret) })).status).toBe(200)
    const encoded = basic(encodeURIComponent(client.id), encodeURIComponent(client.secret))
    expect((await ask(grant, { authorization: encoded })).status).toBe(200)
  })

  test('in any form of the form', async () => {
    expect((await ask(inBody(), { 'content-type': `${FORM};charset=UTF-8` })).status).toBe(200)
    expect((await ask(`${inBody()}&scope=scim&resource=x`)).status).toBe(200)
  })

  test('until it has lived its time', async () => {
    const { body } = await ask(inBody())
    const authorization = `Bearer ${body.access_token}`
    scim.house.clock.moveSeconds(3_599)
    expect((await idp.get('/Me', { authorization })).status).toBe(501)
    scim.house.clock.moveSeconds(1)
    expect((await idp.get('/Me', { authorization })).status).toBe(401)
  })
})

describe('whatever is wrong is said as RFC 6749 has it', () => {
  test.each([
    ['no form', () => ask('{}', { 'content-type': 'application/json' }), 400, 'invalid_request'],
    ['nothing', () => ask(''), 400, 'invalid_request'],
    ['no grant_type', () => ask(`client_id=${client.id}`), 400, 'invalid_request'],
    ['another grant', () => ask('grant_type=password&username=a&password=b'), 400, 'unsupported_grant_type'],
    ['a parameter twice', () => ask(`${inBody()}&client_id=x`), 400, 'invalid_request'],
    [
      'both ways at once',
      () => ask(inBody(), { authorization: basic(client.id, client.secret) }),
      400,
      'invalid_request',
    ],
    ['no credentials', () => ask(grant), 401, 'invalid_client'],
    ['no secret', () => ask(`${grant}&client_id=${client.id}`), 401, 'invalid_client'],
    ['a wrong secret', () => ask(`${grant}&client_id=${client.id}&client_secret=x`), 401, 'invalid_client'],
    [
      'an unknown client',
      () => ask(`${grant}&client_id=x&client_secret=${client.secret}`),
      401,
      'invalid_client',
    ],
    [
      'a wrong secret in the header',
      () => ask(grant, { authorization: basic(client.id, 'x') }),
      401,
      'invalid_client',
    ],
    ['a header that is none', () => ask(grant, { authorization: 'Basic ???' }), 401, 'invalid_client'],
  ])('%s', async (_, request, status, error) => {
    const answer = await request()
    expect([answer.status, answer.body.error]).toEqual([status, error])
    expect(answer.body.error_description).toMatch(/\.$/)
    expect(answer.headers['content-type']).toBe('application/json')
  })

  test('and whoever came with a header is asked for one', async () => {
    const { headers } = await ask(grant, { authorization: basic(client.id, 'x') })
    expect(headers['www-authenticate']).toBe('Basic realm="Usher SCIM"')
    expect((await ask(`${grant}&client_id=x&client_secret=y`)).headers['www-authenticate']).toBeUndefined()
  })

  test('too much is too much', async () => {
    expect((await ask(`${grant}&x=${'y'.repeat(20_000)}`)).status).toBe(413)
  })
})

test('whoever tries one secret after another waits; another address does not', async () => {
  const from = { 'x-forwarded-for': '203.0.113.5' }
  const tryOut = (at: number, headers = from) =>
    ask(`${grant}&client_id=${client.id}&client_secret=${at}`, headers)
  for (let at = 0; at < 30; at++) expect((await tryOut(at)).status).toBe(401)
  const waiting = await tryOut(31)
  expect([waiting.status, Number(waiting.headers['retry-after']) > 0]).toEqual([429, true])
  expect((await ask(inBody(), { 'x-forwarded-for': '203.0.113.6' })).status).toBe(200)
})

test('neither a secret nor a token is in the log', async () => {
  await scim.flush()
  const log = scim.log.join('\n')
  expect(log).not.toContain(client.secret)
  expect(log).not.toMatch(/scim_[\w-]{20,}/)
})
