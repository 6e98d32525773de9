import { timeLeft } from '../domain/plain-words.ts'

/** A moment as each reader's own Slack shows it, in their zone; what stands behind the bar is for those who can not. */
export const moment = (at: Date): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time}|${at.toISOString().slice(0, 16).replace('T', ' ')} UTC>`

/** "in 3 hours", "5 days ago". */
export const relative = (at: Date, now: Date): string =>
  at > now ? `in ${timeLeft(now, at)}` : `${timeLeft(at, now)} ago`
