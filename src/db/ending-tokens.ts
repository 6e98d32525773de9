import type { ScimToken } from '../domain/connection.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface EndingToken extends Pick<ScimToken, 'organizationId' | 'id'> {
  expiresAt: Date
}

/**
 * Those whose end is to be warned of, held by whoever looks first. A token whose place a newer one has taken, and
 * which has not been seen since, ends as it was meant to.
 */
export const claimDue = async (
  tx: Tx,
  now: Date,
  limit: number,
): Promise<(EndingToken & { isReplaced: boolean })[]> =>
  select(
    tx,
    `select t.organization_id "organizationId", t.id, t.expires_at "expiresAt",
            coalesce(n.last_used_at > coalesce(t.last_used_at, '-infinity'), false) "isReplaced"
     from scim_tokens t
     left join scim_tokens n on n.organization_id = t.organization_id and n.id = t.replaced_by_id
     where t.warn_at <= :now and t.revoked_at is null
     order by t.warn_at limit :limit for no key update of t skip locked`,
    { now, limit },
  )

/** Which warning comes next, for many at once. */
export async function warnNext(
  tx: Tx,
  tokens: (Pick<ScimToken, 'organizationId' | 'id'> & { warnAt: Date | null })[],
): Promise<void> {
  await tx.raw(
    `update scim_tokens t set warn_at = r."warnAt"
     from jsonb_to_recordset(:rows::jsonb) as r("organizationId" uuid, id uuid, "warnAt" timestamptz)
     where t.organization_id = r."organizationId" and t.id = r.id`,
    { rows: JSON.stringify(tokens) },
  )
}

/** What a warning tells, as it is when the letter is written. */
export interface EndingTokenFacts
  extends Pick<ScimToken, 'beginning' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'> {
  connectionId: string
  connectionName: string
}

export async function endingTokenFacts(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<EndingTokenFacts | null> {
  const [row] = await select<EndingTokenFacts>(
    tx,
    `select t.beginning, t.expires_at "expiresAt", t.revoked_at "revokedAt", t.last_used_at "lastUsedAt",
            c.id "connectionId", c.name "connectionName"
     from scim_tokens t
     join connections c on c.organization_id = t.organization_id and c.id = t.connection_id
     where t.organization_id = :organizationId and t.id = :id`,
    { organizationId, id },
  )
  return row ?? null
}

export interface TokenInForce
  extends Pick<ScimToken, 'beginning' | 'createdAt' | 'expiresAt' | 'lastUsedAt'> {
  organizationName: string
  connectionName: string
}

/** Of all organizations, the oldest first: for whoever looks after the machine. Those of clients end by themselves. */
export const inForceAnywhere = async (tx: Tx, now: Date, limit: number): Promise<TokenInForce[]> =>
  select(
    tx,
    `select o.name "organizationName", c.name "connectionName", t.beginning, t.created_at "createdAt",
       t.expires_at "expiresAt", t.last_used_at "lastUsedAt"
     from scim_tokens t
     join connections c on c.organization_id = t.organization_id and c.id = t.connection_id
     join organizations o on o.id = t.organization_id
     where t.client_id is null and t.revoked_at is null and (t.expires_at is null or t.expires_at > :now)
       and t.replaced_by_id is null and c.ended_at is null
     order by t.id limit :limit`,
    { now, limit },
  )
