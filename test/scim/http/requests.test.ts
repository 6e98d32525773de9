import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, patchOf, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

let scim: ScimHouse
let idp: Caller
let ada = ''
const golden = new Golden('requests')
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
  ada = await idp.user('ada@acme.test', { name: { givenName: 'Ada' } })
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

describe('a body is read', () => {
  let number = 0
  const made = (headers: Record<string, string | undefined>, body: string | Buffer = someone()) =>
    idp.send('POST', '/Users', { body, headers })
  const someone = () => JSON.stringify(userOf(`body-${++number}@acme.test`))

  test.each([
    undefined,
    'application/scim+json',
    'application/json',
    'application/json; charset=utf-8',
    'application/scim+json;charset=UTF-8',
    'Application/SCIM+JSON ; charset="utf-8"',
  ])('as %s', async (type) => {
    expect((await made({ 'content-type': type })).status).toBe(201)
  })

  test('with a byte order mark in front', async () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(someone())])
    expect((await made({}, body)).status).toBe(201)
  })

  test('in pieces, of nobody knows what length', async () => {
    const answer = await made({ 'content-length': undefined, 'transfer-encoding': 'chunked' })
    expect(answer.status).toBe(201)
  })

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('but not as %s: 415', async (type) => {
    const answer = await made({ 'content-type': type })
    golden.expect(`415 ${type}`, answer)
  })

  test.each(['gzip', 'br', 'deflate'])('nor packed with %s: 415', async (encoding) => {
    golden.expect(`415 ${encoding}`, await made({ 'content-encoding': encoding }))
  })

  test.each([
    ['nothing', ''],
    ['spaces', '  \n'],
    ['half an object', '{"userName":'],
    ['two objects', '{}{}'],
    ['words', 'userName: ada'],
    ['a single quotation mark', "{'userName': 'ada'}"],
    ['a trailing comma', '{"userName":"ada",}'],
  ])('%s is 400 invalidSyntax', async (what, body) => {
    golden.expect(`400 ${what}`, await made({}, body))
  })

  test.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '42'],
    ['a text', '"ada"'],
    ['no schemas', '{"userName":"x"}'],
    ['schemas that are no list', '{"schemas":"urn:ietf:params:scim:schemas:core:2.0:User","userName":"x"}'],
    [
      'a schema of another thing',
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"userName":"x"}',
    ],
    [
      'userName twice',
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x","USERNAME":"y"}',
    ],
  ])('%s is 400 too', async (what, body) => {
    golden.expect(`400 ${what}`, await made({}, body))
  })

  test('that is no UTF-8 is refused, rather than stored with question marks', async () => {
    golden.expect('400 latin 1', await made({}, Buffer.from('{"userName":"J\xfcrgen"}', 'latin1')))
  })

  test('of a GET or a DELETE is let be', async () => {
    expect((await idp.send('GET', `/Users/${ada}`, { body: '{ not json' })).status).toBe(200)
    const id = await idp.user('deleted-with-body@acme.test')
    expect((await idp.send('DELETE', `/Users/${id}`, { body: '{ not json' })).status).toBe(204)
  })

  test('that is too long is refused by its length alone', async () => {
    golden.expect('413 announced', await made({}, Buffer.alloc(10 * 1024 * 1024 + 1, 0x20)))
  })

  test('and where nobody said how long it is, as soon as it is too long', async () => {
    const headers = { 'content-length': undefined, 'transfer-encoding': 'chunked' }
    const { status } = await made(headers, Buffer.alloc(11 * 1024 * 1024, 0x20))
    expect(status).toBe(413)
    expect((await idp.get(`/Users/${ada}`)).status).toBe(200)
  })

  test('that breaks off is nobody’s loss', async () => {
    const { port } = new URL(idp.url)
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${idp.token}\r\nContent-Length: 500\r\n\r\n{"half`,
          () => socket.destroy(),
        )
      })
      socket.on('close', () => done())
    })
    expect((await idp.get(`/Users/${ada}`)).status).toBe(200)
    expect(scim.log.join('\n')).not.toContain('"level":"error"')
  })
})

describe('what can not be done there is 405, and says what can', () => {
  test.each([
    ['PUT', '/Users'],
    ['DELETE', '/Users'],
    ['PATCH', '/Groups'],
    ['POST', '/Users/1'],
    ['GET', '/Users/.search'],
    ['GET', '/Bulk'],
    ['GET', '/.search'],
    ['POST', '/'],
    ['POST', '/Schemas'],
    ['DELETE', '/ServiceProviderConfig'],
    ['PATCH', '/ResourceTypes/User'],
    ['GET', '/oauth/token'],
  ])('%s %s', async (method, path) => {
    golden.expect(`405 ${method} ${path}`, await idp.send(method, path))
  })
})

describe('OPTIONS says what can be done', () => {
  test.each(['/Users', '/Users/1', '/Bulk', '/Schemas'])('at %s', async (path) => {
    golden.expect(`OPTIONS ${path}`, await idp.send('OPTIONS', path))
  })
})

describe('HEAD is GET without a body', () => {
  test.each(['/Users', '/ServiceProviderConfig', '/Users/<ada>'])('%s', async (template) => {
    const path = template.replace('<ada>', ada)
    const [head, get] = [await idp.send('HEAD', path), await idp.get(path)]
    const same = ['content-type', 'content-length', 'etag', 'location']
    expect([head.status, head.text, ...same.map((it) => head.headers[it])]).toEqual([
      get.status,
      '',
      ...same.map((it) => get.headers[it]),
    ])
  })
})

describe('addresses', () => {
  test.each([
    '/nothing',
    '/Users/1/2',
    '/Users/1/groups',
    '/Schemas/urn:unknown',
    '/ResourceTypes/Device',
    '/v1/Users',
    '/Users;x=1',
  ])('%s is 404', async (path) => {
    golden.expect(`404 ${path}`, await idp.get(path))
  })

  test.each(['/%', '/Users/%E0%A4%A', '/Schemas/%zz'])(
    '%s can not be read, and is no fault of ours',
    async (path) => {
      const { status, body } = await idp.get(path)
      expect([status, body.schemas]).toEqual([
        path === '/%' ? 404 : 400,
        ['urn:ietf:params:scim:api:messages:2.0:Error'],
      ])
    },
  )

  test.each([
    '/users',
    '/USERS/',
    '//Users',
    '///users/',
    '/Users/?count=1',
    '/groups/',
    '/schemas',
    '/ServiceProviderCONFIG/',
  ])('%s is tolerated', async (path) => expect((await idp.get(path)).status).toBe(200))

  const bare = (path: string) =>
    fetch(`${idp.url}${path}`, { headers: { authorization: `Bearer ${idp.token}` } })

  test('/SCIM/V2 too', async () => {
    expect((await bare('/SCIM/V2/Users')).status).toBe(200)
  })

  test.each(['/scim', '/scim/', '/scim/Users', '/scim/v1/Users', '/scim/v3/Users', '/scim/v2x'])(
    '%s is not where it begins',
    async (path) => {
      const answer = await bare(path)
      expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
        400,
        'application/scim+json',
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '400',
          scimType: 'invalidVers',
          detail: 'SCIM 2.0 is spoken here, at https://usher.test/scim/v2: correct the address.',
        },
      ])
    },
  )

  test('and what only begins alike is another door', async () => {
    expect(await (await bare('/scimitar')).text()).toBe('another door')
  })
})

describe('every answer', () => {
  test('is of the type that was asked for, is kept by nobody, and has an id that the log has too', async () => {
    const { headers } = await idp.get('/Users')
    expect(headers).toMatchObject({
      'content-type': 'application/scim+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000',
    })
    expect(headers['x-powered-by']).toBeUndefined()
    const id = headers['x-request-id'] ?? ''
    expect(id).toMatch(/^[0-9a-f]{16}$/)
    await scim.flush()
    const line = scim.log.map((it) => JSON.parse(it)).find((it) => it.requestId === id)
    expect(line).toMatchObject({
      method: 'GET',
      path: '/scim/v2/Users',
      status: 200,
      connection: idp.connectionId,
    })
  })

  test.each([
    ['application/json', 'application/json'],
    ['application/json;charset=utf-8', 'application/json'],
    ['application/scim+json', 'application/scim+json'],
    ['application/json, application/scim+json', 'application/scim+json'],
    ['*/*', 'application/scim+json'],
    ['text/html', 'application/scim+json'],
  ])('to Accept: %s is %s', async (accept, type) => {
    expect((await idp.get('/Users?count=0', { accept })).headers['content-type']).toBe(type)
    expect((await idp.get('/Users/none', { accept })).headers['content-type']).toBe(type)
  })

  test('has no ETag of the web server’s own', async () => {
    expect((await idp.get('/Users')).headers.etag).toBeUndefined()
    expect((await idp.get('/Schemas')).headers.etag).toBeUndefined()
    expect((await idp.get(`/Users/${ada}`)).headers.etag).toBe('W/"1"')
  })
})

describe('conditions', () => {
  const known = async () => (await idp.get(`/Users/${ada}`)).headers.etag ?? ''
  const title = (headers: Record<string, string>) =>
    idp.patch(`/Users/${ada}`, [{ op: 'replace', path: 'title', value: `at ${Math.random()}` }], headers)

  test.each([
    ['if-none-match', (etag: string) => etag, 304],
    ['if-none-match', (etag: string) => etag.replace('W/', ''), 304],
    ['if-none-match', (etag: string) => `"other", ${etag}`, 304],
    ['if-none-match', () => '*', 304],
    ['if-none-match', () => 'W/"0"', 200],
    ['if-none-match', () => '"a330bc54f0671c9"', 200],
    ['if-none-match', () => 'nonsense', 200],
    ['if-match', (etag: string) => etag, 200],
    ['if-match', () => '*', 200],
    ['if-match', () => 'W/"0"', 412],
    ['if-match', () => 'nonsense', 412],
  ])('GET with %s %s is %s', async (name, value, status) => {
    expect((await idp.get(`/Users/${ada}`, { [name]: value(await known()) })).status).toBe(status)
  })

  test('a change is made to the version that was meant', async () => {
    const etag = await known()
    expect((await title({ 'if-match': 'W/"0"' })).status).toBe(412)
    expect(await known()).toBe(etag)
    expect((await title({ 'if-match': etag })).status).toBe(200)
    expect(await known()).not.toBe(etag)
    expect((await title({ 'if-match': etag })).status).toBe(412)
    expect((await title({ 'if-none-match': '*' })).status).toBe(412)
    expect((await title({ 'if-match': '*' })).status).toBe(200)
  })

  test('a PUT and a DELETE too', async () => {
    const id = await idp.user('conditional@acme.test')
    const body = userOf('conditional@acme.test', { title: 'new' })
    const stale = { 'if-match': 'W/"77"' }
    expect((await idp.put(`/Users/${id}`, body, stale)).status).toBe(412)
    expect((await idp.delete(`/Users/${id}`, stale)).status).toBe(412)
    expect((await idp.get(`/Users/${id}`)).body.title).toBeUndefined()
    expect((await idp.delete(`/Users/${id}`, { 'if-match': 'W/"1"' })).status).toBe(204)
  })

  test('of two that mean the same version one wins', async () => {
    const etag = await known()
    const answers = await Promise.all(Array.from({ length: 10 }, () => title({ 'if-match': etag })))
    expect(answers.map((it) => it.status).sort()).toEqual([200, ...Array(9).fill(412)])
  })

  test('of something that is not there it is 404 all the same', async () => {
    const gone = '/Users/00000000-0000-4000-8000-000000000000'
    expect((await idp.get(gone, { 'if-none-match': '*' })).status).toBe(404)
    expect((await idp.delete(gone, { 'if-match': '*' })).status).toBe(404)
  })
})

test('a bug is 500 in the words of the protocol, logged once under the number that it names', async () => {
  const broken = await openScimHouse({
    around: (it) => ({ ...it, db: it.trace.requestId === 'exchanges' ? it.db : (null as never) }),
  })
  const answer = await (await broken.connect()).get('/Users')
  expect(answer.status).toBe(500)
  const [, id] = /this number: ([0-9a-f]{16})$/.exec(answer.body.detail) ?? []
  expect(answer.headers['x-request-id']).toBe(id)
  const errors = broken.log.map((it) => JSON.parse(it)).filter((it) => it.level === 50)
  expect(errors.map((it) => it.requestId)).toEqual([id])
  expect(answer.text).not.toContain('null')
  await broken.close()
})

test('an empty PATCH changes nothing', async () => {
  const { etag } = (await idp.get(`/Users/${ada}`)).headers
  const answer = await idp.send('PATCH', `/Users/${ada}`, { body: patchOf([]) })
  expect([answer.status, answer.headers.etag]).toEqual([200, etag])
})
