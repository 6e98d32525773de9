/** Seconds are elapsed seconds: 24 h is 86 400 s, whatever the clocks on the wall do that day. */
export const after = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000)

export const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
