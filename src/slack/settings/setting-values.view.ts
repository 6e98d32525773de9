import { countInWords, listInWords } from '../../domain/plain-words.ts'
import type { SettingName } from '../../domain/setting-names.ts'
import type { Settings } from '../../domain/settings.ts'
import { statusOf, type Vocabulary } from '../../domain/status-words.ts'
import { DAY, HOUR, MINUTE } from '../../domain/time.ts'
import { safe } from '../blocks.ts'

/** Ids of settings by the names of what they stand for; what is gone meanwhile has none. */
export type NameOf = (id: string) => string | undefined

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const fieldWords: Record<Settings['requiredFields'][number], string> = {
  phone: 'Phone number',
  gender: 'Gender',
  birthday: 'Birthday',
  position: 'Position',
  displayName: 'Display name',
}

const facts = { invitation: null, mustChangePassword: false, lockedUntil: null, resetEndsAt: null }

/** "Active, Inactive, Pending": how a vocabulary calls people. */
export const vocabularyInWords = (it: Vocabulary): string =>
  (['active', 'suspended', 'invited'] as const)
    .map((state) => statusOf({ ...facts, state }, new Date(0), it).label)
    .join(', ')

const onOff = (it: boolean): string => (it ? 'on' : 'off')
const names = (ids: string[], nameOf: NameOf): string =>
  safe(listInWords(ids.map((it) => nameOf(it) ?? 'one that is gone')))

/** Spans in words are rounded down; what is set is not. */
function exactly(seconds: number): string {
  if (seconds % HOUR !== 0) return countInWords(Math.round(seconds / MINUTE), 'minute')
  const isDays = seconds % DAY === 0 && seconds > DAY
  return isDays ? countInWords(seconds / DAY, 'day') : countInWords(seconds / HOUR, 'hour')
}

type Words = { [S in SettingName]: (value: Settings[S], nameOf: NameOf) => string }

/** The value of a setting as one would say it. */
const valueWords: Words = {
  invitationLifetimeSeconds: exactly,
  remindersOn: onOff,
  reminderAgeSeconds: exactly,
  reminderChannel: (it) => (it ? `<#${it}>` : 'none: the inviter alone is reminded'),
  digestOn: onOff,
  timeZone: safe,
  businessFrom: (it) => it,
  businessUntil: (it) => it,
  businessDays: (it) => listInWords(it.map((day) => weekdays[day - 1] ?? '')),
  statusVocabulary: vocabularyInWords,
  defaultRoleId: (it, nameOf) => (it ? names([it], nameOf) : 'Member'),
  requiredFields: (it) =>
    it.length > 0 ? listInWords(it.map((one) => fieldWords[one].toLowerCase())) : 'names only',
  allowedEmailDomains: (it) => (it.length > 0 ? safe(listInWords(it)) : 'any'),
  approvalRoleIds: (it, nameOf) => (it.length > 0 ? names(it, nameOf) : 'none'),
  homeEmailDomains: (it) => (it.length > 0 ? safe(listInWords(it)) : 'all: no address needs approval'),
  approvalHours: (it) => `${it} hours`,
  undoSeconds: (it) => (it === 0 ? 'none: deleted at once' : exactly(it)),
  passwordMinimum: (it) => `${it} characters`,
  temporaryPasswords: onOff,
  contactId: (it, nameOf) => (it ? names([it], nameOf) : 'nobody in particular'),
  contactText: (it) => (it ? `“${safe(it)}”` : 'none'),
}

export const settingInWords = <S extends SettingName>(
  setting: S,
  value: Settings[S],
  nameOf: NameOf,
): string => valueWords[setting](value, nameOf)
