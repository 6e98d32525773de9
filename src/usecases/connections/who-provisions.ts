import * as tokens from '../../db/scim-tokens.ts'
import type { Actor } from '../../domain/actor.ts'
import { type Connection, isLive, type ScimToken } from '../../domain/connection.ts'
import { isScimToken, secretHash } from '../../domain/scim-secret.ts'
import { atomically, type Outside } from '../context.ts'

/** A provider that may speak, with what its requests are read by. */
export interface Provider {
  actor: Actor & { kind: 'connection' }
  connection: Connection
  token: Pick<ScimToken, 'id' | 'beginning' | 'expiresAt'>
}

/** Null for whatever is no live token of a live connection: why is nobody's business who holds none. */
export async function whoProvisions(ctx: Outside, bearer: string): Promise<Provider | null> {
  if (!isScimToken(bearer)) return null
  const found = await atomically(ctx, (tx) => tokens.holderOf(tx, secretHash(bearer)))
  if (!found || found.isOrganizationSuspended || found.connection.endedAt) return null
  if (!isLive(found.token, ctx.now())) return null
  const { connection, token, ceiling } = found
  const actor = {
    kind: 'connection' as const,
    organizationId: connection.organizationId,
    connectionId: connection.id,
    name: connection.name,
    scopes: new Set(token.scopes),
    isDryRun: connection.isDryRun,
    permissions: new Set(ceiling),
    within: new Map(),
  }
  return { actor, connection, token }
}
