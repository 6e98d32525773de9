import { countInWords } from '../../domain/plain-words.ts'
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
  return [headline(it, now), ...errorLines(it.health, now), ...endingLines(it, now)]
}

function headline({ health, tokens, clients, endedAt }: SeenConnection, now: Date): string {
  const { lastExchangeAt, lastSuccessAt, lastError } = health
  if (endedAt) return `:black_circle: Disconnected ${moment(endedAt)}. Its people and teams stayed.`
  if (tokens.length + clients.length === 0)
    return ':no_entry: Nobody can speak for it: it has no token. Make one under *Tokens*.'
  if (!lastExchangeAt)
    return ':white_circle: It has not spoken yet. Follow the steps of *Set-up steps* in its console.'
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

/** One whose place a newer one has taken ends as it was meant to. */
const endingLines = ({ tokens }: SeenConnection, now: Date): string[] =>
  tokens.flatMap(({ beginning, expiresAt, replacedById }) =>
    expiresAt && expiresAt <= after(now, SOON) && replacedById === null
      ? [`:warning: The token \`${beginning}…\` ends ${relative(expiresAt, now)}. Renew it under *Tokens*.`]
      : [],
  )
