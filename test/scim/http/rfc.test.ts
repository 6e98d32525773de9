import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/domain/json.ts'
import { type Caller, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/** The examples that RFC 7643, RFC 7644 and RFC 9865 print, to the letter where ids and addresses allow it. */
let scim: ScimHouse
let client: Caller
const golden = new Golden('rfc')
beforeAll(async () => {
  scim = await openScimHouse()
  client = await scim.connect()
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

const bjensen = {
  schemas: [USER],
  userName: 'bjensen',
  externalId: 'bjensen',
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
  emails: [{ value: 'bjensen@example.com', type: 'work', primary: true }],
}

describe('RFC 7644 §3.3 to §3.6: the life of a resource', () => {
  let id = ''

  test('§3.3 is created', async () => {
    const made = await client.post('/Users', bjensen)
    id = made.body.id
    golden.expect('§3.3', made)
  })

  test('§3.3 a second one with the same userName is refused', async () => {
    golden.expect('§3.3 again', await client.post('/Users', bjensen))
  })

  test('§3.4.1 is retrieved', async () => {
    golden.expect('§3.4.1', await client.get(`/Users/${id}`))
  })

  test('§3.4.1 one that is not there', async () => {
    golden.expect('§3.4.1 not found', await client.get('/Users/2819c223-7f76-453a-919d-413861904646'))
  })

  test('§3.4.2 is listed by one attribute', async () => {
    golden.expect('§3.4.2', await client.get('/Users?attributes=userName'))
  })

  test('§3.5.1 is replaced', async () => {
    const body = {
      schemas: [USER],
      id,
      userName: 'bjensen',
      externalId: 'bjensen',
      name: {
        formatted: 'Ms. Barbara J Jensen III',
        familyName: 'Jensen',
        givenName: 'Barbara',
        middleName: 'Jane',
      },
      roles: [],
      emails: [
        { value: 'bjensen@example.com', type: 'work' },
        { value: 'babs@jensen.org', type: 'home' },
      ],
    }
    golden.expect('§3.5.1', await client.put(`/Users/${id}`, body))
  })

  test('§3.14 the version is checked', async () => {
    const { etag = '' } = (await client.get(`/Users/${id}`)).headers
    golden.expect('§3.14 not modified', await client.get(`/Users/${id}`, { 'if-none-match': etag }))
    golden.expect(
      '§3.14 precondition',
      await client.put(`/Users/${id}`, bjensen, { 'if-match': 'W/"a330bc54f0671c9"' }),
    )
    expect((await client.put(`/Users/${id}`, bjensen, { 'if-match': etag })).status).toBe(200)
  })

  test('§3.6 is deleted', async () => {
    golden.expect('§3.6', await client.delete(`/Users/${id}`, { 'if-match': '*' }))
    golden.expect('§3.6 gone', await client.get(`/Users/${id}`))
  })
})

describe('RFC 7644 §3.5.2: PATCH', () => {
  let [babs, mandy] = ['', '']
  let number = 0
  beforeAll(async () => {
    babs = await client.user('babs', {
      emails: [{ value: 'babs@jensen.org', type: 'work' }],
      displayName: 'Babs Jensen',
    })
    mandy = await client.user('mandy', { emails: [{ value: 'mandy@example.com', type: 'work' }] })
  })

  const group = (...members: string[]) => client.group(`PATCH ${++number}`, members)
  const person = (more: JsonObject) => client.user(`patched-${++number}@example.com`, more)
  const membersAfter = async (id: string, operations: Json[]) => {
    expect((await client.patch(`/Groups/${id}`, operations)).status).toBe(204)
    return ((await client.get(`/Groups/${id}`)).body.members ?? []).map(
      (it: { display: string }) => it.display,
    )
  }

  test('§3.5.2.1 a member is added', async () => {
    const value = [{ display: 'Babs Jensen', $ref: `https://example.com/v2/Users/${babs}`, value: babs }]
    expect(await membersAfter(await group(), [{ op: 'add', path: 'members', value }])).toEqual([
      'Babs Jensen',
    ])
  })

  test('§3.5.2.1 several attributes are added without a path', async () => {
    const value = { emails: [{ value: 'added@jensen.org', type: 'home' }], nickname: 'Babs' }
    golden.expect('§3.5.2.1', await client.patch(`/Users/${await person({})}`, [{ op: 'add', value }]))
  })

  test('§3.5.2.2 one member is removed', async () => {
    const operations = [{ op: 'remove', path: `members[value eq "${babs}"]` }]
    expect(await membersAfter(await group(babs, mandy), operations)).toEqual(['mandy@example.com'])
  })

  test('§3.5.2.2 all members are removed', async () => {
    expect(await membersAfter(await group(babs, mandy), [{ op: 'remove', path: 'members' }])).toEqual([])
  })

  test('§3.5.2.2 a value is removed by a filter of two conditions', async () => {
    const emails = [
      { value: 'filtered@example.com', type: 'work' },
      { value: 'filtered@jensen.org', type: 'home' },
    ]
    const operations = [{ op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' }]
    golden.expect('§3.5.2.2', await client.patch(`/Users/${await person({ emails })}`, operations))
  })

  test('§3.5.2.2 one is removed and another added', async () => {
    const operations = [
      { op: 'remove', path: `members[value eq "${babs}"]` },
      { op: 'add', path: 'members', value: [{ display: 'Mandy', value: mandy }] },
    ]
    expect(await membersAfter(await group(babs), operations)).toEqual(['mandy@example.com'])
  })

  test('§3.5.2.3 all members are replaced', async () => {
    const value = [
      { display: 'Babs Jensen', value: babs },
      { display: 'Mandy', value: mandy },
    ]
    const all = await membersAfter(await group(mandy), [{ op: 'replace', path: 'members', value }])
    expect(all.sort()).toEqual(['Babs Jensen', 'mandy@example.com'])
  })

  const addresses = [
    { type: 'work', streetAddress: '100 Universal City Plaza', locality: 'Hollywood', primary: true },
    { type: 'home', streetAddress: '456 Hollywood Blvd', locality: 'Hollywood' },
  ]

  test('§3.5.2.3 an address is replaced', async () => {
    const value = {
      type: 'work',
      streetAddress: '911 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
      primary: true,
    }
    const operations = [{ op: 'replace', path: 'addresses[type eq "work"]', value }]
    golden.expect('§3.5.2.3 element', await client.patch(`/Users/${await person({ addresses })}`, operations))
  })

  test('§3.5.2.3 a part of an address is replaced', async () => {
    const operations = [
      { op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' },
    ]
    golden.expect('§3.5.2.3 part', await client.patch(`/Users/${await person({ addresses })}`, operations))
  })

  test('§3.5.2.3 several attributes are replaced without a path', async () => {
    const value = {
      emails: [
        { value: 'replaced@example.com', type: 'work', primary: true },
        { value: 'replaced@jensen.org', type: 'home' },
      ],
      nickname: 'Babs',
    }
    golden.expect(
      '§3.5.2.3 all',
      await client.patch(`/Users/${await person({})}`, [{ op: 'replace', value }]),
    )
  })
})

describe('RFC 7644 §3.4.2.2: filters', () => {
  beforeAll(async () => {
    const people: [string, JsonObject][] = [
      ['J-omalley', { name: { familyName: "O'Malley" }, title: 'Tour Guide', userType: 'Employee' }],
      ['jsmith', { userType: 'Employee', emails: [{ value: 'jsmith@example.com', type: 'work' }] }],
      ['intern', { userType: 'Intern', emails: [{ value: 'intern@example.org', type: 'work' }] }],
      ['contractor', { title: 'Painter', emails: [{ value: 'contractor@foo.com', type: 'home' }] }],
      ['chatty', { ims: [{ value: 'chatty@foo.com', type: 'xmpp' }], [E]: { employeeNumber: '7' } }],
      ['homely', { userType: 'Employee', emails: [{ value: 'homely@example.com', type: 'home' }] }],
    ]
    for (const [userName, more] of people)
      await client.user(`filter-${userName}`, {
        emails: [{ value: `${userName}@filter.test`, type: 'work' }],
        ...more,
      })
  })

  const mine = 'userName sw "filter-" and '
  const who = async (filter: string) => {
    const { status, body } = await client.find('Users', `${mine}(${filter})`, '&sortBy=userName')
    expect([status, body.detail]).toEqual([200, undefined])
    return body.Resources.map((it: { userName: string }) => it.userName.slice('filter-'.length))
  }
  const all = ['chatty', 'contractor', 'homely', 'intern', 'J-omalley', 'jsmith']

  test.each([
    ['userName eq "filter-jsmith"', ['jsmith']],
    ['name.familyName co "O\'Malley"', ['J-omalley']],
    ['userName sw "filter-J"', ['J-omalley', 'jsmith']],
    [`${USER}:userName sw "filter-J"`, ['J-omalley', 'jsmith']],
    ['title pr', ['contractor', 'J-omalley']],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', all],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', all],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', []],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', []],
    ['title pr and userType eq "Employee"', ['J-omalley']],
    ['title pr or userType eq "Intern"', ['contractor', 'intern', 'J-omalley']],
    [`schemas eq "${E}"`, ['chatty']],
    [
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      ['homely', 'jsmith'],
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      ['chatty', 'contractor'],
    ],
    ['userType eq "Employee" and (emails.type eq "work")', ['J-omalley', 'jsmith']],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', ['jsmith']],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      ['chatty', 'jsmith'],
    ],
  ])('%s', async (filter, names) => expect(await who(filter)).toEqual(names))

  test('§3.4.3 the same by POST, with what is wanted of it', async () => {
    const body = {
      schemas: [SEARCH],
      attributes: ['displayName', 'userName'],
      filter: 'userName sw "filter-j"',
      startIndex: 1,
      count: 10,
    }
    golden.expect('§3.4.3', await client.post('/.search', body))
  })

  test('§3.4.2.4 a page, and the one after it', async () => {
    const page = (startIndex: number) =>
      client.find(
        'Users',
        'userName sw "filter-"',
        `&startIndex=${startIndex}&count=4&attributes=userName&sortBy=userName`,
      )
    golden.expect('§3.4.2.4', [await page(1), await page(5)])
  })

  test('§3.4.2.3 sorted the other way', async () => {
    const { body } = await client.find(
      'Users',
      'userName sw "filter-"',
      '&sortBy=userName&sortOrder=descending',
    )
    expect(body.Resources.map((it: { userName: string }) => it.userName.slice(7))).toEqual(all.toReversed())
  })
})

describe('RFC 9865: cursors', () => {
  test('§2.1 a walk from the first page to the last', async () => {
    const first = await client.find('Users', 'userName sw "filter-"', '&cursor&count=4&attributes=userName')
    expect(first.body).toMatchObject({ totalResults: 6, itemsPerPage: 4 })
    expect(first.body.startIndex).toBeUndefined()
    const cursor = encodeURIComponent(first.body.nextCursor)
    const last = await client.find(
      'Users',
      'userName sw "filter-"',
      `&cursor=${cursor}&count=4&attributes=userName`,
    )
    expect([last.body.itemsPerPage, last.body.nextCursor]).toEqual([2, undefined])
    const names = [...first.body.Resources, ...last.body.Resources].map((it) => it.userName)
    expect(new Set(names).size).toBe(6)
  })

  test('§2.2 by POST', async () => {
    const body = { schemas: [SEARCH], filter: 'userName sw "filter-"', cursor: '', count: 4 }
    const { status, body: first } = await client.post('/Users/.search', body)
    expect([status, first.itemsPerPage, typeof first.nextCursor]).toEqual([200, 4, 'string'])
  })

  test('§3 what is wrong with one', async () => {
    golden.expect('§3 invalid', await client.get('/Users?cursor=A-forged-one'))
    golden.expect('§3 count', await client.get('/Users?cursor=&count=1000000'))
    golden.expect('§3 both', await client.get('/Users?cursor=&startIndex=1'))
  })
})

describe('RFC 7644 §3.7: bulk', () => {
  test('§3.7.2 a temporary id is resolved', async () => {
    const body = {
      schemas: [BULK],
      Operations: [
        {
          method: 'POST',
          path: '/Users',
          bulkId: 'qwerty',
          data: userOf('Alice', { emails: [{ value: 'alice@example.com', type: 'work' }] }),
        },
        {
          method: 'POST',
          path: '/Groups',
          bulkId: 'ytrewq',
          data: {
            schemas: [GROUP],
            displayName: 'Tour Guides',
            members: [{ type: 'User', value: 'bulkId:qwerty' }],
          },
        },
      ],
    }
    const answer = await client.post('/Bulk', body)
    golden.expect('§3.7.2', answer)
    const id = answer.body.Operations[1].location.split('/').at(-1)
    golden.expect('§3.7.2 group', await client.get(`/Groups/${id}`))
  })

  test('§3.7.2 in the extension of an enterprise', async () => {
    const body = {
      schemas: [BULK],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'qwerty', data: userOf('alice-2@example.com') },
        {
          method: 'POST',
          path: '/Users',
          bulkId: 'ytrewq',
          data: userOf('bob@example.com', {
            [E]: { employeeNumber: '11250', manager: { value: 'bulkId:qwerty' } },
          }),
        },
      ],
    }
    expect(
      (await client.post('/Bulk', body)).body.Operations.map((it: { status: string }) => it.status),
    ).toEqual(['201', '201'])
    const bob = (await client.find('Users', 'userName eq "bob@example.com"')).body.Resources[0]
    const alice = (await client.find('Users', 'userName eq "alice-2@example.com"')).body.Resources[0]
    expect(bob[E].manager.value).toBe(alice.id)
  })

  test('§3.7.1 what waits for itself in a circle is 409', async () => {
    const data = (name: string, other: string) => ({
      schemas: [GROUP],
      displayName: name,
      members: [{ type: 'User', value: `bulkId:${other}` }],
    })
    const body = {
      schemas: [BULK],
      Operations: [
        { method: 'POST', path: '/Groups', bulkId: 'qwerty', data: data('Group A', 'ytrewq') },
        { method: 'POST', path: '/Groups', bulkId: 'ytrewq', data: data('Group B', 'qwerty') },
      ],
    }
    golden.expect('§3.7.1', await client.post('/Bulk', body))
  })

  test('§3.7.3 everything at once: made, replaced, changed, deleted', async () => {
    const ids: Record<string, string> = {}
    for (const name of ['bob', 'dave', 'david', 'marc'])
      ids[name] = await client.user(`bulk-${name}@example.com`)
    const version = (await client.get(`/Users/${ids.david}`)).headers.etag
    const body = {
      schemas: [BULK],
      failOnErrors: 1,
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'qwerty', data: userOf('bulk-alice@example.com') },
        {
          method: 'PUT',
          path: `/Users/${ids.dave}`,
          version: 'W/"1"',
          data: userOf('bulk-robert@example.com'),
        },
        {
          method: 'PATCH',
          path: `/Users/${ids.david}`,
          version,
          data: {
            schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
            Operations: [
              { op: 'remove', path: 'nickName' },
              { op: 'add', path: 'userName', value: 'bulk-dave-2@example.com' },
            ],
          },
        },
        { method: 'DELETE', path: `/Users/${ids.marc}`, version: 'W/"1"' },
      ],
    }
    golden.expect('§3.7.3', await client.post('/Bulk', body), ids)
  })

  test('§3.7.3 an error, after which nothing more is done', async () => {
    const operation = (bulkId: string, userName: string) => ({
      method: 'POST',
      path: '/Users',
      bulkId,
      data: userOf(userName),
    })
    const body = {
      schemas: [BULK],
      failOnErrors: 1,
      Operations: [operation('one', 'bulk-alice@example.com'), operation('two', 'never-made@example.com')],
    }
    golden.expect('§3.7.3 error', await client.post('/Bulk', body))
    expect((await client.find('Users', 'userName eq "never-made@example.com"')).body.totalResults).toBe(0)
  })

  test('§3.7.4 more than fits', async () => {
    const Operations = Array.from({ length: 1_001 }, (_, at) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `${at}`,
      data: userOf(`many-${at}@example.com`),
    }))
    golden.expect('§3.7.4', await client.post('/Bulk', { schemas: [BULK], Operations }))
  })
})

describe('RFC 7643 §8: whole representations', () => {
  test('§8.1 a minimal user', async () => {
    golden.expect('§8.1', await client.post('/Users', userOf('minimal@example.com')))
  })

  const full = {
    schemas: [USER],
    externalId: '701984',
    userName: 'full@example.com',
    name: {
      formatted: 'Ms. Barbara J Jensen, III',
      familyName: 'Jensen',
      givenName: 'Barbara',
      middleName: 'Jane',
      honorificPrefix: 'Ms.',
      honorificSuffix: 'III',
    },
    displayName: 'Babs Jensen',
    nickName: 'Babs',
    profileUrl: 'https://login.example.com/bjensen',
    emails: [
      { value: 'full@example.com', type: 'work', primary: true },
      { value: 'full@jensen.org', type: 'home' },
    ],
    addresses: [
      {
        streetAddress: '100 Universal City Plaza',
        locality: 'Hollywood',
        region: 'CA',
        postalCode: '91608',
        country: 'USA',
        formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
        type: 'work',
        primary: true,
      },
      { streetAddress: '456 Hollywood Blvd', locality: 'Hollywood', type: 'home' },
    ],
    phoneNumbers: [
      { value: '555-555-5555', type: 'work' },
      { value: '555-555-4444', type: 'mobile' },
    ],
    ims: [{ value: 'someaimhandle', type: 'aim' }],
    photos: [
      { value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' },
      { value: 'https://photos.example.com/profilephoto/72930000000Ccne/T', type: 'thumbnail' },
    ],
    userType: 'Employee',
    title: 'Tour Guide',
    preferredLanguage: 'en-US',
    locale: 'en-US',
    timezone: 'America/Los_Angeles',
    active: true,
    password: 't1meMa$heen',
    x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw' }],
  }

  test('§8.2 a full user', async () => {
    golden.expect('§8.2', await client.post('/Users', full))
  })

  test('§8.3 a full user of an enterprise', async () => {
    const manager = await client.user('manager-26118915@example.com', { displayName: 'John Smith' })
    const enterprise = {
      employeeNumber: '701984',
      costCenter: '4130',
      organization: 'Universal Studios',
      division: 'Theme Park',
      department: 'Tour Operations',
      manager: { value: manager, $ref: `../Users/${manager}`, displayName: 'John Smith' },
    }
    const emails = [{ value: 'enterprise@example.com', type: 'work' }]
    const body = {
      ...full,
      schemas: [USER, E],
      userName: 'enterprise',
      externalId: '701985',
      emails,
      [E]: enterprise,
    }
    const made = await client.post('/Users', body)
    golden.expect('§8.3', made, { manager })
    golden.expect('§8.3 read', await client.get(`/Users/${made.body.id}`), { manager })
  })

  test('§8.4 a group', async () => {
    const babs = await client.user('group-babs@example.com', { displayName: 'Babs Jensen' })
    const members = [{ value: babs, $ref: `https://example.com/v2/Users/${babs}`, display: 'Babs Jensen' }]
    const body = { schemas: [GROUP], displayName: 'Tour Guides 2', members }
    const made = await client.post('/Groups', body)
    golden.expect('§8.4', made, { babs })
    golden.expect('§8.4 read', await client.get(`/Groups/${made.body.id}`), { babs })
  })

  test('§8.5 to §8.7 what the service is', async () => {
    for (const path of [
      '/ServiceProviderConfig',
      '/ResourceTypes',
      '/ResourceTypes/Group',
      '/Schemas',
      `/Schemas/${GROUP}`,
    ])
      golden.expect(`§8 ${path}`, await client.get(path))
  })
})

test('RFC 7644 §3.11: there is no /Me', async () => {
  golden.expect('§3.11', await client.get('/Me'))
  expect((await client.patch('/Me', [])).status).toBe(501)
})
