import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slackIdOf, TEAM } from '../../src/playground/cast.ts'
import { castFor } from '../../src/playground/cast-for.ts'
import { listConnections } from '../../src/usecases/connections/list-connections.ts'
import { actingAs } from '../../src/usecases/context.ts'
import { countInvitations } from '../../src/usecases/invitations/list-invitations.ts'
import { whoSpeaks } from '../../src/usecases/slack/who-speaks.ts'
import { listUsers } from '../../src/usecases/users/list-users.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

const speaker = (house: House, player: string) =>
  whoSpeaks(house.outside(), { teamId: TEAM.id, slackUserId: slackIdOf(player) })

describe('an empty database', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  test('stays empty where nobody asked for an example', async () => {
    expect((await castFor(house.outside(), false)).kind).toBe('none')
    expect(await speaker(house, 'ada')).toEqual({ why: 'team-unclaimed' })
  })

  test('gets people in every state, and whom one can play is known in Slack', async () => {
    const stage = await castFor(house.outside(), true)
    expect(stage).toMatchObject({ kind: 'example', teamName: 'Acme' })
    const parts: Record<string, boolean[]> = {}
    for (const player of ['ada', 'grace', 'mel']) {
      const known = await speaker(house, player)
      if ('why' in known) throw new Error(`${player}: ${known.why}`)
      const { permissions } = known.actor
      parts[player] = [permissions.has('organization.own'), permissions.has('users.manage')]
      if (player !== 'ada') continue
      const asAda = actingAs(house.outside(), known.actor)
      const { users } = await listUsers(asAda, { pageSize: 100 })
      const states = users.map((it) => it.status.state)
      expect(users.length).toBeGreaterThanOrEqual(12)
      expect(new Set(states)).toEqual(new Set(['active', 'invited', 'staged', 'suspended']))
      const counts = await countInvitations(asAda)
      for (const state of ['pending', 'expired', 'scheduled', 'accepted', 'declined', 'cancelled'] as const)
        expect(counts[state], state).toBeGreaterThan(0)
    }
    const ada = await speaker(house, 'ada')
    const seen = 'actor' in ada ? await listConnections(actingAs(house.outside(), ada.actor)) : []
    expect(seen).toMatchObject([
      {
        name: 'Okta (example)',
        people: 3,
        teams: 1,
        openQuestions: 1,
        health: { lastError: { status: 409 } },
      },
    ])
    expect(parts).toEqual({ ada: [true, true], grace: [false, true], mel: [false, false] })
    await house.deliverAll()
    expect(await verifyInvariants(house.outside())).toEqual([])
  })

  test('is found again at the next start', async () => {
    const counted = async () => (await house.db.raw('select count(*)::int n from organizations')).rows
    const before = await counted()
    expect((await castFor(house.outside(), true)).kind).toBe('example')
    expect(await counted()).toEqual(before)
  })
})

describe('an organization of one’s own', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  test('is left as it is: the players look like its people, and are strangers until they connect', async () => {
    await house.organization('Bureau', 'olga@bureau.test')
    const stage = await castFor(house.outside(), true)
    expect(stage).toMatchObject({ kind: 'own', teamName: 'Bureau' })
    expect(stage.people[0]).toMatchObject({ name: 'ada', email: 'olga@bureau.test' })
    expect(stage.people).toHaveLength(3)
    expect(await speaker(house, 'ada')).toEqual({ why: 'team-unclaimed' })
  })
})

test('the playground is loaded in one place, when it is opened; only its judge of blocks is used elsewhere', () => {
  const src = resolve(import.meta.dirname, '../../src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (it) => it.endsWith('.ts') && !it.startsWith('playground'),
  )
  const loading = files.filter((it) =>
    /^(?:import|export) (?!type)[^'"]*'[^']*\/playground\/(?!blocks\/)|import\('[^']*playground/m.test(
      readFileSync(join(src, it), 'utf8'),
    ),
  )
  expect(loading).toEqual(['main.ts'])
  expect(readFileSync(join(src, 'main.ts'), 'utf8')).toContain(
    "await import('./playground/open-playground.ts')",
  )
})
