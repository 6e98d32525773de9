import type { SettingName } from '../../domain/setting-names.ts'

/** Settings that one changes together, in one form. */
export interface SettingGroup {
  id: string
  title: string
  about: string
  settings: SettingName[]
}

export const settingGroups: SettingGroup[] = [
  {
    id: 'invitations',
    title: 'Invitations',
    about: 'How long links live, whom one may invite, and as what.',
    settings: ['invitationLifetimeSeconds', 'allowedEmailDomains', 'defaultRoleId'],
  },
  {
    id: 'approvals',
    title: 'Approvals',
    about: 'Which invitations need a second person’s yes.',
    settings: ['approvalRoleIds', 'homeEmailDomains', 'approvalHours'],
  },
  {
    id: 'people',
    title: 'People and passwords',
    about: 'What everybody has to say of themselves, and how accounts begin and end.',
    settings: ['requiredFields', 'passwordMinimum', 'temporaryPasswords', 'undoSeconds'],
  },
  {
    id: 'reminders',
    title: 'Reminders',
    about: 'When invitations that wait are brought up, and where.',
    settings: ['remindersOn', 'reminderAgeSeconds', 'reminderChannel', 'digestOn'],
  },
  {
    id: 'time',
    title: 'Time and words',
    about: 'When a business day is, and how you call the status of people.',
    settings: ['timeZone', 'businessFrom', 'businessUntil', 'businessDays', 'statusVocabulary'],
  },
  {
    id: 'contact',
    title: 'Whom to ask',
    about: 'Where people are sent who may not do something.',
    settings: ['contactId', 'contactText'],
  },
]

export const settingGroupCalled = (id: string): SettingGroup =>
  settingGroups.find((it) => it.id === id) ?? (settingGroups[0] as SettingGroup)
