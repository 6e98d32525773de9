import { listInWords, spanInWords } from './plain-words.ts'
import type { SettingFault, SettingName } from './setting-names.ts'

/** What people call each setting: the same at every door. */
export const settingWords: Record<SettingName, string> = {
  invitationLifetimeSeconds: 'lifetime of invitations',
  remindersOn: 'reminders',
  reminderAgeSeconds: 'age at which invitations are reminded of',
  reminderChannel: 'channel for reminders',
  digestOn: 'weekly digest',
  timeZone: 'time zone',
  businessFrom: 'beginning of the business day',
  businessUntil: 'end of the business day',
  businessDays: 'business days',
  statusVocabulary: 'words for the status of people',
  defaultRoleId: 'default role',
  requiredFields: 'fields that are required',
  allowedEmailDomains: 'domains that may be invited',
  approvalRoleIds: 'roles that need approval',
  homeEmailDomains: 'domains that need no approval',
  approvalHours: 'hours that an approval may take',
  undoSeconds: 'time in which a deletion can be undone',
  passwordMinimum: 'least length of passwords',
  temporaryPasswords: 'temporary passwords',
  contactId: 'person to contact',
  contactText: 'words about whom to contact',
}

/** "The time zone must be …": what is wrong, and what would be right. */
export const settingFaultInWords = (setting: SettingName, fault: SettingFault): string =>
  `The ${settingWords[setting]} ${faultInWords(setting, fault)}`

function faultInWords(setting: SettingName, fault: SettingFault): string {
  switch (fault.kind) {
    case 'range':
      return `must be between ${amount(setting, fault.least)} and ${amount(setting, fault.most)}`
    case 'choice':
      return `must be chosen from ${listInWords([...fault.known])}`
    case 'length':
      return `may have at most ${fault.limit} ${setting === 'contactText' ? 'characters' : 'entries'}`
    case 'channel':
      return 'must be the id of a channel, as in C012AB3CD'
    case 'time-zone':
      return 'must be a zone by its name, as in Europe/Istanbul'
    case 'hour':
      return 'must be a time of day, as in 09:00'
    case 'hours-turned-round':
      return 'must come after its beginning'
    case 'domain':
      return 'must be domains alone, as in example.com'
    case 'nobody-active':
      return 'must be somebody who is active here'
    case 'not-there':
      return 'must be in use: choose again from the list'
  }
}

const amount = (setting: SettingName, value: number): string =>
  setting.endsWith('Seconds') ? (value === 0 ? 'nothing' : spanInWords(value)) : String(value)
