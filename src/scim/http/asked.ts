import type { Request, Response } from 'express'
import type { Log } from '../../log.ts'
import type { Provider } from '../../usecases/connections/who-provisions.ts'
import { actingAs, type Context } from '../../usecases/context.ts'
import type { ScimError } from '../errors.ts'
import { mustBeFewOperations } from '../read/modest.ts'
import { mustBeSound } from '../read/sound.ts'
import { type Expected, readVersions } from '../versions.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import { type Exchange, exchangeOf } from './exchange.ts'
import { errorFor } from './faults.ts'
import { jsonIn, readText } from './read-body.ts'

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

export async function askedBy(req: Request, res: Response, { base, log }: Around): Promise<Asked> {
  const exchange = exchangeOf(res)
  const provider = providerOf(exchange)
  const dialect = dialectOf(provider.connection)
  const body = BODIES.has(req.method) ? { body: await bodyOf(req, exchange) } : {}
  const { request, quirksUsed } = dialect.normalise({
    method: req.method,
    path: req.path,
    query: req.query,
    ...body,
  })
  exchange.quirksUsed = quirksUsed
  return {
    ctx: actingAs(exchange.outside, provider.actor),
    base,
    id: String(req.params.id ?? ''),
    query: request.query,
    body: request.body,
    ifMatch: readVersions(req.headers['if-match']),
    ifNoneMatch: readVersions(req.headers['if-none-match']),
    errorFor: (fault) => errorFor(fault, exchange, log),
    // Last: V8 gives each object that grows beyond what was spread into it a shape of its own, and keeps it for long.
    ...dialect,
  }
}

async function bodyOf(req: Request, exchange: Exchange): Promise<unknown> {
  const text = await readText(req)
  exchange.request = text
  if (text.length > LARGE) await aTurnForOthers()
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
