import type { Connection, ScimToken } from '../domain/connection.ts'
import type { Permission } from '../domain/permission.ts'
import type { Tx } from './database.ts'
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
