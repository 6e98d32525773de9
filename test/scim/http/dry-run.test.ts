import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, groupOf, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

let scim: ScimHouse
let idp: Caller
let [ada, navy] = ['', '']
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
  ada = await idp.user('ada@acme.test', { title: 'Analyst' })
  navy = await idp.group('Navy')
  await scim.house.query('update connections set is_dry_run = true where id = :id', { id: idp.connectionId })
  scim.wait(1)
})
afterAll(() => scim.close())

const everything = async () =>
  (await idp.get('/?count=1000')).body.Resources.map((it: { meta: object; id: string }) => [it.id, it.meta])

const noted = async () => {
  await scim.flush()
  const [row] = await scim.house.query<{
    said: string
    changes: { act: string }[] | null
    isDryRun: boolean
  }>(
    `select said, changes, is_dry_run "isDryRun" from exchanges where connection_id = :id order by id desc limit 1`,
    { id: idp.connectionId },
  )
  return row
}

test('whatever is asked is answered as if, and nothing changes', async () => {
  const before = await everything()
  const answers = [
    await idp.post('/Users', userOf('new@acme.test')),
    await idp.patch(`/Users/${ada}`, [{ op: 'replace', path: 'active', value: false }]),
    await idp.put(`/Users/${ada}`, userOf('ada@acme.test', { title: 'Countess' })),
    await idp.post('/Groups', groupOf('New', [ada])),
    await idp.patch(`/Groups/${navy}`, [{ op: 'add', path: 'members', value: [{ value: ada }] }]),
    await idp.delete(`/Groups/${navy}`),
    await idp.delete(`/Users/${ada}`),
    await idp.post('/Bulk', {
      schemas: [BULK],
      Operations: ['one', 'two'].map((name) => ({
        method: 'POST',
        path: '/Users',
        bulkId: name,
        data: userOf(`${name}@acme.test`),
      })),
    }),
  ]
  expect(answers.map((it) => it.status)).toEqual([201, 200, 200, 201, 204, 204, 204, 200])
  expect([answers[1]?.body.active, answers[2]?.body.title]).toEqual([false, 'Countess'])
  expect(answers[7]?.body.Operations.map((it: { status: string }) => it.status)).toEqual(['201', '201'])
  expect(await everything()).toEqual(before)
})

test('and what it would have changed is noted, and said', async () => {
  await idp.patch(`/Users/${ada}`, [{ op: 'replace', path: 'active', value: false }])
  expect(await noted()).toEqual({
    said: 'Changed the user ada@acme.test: active. Only as if: this connection is tried out, and nothing was changed.',
    changes: [expect.objectContaining({ act: 'user.suspend', targetId: ada })],
    isDryRun: true,
  })
  await idp.get(`/Users/${ada}`)
  expect(await noted()).toMatchObject({ changes: null, isDryRun: true })
})

test('what would be refused is refused', async () => {
  expect((await idp.post('/Users', userOf('ada@acme.test'))).status).toBe(409)
  expect((await idp.post('/Users', userOf('no address'))).status).toBe(400)
  expect(
    (
      await idp.patch(`/Users/${ada}`, [{ op: 'replace', path: 'title', value: 'x' }], {
        'if-match': 'W/"9"',
      })
    ).status,
  ).toBe(412)
})

test('what refers to somebody made in the same request is tried without them', async () => {
  const answer = await idp.post('/Bulk', {
    schemas: [BULK],
    Operations: [
      { method: 'POST', path: '/Users', bulkId: 'eve', data: userOf('eve@acme.test') },
      { method: 'POST', path: '/Groups', bulkId: 'g', data: groupOf('With Eve', ['bulkId:eve', ada]) },
    ],
  })
  expect(answer.body.Operations.map((it: { status: string }) => it.status)).toEqual(['201', '201'])
})
