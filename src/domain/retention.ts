import { DAY } from './time.ts'

/** How long what happened is kept. The audit stays; it names people only until they are erased. */
export const ATTEMPTS_KEPT_SECONDS = 90 * DAY
export const CLOSED_INVITATIONS_KEPT_SECONDS = 180 * DAY
export const ENDED_TOKENS_KEPT_SECONDS = 90 * DAY
export const EXCHANGES_KEPT_SECONDS = 90 * DAY
export const ENDED_SESSIONS_KEPT_SECONDS = 90 * DAY
/** A whole network address is for finding an intruder; after this its beginning is enough. */
export const WHOLE_IP_KEPT_SECONDS = 30 * DAY
/** For whoever repeats a request because they never heard the answer. */
export const REQUEST_KEYS_KEPT_SECONDS = DAY
