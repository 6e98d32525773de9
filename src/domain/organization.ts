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
  suspendedAt: Date | null
  createdAt: Date
}
