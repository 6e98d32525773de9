/**
 * What the index of people knows: numbers that stand for the letters of their words. Where a word has plain letters,
 * one number for each place in it, of the three letters that begin there, or of as many as are left: whoever looks for
 * two asks for whatever could follow. Other letters are too many for that, and their words too few to matter: every run
 * of one to three letters has its own. Each number more is paid for whenever somebody is written.
 * migrations/0092-search-codes.ts says the same in SQL.
 */
const RUN = 3
const LETTER_BITS = 7
const PLAIN_LETTERS = 2 ** LETTER_BITS
const PLAIN_RUNS = 2 ** (RUN * LETTER_BITS)
/** Two runs of other letters may share a number: the text itself is always asked as well. */
const OTHER_RUNS = 2 ** 29
const FACTOR = 8191

/** What most keyboards can write: it has no other form, and each letter is one unit. */
export const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

/** Of folded letters, so that none is a capital. Nought follows the last one. */
const followers = [...'!"#$%&\'()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~'].map(
  letterCode,
)

/** So many people have these that the list is quicker walked through than asked for by an index. */
const common = new Set([...'abcdefghiklmnoprstu0123456789.@-'].map(letterCode))
const isRare = Uint8Array.from({ length: PLAIN_LETTERS }, (_, letter) => (common.has(letter) ? 0 : 1))

/** Each once, and in their order, because the index would sort them. */
export function codesOf(words: string[]): Int32Array {
  const codes = new Int32Array(RUN * words.reduce((sum, it) => sum + it.length, 0))
  let count = 0
  for (const word of words) count = isPlain(word) ? writePlain(word, codes, count) : write(word, codes, count)
  return distinct(codes.subarray(0, count).sort())
}

/** From its end, where each letter knows those that follow. A rare letter has a number of its own as well. */
function writePlain(word: string, codes: Int32Array, from: number): number {
  let count = from
  let second = 0
  let third = 0
  for (let at = word.length - 1; at >= 0; at--) {
    const first = word.charCodeAt(at)
    codes[count++] = plainCode(first, second, third)
    if (isRare[first] === 1) codes[count++] = plainCode(first, 0, 0)
    third = second
    second = first
  }
  return count
}

function write(word: string, codes: Int32Array, from: number): number {
  let count = from
  let second = 0
  let third = 0
  for (const first of [...word].map(letterCode).reverse()) {
    codes[count++] = codeOf(first, second, third)
    codes[count++] = codeOf(first, second, 0)
    codes[count++] = codeOf(first, 0, 0)
    third = second
    second = first
  }
  return count
}

function distinct(sorted: Int32Array): Int32Array {
  let count = 0
  for (const code of sorted) {
    if (count === 0 || code !== sorted[count - 1]) sorted[count++] = code
  }
  return sorted.subarray(0, count)
}

/** What the index is asked for: whoever has all of these numbers, or one of them at least. */
export type AskedCodes = { all: number[] } | { any: number[] }

/** Whoever has this fragment in a word of theirs has these. Null: it is not worth asking. */
export function codesAskedFor(fragment: string): AskedCodes | null {
  const letters = [...fragment].map(letterCode)
  if (letters.length >= RUN) return { all: [...new Set(wholeRunsOf(letters))] }
  const [first = 0, second = 0] = letters
  const code = codeOf(first, second, 0)
  if (!isPlain(fragment)) return { all: [code] }
  if (second !== 0) return { any: [code, ...followers.map((third) => code + third)] }
  return common.has(first) ? null : { all: [code] }
}

const wholeRunsOf = (letters: number[]): number[] =>
  letters.slice(RUN - 1).map((third, at) => codeOf(letters[at] ?? 0, letters[at + 1] ?? 0, third))

const codeOf = (first: number, second: number, third: number): number =>
  Math.max(first, second, third) < PLAIN_LETTERS
    ? plainCode(first, second, third)
    : PLAIN_RUNS + (((first * FACTOR + second) * FACTOR + third) % OTHER_RUNS)

const plainCode = (first: number, second: number, third: number): number =>
  (first << (2 * LETTER_BITS)) | (second << LETTER_BITS) | third

function letterCode(letter: string): number {
  return letter.codePointAt(0) ?? 0
}
