import { timingSafeEqual } from 'node:crypto'
import { newId } from '../../db/id.ts'
import * as clients from '../../db/scim-clients.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { limits, type Scope } from '../../domain/connection.ts'
import { isWithinNetworks } from '../../domain/network.ts'
import { freshToken, secretHash } from '../../domain/scim-secret.ts'
import { after, MINUTE } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'

export interface AccessToken {
  token: string
  expiresInSeconds: number
  scopes: Scope[]
}

/** Compared with where there is no such client, so that how long it takes tells nothing. */
const nothing = Buffer.alloc(32)

/** Null for whatever is no client in force with its secret, in its networks: why is nobody's business. */
export function tokenForClient(ctx: Outside, clientId: string, secret: string): Promise<AccessToken | null> {
  const hash = secretHash(secret)
  return atomically(ctx, async (tx) => {
    const client = await clients.lockInForce(tx, clientId)
    const isTheirs = timingSafeEqual(client?.secretHash ?? nothing, hash)
    if (!client || !isTheirs || !isWithinNetworks(client.networks, ctx.trace.ip)) return null

    const now = ctx.now()
    const { organizationId, id, connectionId, scopes, tokenMinutes } = client
    const fresh = freshToken()
    await tokens.tidy(tx, client, now, limits.accessTokens - 1)
    await tokens.insert(tx, {
      organizationId,
      id: newId(now),
      connectionId,
      clientId: id,
      hash: fresh.hash,
      beginning: fresh.beginning,
      scopes,
      createdAt: now,
      createdById: null,
      expiresAt: after(now, tokenMinutes * MINUTE),
      warnAt: null,
      lastUsedAt: null,
      revokedAt: null,
      replacedById: null,
    })
    await clients.noteUse(tx, client, now)
    return { token: fresh.secret, expiresInSeconds: tokenMinutes * MINUTE, scopes }
  })
}
