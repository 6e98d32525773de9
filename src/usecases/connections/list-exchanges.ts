import * as connections from '../../db/connections.ts'
import * as exchanges from '../../db/exchanges.ts'
import type { Exchange } from '../../domain/exchange.ts'
import { authorize } from '../../domain/policy.ts'
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

/** One of them, whole. */
export function seeExchange(ctx: Context, id: string): Promise<Exchange> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.list')
    return exchanges.find(tx, within(ctx), id)
  })
}
