import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { inForm, tell } from '../support/form.ts'
import { type House, openHouse } from '../support/house.ts'
import { impulses, walk } from '../support/life/aim.ts'
import { openLife } from '../support/life/real.ts'
import { holds, seed } from '../support/seed.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** Roles, groups, passwords, sessions, addresses, approvals: whatever befalls people, in whatever order. */
test(`any life of people ends where the model says it does (seed ${seed})`, {
  timeout: 600_000,
}, async () => {
  const property = fc.asyncProperty(impulses(60), async (all) => {
    await walk(await openLife(house), all)
    expect(await verifyInvariants(house.outside())).toEqual([])
  })
  const lives = await holds(property, { runs: inForm(7, 600), seconds: inForm(10, 400) })
  tell(`${lives} lives`)
})
