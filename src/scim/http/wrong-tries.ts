import { isIP } from 'node:net'

const WINDOW_MS = 60_000
/** A provider whose token was revoked goes on sending the same one: that is one try, however often. */
const TRIES = 30
/** How many addresses are remembered; beyond, the one that was heard of first is forgotten. */
const ADDRESSES = 10_000

/**
 * Who shows token after token that are none. Held in memory by each process: a token can not be guessed, so all this
 * spares is the looking up. Whoever shows a right one is never counted.
 */
export class WrongTries {
  private readonly tries = new Map<string, { since: number; seen: Set<string> }>()

  /** Counts what was shown in vain. */
  count(ip: string | null, shown: string, now: number): void {
    const from = placeOf(ip)
    const known = this.current(from, now)
    const entry = known ?? { since: now, seen: new Set() }
    if (entry.seen.size < TRIES) entry.seen.add(shown)
    if (known) return
    this.tries.delete(from)
    this.tries.set(from, entry)
    const [oldest] = this.tries.keys()
    if (this.tries.size > ADDRESSES && oldest !== undefined) this.tries.delete(oldest)
  }

  /** In how many seconds something new may be shown from there; null: at once. */
  waitSeconds(ip: string | null, now: number): number | null {
    const entry = this.current(placeOf(ip), now)
    if (!entry || entry.seen.size < TRIES) return null
    return Math.max(1, Math.ceil((entry.since + WINDOW_MS - now) / 1000))
  }

  private current(from: string, now: number) {
    const entry = this.tries.get(from)
    return entry && now < entry.since + WINDOW_MS ? entry : undefined
  }
}

/** Somebody with IPv6 has a whole /64 to speak from. */
function placeOf(ip: string | null): string {
  if (ip === null || isIP(ip) !== 6) return ip ?? ''
  const [before = '', after] = ip.toLowerCase().split('::')
  const head = before.split(':').filter(Boolean)
  const tail = (after ?? '').split(':').filter(Boolean)
  const gap = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  return [...head, ...Array(gap).fill('0'), ...tail].slice(0, 4).join(':')
}
