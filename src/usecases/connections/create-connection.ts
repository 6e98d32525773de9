import * as connections from '../../db/connections.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import { userIdOf } from '../../domain/actor.ts'
import { type Connection, limits, scopes } from '../../domain/connection.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { record } from '../record.ts'
import { type IssuedToken, issue } from './issue-token.ts'
import { roleMeant } from './role-meant.ts'

export interface NewConnection {
  connector: string
  name: string
  /** Name, key or id; left out: Manager, so that it can fill teams and give away nothing of an admin's. */
  ceiling?: string
}

export interface MadeConnection {
  connection: Connection
  /** For the eyes of whoever connected it, this once. */
  token: IssuedToken
}

/** A provider connected, with its first token: all scopes, and no end until somebody sets one. */
export async function createConnection(ctx: Context, asked: NewConnection): Promise<MadeConnection> {
  authorize(ctx.actor, 'connection.manage')
  const name = nameFrom('connection', asked.name)
  return uniquely(
    { what: 'connection', name },
    'connections_name',
    atomically(ctx, async (tx) => {
      // Held, so that two of them are counted one after the other.
      await organizations.lock(tx, within(ctx))
      if ((await connections.countLive(tx, within(ctx))) >= limits.connections)
        throw new Refusal('too-many', { what: 'connection', limit: limits.connections })
      const ceiling = roleMeant(await roles.inUse(tx, within(ctx)), asked.ceiling ?? 'manager')
      authorizeGrant(ctx.actor, [ceiling])
      const now = ctx.now()
      const connection = await connections.insert(tx, {
        organizationId: within(ctx),
        id: newId(now),
        name,
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
      const { beginning, ...token } = await issue(tx, ctx, connection, {
        expiresAt: null,
        scopes: [...scopes],
      })
      await record(tx, ctx, {
        act: 'connection.create',
        targetKind: 'connection',
        targetId: connection.id,
        after: {
          name: connection.name,
          connector: connection.connector,
          ceiling: ceiling.name,
          token: beginning,
        },
      })
      return { connection, token }
    }),
  )
}
