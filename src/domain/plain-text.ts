/** Reasons are short; the column takes twice this. */
export const WHY_LIMIT = 500

/** Words of what every keyboard can write, with a space between: as they are, nothing is to be done to them. */
export const isPlainLine = (text: string): boolean => /^[!-~]+(?: [!-~]+)*$/.test(text)

/**
 * What somebody wrote for others to read: lines stay, what no screen shows goes. Null when nothing is left.
 * Postgres takes no NUL and mail no bare carriage return, so neither gets past here.
 */
export function plainText(typed: string | null, limit = Number.POSITIVE_INFINITY): string | null {
  if (typed !== null && typed.length <= limit && isPlainLine(typed)) return typed
  const text = (typed ?? '')
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/(?!\n|\t)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
  const short = text.length > limit ? [...text.slice(0, limit)].slice(0, -1).join('') : text
  return short === '' ? null : short
}
