/** Weather to order: what happens to the next call of a method, or to all of them. */
export type Weather =
  | { status: number; retryAfter?: number; body?: string }
  | { error: string }
  | 'reset'
  | 'hang'

export class Faults {
  readonly #next = new Map<string, Weather[]>()
  /** Everything fails like this until it is null again. */
  outage: Weather | null = null
  latencyMs = 0

  /** The next call of this method (`*`: of any) meets this; called again, the one after it. */
  next(method: string, weather: Weather): void {
    this.#next.set(method, [...(this.#next.get(method) ?? []), weather])
  }

  meet(method: string): Weather | null {
    if (this.outage) return this.outage
    for (const key of [method, '*']) {
      const found = this.#next.get(key)?.shift()
      if (found) return found
    }
    return null
  }
}
