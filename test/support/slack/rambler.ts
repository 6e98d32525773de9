import type { Dice } from '../dice.ts'
import type { Entry } from './enter.ts'
import type { Field } from './find.ts'
import type { Clickable, Someone } from './someone.ts'

const mischief = [
  '',
  'x',
  '*bold* <!channel> <@U0ADA000000>',
  '   ',
  'ı İ ẞ 漢字 \u202e',
  'a'.repeat(300),
  '2026-04-01',
  '+90 555 123 45 67',
  'not an address',
  'one@p.test, two@p.test',
  'ü@exämple.test',
]
const names = ['Ada', 'Bela', 'Chen', 'Dana', 'Emre', 'Femi', 'Gita', 'Hana']
const groups = ['Support', 'Care', 'Night', 'Field']

/** What all of them have done, counted by what the bot calls it: what is rare is tried rather than what is not. */
export class Curiosity {
  readonly #done = new Map<string, number>()

  choose<T>(dice: Dice, all: readonly T[], nameOf: (it: T) => string): T {
    const weights = all.map((it) => 1 / (1 + (this.#done.get(nameOf(it)) ?? 0)) ** 3)
    let left = dice.roll() * weights.reduce((sum, it) => sum + it, 0)
    const at = weights.findIndex((it) => {
      left -= it
      return left < 0
    })
    return all[at < 0 ? all.length - 1 : at] as T
  }

  isNew = (name: string): boolean => !this.#done.has(name)

  /** What came to nothing is as rare as before. */
  note(name: string): void {
    this.#done.set(name, (this.#done.get(name) ?? 0) + 1)
  }
}

const nameOf = ({ element }: Field): string => element.action_id

interface World {
  dice: Dice
  curiosity: Curiosity
  now(): Date
  /** What can be typed, and what behind it. */
  commands: readonly string[]
  behind: readonly string[]
  /** Everything that was asked for is on the screen. */
  settled(): Promise<void>
  /** One line for each thing done. */
  tell(line: string): void
}

/** Somebody with nothing to do, at whatever is before their eyes: clicks, fills in, types, sends, closes. */
export class Rambler {
  readonly who: Someone
  readonly #world: World
  #count = 0

  constructor(who: Someone, world: World) {
    this.who = who
    this.#world = world
  }

  /** One thing; it fails where the screen has no such thing after all. */
  step(): Promise<unknown> {
    const { dice, curiosity } = this.#world
    const [fresh] = this.who.buttons.filter(({ deed }) => curiosity.isNew(deed))
    if (fresh && dice.roll() < 0.5) return this.#clicks([fresh])
    const [unused] = this.#isInModal() ? [] : this.who.fields.filter((it) => curiosity.isNew(nameOf(it)))
    if (unused && dice.roll() < 0.5) return this.#fills(unused)
    return this.#isInModal() ? this.#inModal(dice.roll()) : this.#outside(dice.roll())
  }

  #isInModal = (): boolean => this.who.sees.startsWith('┌')

  #inModal(roll: number): Promise<unknown> {
    const { fields, buttons, sendsBy } = this.who
    if (sendsBy && roll < 0.3) return this.#sendsProperly(fields)
    if (sendsBy && roll < 0.35) return this.#sends()
    if (fields.length > 0 && roll < 0.5) return this.#fills(this.#rarest(fields))
    // What is no form has been read soon.
    if (roll < (sendsBy ? 0.88 : 0.6) && buttons.length > 0) return this.#clicks(buttons)
    return this.who.closes({ all: this.#world.dice.roll() < 0.6 })
  }

  #outside(roll: number): Promise<unknown> {
    const { who } = this
    if (roll < 0.15) return who.opensHome()
    if (roll < 0.18) return Promise.resolve(who.looksAt(this.#world.dice.pick(['general', 'app'])))
    if (roll < 0.2) return this.#takesShortcut()
    const { buttons, fields } = who
    if (roll < 0.33 && fields.length > 0) return this.#fills(this.#rarest(fields))
    return roll < 0.43 || buttons.length === 0 ? this.#types() : this.#clicks(buttons)
  }

  async #types(): Promise<void> {
    const { dice, commands, behind, curiosity } = this.#world
    const word = curiosity.choose(dice, commands, (it) => it)
    const line = `${word} ${dice.pick(behind)}`.trim()
    this.#tell(`types ${line}`)
    await this.who.command(line)
    curiosity.note(word)
  }

  async #takesShortcut(): Promise<unknown> {
    const isGlobal = this.#world.dice.roll() < 0.5
    this.#tell(`takes the ${isGlobal ? 'global' : 'message'} shortcut`)
    if (isGlobal) return this.who.takesShortcut('Invite people')
    this.who.looksAt('general')
    await this.who.says(`Please invite ${this.#address()} and somebody <else>`)
    return this.who.takesShortcut('Invite these addresses', { on: 'Please invite' })
  }

  async #clicks(buttons: Clickable[]): Promise<void> {
    const { dice, curiosity } = this.#world
    const button = curiosity.choose(dice, buttons, (it) => `${it.deed} ${it.label}`)
    const { label, row, asksFirst } = button
    this.#tell(`clicks ${label} (${button.deed}) by ${row.slice(0, 60)}`)
    await this.who.press(button, asksFirst ? dice.roll() < 0.7 : undefined)
    curiosity.note(button.deed)
    curiosity.note(`${button.deed} ${label}`)
  }

  #rarest = (fields: Someone['fields']): Someone['fields'][number] =>
    this.#world.curiosity.choose(this.#world.dice, fields, nameOf)

  async #fills(field: Someone['fields'][number]): Promise<void> {
    const { dice, curiosity } = this.#world
    const entry = dice.roll() < 0.5 ? this.#proper(field) : this.#mischievous(field)
    this.#tell(`fills ${field.label} with ${JSON.stringify(entry)}`)
    await this.who.enters(field, entry)
    curiosity.note(nameOf(field))
  }

  /** As somebody does who wants to get through: everything that has to be there, and some of the rest. */
  async #sendsProperly(fields: Someone['fields']): Promise<unknown> {
    for (const field of fields) {
      if (field.isOptional && this.#world.dice.roll() < 0.6) continue
      if (field.block.type !== 'input') continue
      const entry = this.#proper(field)
      this.#tell(`fills ${field.label} with ${JSON.stringify(entry)}`)
      await this.who.enters(field, entry)
      // Nobody types on while the form is drawn anew by what was chosen in it.
      await this.#world.settled()
    }
    return this.#sends()
  }

  #sends(): Promise<unknown> {
    this.#tell(`sends by ${this.who.sendsBy}`)
    return this.who.submit()
  }

  #proper(field: Field): Entry {
    const { dice } = this.#world
    const { label, type, options, element } = field
    const special = this.#special(type)
    if (special !== undefined) return special
    if (type.includes('external'))
      return dice.pick(Number(element.min_query_length) > 0 ? ['people', 'acme', 'meyer'] : ['', 'a', 'irst'])
    if (options.length > 0) return dice.pick(options)
    const [, quoted] = /“(.+)”/.exec(label) ?? []
    if (quoted) return quoted
    if (/e-mail|address|contact/i.test(label)) return this.#address()
    if (/phone/i.test(label)) return `+90555${String(1_000_000 + Math.floor(dice.roll() * 8_999_999))}`
    if (/password/i.test(label)) return `quiet-Lantern-${++this.#count}-harbour`
    if (/search/i.test(label)) return dice.pick(['ada', 'p', '@acme.test', ''])
    return `${dice.pick([...names, ...groups])} ${++this.#count}`
  }

  #mischievous = (field: Field): Entry =>
    this.#special(field.type) ??
    (field.options.length > 0 ? this.#world.dice.pick(field.options) : this.#world.dice.pick(mischief))

  /** What is not typed as words. */
  #special(type: string): Entry | undefined {
    const { dice, now } = this.#world
    if (type === 'datepicker') return dice.pick(['1990-05-01', '1985-10-26', '2026-04-01'])
    if (type === 'timepicker') return dice.pick(['09:30', '17:00'])
    if (type === 'datetimepicker') return Math.floor(now().getTime() / 1000) + dice.pick([-60, 5_400, 90_000])
    if (type === 'number_input') return dice.pick(['3', '24', '0', '12'])
    if (/conversations|channels/.test(type)) return 'general'
    if (type === 'users_select') return dice.pick(['mel', 'nobody'])
    return type === 'multi_users_select' ? ['mel', 'grace', 'max'] : undefined
  }

  #address = (): string => `${this.who.name}${++this.#count}@people.test`

  #tell = (line: string): void => this.#world.tell(`${this.who.name} ${line}`)
}

/** What the person could not do after all, because the screen has no such thing: the driver's word, not the bot's. */
export const isMisclick = (fault: unknown): boolean =>
  /^No “|^Nothing called|^No option|^No message|no menu|Slack asks first|cannot|no entry|no such|no option|in front of|No modal is open|has no submit button|is disabled|nothing to click|Only \d+ can be selected/i.test(
    (fault as Error).message,
  )
