/** What an organization decides for itself. */
export const settingNames = [
  'invitationLifetimeSeconds',
  'remindersOn',
  'reminderAgeSeconds',
  'reminderChannel',
  'digestOn',
  'timeZone',
  'businessFrom',
  'businessUntil',
  'businessDays',
  'statusVocabulary',
  'defaultRoleId',
  'requiredFields',
  'allowedEmailDomains',
  'approvalRoleIds',
  'homeEmailDomains',
  'approvalHours',
  'undoSeconds',
  'passwordMinimum',
  'temporaryPasswords',
  'contactId',
  'contactText',
] as const

export type SettingName = (typeof settingNames)[number]

/** What is wrong with a value; each door has words for it. */
export type SettingFault =
  | { kind: 'range'; least: number; most: number }
  | { kind: 'choice'; known: readonly string[] }
  | { kind: 'length'; limit: number }
  | {
      kind: 'channel' | 'time-zone' | 'hour' | 'domain' | 'not-there' | 'hours-turned-round' | 'nobody-active'
    }
