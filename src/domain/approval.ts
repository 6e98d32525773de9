import type { BusinessHours } from './business-hours.ts'
import type { Organization } from './organization.ts'
import { remindAt } from './reminder.ts'
import { after, HOUR } from './time.ts'

/** What an organization wants a second person to look at. */
export type ApprovalPolicy = Pick<Organization, 'approvalRoleIds' | 'homeEmailDomains'>

/**
 * Whether an invitation waits for somebody else: because the inviter may only ask, because of a role that is
 * named for it, or because the address lies outside the organization's own domains, where it has named some.
 */
export function needsApproval(
  asked: { mayInviteDirectly: boolean; roleIds: string[]; domain: string },
  policy: ApprovalPolicy,
): boolean {
  if (!asked.mayInviteDirectly) return true
  if (asked.roleIds.some((id) => policy.approvalRoleIds.includes(id))) return true
  return policy.homeEmailDomains.length > 0 && !policy.homeEmailDomains.includes(asked.domain)
}

/** Of the time in which a request may be decided, what passes before those who could are asked once more. */
const WAITED_PART = 2 / 3

export const endsUndecidedAt = (askedAt: Date, hours: number): Date => after(askedAt, hours * HOUR)

/** By the rule of reminders: in business hours, rather too early than never; null: never. */
export function askAgainAt(
  { approvalAskedAt, approvalHours }: { approvalAskedAt: Date; approvalHours: number },
  hours: BusinessHours,
  now: Date,
): Date | null {
  const expiresAt = endsUndecidedAt(approvalAskedAt, approvalHours)
  const request = { sentAt: approvalAskedAt, expiresAt, snoozedUntil: null }
  return remindAt(request, approvalHours * HOUR * WAITED_PART, hours, now)
}
