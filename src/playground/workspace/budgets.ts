const MINUTE_MS = 60_000
/** Slack's tiers, calls a minute. */
const TIERS: Record<number, number> = { 1: 1, 2: 20, 3: 50, 4: 100 }
const TIER_OF: Record<string, number> = {
  'auth.revoke': 3,
  'apps.uninstall': 1,
  'apps.connections.open': 1,
  'chat.delete': 3,
  'chat.update': 3,
  'conversations.info': 3,
  'conversations.join': 3,
  'conversations.list': 2,
  'conversations.open': 3,
  'team.info': 3,
  'users.list': 2,
  'users.lookupByEmail': 3,
  'bots.info': 3,
}
/** One message a second in a channel; so many at once are let pass. */
const BURST = 5

/** How often each method may be called, by the workspace's own clock. */
export class Budgets {
  readonly #now: () => Date
  readonly #isOn: boolean
  readonly #spent = new Map<string, number[]>()

  constructor(now: () => Date, isOn: boolean) {
    this.#now = now
    this.#isOn = isOn
  }

  /** Seconds to wait, or 0 when the call may pass. */
  spend(method: string, channel: string | null, token: string): number {
    if (!this.#isOn || method === 'auth.test') return 0
    if (method === 'chat.postMessage')
      return this.#within(`${token} ${method} ${channel}`, BURST, BURST * 1000)
    const tier = TIERS[TIER_OF[method] ?? 4] ?? 100
    return this.#within(`${token} ${method}`, method === 'apps.connections.open' ? 10 : tier, MINUTE_MS)
  }

  #within(key: string, most: number, windowMs: number): number {
    const now = this.#now().getTime()
    const recent = (this.#spent.get(key) ?? []).filter((at) => at > now - windowMs)
    const oldest = recent[recent.length - most]
    if (oldest !== undefined) return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000))
    this.#spent.set(key, [...recent, now])
    return 0
  }
}
