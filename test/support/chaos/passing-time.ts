import { setTimeout as pause } from 'node:timers/promises'
import type { Dice } from '../dice.ts'
import { ask } from '../sql.ts'
import type { Stage } from './stage.ts'

/** An hour passes for whoever was reminded of somebody: the rest between two reminders to one reader is over. */
export const restIsOver = ({ place }: Pick<Stage, 'place'>) =>
  ask(
    place,
    `with rested as (update reminders set created_at = created_at - interval '2 h' where not is_open)
     update invitations set remind_at = now()
     where ending is null and remind_at > now() and sent_at < now() - interval '12 h'`,
  )

/** Now and then half a day passes for some of those who have not answered, so that they are to be reminded of. */
export class PassingTime {
  readonly #stage: Stage
  readonly #dice: Dice
  /** Everybody for whom it has passed at least once, by id, with the generation of then. */
  readonly due = new Map<string, number>()

  constructor(stage: Stage, dice: Dice) {
    this.#stage = stage
    this.#dice = dice
  }

  async work(isOver: () => boolean, everySeconds: number): Promise<void> {
    while (!isOver()) {
      await pause(this.#dice.between(0.5, 1.5) * everySeconds * 1000)
      await this.pass().catch(() => {}) // Without a database there is nobody for whom time could pass.
    }
  }

  async pass(): Promise<void> {
    await restIsOver(this.#stage)
    const aged = await ask<{ id: string; generation: number }>(
      this.#stage.place,
      `update invitations i set sent_at = sent_at - interval '13 h', expires_at = expires_at - interval '13 h',
         remind_at = now()
       where ending is null and reminded_at is null and sent_at > now() - interval '12 h'
         and inviter_id is not null and random() < 0.7
       returning id, generation`,
    )
    for (const { id, generation } of aged) this.due.set(id, generation)
  }
}
