/** `CHAOS=long npx vitest run test/outside` takes minutes, finds more, and says what it saw. */
export const isLong = process.env.CHAOS === 'long'

/** One of two: for the suite, or for the long form. */
export const inForm = <T>(short: T, long: T): T => (isLong ? long : short)

export function tell(words: string): void {
  if (isLong) process.stdout.write(`${words}\n`)
}
