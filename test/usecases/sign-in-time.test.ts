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
  const started = performance.now()
  await signIn(house.outside(), { identifier, password, organizationId: null }, BROWSER).catch(() => {})
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
  const tries: [string, string][] = [
    ['active@time.test', 'wrong'],
    ['suspended@time.test', PASSWORD],
    ['deleted@time.test', PASSWORD],
    ['pending@time.test', PASSWORD],
    ['unknown@time.test', PASSWORD],
    ['no address', PASSWORD],
  ]
  const times = tries.map(() => [] as number[])
  // In turns, so that whatever else this machine does falls on all of them alike.
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, [identifier, password]] of tries.entries())
      times[at]?.push(await millisecondsFor(identifier, password))
  const medians = times.map(median)
  expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(TOLERANCE_MS)
  expect(Math.min(...medians)).toBeGreaterThan(5)
})
