import { type Args, word } from './arguments.ts'
import { SlackError } from './slack-error.ts'

const MOST = 1_000

/** One page of a list and the cursor of the next, opaque as Slack's are. */
export function page<T>(all: T[], args: Args, usual: number): { items: T[]; next: string } {
  const cursor = word(args, 'cursor')
  const from = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0
  if (!Number.isInteger(from)) throw new SlackError('invalid_cursor')
  const limit = Number(word(args, 'limit') ?? usual)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new SlackError('invalid_limit')
  const to = from + limit
  const next = to < all.length ? Buffer.from(`next:${to}`).toString('base64') : ''
  return { items: all.slice(from, to), next }
}
