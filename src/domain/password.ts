import { commonPasswords } from './common-passwords.ts'

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'personal' | 'repeated'

export const PASSWORD_BYTES = 1024

/** What NIST SP 800-63B-4 asks where a password is all there is; the usual minimum is less, and documented so. */
export const STRICT_MINIMUM = 15

/** Words that somebody who knows the person or the place would try first. */
export interface PasswordContext {
  minimum: number
  words: (string | null)[]
}

/** The one permitted change before hashing: the same accents typed on two systems are one password. */
export const normalPassword = (typed: string): string => typed.normalize('NFKC')

/** No composition rules: length, a list of common ones, and nothing that stands on the person's badge. */
export function faultOf(typed: string, context: PasswordContext): PasswordFault | null {
  const password = normalPassword(typed)
  if ([...password].length < context.minimum) return 'too-short'
  if (Buffer.byteLength(password) > PASSWORD_BYTES || Buffer.byteLength(typed) > PASSWORD_BYTES)
    return 'too-long'
  const lower = password.toLowerCase()
  if (commonPasswords.has(lower)) return 'common'
  if (new Set(lower).size <= 2) return 'repeated'
  return wordsIn(context).some((word) => lower.includes(word)) ? 'personal' : null
}

const SHORTEST_WORD = 3

function wordsIn({ words }: PasswordContext): string[] {
  const said = [...words, 'usher'].flatMap((it) => {
    const word = (it ?? '').normalize('NFKC').toLowerCase()
    return [word, ...word.split(/[^\p{L}\p{N}]+/u)]
  })
  return said.filter((it) => [...it].length >= SHORTEST_WORD)
}

export type PasswordStrength = 'weak' | 'fair' | 'strong'

/** A rough word for people, never a gate: how long it is, and how much of it is not repetition or a run. */
export function strengthOf(typed: string): PasswordStrength {
  const letters = [...normalPassword(typed).toLowerCase()]
  const surprising = letters.filter((letter, at) => !isExpected(letters, letter, at)).length
  if (commonPasswords.has(letters.join('')) || surprising < 8) return 'weak'
  return surprising < 14 ? 'fair' : 'strong'
}

/** aaa, abc, 321: each letter after the second adds nothing a guesser would not try. */
function isExpected(letters: string[], letter: string, at: number): boolean {
  const previous = letters[at - 1]
  const before = letters[at - 2]
  if (previous === undefined || before === undefined) return false
  const step = code(letter) - code(previous)
  return Math.abs(step) <= 1 && step === code(previous) - code(before)
}

const code = (letter: string): number => letter.codePointAt(0) ?? 0
