import { hash, randomBytes } from 'node:crypto'

/** What a provider shows us: made here, shown once, kept as a hash. The prefix lets secret scanners find a lost one. */
export interface FreshSecret {
  secret: string
  hash: Buffer
  beginning: string
}

const SHOWN = 10

const fresh = (prefix: string): FreshSecret => {
  const secret = prefix + randomBytes(32).toString('base64url')
  return { secret, hash: secretHash(secret), beginning: secret.slice(0, SHOWN) }
}

export const freshToken = (): FreshSecret => fresh('scim_')
export const freshClientSecret = (): FreshSecret => fresh('scs_')

export const secretHash = (secret: string): Buffer => hash('sha256', secret, 'buffer')

/** Whether a text could be one of our tokens at all; anything else needs no look into the database. */
export const isScimToken = (text: string): boolean => /^scim_[\w-]{43}$/.test(text)
