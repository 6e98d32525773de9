import type { ScimToken } from '../../domain/connection.ts'
import { countInWords, listInWords } from '../../domain/plain-words.ts'
import { after, DAY } from '../../domain/time.ts'
import type { Health, SeenConnection } from '../../usecases/connections/list-connections.ts'
import { safe } from '../blocks.ts'
import { moment, relative } from '../moments.ts'

/** A sentence of a provider's trouble is a sentence, and no page. */
const SAID = 300
/** From when on an end is warned of. */
const SOON = 14 * DAY

/** How it is doing, the worst first, in words. */
export function healthLines(it: SeenConnection, now: Date): string[] {
  return [headline(it, now), ...errorLines(it.health, now), ...tokenLines(it, now)]
}

function headline({ health, tokens, clients, endedAt }: SeenConnection, now: Date): string {
  const { lastExchangeAt, lastSuccessAt, lastError } = health
  if (endedAt) return `:black_circle: Disconnected ${moment(endedAt)}. Its people and teams stayed.`
  if (tokens.length + clients.length === 0)
    return ':no_entry: Nobody can speak for it: it has no token. Make one under *Tokens*.'
  if (!lastExchangeAt)
    return ':white_circle: It has not spoken yet. *Set-up steps*, under *Details*, say what to do in its console.'
  const spoke = `last spoke ${relative(lastExchangeAt, now)}`
  if (lastError && (!lastSuccessAt || lastError.at > lastSuccessAt))
    return `:red_circle: It ${spoke}, and the last thing it asked was refused.`
  return health.errorsLastDay > 0
    ? `:large_yellow_circle: It works: it ${spoke}. Not everything it asked in the last day was done.`
    : `:large_green_circle: It works: it ${spoke}, and nothing was refused in the last day.`
}

function errorLines({ lastError, lastSuccessAt, errorsLastDay }: Health, now: Date): string[] {
  if (!lastError) return []
  const count = errorsLastDay > 0 ? `, ${countInWords(errorsLastDay, 'error')} in the last day` : ''
  return [
    `Last error ${relative(lastError.at, now)}${count}: _${safe(lastError.said.slice(0, SAID))}_`,
    ...(lastSuccessAt ? [`Last success ${relative(lastSuccessAt, now)}`] : ['Nothing has succeeded yet.']),
  ]
}

const LISTED = 3

/** What is known of each. One whose place a newer one has taken ends as it was meant to. */
function tokenLines({ tokens, clients }: SeenConnection, now: Date): string[] {
  const rest = tokens.length - LISTED
  const more = [
    ...(rest > 0 ? [countInWords(rest, 'more token')] : []),
    ...(clients.length > 0 ? [countInWords(clients.length, 'OAuth client')] : []),
  ]
  return [
    ...tokens.slice(0, LISTED).map((it) => tokenLine(it, now)),
    ...(more.length > 0 ? [`:key: … and ${listInWords(more)}`] : []),
  ]
}

function tokenLine(it: ScimToken, now: Date): string {
  const isWarned = it.replacedById === null && isSoon(it.expiresAt, now)
  const ends = it.expiresAt ? `ends ${relative(it.expiresAt, now)}` : 'does not end'
  const made = `made ${relative(it.createdAt, now)} · ${usedWords(it.lastUsedAt, now)} · ${ends}`
  return `${isWarned ? ':warning:' : ':key:'} \`${it.beginning}…\` ${made}${isWarned ? ': renew it under *Tokens*' : ''}`
}

export const isSoon = (end: Date | null, now: Date): boolean => end !== null && end <= after(now, SOON)

export const usedWords = (at: Date | null, now: Date): string =>
  at ? `last used ${relative(at, now)}` : 'never used'
