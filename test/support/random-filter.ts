import { isObject, type Json, type JsonObject } from '../../src/domain/json.ts'
import { comparisons, substrings } from '../../src/scim/filter/condition.ts'
import type { Attribute } from '../../src/scim/schema/attribute.ts'
import type { ResourceType } from '../../src/scim/schema/resource-type.ts'
import type { Dice } from './dice.ts'

/** An attribute as a filter writes it, alone or in the brackets of its list. */
interface Leaf {
  path: string
  name: string
  list: string | null
  attribute: Attribute
  values: (string | number | boolean)[]
}

/** What only a door can write. */
const untold = /\$ref$|^meta\.(location|version)$/

/** Every attribute that can be compared, with what those who are there say of it. */
export function leavesOf(type: ResourceType, resources: JsonObject[]): Leaf[] {
  return type.root.subAttributes.flatMap((it) => within(it, it.name, null, resources))
}

function within(it: Attribute, path: string, list: string | null, holders: JsonObject[]): Leaf[] {
  const values = holders.flatMap((holder) => holder[it.name] ?? []).flat() as Json[]
  const here = it.multiValued ? path : list
  if (it.type === 'complex') {
    const joint = it.name.startsWith('urn:') ? ':' : '.'
    const parts = values.filter(isObject)
    return it.subAttributes.flatMap((sub) => within(sub, `${path}${joint}${sub.name}`, here, parts))
  }
  if (it.returned === 'never' || untold.test(path)) return []
  const simple = values.filter((value) => typeof value !== 'object') as Leaf['values']
  return [{ path, name: it.name, list, attribute: it, values: simple }]
}

/** A filter somebody could write, about what is there or nearly is. */
export class FilterMaker {
  readonly #dice: Dice
  readonly #leaves: Leaf[]
  readonly #words: readonly string[]

  constructor(dice: Dice, leaves: Leaf[], words: readonly string[]) {
    this.#dice = dice
    this.#leaves = leaves
    this.#words = words
  }

  filter(depth = 3): string {
    const roll = this.#dice.roll()
    if (depth === 0 || roll < 0.35) return this.#question(this.#dice.pick(this.#leaves), false)
    if (roll < 0.5) return this.#element()
    if (roll < 0.65) return `not (${this.filter(depth - 1)})`
    const [one, other] = [this.filter(depth - 1), this.filter(depth - 1)]
    return roll < 0.85 ? `(${one}) and (${other})` : `(${one}) or (${other})`
  }

  #element(): string {
    const listed = this.#leaves.filter((it) => it.list !== null)
    const { list } = this.#dice.pick(listed)
    const own = listed.filter((it) => it.list === list)
    const inside = () => this.#question(this.#dice.pick(own), true)
    const brackets = `${list}[${this.#dice.pick([
      () => inside(),
      () => `${inside()} and ${inside()}`,
      () => `not (${inside()})`,
      () => `${inside()} or ${inside()}`,
    ])()}]`
    return this.#dice.roll() < 0.3 ? `${brackets}.${inside()}` : brackets
  }

  #question(leaf: Leaf, isElement: boolean): string {
    const name = isElement ? leaf.name : leaf.path
    if (this.#dice.roll() < 0.12) return `${name} pr`
    if (this.#dice.roll() < 0.05) return `${name} ${this.#dice.pick(['eq', 'ne'])} null`
    const { type } = leaf.attribute
    const isText = !['boolean', 'dateTime'].includes(type)
    const usable = comparisons.filter((by) => {
      if (type === 'boolean') return by === 'eq' || by === 'ne'
      const isSubstring = (substrings as readonly string[]).includes(by)
      if (type === 'dateTime') return !isSubstring
      return type !== 'binary' || by === 'eq' || by === 'ne' || isSubstring
    })
    const by = this.#dice.pick(usable)
    if (type === 'boolean') return `${name} ${by} ${this.#dice.roll() < 0.5}`
    const near = leaf.values.length > 0 && this.#dice.roll() < 0.8
    const value = String(near || !isText ? this.#dice.pick(leaf.values) : this.#dice.pick(this.#words))
    return `${name} ${by} ${JSON.stringify(isText ? this.#varied(value, by) : value)}`
  }

  #varied(value: string, by: string): string {
    const letters = [...value]
    const cut = Math.floor(this.#dice.between(0, letters.length))
    const parts: Record<string, string[]> = {
      sw: letters.slice(0, cut),
      ew: letters.slice(cut),
      co: letters.slice(cut, cut + this.#dice.pick([1, 2, 3])),
    }
    const part = (parts[by] ?? letters).join('')
    return this.#dice.pick([part, part, part, part.toUpperCase(), part.toLowerCase()])
  }
}
