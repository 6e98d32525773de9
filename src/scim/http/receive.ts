import type { IncomingMessage, ServerResponse } from 'node:http'
import { ScimError } from '../errors.ts'
import type { ExchangeLog } from '../log/tell.ts'
import { MOUNTED_AT, type ScimNeeds } from '../needs.ts'
import type { Address } from './address.ts'
import { send } from './answer.ts'
import { allowedIn, type Chapter, type Chapters, type Verb, verbFor } from './chapter.ts'
import { exchangeFor } from './exchange.ts'
import { answerFault } from './faults.ts'
import type { Visit } from './visit.ts'

/** What a request finds behind the door. */
export interface Inside {
  needs: ScimNeeds
  exchanges: Pick<ExchangeLog, 'tell'>
  chapters: Chapters
  /** Who may hear that there is nothing at an address. */
  enter: Verb
}

/** Never throws: who comes in past express has nobody behind them who would catch it. */
export function receive(req: IncomingMessage, res: ServerResponse, address: Address, inside: Inside): void {
  answer(req, res, address, inside).catch((err) => {
    inside.needs.log.error({ err }, 'A SCIM request could not even be refused')
    res.destroy()
  })
}

/** From its first line to its answer; told of when it is over, however it ended. */
async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  { path, query }: Address,
  { needs, exchanges, chapters, enter }: Inside,
): Promise<void> {
  const exchange = exchangeFor(req, needs)
  res.on('close', () => exchanges.tell(exchange, res))
  const found = path === null ? null : chapters.at(path)
  const visit = { req, res, exchange, path: path ?? '', query, id: found?.id ?? '' }
  try {
    if (path === null) throw mistyped(needs)
    await (found ? found.chapter.enter : enter)(visit)
    if (!found) throw new ScimError(404, 'There is nothing at this address.')
    await answerIn(found.chapter, visit)
  } catch (fault) {
    answerFault(visit, fault, needs.log)
  } finally {
    exchange.endTurn?.()
  }
}

/** §3.13: whoever begins somewhere else has mistyped the address, and hears so instead of seeing a page. */
const mistyped = ({ publicUrl }: ScimNeeds) =>
  new ScimError('invalidVers', `SCIM 2.0 is spoken here, at ${publicUrl}${MOUNTED_AT}: correct the address.`)

/** Everything but its verbs is 405, and says what could be. */
function answerIn(chapter: Chapter, visit: Visit): void | Promise<void> {
  const { method } = visit.exchange
  const verb = verbFor(chapter, method)
  if (verb) return verb(visit)
  const Allow = allowedIn(chapter)
  if (method === 'OPTIONS')
    return send(visit, { status: 204, body: null, headers: { Allow }, said: 'Said what can be done here.' })
  visit.res.setHeader('Allow', Allow)
  throw new ScimError(405, `Here one can ${Allow}.`)
}
