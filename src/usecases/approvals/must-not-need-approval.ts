import { needsApproval } from '../../domain/approval.ts'
import type { Organization } from '../../domain/organization.ts'
import { can } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../context.ts'

/** What is already on its way may not be turned into something that somebody else would have had to approve. */
export function mustNotNeedApproval(
  ctx: Context,
  organization: Organization,
  domain: string,
  roleIds: string[],
): void {
  const mayInviteDirectly = can(ctx.actor, 'invitation.create')
  if (needsApproval({ mayInviteDirectly, roleIds, domain }, organization)) throw new Refusal('needs-approval')
}

/** By what the organization has decided. Who has no address of the organization's is not from outside either. */
export function isForASecondPerson(
  organization: Organization,
  address: string | null,
  roles: { id: string }[],
): boolean {
  const policy = address === null ? { ...organization, homeEmailDomains: [] } : organization
  const domain = address?.split('@').at(-1) ?? ''
  return needsApproval({ mayInviteDirectly: true, roleIds: roles.map((it) => it.id), domain }, policy)
}
