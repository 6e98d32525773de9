import type { Request, Response } from 'express'
import type { JsonObject } from '../../domain/json.ts'
import { etagOf } from '../versions.ts'
import type { WouldChange } from './exchange.ts'
import { exchangeOf } from './exchange.ts'
import { answerType } from './media-type.ts'

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

/** Written past express, whose own ETag would be another than meta.version. */
export function send(req: Request, res: Response, it: Answer): void {
  if (res.headersSent) return
  const exchange = exchangeOf(res)
  const text = it.body === null ? null : JSON.stringify(it.body)
  exchange.answer = text
  exchange.said = it.said
  exchange.wouldChange = it.wouldChange ?? null
  res.writeHead(it.status, {
    'X-Request-Id': exchange.requestId,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Strict-Transport-Security': `max-age=${YEAR_SECONDS}`,
    ...(it.location === undefined ? {} : { Location: it.location }),
    ...(it.version === undefined ? {} : { ETag: etagOf(it.version) }),
    ...(text === null
      ? {}
      : { 'Content-Type': answerType(req.headers.accept), 'Content-Length': Buffer.byteLength(text) }),
    ...it.headers,
  })
  res.end(text ?? undefined)
}
