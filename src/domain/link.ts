import { createHash, createHmac, randomBytes } from 'node:crypto'

/** What a link is for. No token of one purpose works for another: the purpose is inside the HMAC. */
export type LinkPurpose = 'invitation' | 'reset' | 'email-change' | 'slack-link' | 'welcome'

const forms: Record<LinkPurpose, { prefix: string; path: string }> = {
  invitation: { prefix: 'inv_', path: 'i' },
  reset: { prefix: 'rst_', path: 'reset' },
  'email-change': { prefix: 'eml_', path: 'email' },
  'slack-link': { prefix: 'slk_', path: 'slack-link' },
  welcome: { prefix: 'wel_', path: 'welcome' },
}

/** Key material lives outside the database; `id` names the key so that a retry after rotation finds it. */
export interface LinkKey {
  id: string
  secret: Buffer
}

/** The keys in force, newest first: new links use the first, old ones may still need another. */
export type LinkKeys = readonly [LinkKey, ...LinkKey[]]

/** What the database keeps of a link: enough to derive it again with the key, nothing without. */
export interface LinkSeed {
  purpose: LinkPurpose
  organizationId: string
  /** The invitation or one-time token that the link belongs to. */
  id: string
  nonce: Buffer
  keyId: string
}

/** What to store of a new link, and the token to hand over now and never again. */
export interface FreshLink {
  stored: { nonce: Buffer; keyId: string; hash: Buffer }
  token: string
}

export function keyFrom(secret: string): LinkKey {
  const key = createHash('sha256').update('usher links\0').update(secret).digest()
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), secret: key }
}

export function freshLink(
  keys: LinkKeys,
  of: Pick<LinkSeed, 'purpose' | 'organizationId' | 'id'>,
): FreshLink {
  const nonce = randomBytes(32)
  const token = tokenOf(keys, { ...of, nonce, keyId: keys[0].id })
  return { stored: { nonce, keyId: keys[0].id, hash: hashOf(token) }, token }
}

/** The same token each time it is asked for, so that a letter sent twice carries one link. */
export function tokenOf(keys: LinkKeys, seed: LinkSeed): string {
  const key = keys.find((it) => it.id === seed.keyId)
  if (!key)
    throw new Error(`The key ${seed.keyId} that this link was made with is gone: set SECRET_KEY_PREVIOUS`)
  const mac = createHmac('sha256', key.secret)
  for (const part of [seed.purpose, seed.organizationId, seed.id]) mac.update(`${part}\0`)
  return forms[seed.purpose].prefix + mac.update(seed.nonce).digest('base64url')
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Whether a text could be a token of this purpose at all; anything else needs no look into the database. */
export function isToken(purpose: LinkPurpose, text: string): boolean {
  const { prefix } = forms[purpose]
  return text.startsWith(prefix) && /^[\w-]{43}$/.test(text.slice(prefix.length))
}

/** Links are built here and nowhere else: from the configured public address, whatever headers came in. */
export const linkTo = (publicUrl: string, purpose: LinkPurpose, token: string): string =>
  `${publicUrl}/${forms[purpose].path}/${token}`

/** Where a picture is shown, to whoever was told its name. */
export const avatarLink = (publicUrl: string, name: string): string => `${publicUrl}/avatars/${name}`

/** For logs and traces: a token never stands in them, wherever in a text it was. */
export const withoutTokens = (text: string): string =>
  text
    .replace(/(inv|rst|eml|slk|wel|scim|scs)_[\w-]{8,}/gi, '[redacted]')
    .replace(/(\/(?:i|reset|email|slack-link|welcome|avatars)\/)[^/?#\s"']+/gi, '$1[redacted]')
