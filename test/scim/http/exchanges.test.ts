import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/domain/exchange.ts'
import { type Caller, groupOf, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

let scim: ScimHouse
let idp: Caller
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
})
afterAll(() => scim.close())

const noted = async (by = idp): Promise<Exchange[]> => {
  await scim.flush()
  return scim.house.query<Exchange>(
    `select method, path, status, request, answer, said, quirks, changes, is_dry_run "isDryRun", milliseconds,
            token_beginning "tokenBeginning", request_id "requestId", at
     from exchanges where connection_id = :id order by id`,
    { id: by.connectionId },
  )
}
const last = async (by = idp) => (await noted(by)).at(-1) as Exchange

test('an exchange is noted whole', async () => {
  const body = userOf('ada@acme.test', { displayName: 'Ada' })
  const answer = await idp.post('/Users', body)
  expect(await last()).toEqual({
    method: 'POST',
    path: '/Users',
    status: 201,
    request: JSON.stringify(body),
    answer: answer.text,
    said: 'Made the user ada@acme.test.',
    quirks: [],
    changes: null,
    isDryRun: false,
    milliseconds: expect.any(Number),
    tokenBeginning: idp.token.slice(0, 10),
    requestId: answer.headers['x-request-id'],
    at: scim.house.clock.now(),
  })
})

describe('what was done is said', () => {
  test('in the order it was done', async () => {
    const teller = await scim.connect()
    const id = await teller.user('grace@acme.test')
    const group = await teller.group('Navy')
    await teller.get(`/Users/${id}`)
    await teller.get(`/Users/${id}`, { 'if-none-match': '*' })
    await teller.find('Users', 'userName eq "grace@acme.test"')
    await teller.find('Users', 'userName eq "nobody"')
    await teller.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    await teller.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }])
    await teller.put(`/Users/${id}`, userOf('grace@acme.test', { title: 'Admiral' }))
    await teller.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value: id }] }])
    await teller.put(`/Groups/${group}`, groupOf('Navy'))
    await teller.delete(`/Groups/${group}`)
    await teller.delete(`/Users/${id}`)
    await teller.get('/Schemas')
    expect(
      (await noted(teller)).map((it) => it.said.replaceAll(id, '<grace>').replaceAll(group, '<navy>')),
    ).toEqual([
      'Made the user grace@acme.test.',
      'Made the group Navy.',
      'Showed the user grace@acme.test.',
      'Said that the user grace@acme.test is unchanged since the provider last asked.',
      'Looked for users with userName eq "grace@acme.test": showed 1 of 1.',
      'Looked for users with userName eq "nobody": there are none.',
      'Changed the user grace@acme.test: active.',
      'Nothing to change: the user grace@acme.test is as it was asked to be.',
      'Wrote the user grace@acme.test anew.',
      'Changed the group Navy: 1 member to join.',
      'Wrote the group Navy anew.',
      'Deleted the group <navy>.',
      'Deleted the user <grace>.',
      'Said what this service can do (Schemas).',
    ])
  })

  test('with the habits that were understood', async () => {
    const id = await idp.user('quirky@acme.test')
    await idp.patch(`/users/${id}/`, [{ op: 'Replace', path: 'active', value: 'False' }])
    expect((await last()).quirks).toEqual(['tidyPath', 'operationCase', 'wordToBoolean'])
  })
})

describe('what was refused is said with what to change', () => {
  test.each([
    [
      'POST',
      '/Users',
      userOf('ada@acme.test'),
      409,
      /belongs to another user.*let the provider match people by userName/,
    ],
    ['POST', '/Users', userOf('no address'), 400, /needs an email address.*map the email address/],
    ['GET', '/Users?filter=shoeSize%20eq%207', undefined, 400, /no attribute shoeSize.*match by userName/],
    ['GET', '/Users/nobody', undefined, 404, /no such user.*restart its provisioning/],
    ['PUT', '/Users', {}, 405, /Here one can GET.*SCIM does not have/],
    ['POST', '/Users', '{ half', 400, /is no JSON.*whoever makes it/],
    ['GET', '/nothing', undefined, 404, /nothing at this address/],
  ] as const)('%s %s', async (method, path, body, status, said) => {
    await idp.send(method, path, { body })
    const entry = await last()
    expect([entry.method, entry.path, entry.status]).toEqual([method, path, status])
    expect(entry.said).toMatch(/^Refused\. /)
    expect(entry.said).toMatch(said)
  })

  test('from where it may not come', async () => {
    const far = await scim.connect({ networks: ['192.0.2.0/24'] })
    await far.get('/Users')
    expect(await last(far)).toMatchObject({
      status: 403,
      said: expect.stringContaining('add the address to its networks'),
    })
  })
})

test('of a long body the beginning is noted, also where it holds a password', async () => {
  const secret = 'hunter2-hunter2'
  await idp.post('/Users', userOf('longwinded@acme.test', { password: secret, filler: 'x'.repeat(9_000) }))
  const { request } = await last()
  expect(request).toContain('"userName":"longwinded@acme.test"')
  expect(request).toContain('"password":"[removed]"')
  expect(request).toHaveLength(8_193)
})

test('a password and a token are never noted', async () => {
  const secret = 'hunter2-hunter2'
  await idp.post('/Users', userOf('secretive@acme.test', { password: secret, title: idp.token }))
  const { request, answer } = await last()
  expect(request).toContain('"password":"[removed]"')
  expect(`${request}${answer}`).not.toContain(secret)
  expect(`${request}${answer}`).not.toContain(idp.token)
  await idp.get(`/Users?access_token=${idp.token}`)
  expect((await last()).path).toBe('/Users?access_token=[removed]')
})

test('what is long is cut', async () => {
  await idp.post(
    '/Users',
    userOf('long@acme.test', {
      addresses: Array.from({ length: 200 }, (_, at) => ({ type: `t${at}`, streetAddress: 'x'.repeat(100) })),
    }),
  )
  const { request, answer } = await last()
  expect([request?.length, answer?.length]).toEqual([8_193, 8_193])
})

test('what nobody who is known asked is not noted', async () => {
  const before = (await noted()).length
  await idp.get('/Users', { authorization: 'Bearer nothing' })
  await idp.get('/Schemas', { authorization: undefined })
  expect((await noted()).length).toBe(before)
})

test('a token that was used says when', async () => {
  const fresh = await scim.connect()
  await fresh.get('/Users')
  await scim.flush()
  const [row] = await scim.house.query<{ lastUsedAt: Date }>(
    `select last_used_at "lastUsedAt" from scim_tokens where id = :id`,
    { id: fresh.tokenId },
  )
  expect(row?.lastUsedAt).toEqual(scim.house.clock.now())
})

test('a hundred requests are noted together, whatever becomes of the database meanwhile', async () => {
  const busy = await scim.connect()
  await Promise.all(Array.from({ length: 100 }, () => busy.get('/Users?count=0')))
  expect(await noted(busy)).toHaveLength(100)

  await scim.house.query('alter table exchanges rename to exchanges_away')
  expect((await busy.get('/Users?count=0')).status).toBe(200)
  await scim.flush()
  await scim.house.query('alter table exchanges_away rename to exchanges')
  expect((await busy.get('/Users?count=0')).status).toBe(200)
  expect(await noted(busy)).toHaveLength(101)
  expect(scim.log.map((it) => JSON.parse(it)).filter((it) => it.level === 40)).toMatchObject([{ lost: 1 }])
})
