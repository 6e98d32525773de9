import { BODY_KEPT, EXCHANGES_KEPT, type Exchange } from '../domain/exchange.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { isId, newId } from './id.ts'
import { plannedAnew, prepared, select } from './row.ts'
import { columnsOf, given } from './rows-of.ts'

export type NewExchange = Omit<Exchange, 'id'>

/** Whatever a provider wrote can be kept: Postgres takes neither NUL nor half a character. */
function keepable(text: string, limit: number): string {
  const short = text.length > limit ? text.slice(0, limit) : text
  const whole = short.isWellFormed() ? short : short.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\ufffd') : whole
}

const PATH_KEPT = 2000
const SAID_KEPT = 1000

const columns = {
  organizationId: 'uuid',
  id: 'uuid',
  connectionId: 'uuid',
  at: 'timestamptz',
  method: 'text',
  path: 'text',
  status: 'integer',
  request: 'text',
  answer: 'text',
  said: 'text',
  quirks: 'text[]',
  changes: 'jsonb',
  isDryRun: 'boolean',
  milliseconds: 'integer',
  tokenBeginning: 'text',
  requestId: 'text',
}

const rowFor = (it: NewExchange): { [K in keyof typeof columns]: unknown } => ({
  organizationId: it.organizationId,
  id: newId(it.at),
  connectionId: it.connectionId,
  at: it.at,
  method: keepable(it.method, 20),
  path: keepable(it.path, PATH_KEPT),
  status: it.status,
  request: it.request === null ? null : keepable(it.request, BODY_KEPT),
  answer: it.answer === null ? null : keepable(it.answer, BODY_KEPT),
  said: keepable(it.said, SAID_KEPT),
  quirks: it.quirks.map((name) => keepable(name, 80)),
  changes: it.changes && keepableWithin(it.changes),
  isDryRun: it.isDryRun,
  milliseconds: Math.round(it.milliseconds),
  tokenBeginning: it.tokenBeginning,
  requestId: keepable(it.requestId, 200),
})

/** One statement for many. */
export async function insert(tx: Tx, rows: NewExchange[]): Promise<void> {
  const { from, bindings } = given('r', columns, rows.map(rowFor))
  await prepared(
    tx,
    `insert into exchanges (${columnsOf(columns)}) select ${columnsOf(columns, 'r.')} from ${from}`,
    bindings,
  )
}

/** What would have changed is told with whatever a provider wrote, wherever it stands in there. */
const keepableWithin = (changes: unknown): unknown =>
  JSON.parse(
    JSON.stringify(changes, (_, value) => (typeof value === 'string' ? keepable(value, BODY_KEPT) : value)),
  )

/**
 * Of what went well and of what failed the newest stay; the rest of these connections' goes. Where those begin is
 * looked up first and once: in one with the rest, Postgres looks it up for each of their exchanges.
 */
export async function prune(
  tx: Tx,
  connections: Pick<Exchange, 'organizationId' | 'connectionId'>[],
): Promise<void> {
  await plannedAnew(
    tx,
    `with old as materialized (
       select c.organization_id, c.connection_id, k.failed, (
         select x.id from exchanges x
         where x.organization_id = c.organization_id and x.connection_id = c.connection_id and x.failed = k.failed
         order by x.id desc offset :kept limit 1) last
       from (select distinct organization_id, connection_id
             from unnest(:organizationIds::uuid[], :connectionIds::uuid[]) c(organization_id, connection_id)) c,
            (values (true), (false)) k(failed)
     )
     delete from exchanges e using old
     where e.organization_id = old.organization_id and e.connection_id = old.connection_id
       and e.failed = old.failed and e.id <= old.last`,
    {
      organizationIds: connections.map((it) => it.organizationId),
      connectionIds: connections.map((it) => it.connectionId),
      kept: EXCHANGES_KEPT,
    },
  )
}

const shown = `e.organization_id "organizationId", e.id, e.connection_id "connectionId", e.at, e.method, e.path, e.status,
  e.said, e.quirks, e.is_dry_run "isDryRun", e.milliseconds, e.token_beginning "tokenBeginning", e.request_id "requestId"`

/** An exchange without what was said in it, as lists show it. */
export type ExchangeLine = Omit<Exchange, 'request' | 'answer' | 'changes'>

export interface ExchangeWish {
  connectionId: string
  onlyFailed?: boolean
  before?: string
}

/** Ids are in the order of time, so the last one seen says where the next page begins. */
export async function page(
  tx: Tx,
  organizationId: string,
  { connectionId, onlyFailed, before }: ExchangeWish,
  limit: number,
): Promise<ExchangeLine[]> {
  if (before !== undefined && !isId(before)) return []
  return select<ExchangeLine>(
    tx,
    `select ${shown} from exchanges e
     where e.organization_id = :organizationId and e.connection_id = :connectionId
       ${onlyFailed ? 'and e.failed' : ''} ${before ? 'and e.id < :before' : ''}
     order by e.id desc limit :limit`,
    { organizationId, connectionId, before: before ?? null, limit },
  )
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<Exchange> {
  const [found] = isId(id)
    ? await select<Exchange>(
        tx,
        `select ${shown}, e.request, e.answer, e.changes from exchanges e
         where e.organization_id = :organizationId and e.id = :id`,
        { organizationId, id },
      )
    : []
  if (!found) throw new Refusal('not-found', { what: 'exchange' })
  return found
}
