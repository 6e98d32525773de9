/**
 * A phrase that begins where a word begins and ends where a word ends. One space in the pattern is any run of
 * spaces, and a full stop after the phrase belongs to it.
 */
export const phrase = (pattern: string): RegExp => new RegExp(`(?:${spaced(pattern)})${wordEnd}`, 'iuy')

const spaced = (pattern: string): string =>
  pattern.replace(/ \??/g, (it) => (it === ' ' ? '[ \\t]+' : '[ \\t]*'))

const wordEnd = '[.!?…]*(?=$|[\\s,;:：，；、()"“”«<>|])[:：]?'

export function phraseAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start
  return pattern.exec(text)
}

export const endOf = (found: RegExpExecArray): number => found.index + found[0].length
