import { setTimeout as pause } from 'node:timers/promises'
import type { Dice } from '../dice.ts'
import { inForm } from '../form.ts'
import type { Stage } from './stage.ts'

export interface Pace {
  /** How long people and providers go on. */
  loadSeconds: number
  /** About so long between two kills. */
  killSeconds: number
  databaseRestarts: number
  /** How long the mail server and Slack are away, each once. */
  downSeconds: number
}

/** Something that may have cut off what was under way. */
export interface Trouble {
  what: 'kill' | 'database' | 'mail' | 'Slack'
  from: number
  until: number
}

/** Everything that goes wrong, at moments that the seed decides; afterwards all is well again. */
export class Troubles {
  readonly all: Trouble[] = []
  readonly #stage: Stage
  readonly #dice: Dice
  readonly #pace: Pace

  constructor(stage: Stage, dice: Dice, pace: Pace) {
    this.#stage = stage
    this.#dice = dice
    this.#pace = pace
  }

  get kills(): number {
    return this.all.filter((it) => it.what === 'kill').length
  }

  async run(): Promise<void> {
    await Promise.all([this.#killing(), this.#database(), this.#mail(), this.#slack()])
  }

  /** Whether anything went wrong while this was under way. */
  meets(from: number, until: number): boolean {
    return this.all.some((it) => it.from <= until && it.until >= from)
  }

  async #killing(): Promise<void> {
    const { loadSeconds, killSeconds } = this.#pace
    const end = Date.now() + loadSeconds * 1000
    for (;;) {
      await pause(this.#dice.between(0.5, 1.5) * killSeconds * 1000)
      if (Date.now() > end) return
      await this.#during('kill', async () => {
        const instance = this.#dice.pick(this.#stage.instances)
        await instance.kill9()
        await pause(this.#dice.between(0, 500))
        await instance.start()
      })
    }
  }

  /** In order and by surprise, in turns. */
  async #database(): Promise<void> {
    const { loadSeconds, databaseRestarts } = this.#pace
    const { postgres } = this.#stage
    for (let nth = 0; nth < databaseRestarts; nth++) {
      await pause((loadSeconds * 1000 * this.#dice.between(0.4, 0.8)) / databaseRestarts)
      await this.#during('database', async () => {
        await (nth % 2 === 0 ? postgres.kill9() : postgres.end())
        await pause(this.#dice.between(200, 1_000))
        await postgres.startAgain()
      })
    }
  }

  async #mail(): Promise<void> {
    const { loadSeconds, downSeconds } = this.#pace
    await pause(this.#dice.between(0.1, 0.4) * loadSeconds * 1000)
    await this.#during('mail', async () => {
      await this.#stage.mail.close()
      await pause(downSeconds * 1000)
      await this.#stage.mail.open()
    })
  }

  async #slack(): Promise<void> {
    const { loadSeconds, downSeconds } = this.#pace
    const { faults } = this.#stage.slack.workspace
    await pause(this.#dice.between(0.5, 0.7) * loadSeconds * 1000)
    await this.#during('Slack', async () => {
      // What hangs is given up after eight seconds: too long for a short form.
      faults.outage = this.#dice.pick([{ status: 503 }, 'reset', ...inForm([], ['hang' as const])] as const)
      await pause(downSeconds * 1000)
      faults.outage = null
    })
  }

  async #during(what: Trouble['what'], work: () => Promise<void>): Promise<void> {
    const trouble = { what, from: Date.now(), until: Number.POSITIVE_INFINITY }
    this.all.push(trouble)
    await work()
    trouble.until = Date.now()
  }
}
