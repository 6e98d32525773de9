import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isObject, type Json, type JsonObject } from '../../../src/domain/json.ts'
import { type Caller, groupOf, type Reply, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** What the collections ask that others published to try a service with: the steps of each, in its order. */
let scim: ScimHouse
beforeAll(async () => {
  scim = await openScimHouse()
})
afterAll(() => scim.close())

describe('Okta, SCIM 2.0 SPEC test', () => {
  let okta: Caller
  let first = ''
  let made = ''
  const headers = {
    'accept-charset': 'utf-8',
    'content-type': 'application/scim+json; charset=utf-8',
    'user-agent': 'OKTA SCIM Integration',
  }
  const body = {
    schemas: [USER],
    userName: 'runscope300spring@atko.com',
    name: { givenName: 'Runscope', familyName: 'Spring' },
    emails: [{ primary: true, value: 'runscope300spring@atko.com', type: 'work' }],
    displayName: 'Runscope Spring',
    active: true,
  }
  const byName = (userName: string, more = {}) =>
    okta.get(`/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`, { ...headers, ...more })
  beforeAll(async () => {
    okta = await scim.connect({ connector: 'okta' })
    await okta.user('somebody@atko.com', { name: { givenName: 'Some', familyName: 'Body' }, active: true })
  })

  test('the users endpoint shows somebody whole', async () => {
    const { status, body: list } = await okta.get('/Users?count=1&startIndex=1', headers)
    const [someone] = list.Resources
    first = someone.id
    expect([status, list.schemas]).toEqual([200, [LIST]])
    expect([list.itemsPerPage, list.startIndex, list.totalResults]).toEqual([1, 1, 1])
    expect(someone).toMatchObject({
      name: { familyName: 'Body', givenName: 'Some' },
      userName: 'somebody@atko.com',
      active: true,
      emails: [{ value: 'somebody@atko.com' }],
    })
  })

  test('and alone', async () => {
    const { status, body: someone } = await okta.get(`/Users/${first}`, headers)
    expect([status, someone.id, someone.emails[0].value]).toEqual([200, first, 'somebody@atko.com'])
  })

  test('somebody who is not there, by name and by id', async () => {
    const found = await byName('abcdefgh@atko.com')
    expect([found.status, found.body.schemas, found.body.totalResults]).toEqual([200, [LIST], 0])
    for (const id of ['010101001010101011001010101011', '00919288221112222']) {
      const gone = await okta.get(`/Users/${id}`, headers)
      expect([gone.status, gone.body.status, gone.body.schemas]).toEqual([404, '404', [ERROR]])
      expect(gone.body.detail).not.toBe('')
    }
  })

  test('a creation with realistic values', async () => {
    expect((await byName('runscope300spring@atko.com')).body.totalResults).toBe(0)
    const json = { 'content-type': 'application/json', accept: 'application/scim+json; charset=utf-8' }
    const answer = await okta.post('/Users', body, json)
    made = answer.body.id
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      active: true,
      name: body.name,
      userName: body.userName,
      schemas: [USER],
    })
    expect((await okta.get(`/Users/${made}`, headers)).body).toMatchObject({
      name: body.name,
      userName: body.userName,
    })
  })

  test('fails when it is repeated', async () => {
    expect((await okta.post('/Users', body, { 'content-type': 'application/json' })).status).toBe(409)
  })

  test('the case of a user name', async () => {
    expect((await byName('RUNSCOPE300SPRING@ATKO.COM')).status).toBe(200)
  })

  test('the groups endpoint', async () => {
    const { status, body: list } = await okta.get('/Groups', headers)
    expect([status, list.totalResults, list.Resources]).toEqual([200, 0, []])
  })

  test('a token that is none', async () => {
    const { status, body: error } = await byName('x', { authorization: 'non-token' })
    expect([status, error.status, error.schemas]).toEqual([401, '401', [ERROR]])
    expect(error.detail).not.toBe('')
  })
})

describe('Microsoft, collection of the reference code', () => {
  let entra: Caller
  const ids: Record<string, string> = {}
  const json = { 'content-type': 'application/json' }
  const person = (userName: string, address: string, more: JsonObject = {}) => ({
    ...userOf(userName),
    active: true,
    displayName: 'BobIsAmazing',
    externalId: `guid of ${userName}`,
    name: { formatted: 'Ryan Leenay', familyName: 'Leenay', givenName: 'Ryan' },
    emails: [
      { Primary: true, type: 'work', value: address },
      { Primary: false, type: 'home', value: `home-${address}` },
    ],
    ...more,
  })
  const keep = (name: string, answer: Reply) => {
    ids[name] = answer.body?.id
    return answer.status
  }
  const changed = [200, 204]
  beforeAll(async () => {
    entra = await scim.connect({ connector: 'entra' })
  })

  test('endpoints', async () => {
    expect((await entra.get('/users')).status).toBe(200)
    expect((await entra.get('/Groups')).status).toBe(200)
    expect((await entra.get('/ResourceTypes')).body.Resources[0].endpoint).toBe('/Users')
    expect((await entra.get('/ServiceProviderConfig')).body.patch.supported).toBe(true)
    expect((await entra.get('/Schemas')).status).toBe(200)
  })

  test('a person, and one of an enterprise whose attributes are written with capitals', async () => {
    expect(keep('one', await entra.post('/Users', person('UserName123', 'testing@bob.com'), json))).toBe(201)
    const enterprise = { Department: 'bob', Manager: { Value: 'SuzzyQ' } }
    const body = person('UserName222', 'testing@bob2.com', {
      schemas: [E, USER],
      displayName: 'lennay',
      [E]: enterprise,
    })
    const answer = await entra.post('/Users', body, json)
    expect(keep('two', answer)).toBe(201)
    expect(answer.body[E]).toEqual({ department: 'bob', manager: { value: 'SuzzyQ' } })
    expect(answer.body.emails[0].primary).toBe(true)
    for (const name of ['one', 'two'])
      expect((await entra.get(`/Users/${ids[name]}`)).body.id).toBe(ids[name])
  })

  test('attributes and filters', async () => {
    expect((await entra.get('/Users?attributes=userName,emails')).text).toContain(ids.one)
    expect((await entra.get('/Users/?filter=DisplayName+eq+%22BobIsAmazing%22')).text).toContain(ids.one)
    for (const inside of ['type eq "work"', 'value eq "testing@bob.com"'])
      expect(
        (await entra.get(`/Users?attributes=${encodeURIComponent(`emails[${inside}]`)}`)).text,
      ).toContain('testing@bob.com')
  })

  test('a change and a replacement', async () => {
    expect(changed).toContain(
      (await entra.patch(`/Users/${ids.one}`, [{ op: 'replace', path: 'userName', value: 'ryan3' }])).status,
    )
    expect((await entra.get(`/Users/${ids.one}`)).body.userName).toBe('ryan3')
    const body = person('UserNameReplace2', 'testing@bobREPLACE.com', {
      schemas: [E, USER],
      id: ids.two ?? '',
      name: { formatted: 'NewName', familyName: 'Leenay', givenName: 'Ryan' },
    })
    expect((await entra.put(`/Users/${ids.two}`, body, json)).status).toBe(200)
    expect((await entra.get(`/Users/${ids.two}`)).body.name.formatted).toBe('NewName')
    for (const name of ['one', 'two']) expect((await entra.delete(`/Users/${ids[name]}`)).status).toBe(204)
  })

  test('groups: empty, filled, replaced, changed member by member, deleted', async () => {
    expect(
      keep(
        'empty',
        await entra.post('/Groups', { ...groupOf('Group1DisplayName'), externalId: 'g1', members: [] }),
      ),
    ).toBe(201)
    expect(keep('three', await entra.post('/Users', person('UserName333', 'three@bob.com')))).toBe(201)
    expect(
      keep(
        'four',
        await entra.post('/Users', person('UserName444', 'four@bob.com', { displayName: 'new User' })),
      ),
    ).toBe(201)
    const { three = '', four = '' } = ids
    const members = [{ value: three, display: 'VP' }]
    expect(keep('filled', await entra.post('/Groups', groupOf('GroupDisplayName2', [], { members })))).toBe(
      201,
    )
    expect(
      keep('third', await entra.post('/Groups', groupOf('GroupDisplayName3', [], { members: [] }))),
    ).toBe(201)
    const put = groupOf('putName', [], {
      id: ids.third ?? '',
      members: [...members, { value: four, display: 'SenorVP' }],
    })
    expect((await entra.put(`/Groups/${ids.third}`, put)).status).toBe(200)
    const { text } = await entra.get(`/Groups/${ids.third}`)
    for (const id of [three, four]) expect(text).toContain(id)

    const group = `/Groups/${ids.empty}`
    const add = {
      name: 'addMember',
      op: 'add',
      path: 'members',
      value: [{ displayName: 'new User', value: four }],
    }
    expect(changed).toContain((await entra.patch(group, [add])).status)
    expect(changed).toContain(
      (await entra.patch(group, [{ op: 'remove', path: `members[value eq "${four}"]` }])).status,
    )
    expect(changed).toContain((await entra.patch(group, [add])).status)
    expect((await entra.get(group)).text).toContain('new User')
    expect(changed).toContain((await entra.patch(group, [{ op: 'remove', path: 'members' }])).status)
    expect((await entra.get(group)).text).not.toContain('new User')
    for (const name of ['three', 'four']) expect((await entra.delete(`/Users/${ids[name]}`)).status).toBe(204)
    for (const name of ['empty', 'filled', 'third'])
      expect((await entra.delete(`/Groups/${ids[name]}`)).status).toBe(204)
  })

  const omalley = (more: JsonObject = {}) => ({
    schemas: [USER],
    userName: 'OMalley',
    active: true,
    addresses: [
      {
        country: 'Bermuda',
        formatted: '9132 Jennifer Way\nSouth Nancy, MI',
        postalCode: '99265',
        type: 'work',
        primary: false,
      },
      {
        country: null,
        formatted: '18522 Lisa Unions',
        locality: null,
        streetAddress: null,
        type: 'other',
        primary: false,
      },
    ],
    displayName: 'Kimberly Baker',
    emails: [
      { type: 'work', primary: true, value: 'anna33@example.com' },
      { type: 'other', primary: false, value: 'anna33@gmail.com' },
    ],
    meta: { created: '2019-09-18T18:15:26.5788954+00:00', resourceType: 'User' },
    name: { formatted: 'Daniel Mcgee', familyName: 'OMalley', givenName: 'Darl', honorificPrefix: null },
    phoneNumbers: [
      { type: 'fax', value: '312-320-0500' },
      { type: 'mobile', value: null },
    ],
    roles: [],
    title: 'Site engineer',
    ...more,
  })

  test('people with much beside, some of it null, some of it garbage', async () => {
    const answer = await entra.post('/Users', omalley())
    expect(keep('omalley', answer)).toBe(201)
    expect(answer.body).toMatchObject({ userName: 'OMalley', active: true })
    const employee = (name: string, more: JsonObject = {}) =>
      omalley({
        userName: name,
        emails: [{ type: 'work', primary: true, value: `${name}@example.com` }],
        name: { familyName: 'Employee' },
        ...more,
      })
    expect((await entra.post('/Users', employee('emp1', { active: 'True' }))).body.active).toBe(true)
    for (const name of ['emp2', 'emp3', 'enterprise'])
      expect(
        (await entra.post('/Users', employee(name, { [E]: { Department: 'some department' } }))).status,
      ).toBe(201)
    expect((await entra.get('/Users')).body.totalResults).toBe(5)

    const { userName: _, ...nameless } = omalley()
    expect((await entra.post('/Users', nameless)).status).toBe(400)
    expect(
      (await entra.send('POST', '/Users', { body: '{ "acve": tre, "adadfdresses": [ les": [] }' })).status,
    ).toBe(400)
    for (const __ of [1, 2]) {
      const again = await entra.post('/Users', employee('emp3'))
      expect([again.status, typeof again.body.detail]).toEqual([409, 'string'])
    }
    const at = `/Users/${ids.omalley}`
    expect((await entra.put(at, { ...nameless, userame: 'OMalley' })).status).toBe(400)
    const { addresses, ...without } = omalley({ active: false })
    const misspelt = await entra.put(at, { ...without, adreses: addresses } as JsonObject)
    expect([misspelt.status, misspelt.text.includes('ddresses')]).toEqual([200, false])
    expect(changed).toContain(
      (await entra.patch(at, [{ op: 'Replace', path: 'userName', value: 'newusername' }])).status,
    )
    expect(changed).toContain(
      (await entra.patch(at, [{ op: 'Replace', path: 'active', value: false }])).status,
    )
    expect((await entra.get(at)).body).toMatchObject({ userName: 'newusername', active: false })
    const moved = omalley({
      active: false,
      addresses: [{ country: 'Germany', type: 'work', primary: false }],
    })
    expect((await entra.put(at, moved)).body).toMatchObject({
      userName: 'OMalley',
      active: false,
      addresses: [{ country: 'Germany' }],
    })
  })

  test('pages and filters over them', async () => {
    expect((await entra.get('/Users?startIndex=1&count=2')).body).toMatchObject({
      totalResults: 5,
      itemsPerPage: 2,
    })
    const total = async (filter: string) => (await entra.find('Users', filter)).body.totalResults
    expect(
      await total(
        'name.FamilyName eq "Employee" and (emails.Value co "example.com" or emails.Value co "example.org")',
      ),
    ).toBe(4)
    expect(await total('userName sw "O"')).toBe(1)
    expect(await total('meta.Created gt "2015-10-10T14:38:21.8617979-07:00"')).toBe(5)
  })

  test('a group whose members come as bare texts, and are somebody or nobody', async () => {
    const id = await entra.group('Group 1', [], { externalId: '015489ea' })
    const bare = (value: string) => entra.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value }])
    expect((await bare(ids.omalley ?? '')).status).toBe(204)
    expect((await bare('string id 1')).status).toBe(400)
    expect((await entra.get(`/Groups/${id}?excludedAttributes=members`)).body.members).toBeUndefined()
    const put = await entra.put(`/Groups/${id}`, groupOf('Tiffany Ortiz', [], { id, externalId: '6c6b54c2' }))
    expect([put.status, put.body.displayName]).toEqual([200, 'Tiffany Ortiz'])
    expect((await entra.delete(`/Groups/${id}`)).status).toBe(204)
  })
})

describe('Microsoft, validation of a gallery application', () => {
  let entra: Caller
  beforeAll(async () => {
    entra = await scim.connect({ connector: 'entra' })
    for (let at = 0; at < 12; at++) {
      await entra.user(`gallery-${at}@example.com`)
      await entra.group(`Gallery ${at}`)
    }
  })

  test.each(['Users', 'Groups'] as const)('pages of five %s echo where they begin', async (type) => {
    const seen = new Set<string>()
    for (let page = 0; page < 3; page++) {
      const { body } = await entra.get(`/${type}?startIndex=${page * 5 + 1}&count=5`)
      expect([body.startIndex, body.itemsPerPage]).toEqual([page * 5 + 1, page < 2 ? 5 : 2])
      for (const { id } of body.Resources) seen.add(id)
    }
    expect(seen.size).toBe(12)
  })

  test('every mapped attribute is in /Schemas, groups included, without what its checker takes for a fault', async () => {
    const { body } = await entra.get('/Schemas')
    const byId = new Map<string, { attributes: { name: string; subAttributes?: { name: string }[] }[] }>(
      body.Resources.map((it: { id: string }) => [it.id, it]),
    )
    const names = (id: string) => byId.get(id)?.attributes.map((it) => it.name) ?? []
    expect(names(GROUP)).toEqual(expect.arrayContaining(['displayName', 'members']))
    expect(names(USER)).toEqual(
      expect.arrayContaining([
        'userName',
        'active',
        'displayName',
        'title',
        'emails',
        'preferredLanguage',
        'name',
        'addresses',
        'phoneNumbers',
      ]),
    )
    expect(names(E)).toEqual(expect.arrayContaining(['employeeNumber', 'department', 'manager']))
    expect(names(USER)).not.toContain('password')
    const emails = byId.get(USER)?.attributes.find((it) => it.name === 'emails')
    expect(emails?.subAttributes?.map((it) => it.name)).not.toContain('display')
  })

  test('a change of every simple attribute is what is read afterwards', async () => {
    const id = await entra.user('every@example.com')
    for (const path of [
      'displayName',
      'title',
      'preferredLanguage',
      'name.givenName',
      'name.familyName',
      'name.formatted',
      `${E}:employeeNumber`,
      `${E}:department`,
    ]) {
      const answer = await entra.patch(`/Users/${id}`, [{ op: 'Add', path, value: `v-${path.length}` }])
      expect([path, answer.status]).toEqual([path, 200])
      expect((await entra.get(`/Users/${id}`)).text).toContain(`v-${path.length}`)
    }
  })
})

interface Described {
  name: string
  type: string
  multiValued: boolean
  required: boolean
  mutability: string
  canonicalValues?: string[]
  subAttributes?: Described[]
}

describe('scim2-tester: whatever is described can be said, changed, found, shown and taken away', () => {
  let idp: Caller
  let schemas: { id: string; attributes: Described[] }[]
  let boss = ''
  beforeAll(async () => {
    idp = await scim.connect()
    boss = await idp.user('boss@example.com')
    schemas = (await idp.get('/Schemas')).body.Resources
  })

  /** Where any text would not do. */
  const special: Record<string, [Json, Json]> = {
    'emails.value': ['one@elsewhere.test', 'two@elsewhere.test'],
    'phoneNumbers.value': ['+442079460020', '+442079460021'],
    'photos.value': ['https://photos.test/1', 'https://photos.test/2'],
    birthday: ['1990-12-31', '1991-01-31'],
    gender: ['female', 'male'],
    personalAddress: ['private@elsewhere.test', 'other@elsewhere.test'],
    'x509Certificates.value': ['MIIDQzCC', 'MIIDQzDD'],
  }

  function sampleOf(it: Described, above: string, which: 0 | 1): Json {
    const path = above ? `${above}.${it.name}` : it.name
    if (path === 'manager.value') return boss
    const chosen = special[path]
    if (chosen) return chosen[which]
    if (it.type === 'complex') {
      const parts = (it.subAttributes ?? []).filter((sub) => sub.mutability !== 'readOnly')
      const one = Object.fromEntries(parts.map((sub) => [sub.name, sampleOf(sub, path, which)]))
      return it.multiValued ? [one] : one
    }
    if (it.type === 'boolean') return true
    if (it.type === 'reference') return `https://example.test/${which}`
    return it.canonicalValues?.at(-1) ?? `${it.name} ${which}`
  }

  const holds = (shown: Json | undefined, said: Json): boolean => {
    if (Array.isArray(said))
      return Array.isArray(shown) && said.every((it) => shown.some((one) => holds(one, it)))
    if (isObject(said))
      return isObject(shown) && Object.keys(said).every((name) => holds(shown[name], said[name] as Json))
    return shown === said
  }

  test.each(['User', 'enterprise:2.0:User', 'usher:2.0:User', 'Group'])('%s', async (which) => {
    const schema = schemas.find((it) => it.id.endsWith(which === 'User' ? 'core:2.0:User' : which))
    const isGroup = which === 'Group'
    const type = isGroup ? 'Groups' : 'Users'
    const isCore = schema?.id.includes(':core:')
    const at = `/${type}/${isGroup ? await idp.group('Walked') : await idp.user(`walked-${which.length}@example.com`)}`
    const ask = async (operation: JsonObject, name: string): Promise<Json | undefined> => {
      const { status, body } = await idp.patch(`${at}?attributes=${schema?.id}`, [operation])
      expect([operation, status]).toEqual([operation, 200])
      const all = (await idp.get(at)).body
      expect(body.id).toBe(all.id)
      return (isCore ? all : all[schema?.id ?? ''])?.[name]
    }
    for (const it of schema?.attributes ?? []) {
      if (it.mutability === 'readOnly' || it.required || it.name === 'members') continue
      const path = `${schema?.id}:${it.name}`
      for (const [op, value] of [
        ['add', sampleOf(it, '', 0)],
        ['replace', sampleOf(it, '', 1)],
      ] as const) {
        const shown = await ask({ op, path, value }, it.name)
        expect([path, shown, holds(shown, value)]).toEqual([path, shown, true])
      }
      expect((await idp.find(type, `${path} pr and id eq "${at.split('/').at(-1)}"`)).body.totalResults).toBe(
        1,
      )
      expect((await idp.get(`${at}?attributes=${path}`)).text).toContain(`"${it.name}"`)
      expect((await idp.get(`${at}?excludedAttributes=${path}`)).text).not.toContain(`"${it.name}":`)
      const left = await ask({ op: 'remove', path }, it.name)
      // Who has no address left is known by the user name, which is one.
      if (it.name !== 'active' && it.name !== 'emails') expect([path, left]).toEqual([path, undefined])
    }
  })

  test('discovery answers GET alone, and knows nothing it did not list', async () => {
    for (const path of ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        expect([
          path,
          method,
          (await idp.send(method, path, { body: method === 'DELETE' ? undefined : {} })).status,
        ]).toEqual([path, method, 405])
    for (const path of ['/Schemas', '/ResourceTypes'])
      for (const { id } of (await idp.get(path)).body.Resources)
        expect((await idp.get(`${path}/${id}`)).body.id).toBe(id)
    for (const it of (await idp.get('/ResourceTypes')).body.Resources)
      for (const id of [it.schema, ...it.schemaExtensions.map((one: { schema: string }) => one.schema)])
        expect((await idp.get(`/Schemas/${id}`)).status).toBe(200)
    for (const path of ['/Schemas/none', '/ResourceTypes/none', '/7f4bc1a3-285e-48ae-8202-5accb43efb0e'])
      expect((await idp.get(path)).body).toMatchObject({ status: '404', schemas: [ERROR] })
    expect((await idp.get('/Schemas?filter=id%20pr')).status).toBe(403)
  })
})
