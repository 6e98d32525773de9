import { namesOf } from '../../db/audit-trail.ts'
import * as connections from '../../db/connections.ts'
import * as exchanges from '../../db/exchanges.ts'
import type { Exchange } from '../../domain/exchange.ts'
import { authorize } from '../../domain/policy.ts'
import { idsIn } from '../audit/see-audit.ts'
import { atomically, type Context, within } from '../context.ts'

const PAGE = 50

export interface ExchangeQuestion {
  onlyFailed?: boolean
  before?: string
  pageSize?: number
}

export interface ExchangePage {
  lines: exchanges.ExchangeLine[]
  /** Where the next page begins. */
  next: string | null
}

/** What a connection's provider asked and heard, newest first. */
export function listExchanges(
  ctx: Context,
  connectionId: string,
  { pageSize, ...asked }: ExchangeQuestion = {},
): Promise<ExchangePage> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    await connections.find(tx, within(ctx), connectionId)
    const size = Math.min(pageSize ?? PAGE, PAGE)
    const found = await exchanges.page(tx, within(ctx), { connectionId, ...asked }, size + 1)
    const lines = found.slice(0, size)
    return { lines, next: found.length > size ? (lines.at(-1)?.id ?? null) : null }
  })
}

export interface SeenExchange {
  exchange: Exchange
  /** Of those whom a dry run would have changed, as they are called now. */
  names: ReadonlyMap<string, string>
}

/** One of them, whole. */
export function seeExchange(ctx: Context, id: string): Promise<SeenExchange> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    const exchange = await exchanges.find(tx, within(ctx), id)
    return { exchange, names: await namesOf(tx, within(ctx), idsIn(exchange.changes)) }
  })
}
