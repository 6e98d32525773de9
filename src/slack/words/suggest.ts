import { folded } from '../../domain/search-text.ts'

/** What somebody wrote, and what they may have meant: the words of "Did you mean …?". */
export interface Suggestion {
  typed: string
  meant: string
}

/** Longer than any name or word that we know: nobody mistypes those. */
const LENGTH_LIMIT = 120
/** From here on the beginning of a word is enough to mean it. */
const BEGINNING = 3

/** The nearest of the words, or null when none is near: a wrong guess is worse than none. */
export const nearest = (typed: string, among: readonly string[]): string | null =>
  nearestFew(typed, among, 1)[0] ?? null

/** The nearest few, best first; of equals, the first of the list. */
export function nearestFew(typed: string, among: readonly string[], limit: number): string[] {
  const word = folded(typed.slice(0, LENGTH_LIMIT)).trim()
  if (word === '' || typed.length > LENGTH_LIMIT) return []
  return among
    .map((it) => ({ it, distance: howFar(word, folded(it)) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ it }) => it)
}

/** A beginning counts after every slip of the same word: "rols" is "roles" before it is anything longer. */
function howFar(word: string, candidate: string): number {
  const slips = slipsBetween(word, candidate, slipsAllowed(word.length))
  if (slips < Number.POSITIVE_INFINITY) return slips
  return word.length >= BEGINNING && candidate.startsWith(word) ? BEGINNING : Number.POSITIVE_INFINITY
}

/** Two letters are too few to guess from, except when they only changed places. */
function slipsAllowed(length: number): number {
  if (length <= 2) return 0
  if (length <= 5) return 1
  return length <= 9 ? 2 : 3
}

/** Damerau–Levenshtein (letters in, out, changed, swapped with the next), given up beyond `most`. */
function slipsBetween(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]) return 1
  if (most === 0 || Math.abs(a.length - b.length) > most || b.length > LENGTH_LIMIT)
    return Number.POSITIVE_INFINITY
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(at(row, j), at(before, j - 2) + 1)
    }
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY
    before = last
    last = row
  }
  return at(last, b.length) <= most ? at(last, b.length) : Number.POSITIVE_INFINITY
}

const at = (row: number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY
