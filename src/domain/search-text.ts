import { nameOf, type User } from './user.ts'

/** What people are found by, and in which order they are listed; written with every save that touches a name. */
export interface SearchText {
  /** Folded words, one space between; the digits of the phone are one of them. */
  searchText: string
  /** Every run of one to three letters in those words, one space between: what the index knows. */
  searchPieces: string
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

/** What most keyboards can write: it has no other form, and each letter is one unit. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

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
    searchPieces: piecesOf(words),
    sortName: folded(nameOf(it)),
  }
}

const wordsOf = (text: string): string[] => folded(text).split(/\s+/).filter(Boolean)
const digitsOf = (text: string): string => text.replace(/\D/g, '')

const PIECE = 3

/** In the order of letters, because the index would sort them: some hundred for each person who is written. */
const piecesOf = (words: string[]): string =>
  words.every(isPlain) ? plainPiecesOf(words) : [...new Set(words.flatMap(piecesIn))].sort().join(' ')

function piecesIn(word: string): string[] {
  const letters = [...word]
  return letters.flatMap((_, at) => {
    const piece = letters.slice(at, at + PIECE)
    return piece.map((_, last) => piece.slice(0, last + 1).join(''))
  })
}

const LETTER_BITS = 7
const LETTER = 2 ** LETTER_BITS - 1
const SPACE = 32

/** The same where each letter has seven bits: three of them are a number, and numbers are sorted in no time. */
function plainPiecesOf(words: string[]): string {
  const pieces = plainPiecesIn(words)
  const text = Buffer.allocUnsafe(pieces.length * (PIECE + 1))
  let length = 0
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as number
    if (piece === pieces[at - 1]) continue
    if (length > 0) text[length++] = SPACE
    for (let place = PIECE - 1; place >= 0; place--) {
      const letter = (piece >> (LETTER_BITS * place)) & LETTER
      // No letter is zero: where one is, the piece has ended.
      if (letter !== 0) text[length++] = letter
    }
  }
  return text.toString('latin1', 0, length)
}

function plainPiecesIn(words: string[]): Int32Array {
  const pieces = new Int32Array(PIECE * words.reduce((sum, it) => sum + it.length, 0))
  let count = 0
  for (const word of words) {
    for (let at = 0; at < word.length; at++) {
      let piece = 0
      for (let place = 0; place < PIECE && at + place < word.length; place++) {
        piece |= word.charCodeAt(at + place) << (LETTER_BITS * (PIECE - 1 - place))
        pieces[count++] = piece
      }
    }
  }
  return pieces.subarray(0, count).sort()
}

const runsOf = (letters: string[], length: number): string[] =>
  letters.slice(length - 1).map((_, at) => letters.slice(at, at + length).join(''))

/** One fragment somebody looks for, and the pieces of it that the index is asked for. */
export interface Needle {
  text: string
  pieces: string[]
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
  return [...new Set(words)].slice(0, NEEDLES).map((word) => ({ text: word, pieces: longestPieces(word) }))
}

function longestPieces(word: string): string[] {
  const letters = [...word]
  return [...new Set(runsOf(letters, Math.min(PIECE, letters.length)))]
}
