import { type AskedCodes, codesAskedFor, codesOf, isPlain } from './search-codes.ts'
import { nameOf, type User } from './user.ts'

/** What people are found by, and in which order they are listed; written with every save that touches a name. */
export interface SearchText {
  /** Folded words, one space between; the digits of the phone are one of them. */
  searchText: string
  /** What the index knows of those words. */
  searchCodes: Int32Array
  sortName: string
}

type Searched = Pick<User, (typeof searchedFields)[number]>

export const searchedFields = [
  'firstName',
  'lastName',
  'displayName',
  'email',
  'deliveryEmail',
  'phone',
] as const

/** Letters that no decomposition turns into the ones a keyboard elsewhere has. */
const plain: Record<string, string> = {
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}
const special = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu')

/** Lower case, no accents: "Łukasz", "LUKASZ" and "lukasz" are one word. */
export const folded = (text: string): string =>
  isPlain(text)
    ? text.toLowerCase()
    : text
        .toLowerCase()
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(special, (letter) => plain[letter] ?? letter)

export function searchText(it: Searched): SearchText {
  const said = [it.firstName, it.lastName, it.displayName, it.email, it.deliveryEmail].map((one) => one ?? '')
  const words = wordsOf([...said, digitsOf(it.phone ?? '')].join(' '))
  return {
    searchText: words.join(' '),
    searchCodes: codesOf(words),
    sortName: folded(nameOf(it)),
  }
}

const wordsOf = (text: string): string[] => folded(text).split(/\s+/).filter(Boolean)
const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** One fragment somebody looks for, and what the index is asked for, which may know more people than have it. */
export interface Needle {
  text: string
  /** Null: the index is not asked. */
  codes: AskedCodes | null
}

export const SEARCH_LIMIT = 100
const NEEDLES = 8
const dialled = /^[+\d\s().\-/]*\d[+\d\s().\-/]*$/

/**
 * Every fragment must be somewhere in a person. A phone number is one fragment, however it is written: with
 * a plus, with 00, with spaces or dashes.
 */
export function needlesOf(typed: string): Needle[] {
  const text = typed.slice(0, SEARCH_LIMIT)
  const number = dialled.test(text.trim()) ? digitsOf(text).replace(/^00(?=\d)/, '') : null
  const words = number ? [number] : wordsOf(text)
  return [...new Set(words)].slice(0, NEEDLES).map((word) => ({ text: word, codes: codesAskedFor(word) }))
}
