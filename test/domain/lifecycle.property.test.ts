import fc from 'fast-check'
import { test } from 'vitest'
import { PureWorld } from '../support/pure-world.ts'
import { impulses, onlyInTheDomain, walk } from '../support/random-steps.ts'
import { ReferenceModel } from '../support/reference-model.ts'
import { holds, seed } from '../support/seed.ts'

test(`any sequence of events ends where the model says it does (seed ${seed})`, async () => {
  const anything = impulses(onlyInTheDomain, { min: 20, max: 60 })
  const property = fc.asyncProperty(anything, (all) => walk(new ReferenceModel(), new PureWorld(), all))
  await holds(property, { runs: 400, seconds: 5 })
}, 60_000)
