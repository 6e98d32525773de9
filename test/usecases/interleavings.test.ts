import fc from 'fast-check'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type House, openHouse } from '../support/house.ts'
import { impulses, onlyInTheHouse, walk } from '../support/random-steps.ts'
import { openWorld } from '../support/real-world.ts'
import { ReferenceModel } from '../support/reference-model.ts'
import { holds, seed } from '../support/seed.ts'
import { storm, unleash } from '../support/storm.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe(`seed ${seed}`, { timeout: 60_000 }, () => {
  test('one after the other: any sequence of events ends where the model says it does', async () => {
    const anything = impulses(onlyInTheHouse, { min: 40, max: 40 })
    const property = fc.asyncProperty(anything, async (all) =>
      walk(new ReferenceModel(), await openWorld(house), all),
    )
    await holds(property, { runs: 25, interruptAfterTimeLimit: 30_000 })
  })

  test('at once: whoever wins, every promise holds', async () => {
    const property = fc.asyncProperty(fc.array(storm, { minLength: 5, maxLength: 5 }), async (storms) => {
      const world = await openWorld(house)
      for (const it of storms) await unleash(world, it)
    })
    // What happens at once happens otherwise the next time: there is nothing to make smaller.
    await holds(property, { runs: 16, endOnFailure: true })
  })
})
