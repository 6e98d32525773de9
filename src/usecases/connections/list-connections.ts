import * as list from '../../db/connection-list.ts'
import type { Tx } from '../../db/database.ts'
import { isId } from '../../db/id.ts'
import * as clients from '../../db/scim-clients.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { shutOutAmong } from '../../db/shut-out.ts'
import type { Connection, ScimClient, ScimToken } from '../../domain/connection.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

export interface Named {
  id: string
  name: string
}

/** How a connection is doing, from the exchanges that are kept. */
export interface Health {
  lastExchangeAt: Date | null
  lastSuccessAt: Date | null
  lastError: { exchangeId: string; at: Date; status: number; said: string } | null
  errorsLastDay: number
}

export interface SeenConnection extends Connection {
  ceiling: Named
  /** Null: the organization's. */
  defaultRole: Named | null
  people: number
  teams: number
  openQuestions: number
  health: Health
  /** Live ones, the oldest first; those that clients fetched for themselves are left out. */
  tokens: MadeBy<ScimToken>[]
  clients: MadeBy<ScimClient>[]
}

/** Whoever made it has seen the secret, and may still know it when they may not come in any more. */
export type MadeBy<T> = T & { shutOutMaker: string | null }

/** Every provider that is connected, by name, in four statements. */
export function listConnections(ctx: Context): Promise<SeenConnection[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    return seen(tx, ctx, await list.list(tx, within(ctx), ctx.now()))
  })
}

/** One of them, also when it has ended. */
export function seeConnection(ctx: Context, id: string): Promise<SeenConnection> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    const rows = isId(id) ? await list.list(tx, within(ctx), ctx.now(), id) : []
    const [found] = await seen(tx, ctx, rows)
    if (!found) throw new Refusal('not-found', { what: 'connection' })
    return found
  })
}

async function seen(tx: Tx, ctx: Context, rows: list.ConnectionRow[]): Promise<SeenConnection[]> {
  const ids = rows.map((it) => it.id)
  const live = await tokens.live(tx, within(ctx), ids, ctx.now())
  const inForce = await clients.inForce(tx, within(ctx), ids)
  const makers = [...live, ...inForce].flatMap((it) => it.createdById ?? [])
  const shutOut = await shutOutAmong(tx, within(ctx), makers)
  const ofRow = <T extends ScimToken | ScimClient>(all: T[], row: list.ConnectionRow): MadeBy<T>[] =>
    all
      .filter((it) => it.connectionId === row.id)
      .map((it) => ({ ...it, shutOutMaker: shutOut.get(it.createdById ?? '') ?? null }))
  return rows.map((row) => ({ ...shown(row), tokens: ofRow(live, row), clients: ofRow(inForce, row) }))
}

function shown(row: list.ConnectionRow): Omit<SeenConnection, 'tokens' | 'clients'> {
  const { ceilingName, defaultRoleName, people, teams, openQuestions, ...rest } = row
  const { lastExchangeAt, lastSuccessAt, errorsLastDay, ...more } = rest
  const { errorId, errorAt, errorStatus, errorSaid, ...connection } = more
  const hasError = errorId !== null && errorAt !== null
  return {
    ...connection,
    ceiling: { id: connection.ceilingRoleId, name: ceilingName },
    defaultRole:
      connection.defaultRoleId === null
        ? null
        : { id: connection.defaultRoleId, name: defaultRoleName ?? '' },
    people,
    teams,
    openQuestions,
    health: {
      lastExchangeAt,
      lastSuccessAt,
      lastError: hasError
        ? { exchangeId: errorId, at: errorAt, status: errorStatus ?? 0, said: errorSaid ?? '' }
        : null,
      errorsLastDay,
    },
  }
}
