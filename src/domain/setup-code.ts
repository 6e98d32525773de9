import { createHash, randomInt } from 'node:crypto'
import { DAY, HOUR } from './time.ts'
import type { TryLimit } from './tries.ts'

/** Crockford's: without I, L, O and U, so that nobody mistakes one for another or reads a word. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 5
const GROUP = 4

/** A hundred bits in five groups that can be read aloud. */
export const newSetupCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')

/** However it was typed: in lower case, without dashes, with an O for a zero. Null for what can be no code. */
function codeIn(typed: string): string | null {
  const bare = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return bare.length === GROUPS * GROUP && [...bare].every((it) => letters.includes(it)) ? bare : null
}

/** A hundred random bits need no salt and no slow hash. */
export function hashOfSetupCode(typed: string): Buffer | null {
  const code = codeIn(typed)
  return code === null ? null : createHash('sha256').update(`usher set-up code\0${code}`).digest()
}

export const SETUP_CODE_SECONDS = DAY

/** Somebody copies a code wrong once or twice; nobody does it all day. */
export const setupCodeTries: TryLimit = {
  free: 5,
  windowSeconds: HOUR,
  waitSeconds: HOUR,
  longestWaitSeconds: HOUR,
}
