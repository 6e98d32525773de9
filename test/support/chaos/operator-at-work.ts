import { setTimeout as pause } from 'node:timers/promises'
import type { Dice } from '../dice.ts'
import { addresses } from '../people.ts'
import type { Place } from '../usher-process.ts'

/** Somebody at the command line. What it says yes to is a promise; of what it does not, nobody knows. */
export class OperatorAtWork {
  readonly promised: string[] = []
  readonly #place: Place
  readonly #dice: Dice
  #count = 0

  constructor(place: Place, dice: Dice) {
    this.#place = place
    this.#dice = dice
  }

  async work(isOver: () => boolean, everySeconds: number): Promise<void> {
    while (!isOver()) {
      const all = addresses(5, `cli${++this.#count}-`, 'guests.test')
      const { code } = await this.#place.cli('invite', ...all)
      if (code === 0) this.promised.push(...all)
      await pause(this.#dice.between(0.5, 1.5) * everySeconds * 1000)
    }
  }
}
