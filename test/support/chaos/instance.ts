import { setTimeout as pause } from 'node:timers/promises'
import type { Place, RunningUsher } from '../usher-process.ts'

/** One of several, which somebody starts anew whenever it ends, as machines do. */
export class Instance {
  readonly url: string
  readonly #place: Place
  readonly #port: number
  #running: RunningUsher | null = null

  constructor(place: Place, port: number) {
    this.#place = place
    this.#port = port
    this.url = `http://localhost:${port}`
  }

  async start(): Promise<void> {
    this.#running = await this.#place.start({ PORT: `${this.#port}` })
  }

  /** Without its database it ends at once, and is begun again. */
  async startAgain(): Promise<void> {
    for (;;) {
      const rising = this.#place.spawn({ PORT: `${this.#port}` })
      this.#running = rising
      const isUp = await rising.isReady().then(
        () => true,
        () => false,
      )
      if (isUp) return
      await rising.kill9()
      await pause(300)
    }
  }

  async kill9(): Promise<void> {
    await this.#running?.kill9()
  }

  /** For whoever has to find out why it did not do as it should. */
  get lastWords(): string {
    const { stdout = '', stderr = '' } = this.#running?.said ?? {}
    return `${stdout.slice(-6_000)}${stderr}`
  }

  term(): ReturnType<RunningUsher['term']> {
    if (!this.#running) throw new Error('It does not run')
    return this.#running.term()
  }
}
