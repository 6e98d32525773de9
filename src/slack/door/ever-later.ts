export interface Waits {
  soonestMs: number
  latestMs: number
}

/** Tries again after a while, and after twice as long the next time; only ever one try is waited for. */
export class EverLater {
  readonly #waits: Waits
  readonly #run: () => void
  #tries = 0
  #timer: NodeJS.Timeout | null = null

  constructor(waits: Waits, run: () => void) {
    this.#waits = waits
    this.#run = run
  }

  again(): void {
    this.#clear()
    const { soonestMs, latestMs } = this.#waits
    this.#timer = setTimeout(this.#run, Math.min(latestMs, soonestMs * 2 ** this.#tries)).unref()
    this.#tries += 1
  }

  /** It has come right, or nobody wants it any more. */
  stop(): void {
    this.#clear()
    this.#tries = 0
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }
}
