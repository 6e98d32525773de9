import type { IncomingMessage } from 'node:http'
import { parse } from 'node:querystring'
import { secretHash } from '../../domain/scim-secret.ts'
import { tokenForClient } from '../../usecases/connections/token-for-client.ts'
import type { Verb } from '../http/chapter.ts'
import { isForm } from '../http/media-type.ts'
import { readBytes } from '../http/read-body.ts'
import type { Visit } from '../http/visit.ts'
import { WrongTries } from '../http/wrong-tries.ts'

const BODY_LIMIT = 16_384
const CHALLENGE = 'Basic realm="Usher SCIM"'

/** RFC 6749 §5.2. */
class TokenRefused extends Error {
  readonly status: number
  readonly body: { error: string; error_description: string }
  readonly headers: Record<string, string>

  constructor(status: number, error: string, description: string, headers: Record<string, string> = {}) {
    super(error)
    this.status = status
    this.body = { error, error_description: description }
    this.headers = headers
  }
}

/** RFC 6749 §4.4: a client of a connection gets a token that lives for an hour or a few. */
export function giveToken(wallClock: () => number): Verb {
  const wrong = new WrongTries()
  return async (visit) => {
    const { req, exchange } = visit
    try {
      const { id, secret } = credentialsIn(req, await readForm(req))
      const { outside } = exchange
      const waitSeconds = wrong.waitSeconds(outside.trace.ip, wallClock())
      if (waitSeconds !== null) throw tooOften(waitSeconds)
      const given = await tokenForClient(outside, id, secret)
      if (!given) {
        wrong.count(outside.trace.ip, secretHash(`${id} ${secret}`).toString('base64'), wallClock())
        throw unknownClient(req)
      }
      const { token, expiresInSeconds, scopes } = given
      reply(visit, 200, {
        access_token: token,
        token_type: 'Bearer',
        expires_in: expiresInSeconds,
        scope: scopes.join(' '),
      })
    } catch (fault) {
      if (!(fault instanceof TokenRefused)) throw fault
      reply(visit, fault.status, fault.body, fault.headers)
    }
  }
}

type Form = Record<string, string>

async function readForm(req: IncomingMessage): Promise<Form> {
  if (!isForm(req.headers['content-type']))
    throw invalid('Send application/x-www-form-urlencoded, with grant_type=client_credentials.')
  const form = parse((await readBytes(req, BODY_LIMIT)).toString('utf8'))
  const repeated = Object.keys(form).find((it) => Array.isArray(form[it]))
  if (repeated !== undefined) throw invalid(`${repeated} is given twice.`)
  if (!form.grant_type) throw invalid('grant_type is missing.')
  if (form.grant_type !== 'client_credentials')
    throw new TokenRefused(400, 'unsupported_grant_type', 'Only client_credentials is possible here.')
  return form as Form
}

/** In the header or in the body, never in both: RFC 6749 §2.3. */
function credentialsIn(req: IncomingMessage, form: Form): { id: string; secret: string } {
  const basic = basicIn(req.headers.authorization)
  if (basic && form.client_secret !== undefined)
    throw invalid('The client authenticates in the header or in the body, not in both.')
  const { id, secret } = basic ?? { id: form.client_id, secret: form.client_secret }
  if (!id || !secret) throw unknownClient(req)
  return { id, secret }
}

/** Each half is encoded as in a form before they are joined; what was not is taken as it is. */
function basicIn(header: string | undefined): { id: string; secret: string } | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec((header ?? '').trim()) ?? []
  if (encoded === undefined) return null
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { id: decoded(id), secret: decoded(rest.join(':')) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

const invalid = (why: string) => new TokenRefused(400, 'invalid_request', why)
const tooOften = (seconds: number) =>
  new TokenRefused(
    429,
    'invalid_client',
    'Too many wrong secrets came from this address: wait as long as Retry-After says.',
    {
      'Retry-After': String(seconds),
    },
  )
const unknownClient = (req: IncomingMessage) =>
  new TokenRefused(
    401,
    'invalid_client',
    'There is no such client, or this is not its secret.',
    req.headers.authorization ? { 'WWW-Authenticate': CHALLENGE } : {},
  )

/** RFC 6749 §5.1: a token is kept by nobody on the way. */
function reply(
  { res, exchange }: Visit,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'X-Request-Id': exchange.requestId,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    Pragma: 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  })
  res.end(text)
}
