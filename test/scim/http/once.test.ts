import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetOld } from '../../../src/usecases/forget-old.ts'
import { purgeUsers } from '../../../src/usecases/users/purge-users.ts'
import { verifyInvariants } from '../../../src/usecases/verify-invariants.ts'
import { type Caller, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

let scim: ScimHouse
let idp: Caller
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
})
afterAll(async () => {
  await scim.house.deliverAll()
  expect(await verifyInvariants(scim.house.outside())).toEqual([])
  await scim.close()
})

const key = (it: string = randomUUID()) => ({ 'idempotency-key': it })
const shownOf = ({ status, text, headers }: Awaited<ReturnType<Caller['get']>>) => ({
  ...{ status, text, location: headers.location, etag: headers.etag },
})

describe('a request with an Idempotency-Key', () => {
  test('is done once: whoever repeats it hears the same, word for word', async () => {
    const same = key()
    const first = await idp.post('/Users', userOf('ada@once.test'), same)
    const second = await idp.post('/Users', userOf('ada@once.test'), same)
    expect(first.status).toBe(201)
    expect(shownOf(second)).toEqual(shownOf(first))
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ])
    const without = await idp.post('/Users', userOf('ada@once.test'))
    expect(without.status, 'which the protocol would have refused').toBe(409)
  })

  test('in quotation marks it is the same key, and another connection has keys of its own', async () => {
    const name = randomUUID()
    const first = await idp.post('/Groups', { schemas: [], displayName: 'Once' }, key(name))
    const quoted = await idp.post('/Groups', { schemas: [], displayName: 'Once' }, key(`"${name}"`))
    expect(shownOf(quoted)).toEqual(shownOf(first))
    const other = await scim.connect()
    const theirs = await other.post('/Users', userOf('else@once.test'), key(name))
    expect(theirs.status).toBe(201)
  })

  test('with another body, address or method is 422, and changes nothing', async () => {
    const same = key()
    const id = (await idp.post('/Users', userOf('bob@once.test'), same)).body.id
    const wrong = [
      await idp.post('/Users', userOf('carl@once.test'), same),
      await idp.post('/Groups', userOf('bob@once.test'), same),
      await idp.put(`/Users/${id}`, userOf('bob@once.test'), same),
      await idp.delete(`/Users/${id}`, same),
    ]
    expect(wrong.map((it) => it.status)).toEqual([422, 422, 422, 422])
    expect(wrong[0]?.body.detail).toBe(
      'This Idempotency-Key came with another request before: give each its own.',
    )
    expect((await idp.find('Users', 'userName eq "carl@once.test"')).body.totalResults).toBe(0)
    expect((await idp.get(`/Users/${id}`)).status).toBe(200)
  })

  test('twenty times at once makes one; whoever comes while it is being done is told to ask again', async () => {
    const same = key()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => idp.post('/Users', userOf('many@once.test'), same)),
    )
    const statuses = new Set(answers.map((it) => it.status))
    expect([...statuses].filter((it) => it !== 201 && it !== 409)).toEqual([])
    expect(new Set(answers.filter((it) => it.status === 201).map((it) => it.body.id)).size).toBe(1)
    expect((await idp.post('/Users', userOf('many@once.test'), same)).status).toBe(201)
  })

  test('a change and a removal repeated change nothing more, and the version stays', async () => {
    const id = await idp.user('dora@once.test')
    const [edit, removal] = [key(), key()]
    const operations = [{ op: 'replace', path: 'title', value: 'Clerk' }]
    const first = await idp.patch(`/Users/${id}`, operations, edit)
    await idp.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Captain' }])
    expect(shownOf(await idp.patch(`/Users/${id}`, operations, edit))).toEqual(shownOf(first))
    expect((await idp.get(`/Users/${id}`)).body.title).toBe('Captain')
    expect((await idp.delete(`/Users/${id}`, removal)).status).toBe(204)
    expect((await idp.delete(`/Users/${id}`, removal)).status, 'and not 404').toBe(204)
  })

  test('many operations in one request, too', async () => {
    const same = key()
    const body = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [1, 2].map((at) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `b${at}`,
        data: userOf(`b${at}@once.test`),
      })),
    }
    const [first, second] = [await idp.post('/Bulk', body, same), await idp.post('/Bulk', body, same)]
    expect(first.body.Operations.map((it: { status: string }) => it.status)).toEqual(['201', '201'])
    expect(shownOf(second)).toEqual(shownOf(first))
  })

  test('that failed has used up nothing: it is tried again by the same key', async () => {
    const same = key()
    expect(
      (await idp.patch('/Users/00000000-0000-4000-8000-000000000000', [], same)).status,
    ).toBeGreaterThanOrEqual(400)
    expect((await idp.post('/Users', userOf('eve@once.test'), same)).status).toBe(201)
  })

  test('with a key that is none is refused, and nothing is done', async () => {
    for (const wrong of ['', '"', 'ключ', 'x'.repeat(256)]) {
      const { status } = await idp.post(
        '/Users',
        userOf('frank@once.test'),
        key(Buffer.from(wrong).toString('latin1')),
      )
      expect([wrong, status]).toEqual([wrong, 400])
    }
    expect((await idp.find('Users', 'userName eq "frank@once.test"')).body.totalResults).toBe(0)
  })

  test('whose process died in the middle may be sent again when its time is over', async () => {
    const same = key()
    await idp.post('/Users', userOf('gina@once.test'), same)
    await scim.house.db('request_keys').update({ answer: null })
    expect((await idp.post('/Users', userOf('gina@once.test'), same)).status).toBe(409)
    await scim.house.db.raw(`update request_keys set leased_until = now() - interval '1 second'`)
    const again = await idp.post('/Users', userOf('gina@once.test'), same)
    expect([again.status, again.body.scimType], 'as without a key').toEqual([409, 'uniqueness'])
  })

  test('is remembered for a day, and what was said of somebody no longer than they are', async () => {
    const [kept, erased] = [key(), key()]
    const id = (await idp.post('/Users', userOf('hana@once.test'), erased)).body.id
    await idp.delete(`/Users/${id}`)
    const rows = async () =>
      (await scim.house.query<{ answer: string }>('select answer from request_keys')).map((it) => it.answer)
    expect((await rows()).join()).toContain('hana@once.test')
    scim.house.clock.moveHours(1)
    await purgeUsers(scim.house.outside())
    expect((await rows()).join()).not.toContain('hana@once.test')

    const first = await idp.post('/Users', userOf('ivan@once.test'), kept)
    scim.house.clock.moveHours(22)
    expect(shownOf(await idp.post('/Users', userOf('ivan@once.test'), kept))).toEqual(shownOf(first))
    scim.house.clock.moveHours(3)
    expect((await idp.post('/Users', userOf('jane@once.test'), kept)).status, 'a day is over').toBe(201)
    scim.house.clock.moveHours(25)
    await forgetOld(scim.house.outside())
    expect(await rows()).toEqual([])
  })
})
