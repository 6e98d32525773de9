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
  warnAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export const isLive = (it: Pick<ScimToken, 'expiresAt' | 'revokedAt'>, now: Date): boolean =>
  it.revokedAt === null && (it.expiresAt === null || now < it.expiresAt)
