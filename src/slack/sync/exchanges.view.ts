import { connectorOf } from '../../../connectors/index.ts'
import type { Exchange } from '../../domain/exchange.ts'
import type { SeenConnection } from '../../usecases/connections/list-connections.ts'
import type { ExchangePage, SeenExchange } from '../../usecases/connections/list-exchanges.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  fields,
  type Modal,
  modal,
  safe,
  section,
} from '../blocks.ts'
import { moment, relative } from '../moments.ts'
import { wouldLines } from './would-change.view.ts'

/** Which page of which list. */
export interface Where {
  connectionId: string
  onlyFailed: boolean
  before: string | null
}

export const whereWords = ({ connectionId, onlyFailed, before }: Where): string =>
  [connectionId, onlyFailed ? 'failed' : 'all', ...(before ? [before] : [])].join(' ')

export function whereIn(value: string): Where {
  const [connectionId = '', which, before] = value.split(' ')
  return { connectionId, onlyFailed: which === 'failed', before: before ?? null }
}

export interface ExchangesSeen {
  connection: SeenConnection
  page: ExchangePage
  where: Where
  now: Date
}

/** What the provider asked and what it heard, the newest first. */
export function exchangesModal({ connection, page, where, now }: ExchangesSeen): Modal {
  const at = (change: Partial<Where>) => whereWords({ ...where, ...change })
  const go = (text: string, twin: string, change: Partial<Where>) =>
    button(text, `connection.exchanges#${twin}`, at(change))
  return modal({
    title: 'Exchanges',
    metadata: { connection: connection.id, where: at({}) },
    blocks: [
      section(
        `What *${safe(connection.name)}* asked and what it heard, the newest first${where.onlyFailed ? '. *Errors only.*' : '.'}`,
      ),
      actions(
        where.onlyFailed
          ? go('Show all', 'all', { onlyFailed: false, before: null })
          : go('Errors only', 'failed', { onlyFailed: true, before: null }),
        go('Look again', 'again', { before: null }),
        button('« Back', 'connection.open', connection.id),
      ),
      divider,
      ...(page.lines.length > 0
        ? page.lines.map((it) => line(it, now))
        : [section(where.onlyFailed ? '_Nothing was refused._' : '_Nothing was asked yet._')]),
      ...paging(where, page.next, go),
      context('The last 500 that went well and the last 500 that failed are kept, without secrets.'),
    ],
  })
}

function paging(
  where: Where,
  next: string | null,
  go: (text: string, twin: string, change: Partial<Where>) => ReturnType<typeof button>,
): Block[] {
  const ways = [
    ...(where.before ? [go('« Newest', 'newest', { before: null })] : []),
    ...(next ? [go('Older »', 'older', { before: next })] : []),
  ]
  return ways.length > 0 ? [actions(...ways)] : []
}

type Line = ExchangePage['lines'][number]

const SAID = 500
const PATH = 200

const line = (it: Line, now: Date): Block =>
  section(
    [
      `${mark(it)} ${safe(it.said.slice(0, SAID))}`,
      `${relative(it.at, now)} · \`${plainPath(it)}\` · ${it.status}${it.isDryRun ? ' · :test_tube: dry run' : ''}`,
    ].join('\n'),
    button('Open', 'exchange.open', it.id),
  )

const mark = ({ status }: Pick<Line, 'status'>): string =>
  status >= 400 ? ':red_circle:' : ':white_check_mark:'

/** Between backticks, where one of its own would end them. */
const plainPath = ({ method, path }: Pick<Line, 'method' | 'path'>): string =>
  safe(`${method} ${path.slice(0, PATH)}`.replaceAll('`', 'ˋ'))

interface ExchangeSeen extends SeenExchange {
  connection: SeenConnection
  back: string
}

/** One of them with all that was said, as it came and as it went, without secrets. */
export const exchangeModal = ({ exchange: it, names, connection, back }: ExchangeSeen): Modal =>
  modal({
    title: 'Exchange',
    metadata: { connection: connection.id },
    blocks: [
      section(`${mark(it)} *${safe(it.said)}*`),
      context(`\`${plainPath(it)}\` · ${moment(it.at)} · ${it.milliseconds} ms`),
      ...dryRun(it, names),
      fields([
        ['Answer', String(it.status)],
        ['Token', it.tokenBeginning ? `\`${safe(it.tokenBeginning)}…\`` : '–'],
        ['Request id', safe(it.requestId)],
      ]),
      ...quirksOf(it, connection),
      divider,
      ...body('Asked', it.request),
      ...body('Answered', it.answer),
      actions(button('« Back', 'connection.exchanges', back)),
    ],
  })

function dryRun({ isDryRun, changes }: Exchange, names: SeenExchange['names']): Block[] {
  if (!isDryRun) return []
  const lines = wouldLines(changes ?? [], names)
  return [
    section(
      lines.length > 0
        ? `:test_tube: *A dry run: nothing was changed.* It would have\n${lines.join('\n')}`
        : ':test_tube: *A dry run: nothing was changed*, and nothing would have been.',
    ),
  ]
}

function quirksOf({ quirks }: Exchange, { connector }: SeenConnection): Block[] {
  const known = connectorOf(connector).quirks
  if (quirks.length === 0) return []
  const lines = quirks.map((name) => `• ${safe(known.find((it) => it.name === name)?.why ?? name)}`)
  return [section(`*Read as it was meant*\n${lines.join('\n')}`)]
}

/** What Slack takes in one text, and no more of them than somebody reads. */
const TEXT = 2900
const TEXTS = 4

function body(title: string, text: string | null): Block[] {
  if (!text) return [section(`*${title}*: nothing`)]
  const all = inLines(text)
  const pieces = Array.from({ length: Math.ceil(all.length / TEXT) }, (_, at) =>
    all.slice(at * TEXT, (at + 1) * TEXT),
  )
  return [
    section(`*${title}*`),
    ...pieces.slice(0, TEXTS).map(
      (it): Block => ({
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: it }] }],
      }),
    ),
    ...(pieces.length > TEXTS ? [context('… and more, which is not shown.')] : []),
  ]
}

/** JSON is easier read in lines; anything else stays as it came. */
function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
