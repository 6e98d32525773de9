import { IANAZone } from 'luxon'
import { readAddress } from './email-address.ts'
import { type Organization, type RequirableField, requirableFields } from './organization.ts'
import { plainText } from './plain-text.ts'
import { Refusal, refuseTogether } from './refusal.ts'
import { type SettingFault, type SettingName, settingNames } from './setting-names.ts'
import { type Vocabulary, vocabularies } from './status-words.ts'
import { DAY, HOUR } from './time.ts'

/** What an organization decides for itself. */
export type Settings = Pick<Organization, SettingName>

/** What is asked for, not yet believed: a choice is a text, whatever stood in the form. What is left out stays. */
export type TypedSettings = { [S in SettingName]?: Loose<Settings[S]> }
type Loose<T> = T extends boolean
  ? boolean
  : T extends string
    ? string
    : T extends (infer I)[]
      ? Loose<I>[]
      : T

const fail = (setting: SettingName, fault: SettingFault): never => {
  throw new Refusal('setting-unusable', { setting, fault })
}

const DOMAIN_LIMIT = 100
const ROLE_LIMIT = 100
const CONTACT_LIMIT = 500

type Reader<S extends SettingName> = (typed: Loose<Settings[S]>) => Settings[S]

const between =
  <S extends SettingName>(setting: S, least: number, most: number) =>
  (typed: number): number =>
    Number.isInteger(typed) && typed >= least && typed <= most
      ? typed
      : fail(setting, { kind: 'range', least, most })

const yesOrNo = (typed: boolean): boolean => typed === true

/** One of those that are known, in their own spelling. */
function oneOf<T extends string>(setting: SettingName, known: readonly T[], typed: string): T {
  const wanted = String(typed).trim()
  return known.find((it) => it === wanted) ?? fail(setting, { kind: 'choice', known })
}

/** Each once, and no more of them than anybody means. */
function list<T>(setting: SettingName, typed: readonly T[], limit: number): T[] {
  if (typed.length > limit) fail(setting, { kind: 'length', limit })
  return [...new Set(typed)]
}

function zoneFrom(typed: string): string {
  const zone = String(typed).trim()
  // An offset is no zone: it knows nothing of summer time.
  const isName = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(zone)
  return isName && IANAZone.isValidZone(zone) ? zone : fail('timeZone', { kind: 'time-zone' })
}

const hour = (setting: 'businessFrom' | 'businessUntil', form: RegExp) => (typed: string) => {
  const text = String(typed).trim().padStart(5, '0')
  return form.test(text) ? text : fail(setting, { kind: 'hour' })
}

const days = (typed: number[]): number[] => {
  const read = list('businessDays', typed, 7).map(between('businessDays', 1, 7))
  return read.length > 0 ? read.sort() : fail('businessDays', { kind: 'range', least: 1, most: 7 })
}

/** As addresses have them after the at sign, so that they can be compared. */
const domains = (setting: 'allowedEmailDomains' | 'homeEmailDomains') => (typed: string[]) =>
  list(
    setting,
    list(setting, typed, DOMAIN_LIMIT).map((it) => {
      const read = readAddress(`somebody@${String(it).trim().replace(/^@/, '')}`)
      return 'fault' in read ? fail(setting, { kind: 'domain' }) : read.domain
    }),
    DOMAIN_LIMIT,
  )

/** An id of Slack's, for channels of every kind. */
function channelFrom(typed: string | null): string | null {
  const channel = typed?.trim() || null
  return channel === null || /^[CGD][A-Z0-9]{2,30}$/.test(channel)
    ? channel
    : fail('reminderChannel', { kind: 'channel' })
}

function contactTextFrom(typed: string | null): string | null {
  const text = plainText(typed)
  return text && text.length > CONTACT_LIMIT
    ? fail('contactText', { kind: 'length', limit: CONTACT_LIMIT })
    : text
}

const idOrNone = (typed: string | null): string | null => typed?.trim() || null

const readers: { [S in SettingName]: Reader<S> } = {
  invitationLifetimeSeconds: between('invitationLifetimeSeconds', HOUR, 30 * DAY),
  remindersOn: yesOrNo,
  reminderAgeSeconds: between('reminderAgeSeconds', HOUR, 30 * DAY),
  reminderChannel: channelFrom,
  digestOn: yesOrNo,
  timeZone: zoneFrom,
  businessFrom: hour('businessFrom', /^([01]\d|2[0-3]):[0-5]\d$/),
  businessUntil: hour('businessUntil', /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  businessDays: days,
  statusVocabulary: (typed): Vocabulary => oneOf('statusVocabulary', vocabularies, typed),
  defaultRoleId: idOrNone,
  requiredFields: (typed): RequirableField[] =>
    list('requiredFields', typed, requirableFields.length).map((it) =>
      oneOf('requiredFields', requirableFields, it),
    ),
  allowedEmailDomains: domains('allowedEmailDomains'),
  approvalRoleIds: (typed) => list('approvalRoleIds', typed, ROLE_LIMIT),
  homeEmailDomains: domains('homeEmailDomains'),
  approvalHours: between('approvalHours', 1, 720),
  undoSeconds: between('undoSeconds', 0, 30 * DAY),
  passwordMinimum: between('passwordMinimum', 8, 64),
  temporaryPasswords: yesOrNo,
  contactId: idOrNone,
  contactText: contactTextFrom,
}

export const settingsOf = (organization: Organization): Settings =>
  Object.fromEntries(settingNames.map((it) => [it, organization[it]])) as unknown as Settings

/** What was given, each as it is stored; everything that is wrong with it is said at once. */
export function readSettings(typed: TypedSettings, before: Settings): Partial<Settings> {
  const given = settingNames.filter((it) => typed[it] !== undefined)
  const read = (it: SettingName) => (readers[it] as (typed: unknown) => unknown)(typed[it])
  refuseTogether(given.map((it) => () => read(it)))
  const wanted: Partial<Settings> = Object.fromEntries(given.map((it) => [it, read(it)]))
  mustOpenBeforeClosing({ ...before, ...wanted })
  return wanted
}

function mustOpenBeforeClosing({ businessFrom, businessUntil }: Settings): void {
  if (businessFrom >= businessUntil) fail('businessUntil', { kind: 'hours-turned-round' })
}

/** What really changes, before and after. */
export function changesIn(
  before: Settings,
  read: Partial<Settings>,
): { before: Partial<Settings>; after: Partial<Settings> } {
  const isOther = (it: SettingName) => it in read && JSON.stringify(read[it]) !== JSON.stringify(before[it])
  const changed = settingNames.filter(isOther)
  const only = (from: Partial<Settings>) => Object.fromEntries(changed.map((it) => [it, from[it]]))
  return { before: only(before), after: only(read) }
}
