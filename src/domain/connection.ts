import { Refusal } from './refusal.ts'

/** One identity provider connected to one organization. */
export interface Connection {
  organizationId: string
  id: string
  name: string
  /** The dialect it speaks, by the id of its connector. */
  connector: string
  /** Where this one reads otherwise than its connector does. */
  flags: Record<string, unknown>
  /** It gives away nothing that this role does not allow. */
  ceilingRoleId: string
  /** For whoever it makes; null: the organization's default role. */
  defaultRoleId: string | null
  /** A letter with a way in to whoever it makes: off where single sign-on lets them in. */
  sendsWelcome: boolean
  /** It answers as if, and changes nothing. */
  isDryRun: boolean
  /** From where it may speak, as CIDR; empty: from anywhere. */
  networks: string[]
  createdAt: Date
  createdById: string | null
  endedAt: Date | null
  version: number
}

/** What a token lets its holder do. */
export const scopes = ['users.read', 'users.write', 'groups.read', 'groups.write'] as const
export type Scope = (typeof scopes)[number]

/** Each once and in the order everybody lists them; a token that allows nothing is none. */
export function scopesFrom(typed: readonly string[]): Scope[] {
  const known: readonly string[] = scopes
  const unknown = typed.find((it) => !known.includes(it))
  if (unknown !== undefined || typed.length === 0)
    throw new Refusal('choice-unknown', { field: 'scope', typed: unknown ?? '', known: scopes })
  return scopes.filter((it) => typed.includes(it))
}

/** A bearer token without its secret. */
export interface ScimToken {
  organizationId: string
  id: string
  connectionId: string
  /** Whose credentials it was handed out for; null: it was made by hand. */
  clientId: string | null
  /** What is shown of it. */
  beginning: string
  scopes: Scope[]
  createdAt: Date
  createdById: string | null
  /** Null: until it is revoked. */
  expiresAt: Date | null
  /** When the next warning of its end is due. */
  warnAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
  /** The newer one that was made to take its place. */
  replacedById: string | null
}

/** Credentials by which a provider fetches itself tokens that live an hour or a few. */
export interface ScimClient {
  organizationId: string
  id: string
  connectionId: string
  scopes: Scope[]
  tokenMinutes: number
  createdAt: Date
  createdById: string | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** What is pasted into a provider's console. */
export const baseUrlOf = (publicUrl: string): string => `${publicUrl}/scim/v2`
export const tokenUrlOf = (publicUrl: string): string => `${baseUrlOf(publicUrl)}/oauth/token`

/** More than anybody needs, and no more than can be looked over. */
export const limits = {
  connections: 20,
  tokens: 10,
  clients: 5,
  networks: 50,
  /** Of one client at once: whoever fetches one for each request does not fill the table. */
  accessTokens: 50,
} as const

export const isLive = (it: Pick<ScimToken, 'expiresAt' | 'revokedAt'>, now: Date): boolean =>
  it.revokedAt === null && (it.expiresAt === null || now < it.expiresAt)
