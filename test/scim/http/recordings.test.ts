import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordings } from '../../connectors/recordings.ts'
import { type Caller, type Reply, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

/** What providers were seen to send, sent again: whom they speak of stands here, under ids of our own. */
let scim: ScimHouse
const callers = new Map<string, Caller>()
beforeAll(async () => {
  scim = await openScimHouse()
  for (const connector of new Set(recordings.map((it) => it.provider)))
    callers.set(connector, await scim.connect({ connector, name: connector }))
  callers.set('default', await scim.connect({ name: 'default' }))
})
afterAll(() => scim.close())

const ids = {
  user: '2819c223-7f76-453a-919d-413861904646',
  one: '7f4bc1a3-285e-48ae-8202-5accb43efb0e',
  two: '8a5cd2b4-396f-49bf-9313-6bddc54fac1f',
  group: 'e9e30dba-f08f-4109-8486-d5c6a331660a',
}

let number = 0

/** Only whoever the recording speaks of is there. */
async function staged(caller: Caller, text: string, scene: number): Promise<string> {
  const ours: Record<string, string> = {}
  for (const name of ['user', 'one', 'two'] as const)
    if (text.includes(ids[name])) ours[name] = await caller.user(`${name}@scene${scene}.test`)
  if (text.includes(ids.group)) ours.group = await caller.group(`Scene ${scene}`, ours.one ? [ours.one] : [])
  return Object.entries(ours).reduce(
    (now, [name, id]) => now.replaceAll(ids[name as keyof typeof ids], id),
    text,
  )
}

async function replay(caller: Caller, { request }: (typeof recordings)[number]): Promise<Reply> {
  const scene = ++number
  const text = JSON.stringify(request)
    .replace(/@(?=[a-z]+\.)/g, `@scene${scene}.`)
    .replace(/"displayName":"([^"]+)"/g, `"displayName":"$1 ${scene}"`)
  const { method, path, query = {}, body, headers = {} } = JSON.parse(await staged(caller, text, scene))
  const search = new URLSearchParams(query).toString()
  return caller.send(method, `${path}${search ? `?${search}` : ''}`, { body, headers })
}

const named = recordings.map((it) => [`${it.file}: ${it.says}`, it] as const)

describe('a connection with the connector of the provider answers what it expects', () => {
  test.each(named)('%s', async (_, it) => {
    const first = await replay(callers.get(it.provider) as Caller, it)
    expect([it.answer.status.includes(first.status), first.status, first.text.slice(0, 300)]).toEqual([
      true,
      first.status,
      expect.anything(),
    ])
  })
})

describe('a default connection does so too', () => {
  test.each(named.filter(([, it]) => !it.generic))('%s', async (_, it) => {
    const first = await replay(callers.get('default') as Caller, it)
    expect([it.answer.status.includes(first.status), first.status]).toEqual([true, first.status])
  })
})

test('no recording made us stumble', async () => {
  await scim.flush()
  expect(scim.log.map((it) => JSON.parse(it)).filter((it) => it.level >= 40)).toEqual([])
  expect((await callers.get('default')?.post('/Users', userOf('still-here@acme.test')))?.status).toBe(201)
})
