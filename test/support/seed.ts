import fc from 'fast-check'

/** Another one at each run; the names of the tests say which. `SEED=… npx vitest run …` walks the same way again. */
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/**
 * Fails with the story of the smallest case that was found, and with the seed that finds it again. On a busy
 * machine it looks at fewer cases rather than taking longer; for a given seed it takes its time. Says how many
 * it looked at.
 */
export async function holds<T>(
  property: fc.IAsyncProperty<T>,
  { runs, seconds, ...options }: { runs: number; seconds: number } & fc.Parameters<T>,
): Promise<number> {
  const limit = process.env.SEED ? 10 * seconds : seconds
  const found = await fc.check(property, {
    seed,
    numRuns: runs,
    unbiased: true,
    interruptAfterTimeLimit: limit * 1000,
    ...options,
  })
  if (!found.failed) return found.numRuns
  const { errorInstance: fault, numRuns, numShrinks, counterexamplePath } = found
  const where = `run ${numRuns}, ${numShrinks} times made smaller; SEED=${seed}, path ${counterexamplePath}`
  throw new Error(`${where}\n${fault instanceof Error ? fault.message : String(fault)}`)
}
