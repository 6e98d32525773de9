import * as connections from '../../db/connections.ts'
import { isDuplicate, type Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as roles from '../../db/roles.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { userIdOf } from '../../domain/actor.ts'
import { type Connection, type ScimToken, scopes } from '../../domain/connection.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Role } from '../../domain/role.ts'
import { freshToken } from '../../domain/scim-secret.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

export interface NewConnection {
  connector: string
  name: string
  /** Name, key or id; left out: Manager, so that it can fill teams and give away nothing of an admin's. */
  ceiling?: string
}

export interface MadeConnection {
  connection: Connection
  /** For the eyes of whoever connected it, this once. */
  token: { id: string; secret: string }
}

/** A provider connected, with its first token: all scopes, and no end until somebody sets one. */
export function createConnection(ctx: Context, asked: NewConnection): Promise<MadeConnection> {
  return withName(asked.name, () =>
    atomically(ctx, async (tx) => {
      authorize(ctx.actor, 'connection.manage')
      const now = ctx.now()
      const ceiling = await ceilingOf(tx, ctx, asked.ceiling ?? 'manager')
      const connection = await connections.insert(tx, {
        organizationId: within(ctx),
        id: newId(now),
        name: asked.name.trim(),
        connector: asked.connector,
        flags: {},
        ceilingRoleId: ceiling.id,
        defaultRoleId: null,
        sendsWelcome: true,
        isDryRun: false,
        networks: [],
        createdAt: now,
        createdById: userIdOf(ctx.actor),
        endedAt: null,
        version: 1,
      })
      const token = await issue(tx, ctx, connection, null)
      await record(tx, ctx, {
        act: 'connection.create',
        targetKind: 'connection',
        targetId: connection.id,
        after: { name: connection.name, connector: connection.connector, ceiling: ceiling.name },
      })
      return { connection, token }
    }),
  )
}

async function ceilingOf(tx: Tx, ctx: Context, typed: string): Promise<Role> {
  const known = await roles.inUse(tx, within(ctx))
  const wanted = typed.trim().toLowerCase()
  const found = known.find((it) => [it.id, it.key, it.name.toLowerCase()].includes(wanted))
  if (!found) throw new Refusal('role-unknown', { name: typed, known: known.map((it) => it.name) })
  authorizeGrant(ctx.actor, [found])
  return found
}

/** One token more, shown once. */
export async function issue(
  tx: Tx,
  ctx: Context,
  { organizationId, id: connectionId }: Connection,
  expiresAt: Date | null,
  allowed: readonly ScimToken['scopes'][number][] = scopes,
): Promise<MadeConnection['token']> {
  const now = ctx.now()
  const { secret, hash, beginning } = freshToken()
  const id = newId(now)
  await tokens.insert(tx, {
    organizationId,
    id,
    connectionId,
    clientId: null,
    hash,
    beginning,
    scopes: [...allowed],
    createdAt: now,
    createdById: userIdOf(ctx.actor),
    expiresAt,
    warnAt: null,
    lastUsedAt: null,
    revokedAt: null,
  })
  return { id, secret }
}

async function withName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (fault) {
    if (isDuplicate(fault, 'connections_name')) throw new Refusal('name-taken', { name, what: 'connection' })
    throw fault
  }
}
