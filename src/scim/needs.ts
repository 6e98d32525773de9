import type { IncomingMessage } from 'node:http'
import type { Log } from '../log.ts'
import type { Outside } from '../usecases/context.ts'

/** What this door is handed when it opens. */
export interface ScimNeeds {
  /** A context for one request. */
  begin(trace: Outside['trace']): Outside
  /** Where a request came from, behind the proxies that are trusted. */
  callerOf(req: IncomingMessage): string | undefined
  publicUrl: string
  log: Log
  /** Milliseconds of the clock on the wall, which goes on whatever clock the house is given. */
  wallClock?: () => number
  /** Hears of each request that is over; who sent no token of ours is nobody. */
  answered?(connection: string, result: 'done' | 'refused' | 'failed' | 'gone'): void
}

/** Where this door stands, and where the protocol begins behind it: the address providers are given ends there. */
export const DOOR = '/scim'
export const VERSION = '/v2'
export const MOUNTED_AT = `${DOOR}${VERSION}`
