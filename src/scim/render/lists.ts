import { readAddress } from '../../domain/email-address.ts'
import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { readPhone } from '../../domain/phone.ts'

/**
 * A list as the provider wrote it, and the one fact in it that has a column here. The list is kept whole; the fact
 * is picked out of it on the way in, and put over it on the way out where somebody has changed it since.
 */
export interface Picked {
  list: 'emails' | 'phoneNumbers' | 'photos'
  /** Which element holds the fact; negative for none. */
  indexIn(list: JsonObject[]): number
  /** The fact as the model writes it; null for what it can not hold, which then is only kept. */
  read(value: string): string | null
  /** What an element is made of that was not there. */
  made: JsonObject
}

type Test = (it: JsonObject) => boolean

const firstOf = (list: JsonObject[], tests: readonly Test[]): number => {
  for (const test of tests) {
    const index = list.findIndex(test)
    if (index >= 0) return index
  }
  return -1
}
const isOf =
  (type: string): Test =>
  (it) =>
    typeof it.type === 'string' && it.type.toLowerCase() === type
const isPrimary: Test = (it) => it.primary === true
const isWork = isOf('work')
const isThumbnail = isOf('thumbnail')
const isAny: Test = () => true

const work: readonly Test[] = [(it) => isWork(it) && isPrimary(it), isWork, isPrimary, isAny]
const personal: readonly Test[] = [isOf('other'), isOf('home')]
const mobile: readonly Test[] = [isOf('mobile')]
const likeness: readonly Test[] = [isOf('photo'), isPrimary, (it) => !isThumbnail(it)]

/** What the person signs in with. One that is no address is handed on, to be refused in words. */
export const email: Picked = {
  list: 'emails',
  indexIn: (list) => firstOf(list, work),
  read: (value) => {
    const address = readAddress(value)
    return 'fault' in address ? value : address.typed
  },
  made: { type: 'work', primary: true },
}

export const personalEmail: Picked = {
  list: 'emails',
  indexIn: (list) => {
    const signsIn = list[firstOf(list, work)]
    const others = personal.map((test) => list.findIndex((it) => it !== signsIn && test(it)))
    return others.find((index) => index >= 0) ?? -1
  },
  // Not what one signs in with: one that is no address is only kept, and stops nobody.
  read: (value) => {
    const address = readAddress(value)
    return 'fault' in address ? null : address.typed
  },
  made: { type: 'other' },
}

/** Only a mobile: a number on a desk is shared, and one signs in with one's own. */
export const phone: Picked = {
  list: 'phoneNumbers',
  indexIn: (list) => firstOf(list, mobile),
  read: readPhone,
  made: { type: 'mobile' },
}

export const photo: Picked = {
  list: 'photos',
  indexIn: (list) => firstOf(list, likeness),
  read: (value) => (/^https?:\/\/\S{1,990}$/i.test(value) ? value : null),
  made: { type: 'photo', primary: true },
}

const elementsOf = (list: Json | undefined): JsonObject[] =>
  Array.isArray(list) ? list.filter(isObject) : []

export function pick(from: JsonObject, it: Picked): string | null {
  const value = writtenIn(from, it)
  return value === null ? null : it.read(value)
}

function writtenIn(from: JsonObject, it: Picked): string | null {
  const list = elementsOf(from[it.list])
  const value = list[it.indexIn(list)]?.value
  return typeof value === 'string' && value !== '' ? value : null
}

/** The resource with the fact as it is now; untouched where the list says the same. */
export function put(resource: JsonObject, it: Picked, fact: string | null): void {
  const written = writtenIn(resource, it)
  // What is stored is read as itself.
  if (written === fact || isSameFact(written === null ? null : it.read(written), fact)) return
  const list = elementsOf(resource[it.list])
  const index = it.indexIn(list)
  const after = fact === null ? list.toSpliced(index, 1) : withFact(list, index, { ...it.made, value: fact })
  if (after.length > 0) resource[it.list] = after
  else delete resource[it.list]
}

const isSameFact = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && one.toLowerCase() === other?.toLowerCase())

/** Nothing is made the preferred one beside another. */
function withFact(list: JsonObject[], index: number, made: JsonObject): JsonObject[] {
  const before = list[index]
  if (before) return list.with(index, { ...before, value: made.value ?? null })
  const { primary, ...plain } = made
  return [...list, primary && !list.some(isPrimary) ? made : plain]
}
