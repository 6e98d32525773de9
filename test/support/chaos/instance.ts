import { setTimeout as pause } from 'node:timers/promises'
import type { Place, RunningUsher } from '../usher-process.ts'

/** One of several, which somebody starts anew whenever it ends, as machines do. */
export class Instance {
  readonly url: string
  readonly #place: Place
  readonly #port: number
  #running: RunningUsher | null = null
  #isWanted = true

  constructor(place: Place, port: number) {
    this.#place = place
    this.#port = port
    this.url = `http://localhost:${port}`
  }

  /** All is well yet: whatever keeps it from starting is a fault. */
  begin(): Promise<void> {
    return this.#rise()
  }

  /** Without its database it ends at once, or a moment after it was ready, and is begun again. */
  async start(): Promise<void> {
    while (this.#isWanted) {
      const isUp = await this.#rise().then(
        () => true,
        () => false,
      )
      if (isUp) return
      await pause(300)
    }
  }

  async #rise(): Promise<void> {
    const rising = this.#place.spawn({ PORT: `${this.#port}` })
    this.#running = rising
    await rising.isReady().catch(async (fault) => {
      await rising.kill9()
      throw fault
    })
    void rising.ended.then(() => {
      if (this.#running === rising && this.#isWanted) void this.start()
    })
  }

  async kill9(): Promise<void> {
    const dying = this.#running
    this.#running = null
    await dying?.kill9()
  }

  /** However the test ended: nobody starts it again. */
  giveUp(): void {
    this.#isWanted = false
  }

  /** For whoever has to find out why it did not do as it should. */
  get lastWords(): string {
    const { stdout = '', stderr = '' } = this.#running?.said ?? {}
    return `${stdout.slice(-6_000)}${stderr}`
  }

  term(): ReturnType<RunningUsher['term']> {
    this.giveUp()
    if (!this.#running) throw new Error('It does not run')
    return this.#running.term()
  }
}
