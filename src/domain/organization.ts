import type { Vocabulary } from './status-words.ts'
import type { User } from './user.ts'

/** What may be asked of people besides their names, by everybody who joins. */
export const requirableFields = ['phone', 'gender', 'birthday', 'position', 'displayName'] as const
export type RequirableField = (typeof requirableFields)[number]

/** An organization is little more than what it decided for itself. */
export interface Organization {
  id: string
  name: string
  invitationLifetimeSeconds: number
  undoSeconds: number
  passwordMinimum: number
  /** Whether administrators may make accounts with a password that is handed over. */
  temporaryPasswords: boolean
  timeZone: string
  /** As clocks in that zone show it: "09:00". */
  businessFrom: string
  businessUntil: string
  /** 1 is Monday. */
  businessDays: number[]
  remindersOn: boolean
  /** How long an invitation waits before somebody is reminded of it. */
  reminderAgeSeconds: number
  reminderChannel: string | null
  /** What Slack said when it could not be reached. */
  reminderChannelLost: string | null
  /** Whether what ran out is listed once a week. */
  digestOn: boolean
  statusVocabulary: Vocabulary
  requiredFields: RequirableField[]
  /** Empty: any domain may be invited. */
  allowedEmailDomains: string[]
  defaultRoleId: string | null
  /** Whoever is invited to one of these needs a second person's yes. */
  approvalRoleIds: string[]
  /** Where set, an address elsewhere needs one too. */
  homeEmailDomains: string[]
  approvalHours: number
  /** Whom people turn to when they may not do something. */
  contactId: string | null
  contactText: string | null
  version: number
  suspendedAt: Date | null
  createdAt: Date
}

/** What everybody has to say of themselves, and this person has not said yet. */
export const stillRequired = (
  { requiredFields }: Pick<Organization, 'requiredFields'>,
  person: Pick<User, RequirableField> | undefined,
): RequirableField[] => requiredFields.filter((it) => !person?.[it])
