/** Longer than anybody waits for the same answer. What comes later finds its key in the database. */
const KEPT_MS = 60_000
const KEPT = 20_000

/**
 * What this process is doing or has just done, by the key of the deed: a repetition waits for the same answer
 * and spends no trigger. Other instances are told apart by the database.
 */
export class Recently<T> {
  private readonly doing = new Map<string, { since: number; done: Promise<T> }>()

  /** The same promise for the same key; `isFirst` for exactly one who asks. */
  once(key: string | null, begin: () => Promise<T>): { done: Promise<T>; isFirst: boolean } {
    if (key === null) return { done: begin(), isFirst: true }
    const known = this.doing.get(key)
    if (known) return { done: known.done, isFirst: false }
    const done = begin()
    this.forgetOld()
    this.doing.set(key, { since: performance.now(), done })
    return { done, isFirst: true }
  }

  /** It was refused, and may be sent again, corrected. */
  release(key: string): void {
    this.doing.delete(key)
  }

  private forgetOld(): void {
    const before = performance.now() - KEPT_MS
    for (const [key, { since }] of this.doing) {
      if (since > before && this.doing.size < KEPT) return
      this.doing.delete(key)
    }
  }
}
