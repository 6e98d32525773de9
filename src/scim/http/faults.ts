import { inWords, Refusal } from '../../domain/refusal.ts'
import type { Log } from '../../log.ts'
import { errorBody, ScimError } from '../errors.ts'
import { saidOf } from '../log/said.ts'
import { refusalWords } from '../refusal-words.ts'
import { send } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { Visit } from './visit.ts'

/** Whatever was thrown, in the words of the protocol. What nobody meant to throw is logged, this once. */
export function errorFor(fault: unknown, { requestId, method }: Exchange, log: Log): ScimError {
  if (fault instanceof ScimError) return fault
  if (fault instanceof Refusal) return inWords(refusalWords, fault)
  if (isUnreadable(fault)) return new ScimError(400, 'The address can not be read.')
  log.error({ err: fault, requestId, method }, `A SCIM request failed: ${requestId}`)
  return new ScimError(
    500,
    `Something went wrong on our side. Try again; if it stays so, tell whoever runs Usher this number: ${requestId}`,
  )
}

/** The router could not take the path apart: a percent sign that means nothing. */
const isUnreadable = (fault: unknown): boolean => fault instanceof URIError

/** What was thrown after the answer had begun can only be told by closing the line. */
export function answerFault(visit: Visit, fault: unknown, log: Log): void {
  const { res, exchange } = visit
  const error = errorFor(fault, exchange, log)
  if (res.headersSent) return void res.destroy()
  const code = fault instanceof Refusal ? fault.code : null
  const retry = secondsToWait(fault, exchange.outside.now())
  send(visit, {
    status: error.status,
    body: errorBody(error),
    ...(retry === null ? {} : { headers: { 'Retry-After': String(retry) } }),
    said: saidOf({ error, code }),
  })
}

/** Providers wait as long as they are told to, and try again by themselves. */
function secondsToWait(fault: unknown, now: Date): number | null {
  if (!(fault instanceof Refusal)) return null
  if (fault.code === 'busy') return 1
  if (fault.code !== 'too-often') return null
  const { retryAt } = (fault as Refusal<'too-often'>).facts
  return Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000))
}
