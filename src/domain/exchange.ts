/** One request of a provider and what it heard, secrets removed, with a sentence that says what was done or why not. */
export interface Exchange {
  organizationId: string
  id: string
  connectionId: string
  at: Date
  method: string
  path: string
  status: number
  /** As it came and as it went, without secrets; null where there was nothing, or nothing fit to keep. */
  request: string | null
  answer: string | null
  said: string
  /** Names of the oddities that were read as what they mean. */
  quirks: string[]
  /** What a dry run would have changed; null where it was no dry run. */
  changes: readonly unknown[] | null
  isDryRun: boolean
  milliseconds: number
  tokenBeginning: string | null
  requestId: string
}

/** Of those that went well and of those that failed: so many of each stay, the newest. */
export const EXCHANGES_KEPT = 500
/** Those that would not be let go for the others at once, in their order. */
export function newestKept<T extends Pick<Exchange, 'connectionId' | 'status'>>(all: readonly T[]): T[] {
  const counts = new Map<string, number>()
  const isKept = ({ connectionId, status }: T) => {
    const heap = `${connectionId} ${isFailure(status)}`
    const count = (counts.get(heap) ?? 0) + 1
    counts.set(heap, count)
    return count <= EXCHANGES_KEPT
  }
  return all.toReversed().filter(isKept).reverse()
}

export const isFailure = (status: number): boolean => status >= 400

/** More of a body than this is no use to anybody who reads it. */
export const BODY_KEPT = 16_000
