import { isWithinNetworks } from '../../domain/network.ts'
import { ScimError } from '../errors.ts'
import type { Verb } from './chapter.ts'
import type { KnownProviders } from './known-providers.ts'
import type { Visit } from './visit.ts'

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
  (known: KnownProviders): Verb =>
  (visit) => {
    const bearer = bearerIn(visit.req.headers.authorization)
    if (bearer === null) throw unauthorized(visit, REALM)
    return recognize(known, bearer, visit)
  }

/** What is the same for everybody is shown to everybody (RFC 7643 §5); a wrong token is wrong all the same. */
export const anybody =
  (known: KnownProviders): Verb =>
  (visit) => {
    const bearer = bearerIn(visit.req.headers.authorization)
    return bearer === null ? undefined : recognize(known, bearer, visit)
  }

async function recognize(known: KnownProviders, bearer: string, visit: Visit): Promise<void> {
  const { res, exchange } = visit
  const found = await known.recognize(exchange.outside, bearer)
  if (!found) throw unauthorized(visit, `${REALM}, error="invalid_token"`)
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

function unauthorized({ res }: Visit, challenge: string): ScimError {
  res.setHeader('WWW-Authenticate', challenge)
  return new ScimError(401, 'A token of a connection is needed, and it must be one that is in force.')
}
