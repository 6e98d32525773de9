import type { Delivery } from '../../../src/playground/workspace/call.ts'
import type { Reactions } from '../../../src/slack/app.ts'
import { readBody } from '../../../src/slack/door/read-body.ts'
import { tell } from '../../../src/slack/door/told.ts'
import { words } from '../../../src/slack/words/help.ts'

/** Which of all that there is to do and to say somebody has come across, by what Slack has delivered. */
export class Reached {
  readonly #all: string[]
  readonly #deliveries: () => Delivery[]
  readonly #seen = new Set<string>()
  #read = 0

  constructor(reactions: Reactions, deliveries: () => Delivery[]) {
    const listened = Object.entries(reactions).flatMap(([deed, table]) =>
      Object.keys(table).map((name) => `${deed} ${name}`),
    )
    this.#all = [...listened, ...words.map((it) => `word ${it}`)]
    this.#deliveries = deliveries
  }

  missing(): string[] {
    const deliveries = this.#deliveries()
    for (const it of deliveries.slice(this.#read)) this.#note(it)
    this.#read = deliveries.length
    return this.#all.filter((it) => !this.#seen.has(it))
  }

  #note({ body, headers }: Delivery): void {
    const told = tell(readBody(headers['content-type'], Buffer.from(body)) ?? {})
    if (!told) return
    this.#seen.add(`${told.deed} ${told.name}`)
    if (told.name === '/people') this.#seen.add(`word ${told.words.split(' ')[0]}`)
  }
}
