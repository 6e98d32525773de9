import { webApi } from '@slack/bolt'
import type { Log } from '../../log.ts'

/** The same words at two speeds: for somebody who waits, and for a card that may come late. */
export interface Clients {
  /** Fails at once rather than late: a trigger lives three seconds. */
  quick: webApi.WebClient
  /** Waits longer for a yes: what was given up on may have been taken, and a card would stand there twice. */
  patient: webApi.WebClient
  botUserId: string | null
}

const QUICK_MS = 2_500
const PATIENT_MS = 8_000

export const clientsFor = (token: string, apiUrl: string, log: Log, botUserId: string | null): Clients => ({
  quick: clientFor(token, apiUrl, log, QUICK_MS),
  patient: clientFor(token, apiUrl, log, PATIENT_MS),
  botUserId,
})

/** One try: trying again is for the queue, or for the person. */
const clientFor = (token: string, apiUrl: string, log: Log, timeout: number): webApi.WebClient =>
  new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    timeout,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: quiet(log),
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
