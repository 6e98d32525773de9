const token = /"(?:[^"\\]|\\[\s\S])*"|\s+|[()[\]]|[^\s()[\]"]+|"/gy
const isSpace = (word: string): boolean => word.trim() === ''

/** A filter cut into its words, quoted texts whole, without the spaces; null when a quotation never ends. */
export function wordsOf(filter: string): string[] | null {
  const words: string[] = []
  for (const [word] of filter.matchAll(token)) {
    if (word === '"') return null
    if (!isSpace(word)) words.push(word)
  }
  return words
}

const opens = new Set(['(', '['])
const closes = new Set([')', ']', '['])

/** `a eq "b"`, `emails[type eq "x"].value`: spaces only where the grammar has them. */
export const textOf = (words: readonly string[]): string =>
  words.reduce((text, word, at) => {
    const before = words[at - 1] ?? ''
    const tight = at === 0 || opens.has(before) || closes.has(word) || (before === ']' && word[0] === '.')
    return text + (tight ? '' : ' ') + word
  }, '')

const comparisons = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
export const isComparison = (word: string | undefined): boolean =>
  word !== undefined && comparisons.has(word.toLowerCase())

/** Each word, with what its brackets stand behind: `emails.` in `emails[type eq "work"]`, else nothing. */
export function mapWords(
  words: readonly string[],
  read: (word: string, at: number, inside: string) => string,
): string[] {
  let inside = ''
  return words.map((word, at) => {
    if (word === '[') inside = `${words[at - 1] ?? ''}.`
    if (word === ']') inside = ''
    return read(word, at, inside)
  })
}

/** Nobody asks that much, and a filter is read before anybody has refused it. */
const longest = 64 * 1024

/** The filter as it was, to the letter, when no word of it changed. */
export function rewriteFilter(filter: string, read: (words: string[]) => readonly string[]): string {
  const words = filter.length > longest ? null : wordsOf(filter)
  if (!words) return filter
  const now = read(words)
  return now.length === words.length && now.every((word, at) => word === words[at]) ? filter : textOf(now)
}
