import type { Connection, ScimToken } from '../domain/connection.ts'
import type { Permission } from '../domain/permission.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

const Tokens = rowOf<ScimToken & { hash: Buffer }>('scim_tokens')

export async function insert(tx: Tx, row: ScimToken & { hash: Buffer }): Promise<void> {
  await Tokens.query(tx).insert(row)
}

/** Who holds this token, and all that their requests are read by: one statement. */
export interface TokenHolder {
  token: Pick<ScimToken, 'id' | 'beginning' | 'scopes' | 'expiresAt' | 'revokedAt'>
  connection: Connection
  ceiling: Permission[]
  isOrganizationSuspended: boolean
}

export async function holderOf(tx: Tx, hash: Buffer): Promise<TokenHolder | undefined> {
  const [found] = await select<
    Connection & {
      tokenId: string
      beginning: string
      scopes: ScimToken['scopes']
      expiresAt: Date | null
      revokedAt: Date | null
      ceiling: Permission[]
      isOrganizationSuspended: boolean
    }
  >(
    tx,
    `select t.id "tokenId", t.beginning, t.scopes, t.expires_at "expiresAt", t.revoked_at "revokedAt",
            c.organization_id "organizationId", c.id, c.name, c.connector, c.flags, c.ceiling_role_id "ceilingRoleId",
            c.default_role_id "defaultRoleId", c.sends_welcome "sendsWelcome", c.is_dry_run "isDryRun", c.networks,
            c.created_at "createdAt", c.created_by_id "createdById", c.ended_at "endedAt", c.version,
            r.permissions ceiling, o.suspended_at is not null "isOrganizationSuspended"
     from scim_tokens t
     join connections c on c.organization_id = t.organization_id and c.id = t.connection_id
     join roles r on r.organization_id = c.organization_id and r.id = c.ceiling_role_id
     join organizations o on o.id = c.organization_id
     where t.hash = :hash`,
    { hash },
  )
  if (!found) return undefined
  const {
    tokenId,
    beginning,
    scopes,
    expiresAt,
    revokedAt,
    ceiling,
    isOrganizationSuspended,
    ...connection
  } = found
  return {
    token: { id: tokenId, beginning, scopes, expiresAt, revokedAt },
    connection,
    ceiling,
    isOrganizationSuspended,
  }
}

const shown: (keyof ScimToken)[] = [
  'organizationId',
  'id',
  'connectionId',
  'clientId',
  'beginning',
  'scopes',
  'createdAt',
  'createdById',
  'expiresAt',
  'warnAt',
  'lastUsedAt',
  'revokedAt',
  'replacedById',
]

/** Made by hand: what clients fetch for themselves is nobody's to look after. */
const madeByHand = (tx: Tx, organizationId: string) =>
  Tokens.query(tx).select(shown).where({ organizationId }).whereNull('clientId')

export async function find(tx: Tx, organizationId: string, id: string): Promise<ScimToken> {
  const found = isId(id) ? await madeByHand(tx, organizationId).findOne({ id }) : undefined
  if (!found) throw new Refusal('not-found', { what: 'token' })
  return found
}

export const live = async (
  tx: Tx,
  organizationId: string,
  connectionIds: string[],
  now: Date,
): Promise<ScimToken[]> =>
  madeByHand(tx, organizationId)
    .whereIn('connectionId', connectionIds)
    .whereNull('revokedAt')
    .where((it) => it.whereNull('expiresAt').orWhere('expiresAt', '>', now))
    .orderBy('id')

export async function save(tx: Tx, it: ScimToken, change: Partial<ScimToken>): Promise<ScimToken> {
  const { organizationId, id } = it
  await Tokens.query(tx).patch(change).where({ organizationId, id })
  return { ...it, ...change }
}

/** All that are live, also those that clients fetched: nobody speaks for the connection any more, or for the client. */
export async function revokeAllOf(
  tx: Tx,
  organizationId: string,
  of: { connectionId: string } | { clientId: string },
  now: Date,
): Promise<void> {
  await Tokens.query(tx)
    .patch({ revokedAt: now, warnAt: null })
    .where({ organizationId, ...of })
    .whereNull('revokedAt')
}

/** What a client fetched and is over goes, and the oldest beyond so many. */
export async function tidy(
  tx: Tx,
  { organizationId, id: clientId }: { organizationId: string; id: string },
  now: Date,
  kept: number,
): Promise<void> {
  await tx.raw(
    `delete from scim_tokens t where t.organization_id = :organizationId and t.client_id = :clientId and (
       t.expires_at <= :now or t.id <= (
         select o.id from scim_tokens o where o.organization_id = :organizationId and o.client_id = :clientId
         order by o.id desc offset :kept limit 1))`,
    { organizationId, clientId, now, kept },
  )
}

/** Many at once, behind their requests; a later use is never overwritten by an earlier one. */
export async function noteUse(tx: Tx, ids: string[], at: Date): Promise<void> {
  await tx.raw(
    `update scim_tokens set last_used_at = :at
     where id = any(:ids::uuid[]) and (last_used_at is null or last_used_at < :at)`,
    { ids, at },
  )
}
