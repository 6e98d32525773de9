import { IANAZone } from 'luxon'
import type { EmailAddress } from './email-address.ts'
import { readAddress } from './email-address.ts'

/** What Slack says of somebody, as far as it matters here. */
export interface SlackProfile {
  teamId: string
  slackUserId: string
  name: string
  firstName: string | null
  lastName: string | null
  /** Of their Slack profile; a workspace decides who may change it, so alone it proves nothing. */
  email: string | null
  isEmailConfirmed: boolean
  timeZone: string | null
  standing: SlackStanding
}

/** Only members of the workspace itself may be one of us. */
export type SlackStanding = 'member' | 'guest' | 'bot' | 'gone' | 'stranger'

/** The address that letters may go by: one Slack has itself confirmed, and that we can read. */
export function confirmedAddress({ email, isEmailConfirmed }: SlackProfile): EmailAddress | null {
  const read = email && isEmailConfirmed ? readAddress(email) : null
  return read && !('fault' in read) ? read : null
}

export const zoneOrNull = (zone: string | null | undefined): string | null =>
  zone && IANAZone.isValidZone(zone) ? zone : null
