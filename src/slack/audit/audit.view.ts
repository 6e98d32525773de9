import type { AuditEntry, AuditLine, AuditPage } from '../../usecases/audit/see-audit.ts'
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
  select,
  type Words,
} from '../blocks.ts'
import { lookup } from '../choosers.ts'
import { fitting } from '../fitting.ts'
import { paging } from '../home/paging.view.ts'
import { moment } from '../moments.ts'
import { shortened } from '../words/escape-for-slack.ts'
import { actKinds, actWords, surfaceWords } from './act-words.ts'
import { changeLines } from './change-words.ts'

type Names = ReadonlyMap<string, string>

export const periods: { text: string; value: string; days: number | null }[] = [
  { text: 'Since the beginning', value: 'all', days: null },
  { text: 'Last 24 hours', value: '1', days: 1 },
  { text: 'Last 7 days', value: '7', days: 7 },
  { text: 'Last 30 days', value: '30', days: 30 },
  { text: 'Last 90 days', value: '90', days: 90 },
]

interface Seen extends AuditPage {
  kind: string
  period: string
  byId: string | null
  mayChoosePeople: boolean
  isFirstPage: boolean
}

export const auditArea = (seen: Seen): Block[] => [
  actions(
    select('audit.of-act', actKinds, { chosen: seen.kind, placeholder: 'What was done' }),
    select('audit.since', periods, { chosen: seen.period, placeholder: 'Since when' }),
    ...(seen.mayChoosePeople ? [lookup('audit.by', byLooks(seen))] : []),
    ...(seen.byId ? [button('By anybody', 'audit.by-anybody')] : []),
  ),
  divider,
  ...(seen.lines.length > 0
    ? seen.lines.map((it) => auditRow(it, seen.names))
    : [section('Nothing of this kind has happened. Widen the filters to see more.')]),
  ...paging(seen),
]

const byLooks = ({ byId, names }: Seen) => ({
  placeholder: 'Done by …',
  fromLetters: 1,
  ...(byId ? { chosen: { text: names.get(byId) ?? 'Somebody', value: byId } } : {}),
})

/** Who did what to whom; when and from where; the beginning of what changed. */
const auditRow = (it: AuditLine, names: Names): Block =>
  section([deedOf(it, names), whenAndWhere(it), ...summaryOf(it, names)].join('\n'), {
    ...button('Details', 'audit.open', it.id),
  })

const SUMMARY = 2

const summaryOf = (it: AuditLine, names: Names): string[] =>
  changeLines(it, names)
    .slice(0, SUMMARY)
    .map((line) => `_${line.length > 200 ? 'A long change: see the details' : line}_`)

export function deedOf(it: AuditLine, names: Names): string {
  const template = actWords[it.act] ?? `${it.act} %`
  const words = template.replace('%', () => targetOf(it, names))
  return `*${safe(actorOf(it, names))}* ${words}`
}

const actors: Record<string, string> = {
  operator: 'The operator',
  system: 'Usher',
  connection: 'An identity provider',
  invitee: 'Somebody with a link',
}

const actorOf = ({ actorKind, actorId }: AuditLine, names: Names): string =>
  (actorId && names.get(actorId)) || actors[actorKind] || 'Somebody who was erased'

function targetOf({ targetId, targetKind, actorId }: AuditLine, names: Names): string {
  if (targetId && targetId === actorId) return 'themselves'
  const name = targetId && names.get(targetId)
  return name
    ? `*${safe(shortened(name, 120))}*`
    : targetKind === 'user'
      ? 'somebody who was erased'
      : 'one that is gone'
}

const whenAndWhere = ({ at, surface, details }: AuditLine): string =>
  `${moment(at)} · by way of ${surfaceWords[surface] ?? surface}${details?.ip ? ` · ${safe(details.ip)}` : ''}`

const CHANGES = 2500

/** One entry whole: before and after, and the number of the request that the log has too. */
export function auditEntryModal({ line, names }: AuditEntry): Modal {
  const changes = changeLines(line, names)
  return modal({
    title: 'Audit entry',
    blocks: [
      section(deedOf(line, names)),
      fields([
        ['When', moment(line.at)],
        ['By way of', surfaceWords[line.surface] ?? line.surface],
        ['Network address', line.details?.ip ? safe(line.details.ip) : '–'],
        ['Request', `\`${safe(line.requestId)}\``],
        ['Act', `\`${safe(line.act)}\``],
      ]),
      divider,
      section(changes.length > 0 ? clipped(changes) : nothingMore(line)),
    ],
  })
}

const nothingMore = ({ details }: AuditLine): string =>
  details ? 'There is nothing more to tell of it.' : 'What named a person was erased with them.'

/** Lines stay whole: markup that is cut in two is no markup. */
function clipped(lines: string[]): string {
  let room = CHANGES
  const shown = lines.filter((it) => {
    room -= it.length
    return room > 0
  })
  const left = lines.length - shown.length
  return [...shown.map((it) => `• ${it}`), ...(left > 0 ? [`… and ${left} more`] : [])].join('\n')
}

interface History extends AuditPage {
  userId: string
  isFirstPage: boolean
}

/** What happened to one person. */
export const historyModal = (seen: History): Modal =>
  modal({
    title: 'History',
    metadata: { user: seen.userId },
    blocks: [
      section(
        `*${safe(seen.names.get(seen.userId) ?? 'Somebody who was erased')}*: what was done to them, newest first.`,
      ),
      divider,
      ...(seen.lines.length > 0
        ? seen.lines.map((it) => auditRow(it, seen.names))
        : [section('Nothing yet.')]),
      ...historyPages(seen),
    ],
  })

function historyPages({ isFirstPage, next }: History): Block[] {
  const ways = [
    ...(isFirstPage ? [] : [button('« First page', 'audit.history-page#first')]),
    ...(next ? [button('Next page »', 'audit.history-page#next', next)] : []),
  ]
  return ways.length > 0 ? [actions(...ways)] : []
}

/** The newest of it for whoever typed it, to them alone. */
export function auditWords({ lines, names, next }: AuditPage, about: string | null): Words {
  const { blocks, left } = fitting(lines.map((it) => [auditRow(it, names)]))
  const head = about ? `What was done to *${safe(about)}*, newest first` : 'What happened last'
  return {
    text: 'What happened last',
    blocks: [
      section(head),
      ...(lines.length > 0 ? blocks : [section('Nothing yet.')]),
      ...(next || left > 0 ? [context('More of it is on the Home of Usher, under *Audit*.')] : []),
    ],
  }
}

export const nobodyWords = (sought: string, candidates: string[]): Words => {
  const names = candidates.slice(0, 5).join(', ')
  const text =
    candidates.length > 0
      ? `“${sought}” could be several people: ${names}. Type the whole address.`
      : `There is nobody called “${sought}”.`
  return { text, blocks: [section(safe(text))] }
}
