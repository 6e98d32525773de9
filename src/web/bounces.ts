import { createHmac, timingSafeEqual } from 'node:crypto'
import express, { type Router } from 'express'
import { z } from 'zod'
import { ipFrom, newRequestId } from '../caller.ts'
import { noteBounce } from '../usecases/invitations/note-bounce.ts'
import type { WebNeeds } from './needs.ts'

export const BOUNCES_PATH = '/hooks/bounces'

const BODY_LIMIT = '64kb'
const OLDEST_SECONDS = 5 * 60
const AHEAD_SECONDS = 60

const bounce = z.object({ messageId: z.string().min(3).max(300), reason: z.string().max(10_000).default('') })

/**
 * Where a mail service says that a letter came back: one letter a request, signed over the time and the bytes. What is
 * older than five minutes is refused, and told twice within them it is noted once.
 */
export function bouncesRouter({ begin, secret }: Pick<WebNeeds, 'begin'> & { secret: string }): Router {
  const router = express.Router()
  const raw = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false })
  router.post(BOUNCES_PATH, raw, async (req, res) => {
    const requestId = newRequestId()
    const ctx = begin({ requestId, surface: 'web', ip: ipFrom(req.ip) })
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
    res.set('X-Request-Id', requestId).set('Cache-Control', 'no-store')
    const signed = { timestamp: req.get('x-usher-timestamp'), signature: req.get('x-usher-signature') }
    if (!isSigned(signed, body, secret, ctx.now())) return void res.status(401).json({ error: notSigned })
    const read = bounce.safeParse(jsonIn(body))
    if (!read.success) return void res.status(400).json({ error: notRead })
    res.json({ result: await noteBounce(ctx, read.data) })
  })
  return router
}

const notSigned =
  'The signature does not fit, or is older than five minutes: sign "v1:<X-Usher-Timestamp>:<body>" with BOUNCE_HOOK_SECRET, at the time of sending.'
const notRead = 'Send JSON such as {"messageId": "<…@…>", "reason": "550 5.1.1 No such user"}.'

export const signatureOf = (secret: string, timestamp: string, body: Buffer): string =>
  `v1=${createHmac('sha256', secret).update(`v1:${timestamp}:`).update(body).digest('hex')}`

interface Signed {
  timestamp: string | undefined
  signature: string | undefined
}

function isSigned({ timestamp, signature }: Signed, body: Buffer, secret: string, now: Date): boolean {
  if (!timestamp || !signature || !/^\d{9,11}$/.test(timestamp)) return false
  const age = now.getTime() / 1000 - Number(timestamp)
  if (age > OLDEST_SECONDS || age < -AHEAD_SECONDS) return false
  const [expected, given] = [Buffer.from(signatureOf(secret, timestamp, body)), Buffer.from(signature)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
