import { randomBytes } from 'node:crypto'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** Ids as Slack makes them: a letter for the kind, then nothing anyone could rely on. */
export const freshId = (letter: string): string =>
  letter + [...randomBytes(10)].map((it) => LETTERS[it % LETTERS.length]).join('')

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/** `1700000000.123456`: unique in a workspace even while its clock stands still. */
export function stampMaker(now: () => Date): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, now().getTime() * 1000)
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`
  }
}
