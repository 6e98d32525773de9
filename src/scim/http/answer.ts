import type { OutgoingHttpHeaders } from 'node:http'
import type { JsonObject } from '../../domain/json.ts'
import { etagOf } from '../versions.ts'
import type { WouldChange } from './exchange.ts'
import { answerType } from './media-type.ts'
import type { Visit } from './visit.ts'

/** What a request is answered with, and what is told of it. */
export interface Answer {
  status: number
  body: JsonObject | null
  /** Of one resource: where it is, and which version this is. */
  location?: string
  version?: number
  headers?: Record<string, string>
  said: string
  wouldChange?: WouldChange
}

const YEAR_SECONDS = 31_536_000

/** What every answer says, whatever it is. */
const ALWAYS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': `max-age=${YEAR_SECONDS}`,
}

export function send({ req, res, exchange }: Visit, it: Answer): void {
  if (res.headersSent) return
  const text = it.body === null ? null : JSON.stringify(it.body)
  exchange.answer = text
  exchange.said = it.said
  exchange.wouldChange = it.wouldChange ?? null
  const headers: OutgoingHttpHeaders = { 'X-Request-Id': exchange.requestId, ...ALWAYS }
  if (it.location !== undefined) headers.Location = it.location
  if (it.version !== undefined) headers.ETag = etagOf(it.version)
  if (text !== null) {
    headers['Content-Type'] = answerType(req.headers.accept)
    headers['Content-Length'] = Buffer.byteLength(text)
  }
  res.writeHead(it.status, it.headers ? { ...headers, ...it.headers } : headers)
  if (text === null) res.end()
  else res.end(text)
}
