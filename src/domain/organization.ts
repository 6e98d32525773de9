export interface Organization {
  id: string
  name: string
  invitationLifetimeSeconds: number
  undoSeconds: number
  passwordMinimum: number
  timeZone: string
  /** Empty: any domain may be invited. */
  allowedEmailDomains: string[]
  defaultRoleId: string | null
  /** Whoever is invited to one of these needs a second person's yes. */
  approvalRoleIds: string[]
  /** Where set, an address elsewhere needs one too. */
  homeEmailDomains: string[]
  approvalHours: number
  suspendedAt: Date | null
  createdAt: Date
}
