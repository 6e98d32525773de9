import type { Fault, Faults } from './fault.ts'
import { words } from './words.ts'

/** Looks at one value and adds what is wrong with it. Never throws, whatever the value. */
export type Check = (value: unknown, at: string, faults: Faults) => void
export type Fields = Record<string, Check>
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const has = (it: Json, name: string): boolean => Object.hasOwn(it, name) && it[name] !== undefined

/** What an anonymous part says when it stumbles: a function of the value that gives words, or nothing. */
export const expecting =
  (say: (value: unknown) => string | undefined): Check =>
  (value, at, faults) => {
    const said = say(value)
    if (said) faults.push({ pointer: at, words: said })
  }

/** A finding of a rule, beside the schema. */
export const ruled = (pointer: string, said: string): Fault => ({ pointer, words: said, rule: true })

export const boolean = expecting((value) => (typeof value === 'boolean' ? undefined : words.boolean))

export const choice = (...allowed: unknown[]): Check =>
  expecting((value) => (allowed.includes(value) ? undefined : words.choice))

export const integer = (min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  expecting((value) => {
    if (!Number.isInteger(value)) return words.integer
    if ((value as number) < min) return words.tooSmall(min)
    return (value as number) > max ? words.tooBig(max) : undefined
  })

export const all =
  (...checks: Check[]): Check =>
  (value, at, faults) => {
    for (const check of checks) check(value, at, faults)
  }

/** Only the first `max` items are looked at: past the limit one fault says enough, and the answer stays quick. */
export const list =
  (item: Check, min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  (value, at, faults) => {
    if (!Array.isArray(value)) return void faults.push({ pointer: at, words: words.array })
    if (value.length > max) faults.push({ pointer: at, words: words.tooMany(max) })
    if (value.length < min) faults.push({ pointer: at, words: words.tooFew(min) })
    for (const [index, it] of value.slice(0, max).entries()) item(it, `${at}/${index}`, faults)
  }

/** An undefined field is an absent one: it does not survive the way to Slack. A null is not. */
export const object = (required: Fields, optional: Fields = {}, refuse = words.unknown): Check => {
  const fields = new Map([...Object.entries(required), ...Object.entries(optional)])
  const needed = Object.keys(required)
  return (value, at, faults) => {
    if (!isObject(value)) return void faults.push({ pointer: at, words: words.object })
    for (const name of needed) if (!has(value, name)) faults.push({ pointer: at, words: words.missing(name) })
    for (const name of Object.keys(value).filter((it) => has(value, it))) {
      const check = fields.get(name)
      if (check) check(value[name], `${at}/${name}`, faults)
      else faults.push({ pointer: at, words: refuse(name) })
    }
  }
}

/** An object among several, told apart by its `type`. */
export const typed = (kinds: Fields, refuse: (type: string) => string = words.unsupported): Check => {
  const known = new Map(Object.entries(kinds))
  return (value, at, faults) => {
    if (!isObject(value)) return void faults.push({ pointer: at, words: words.object })
    const { type } = value
    if (type === undefined) return void faults.push({ pointer: at, words: words.missing('type') })
    if (typeof type !== 'string') return void faults.push({ pointer: `${at}/type`, words: words.string })
    const check = known.get(type)
    if (check) check(value, at, faults)
    else faults.push({ pointer: `${at}/type`, words: refuse(type) })
  }
}

/** One of two fields, and not both. */
export const either =
  (one: string, other: string): Check =>
  (value, at, faults) => {
    if (!isObject(value)) return
    const [first, second] = [has(value, one), has(value, other)]
    if (first && second) faults.push({ pointer: at, words: words.both(one, other) })
    if (!first && !second) faults.push({ pointer: at, words: words.missing(one) })
  }
