import type { IncomingMessage } from 'node:http'
import { parse } from 'node:querystring'
import type { Log } from '../../log.ts'
import type { Provider } from '../../usecases/connections/who-provisions.ts'
import { actingAs, type Context } from '../../usecases/context.ts'
import type { ScimError } from '../errors.ts'
import { mustBeFewOperations } from '../read/modest.ts'
import { mustBeSound } from '../read/sound.ts'
import { type Expected, readVersions } from '../versions.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import type { Exchange } from './exchange.ts'
import { errorFor } from './faults.ts'
import { jsonIn, readText } from './read-body.ts'
import { Turns } from './turns.ts'
import { idIn, type Visit } from './visit.ts'

/** One request as its route needs it: who asks, how they are read, and what they say once it is read so. */
export interface Asked extends Dialect {
  ctx: Context
  /** Where the addresses of resources begin. */
  base: string
  /** The resource in the path; '' where none is. */
  id: string
  query: Record<string, unknown>
  body: unknown
  ifMatch: Expected | null
  ifNoneMatch: Expected | null
  /** Whatever was thrown, as an answer: for those routes that go on after it. */
  errorFor(fault: unknown): ScimError
}

/** What is the same for every request. */
export interface Around {
  base: string
  log: Log
}

const BODIES = new Set(['POST', 'PUT', 'PATCH'])
/** Longer than this a body is worked on in turns, so that others are served in between. */
const LARGE = 262_144
/**
 * What is made of a large body takes many times its room. While the database is busy with one of a connection, we are
 * with another; a third would be done no sooner.
 */
const largeOnes = new Turns(2)

export async function askedBy(visit: Visit, { base, log }: Around): Promise<Asked> {
  const { req, exchange } = visit
  const method = exchange.method
  const provider = providerOf(exchange)
  const dialect = dialectOf(provider.connection)
  const query = visit.query === '' ? {} : parse(visit.query)
  const said = { method, path: visit.path, query }
  const { request, quirksUsed } = dialect.normalise(
    BODIES.has(method) ? { ...said, body: await bodyOf(req, exchange) } : said,
  )
  exchange.quirksUsed = quirksUsed
  return {
    flags: dialect.flags,
    how: dialect.how,
    normalise: dialect.normalise,
    ctx: actingAs(exchange.outside, provider.actor),
    base,
    id: idIn(visit),
    query: request.query,
    body: request.body,
    ifMatch: readVersions(req.headers['if-match']),
    ifNoneMatch: readVersions(req.headers['if-none-match']),
    errorFor: (fault) => errorFor(fault, exchange, log),
  }
}

async function bodyOf(req: IncomingMessage, exchange: Exchange): Promise<unknown> {
  const text = await readText(req)
  exchange.request = text
  if (text.length > LARGE) {
    exchange.endTurn = await largeOnes.take(providerOf(exchange).connection.id)
    await aTurnForOthers()
  }
  const value = jsonIn(text)
  mustBeFewOperations(value)
  if (text.length <= LARGE) return value
  await aTurnForOthers()
  mustBeSound(value)
  await aTurnForOthers()
  return value
}

export const aTurnForOthers = (): Promise<void> => new Promise((next) => setImmediate(next))

function providerOf({ provider }: Exchange): Provider {
  if (!provider) throw new Error('A route for providers was reached by nobody')
  return provider
}
