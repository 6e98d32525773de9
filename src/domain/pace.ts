import { readAddress } from './email-address.ts'
import { MINUTE } from './time.ts'

/** How many letters one mail domain is sent, whoever sends them. */
export interface Pace {
  atOnce: number
  perMinute: number
}

/** While a domain asks for patience: each refusal after a pause makes the next one twice as long. */
export const PAUSE = { firstSeconds: 30, longestSeconds: 15 * MINUTE }

/**
 * Half of a minute's letters may leave as fast as they go, the others evenly after them: so no minute, wherever it is
 * begun to be counted, has more than it may.
 */
export function rhythmOf({ perMinute }: Pace): { burst: number; gapSeconds: number } {
  const burst = Math.ceil(perMinute / 2)
  return { burst, gapSeconds: MINUTE / (perMinute - burst + 1) }
}

/** Null for what is no address: the mail room says so. */
export function mailDomainOf(address: string): string | null {
  const read = readAddress(address)
  return 'fault' in read ? null : read.domain
}
