import { ScimError } from '../../src/scim/errors.ts'

/** What a refusal says; whatever else is thrown is a bug and goes on. */
export function faultOf(
  run: () => unknown,
): { status: number; scimType: string | null; detail: string } | null {
  try {
    run()
    return null
  } catch (fault) {
    if (!(fault instanceof ScimError)) throw fault
    return { status: fault.status, scimType: fault.scimType, detail: fault.message }
  }
}

/** Milliseconds of work, the best of three: on a crowded machine the clock on the wall tells of the neighbours. */
export function costOf(run: () => unknown): number {
  const costs = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    faultOf(run)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.min(...costs)
}
