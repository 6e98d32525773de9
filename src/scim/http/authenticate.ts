import type { RequestHandler, Response } from 'express'
import { isWithinNetworks } from '../../domain/network.ts'
import { ScimError } from '../errors.ts'
import { exchangeOf } from './exchange.ts'
import type { KnownProviders } from './known-providers.ts'

const REALM = 'Bearer realm="Usher SCIM"'

/** RFC 6750 §2.1, the scheme in any case. Some consoles have one field for the whole header, and get the bare token. */
export function bearerIn(header: string | undefined): string | null {
  const given = (header ?? '').trim()
  if (given === '') return null
  const [, token] = /^bearer +(\S+)$/i.exec(given) ?? []
  return token ?? given
}

/** Nothing of a request is looked at before it is known who asks. */
export const onlyProviders =
  (known: KnownProviders): RequestHandler =>
  async (req, res, next) => {
    const bearer = bearerIn(req.headers.authorization)
    if (bearer === null) throw unauthorized(res, REALM)
    await recognize(known, bearer, res)
    next()
  }

/** What is the same for everybody is shown to everybody (RFC 7643 §5); a wrong token is wrong all the same. */
export const anybody =
  (known: KnownProviders): RequestHandler =>
  async (req, res, next) => {
    const bearer = bearerIn(req.headers.authorization)
    if (bearer !== null) await recognize(known, bearer, res)
    next()
  }

async function recognize(known: KnownProviders, bearer: string, res: Response): Promise<void> {
  const exchange = exchangeOf(res)
  const found = await known.recognize(exchange.outside, bearer)
  if (!found) throw unauthorized(res, `${REALM}, error="invalid_token"`)
  if ('retrySeconds' in found) {
    res.setHeader('Retry-After', found.retrySeconds)
    throw new ScimError(
      429,
      'Too many tokens that are not valid came from this address: wait as long as Retry-After says.',
    )
  }
  exchange.provider = found.provider
  if (isWithinNetworks(found.provider.connection.networks, exchange.outside.trace.ip)) return
  throw new ScimError(
    403,
    `This connection may not be used from ${exchange.outside.trace.ip ?? 'there'}: add the address to its networks in Usher.`,
  )
}

function unauthorized(res: Response, challenge: string): ScimError {
  res.setHeader('WWW-Authenticate', challenge)
  return new ScimError(401, 'A token of a connection is needed, and it must be one that is in force.')
}
