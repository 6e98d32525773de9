import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const ROUNDS = 60
const TOLERANCE_MS = 10

const median = (all: number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

async function millisecondsFor(identifier: string, password: string): Promise<number> {
  // Each from a place of its own, or the limit for one place would answer instead.
  const ip = `198.51.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`
  const outside = { ...house.outside(), trace: { requestId: 'time', surface: 'web' as const, ip } }
  const started = performance.now()
  await signIn(outside, { identifier, password, organizationId: null }, BROWSER).catch(() => {})
  return performance.now() - started
}

test('a failed sign-in takes as long whoever it was, or was not', async () => {
  const { owner } = await house.organization()
  const registered = async (address: string) => {
    const person = await house.invited(owner, address)
    await house.accept(person.token)
    return person.userId
  }
  await registered('active@time.test')
  await suspendUser(owner, await registered('suspended@time.test'))
  await deleteUser(owner, await registered('deleted@time.test'))
  await house.invited(owner, 'pending@time.test')
  const locked = await registered('locked@time.test')
  const forEver = new Date('2100-01-01')
  await house
    .db('tries')
    .insert({ key: `password of ${locked}`, count: 9, windowEndsAt: forEver, blockedUntil: forEver })
  const tries: [string, string][] = [
    ['locked@time.test', PASSWORD],
    ['active@time.test', 'wrong'],
    ['suspended@time.test', PASSWORD],
    ['deleted@time.test', PASSWORD],
    ['pending@time.test', PASSWORD],
    ['unknown@time.test', PASSWORD],
    ['no address', PASSWORD],
  ]
  const times = tries.map(() => [] as number[])
  // In turns, so that whatever else this machine does falls on all of them alike.
  for (let round = 0; round < ROUNDS; round++) {
    house.clock.moveHours(1)
    for (const [at, [identifier, password]] of tries.entries())
      times[at]?.push(await millisecondsFor(identifier, password))
  }
  const medians = times.map(median)
  expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(TOLERANCE_MS)
  expect(Math.min(...medians)).toBeGreaterThan(5)
})
