import type { ScimClient } from '../domain/connection.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

const Clients = rowOf<ScimClient & { secretHash: Buffer }>('scim_clients')

export async function insert(tx: Tx, row: ScimClient & { secretHash: Buffer }): Promise<void> {
  await Clients.query(tx).insert(row)
}

const shown: (keyof ScimClient)[] = [
  'organizationId',
  'id',
  'connectionId',
  'scopes',
  'tokenMinutes',
  'createdAt',
  'createdById',
  'lastUsedAt',
  'revokedAt',
]

export async function find(tx: Tx, organizationId: string, id: string): Promise<ScimClient> {
  const found = isId(id) ? await Clients.query(tx).select(shown).findOne({ organizationId, id }) : undefined
  if (!found) throw new Refusal('not-found', { what: 'client' })
  return found
}

export const inForce = async (
  tx: Tx,
  organizationId: string,
  connectionIds: string[],
): Promise<ScimClient[]> =>
  Clients.query(tx)
    .select(shown)
    .where({ organizationId })
    .whereIn('connectionId', connectionIds)
    .whereNull('revokedAt')
    .orderBy('id')

/** False where it was done before. */
export async function revoke(
  tx: Tx,
  { organizationId, id }: Pick<ScimClient, 'organizationId' | 'id'>,
  now: Date,
): Promise<boolean> {
  const ended = await Clients.query(tx)
    .patch({ revokedAt: now })
    .where({ organizationId, id })
    .whereNull('revokedAt')
  return ended === 1
}

export async function revokeAllOf(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  now: Date,
): Promise<void> {
  await Clients.query(tx)
    .patch({ revokedAt: now })
    .where({ organizationId, connectionId })
    .whereNull('revokedAt')
}

export interface ClientInForce extends ScimClient {
  secretHash: Buffer
  networks: string[]
}

/**
 * By its id alone, since whoever asks for a token is nobody yet. Its connection is held, and then itself, in the order
 * in which everybody takes them: neither is ended while a token is made for it.
 */
export async function lockInForce(tx: Tx, id: string): Promise<ClientInForce | undefined> {
  if (!isId(id)) return undefined
  const [found] = await select<ClientInForce>(
    tx,
    `with connection as (
       select c.organization_id, c.id, c.networks from connections c
       join scim_clients k on k.organization_id = c.organization_id and k.connection_id = c.id
       where k.id = :id and c.ended_at is null for key share of c
     )
     select k.organization_id "organizationId", k.id, k.connection_id "connectionId", k.secret_hash "secretHash", c.networks,
            k.scopes, k.token_minutes "tokenMinutes", k.created_at "createdAt", k.created_by_id "createdById",
            k.last_used_at "lastUsedAt", k.revoked_at "revokedAt"
     from scim_clients k
     join connection c on c.organization_id = k.organization_id and c.id = k.connection_id
     join organizations o on o.id = k.organization_id and o.suspended_at is null
     where k.id = :id and k.revoked_at is null
     for no key update of k`,
    { id },
  )
  return found
}

export async function noteUse(
  tx: Tx,
  { organizationId, id }: Pick<ScimClient, 'organizationId' | 'id'>,
  at: Date,
): Promise<void> {
  await Clients.query(tx).patch({ lastUsedAt: at }).where({ organizationId, id })
}
