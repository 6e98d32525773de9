import { webApi } from '@slack/bolt'
import type { Log } from '../../log.ts'

/** The same words at two speeds: for somebody who waits, and for a card that may come late. */
export interface Clients {
  /** Fails at once rather than late: a trigger lives three seconds. */
  quick: webApi.WebClient
  botUserId: string | null
}

const QUICK_MS = 2_500

export const clientsFor = (token: string, apiUrl: string, log: Log, botUserId: string | null): Clients => ({
  quick: new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    timeout: QUICK_MS,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: quiet(log),
  }),
  botUserId,
})

/** Its chatter is for debugging; what matters comes back as an error to whoever called. */
export function quiet(log: Log): webApi.Logger {
  const trace = (...said: unknown[]) => log.trace({ slack: said.map(String).join(' ') }, 'Slack')
  return {
    debug: trace,
    info: trace,
    warn: trace,
    error: trace,
    setLevel: () => {},
    getLevel: () => webApi.LogLevel.ERROR,
    setName: () => {},
  }
}
