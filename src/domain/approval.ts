import type { Organization } from './organization.ts'

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
