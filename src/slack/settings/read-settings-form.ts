import type { SettingName } from '../../domain/setting-names.ts'
import type { TypedSettings } from '../../domain/settings.ts'
import type { Fields } from '../door/fields.ts'
import type { SettingGroup } from './setting-groups.ts'

type Readers = { [S in SettingName]: (fields: Fields) => NonNullable<TypedSettings[S]> | null }

const number =
  (name: SettingName, times = 1) =>
  (fields: Fields) =>
    Math.round(Number(fields.text(name)) * times)
const idOrNone = (name: SettingName) => (fields: Fields) => {
  const chosen = fields.one(name)
  return chosen === 'none' ? null : chosen
}
const lines = (name: SettingName) => (fields: Fields) =>
  fields
    .text(name)
    .split(/[\s,;]+/)
    .filter(Boolean)
const yes = (name: SettingName) => (fields: Fields) => fields.has(name, 'yes')
const text = (name: SettingName) => (fields: Fields) => fields.text(name)
const many = (name: SettingName) => (fields: Fields) => fields.many(name)

/** What stands in each field, in the shape that the settings are asked in; whether it is any good is not for here. */
const readers: Readers = {
  invitationLifetimeSeconds: number('invitationLifetimeSeconds', 3600),
  remindersOn: yes('remindersOn'),
  reminderAgeSeconds: number('reminderAgeSeconds', 3600),
  reminderChannel: idOrNone('reminderChannel'),
  digestOn: yes('digestOn'),
  timeZone: text('timeZone'),
  businessFrom: text('businessFrom'),
  businessUntil: text('businessUntil'),
  businessDays: (fields) => fields.many('businessDays').map(Number),
  statusVocabulary: text('statusVocabulary'),
  defaultRoleId: idOrNone('defaultRoleId'),
  requiredFields: many('requiredFields'),
  allowedEmailDomains: lines('allowedEmailDomains'),
  approvalRoleIds: many('approvalRoleIds'),
  homeEmailDomains: lines('homeEmailDomains'),
  approvalHours: number('approvalHours'),
  undoSeconds: number('undoSeconds', 60),
  passwordMinimum: number('passwordMinimum'),
  temporaryPasswords: yes('temporaryPasswords'),
  contactId: idOrNone('contactId'),
  contactText: text('contactText'),
}

export const readSettingsForm = ({ settings }: SettingGroup, fields: Fields): TypedSettings =>
  Object.fromEntries(settings.map((it) => [it, readers[it](fields)]))
