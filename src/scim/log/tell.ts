import type { ServerResponse } from 'node:http'
import { type Exchange as Noted, newestKept } from '../../domain/exchange.ts'
import { withoutTokens } from '../../domain/link.ts'
import { forRequests } from '../../log.ts'
import { noteExchanges, noteUse } from '../../usecases/connections/note-exchanges.ts'
import type { Provider } from '../../usecases/connections/who-provisions.ts'
import type { Exchange } from '../http/exchange.ts'
import { MOUNTED_AT, type ScimNeeds } from '../needs.ts'
import { KEPT, redactedBody, redactedPath } from './redacted.ts'
import { WriteBehind } from './write-behind.ts'

type Row = Omit<Noted, 'id'>

/** What may yet become a row: most are let go for newer ones, and are not made fit to be read for nothing. */
interface Entry {
  connectionId: string
  status: number
  milliseconds: number
  exchange: Exchange & { provider: Provider }
  request: Body
  answer: Body
}

/** Of one text of an exchange, what may be kept. */
type Body = () => string | null

/** The last second is what a crash may cost; and of many only the newest are kept, so that most need no writing. */
const EVERY_MS = 1_000
const BATCH = 1_500
/** Some forty megabytes at the very most, while the database does not answer. */
const ROOM = 2_000
/** A client that went away before it was answered: no status of HTTP says so. */
const GONE = 499

export interface ExchangeLog {
  /** Once a request is over, however it ended. */
  tell(it: Exchange, res: ServerResponse): void
  /** Everything told so far is written when this is over. */
  flush(): Promise<void>
}

/** What was said and answered, told after the answer: to the log of the machine, and to that of the connection. */
export function openExchangeLog(needs: ScimNeeds): ExchangeLog {
  const { begin, log } = needs
  const outside = () => begin({ requestId: 'exchanges', surface: 'scim', ip: null })
  const lines = forRequests(log)
  const used = new LatelyUsed(needs.wallClock ?? (() => performance.now()))
  const behind = new WriteBehind<Entry>({
    everyMs: EVERY_MS,
    batch: BATCH,
    room: ROOM,
    worthWriting: newestKept,
    write: async (entries) => {
      await noteExchanges(outside(), newestKept(entries).map(rowFor))
      await noteUse(outside(), used.due(), outside().now())
    },
    trouble: (err, lost) => log.warn({ err, lost }, `${lost} SCIM exchanges could not be written down`),
  })
  return {
    tell: (it, res) => {
      const status = res.writableFinished ? res.statusCode : GONE
      const milliseconds = performance.now() - it.startedAt
      tellMachine(lines, it, status, milliseconds)
      needs.answered?.(it.provider?.connection.id ?? 'nobody', resultOf(status))
      if (!isOfProvider(it)) return
      used.add(it.provider.token.id)
      behind.add(entryFor(it, status, milliseconds))
    },
    flush: () => behind.flush(),
  }
}

function resultOf(status: number): 'done' | 'refused' | 'failed' | 'gone' {
  if (status === GONE) return 'gone'
  if (status >= 500) return 'failed'
  return status >= 400 ? 'refused' : 'done'
}

/** A token in use is noted so often; more would only wear its row out. */
const USE_NOTED_MS = 10_000

class LatelyUsed {
  private readonly noted = new Map<string, number>()
  private used = new Set<string>()
  private readonly clock: () => number

  constructor(clock: () => number) {
    this.clock = clock
  }

  add(tokenId: string): void {
    this.used.add(tokenId)
  }

  /** Those that were used since this was asked last, and whose use was not noted just now. */
  due(): string[] {
    const now = this.clock()
    for (const [id, at] of this.noted) if (now - at >= USE_NOTED_MS) this.noted.delete(id)
    const due = [...this.used].filter((id) => !this.noted.has(id))
    this.used.clear()
    for (const id of due) this.noted.set(id, now)
    return due
  }
}

const LONGEST = 200

/** Neither query nor body: both may name people. */
function tellMachine(lines: ScimNeeds['log'], it: Exchange, status: number, milliseconds: number): void {
  const { requestId, method, outside, provider } = it
  const path = withoutTokens(it.url.split(/[?#]/)[0] ?? '').slice(0, LONGEST)
  const connection = provider?.connection.id
  const ms = Math.round(milliseconds)
  const { ip } = outside.trace
  lines.info({ requestId, method, path, status, ms, ip, connection }, `${method} ${path} ${status}`)
}

const isOfProvider = (it: Exchange): it is Exchange & { provider: Provider } => it.provider !== null

function entryFor(exchange: Entry['exchange'], status: number, milliseconds: number): Entry {
  const { provider, request, answer } = exchange
  return {
    connectionId: provider.connection.id,
    status,
    milliseconds,
    exchange: { ...exchange, request: null, answer: null },
    request: bodyOf(request),
    answer: bodyOf(answer),
  }
}

/** A long one waits as short as it will be kept; once only, for what was cut can not be read as JSON again. */
const bodyOf = (text: string | null): Body =>
  text !== null && text.length > KEPT ? made(redactedBody(text)) : () => redactedBody(text)

/** By itself, so that the long text is not held with it. */
const made =
  (kept: string | null): Body =>
  () =>
    kept

function rowFor({ exchange: it, request, answer, status, milliseconds }: Entry): Row {
  const { connection, token } = it.provider
  return {
    organizationId: connection.organizationId,
    connectionId: connection.id,
    at: it.at,
    method: it.method,
    // As it is written below the address the provider was given.
    path: redactedPath(it.url.slice(MOUNTED_AT.length)),
    status,
    request: request(),
    answer: answer(),
    said: withoutTokens(it.said || 'The provider went away before it was answered.'),
    quirks: [...it.quirksUsed],
    changes: it.wouldChange,
    isDryRun: connection.isDryRun,
    milliseconds,
    tokenBeginning: token.beginning,
    requestId: it.requestId,
  }
}
