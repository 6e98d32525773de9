import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** A round costs seven hashes; `npm run bench same-time` takes two hundred, to the millisecond. */
const ROUNDS = 16
/** A hash is most of what a try takes: one that is left out would show as half the time, on a busy machine too. */
const TOLERANCE = 1.4

/** The quick ones: whatever else this machine does makes a try slower, and never quicker. */
const quick = (all: number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 8)] ?? 0

async function millisecondsFor(identifier: string, password: string): Promise<number> {
  // Each from a place of its own, or the limit for one place would answer instead.
  const ip = `198.51.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`
  const outside = { ...house.outside(), trace: { requestId: 'time', surface: 'web' as const, ip } }
  const started = performance.now()
  await signIn(outside, { identifier, password, organizationId: null }, BROWSER).catch(() => {})
  return performance.now() - started
}

let attempt = 0

// Beside other tests a measurement may be off; a difference that is there is there each time.
test('a failed sign-in takes as long whoever it was, or was not', { retry: 2, timeout: 60_000 }, async () => {
  attempt += 1
  const at = (name: string) => `${name}@time${attempt}.test`
  const { owner } = await house.organization()
  const registered = async (address: string) => {
    const person = await house.invited(owner, address)
    await house.accept(person.token)
    return person.userId
  }
  await registered(at('active'))
  await suspendUser(owner, await registered(at('suspended')))
  await deleteUser(owner, await registered(at('deleted')))
  await house.invited(owner, at('pending'))
  const locked = await registered(at('locked'))
  const forEver = new Date('2100-01-01')
  await house
    .db('tries')
    .insert({ key: `password of ${locked}`, count: 9, windowEndsAt: forEver, blockedUntil: forEver })
  const tries: [string, string][] = [
    [at('locked'), PASSWORD],
    [at('active'), 'wrong'],
    [at('suspended'), PASSWORD],
    [at('deleted'), PASSWORD],
    [at('pending'), PASSWORD],
    [at('unknown'), PASSWORD],
    ['no address', PASSWORD],
  ]
  const times = tries.map(() => [] as number[])
  // In turns, so that whatever else this machine does falls on all of them alike.
  for (let round = 0; round < ROUNDS; round++) {
    house.clock.moveHours(1)
    for (const [which, [identifier, password]] of tries.entries())
      times[which]?.push(await millisecondsFor(identifier, password))
  }
  const each = times.map(quick)
  expect(Math.max(...each) / Math.min(...each), each.join(', ')).toBeLessThan(TOLERANCE)
  expect(Math.min(...each)).toBeGreaterThan(5)
})

test('a failed sign-in says as much to the database whoever it was, or was not', async () => {
  const { owner } = await house.organization()
  const registered = async (address: string) => {
    const person = await house.invited(owner, address)
    await house.accept(person.token)
    return person.userId
  }
  await registered('active@said.test')
  await suspendUser(owner, await registered('suspended@said.test'))
  await deleteUser(owner, await registered('deleted@said.test'))
  await house.invited(owner, 'pending@said.test')
  const said: Record<string, string[]> = {}
  for (const name of ['active', 'suspended', 'deleted', 'pending', 'unknown'])
    for (let attempt = 1; attempt <= 6; attempt++) {
      const statements = await saidBy(house.db, () => millisecondsFor(`${name}@said.test`, 'wrong'))
      const seen = statements.map(({ sql }) => sql)
      if (name === 'active') said[attempt] = seen
      else expect(seen, `${name}, attempt ${attempt}`).toEqual(said[attempt])
    }
  expect(said[6]?.length).toBeGreaterThan(10)
})
