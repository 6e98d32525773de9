import { permissionWords } from '../../domain/permission-words.ts'
import { listInWords } from '../../domain/plain-words.ts'
import { settingWords } from '../../domain/setting-words.ts'
import { safe } from '../blocks.ts'
import { moment } from '../moments.ts'
import { settingInWords } from '../settings/setting-values.view.ts'
import { capitalized } from '../settings/settings-area.view.ts'

type Names = ReadonlyMap<string, string>
type Facts = Record<string, unknown>

/** Of an entry in the audit, or of what would have been one. */
interface Changed {
  details: { before?: unknown; after?: unknown } | null
}

/** What was before and what is after, a line for each thing that is told of. */
export function changeLines({ details }: Changed, names: Names): string[] {
  const before = factsIn(details?.before)
  const after = factsIn(details?.after)
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => {
    const [was, is] = [before[key], after[key]].map((it) => inWords(key, it, names))
    if (was === is) return []
    return `${labelOf(key)}: ${[was, is].filter((it) => it !== undefined).join(' → ')}`
  })
}

const factsIn = (it: unknown): Facts =>
  typeof it === 'object' && it !== null && !Array.isArray(it) ? (it as Facts) : {}

const labels: Record<string, string> = {
  ceiling: 'May give at most',
  ceilingRoleId: 'May give at most',
  cloneOf: 'Copy of',
  ended: 'Sessions ended',
  flags: 'Read in another way',
  given: 'Instead',
  holders: 'People who have it',
  invitationId: 'Invitation',
  isDryRun: 'Dry run',
  movedTo: 'Its people moved to',
  oldEndsAt: 'The old one ends',
  peopleKept: 'People who stay',
  promises: 'Open invitations into it',
  purgeAt: 'Erased at',
  rolesKept: 'Roles that stay',
  sendsWelcome: 'Letters of welcome',
  slackUserId: 'In Slack',
  teamId: 'Workspace',
  teamsKept: 'Teams that stay',
  tokenMinutes: 'Minutes a token lives',
  mappedTo: 'Groups that gave it',
  throughGroups: 'Roles through groups',
  userId: 'Person',
  why: 'Reason',
}

const isSetting = (key: string): key is keyof typeof settingWords => Object.hasOwn(settingWords, key)

const labelOf = (key: string): string =>
  labels[key] ??
  capitalized(isSetting(key) ? settingWords[key] : key.replace(/[A-Z]/g, (it) => ` ${it.toLowerCase()}`))

/** Undefined where it was not told. */
function inWords(key: string, value: unknown, names: Names): string | undefined {
  if (value === undefined) return undefined
  if (isSetting(key)) return settingInWords(key, value as never, (id) => names.get(id))
  return plain(value, names)
}

const isoMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

function plain(value: unknown, names: Names): string {
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return listInWords(value.map((it) => plain(it, names))) || '–'
  if (typeof value !== 'string')
    return safe(typeof value === 'object' ? JSON.stringify(value) : String(value))
  if (isoMoment.test(value)) return moment(new Date(value))
  return safe(names.get(value) ?? (permissionWords as Record<string, string>)[value] ?? momentsIn(value))
}

/** "Admin until 2026-03-02T09:00:00.000Z": the zone of a reader can not be known inside of words. */
const momentsIn = (value: string): string =>
  value.replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z/g, '$1 $2 UTC')
