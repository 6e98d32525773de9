/**
 * Each in a transaction of its own. What one stumbles over holds up no other: it is told when all have had their turn,
 * and tried again with the next tick.
 */
export async function eachAlone<T>(all: T[], work: (it: T) => Promise<number>): Promise<number> {
  const faults: unknown[] = []
  let done = 0
  for (const it of all)
    try {
      done += await work(it)
    } catch (fault) {
      faults.push(fault)
    }
  if (faults.length > 0) throw faults[0]
  return done
}

/** All organizations together, as long as that goes; where it does not, those that have something due, each alone. */
export async function togetherOrAlone(
  work: (organizationId: string | null) => Promise<number>,
  organizationsDue: () => Promise<string[]>,
): Promise<number> {
  try {
    return await work(null)
  } catch {
    return eachAlone(await organizationsDue(), work)
  }
}
