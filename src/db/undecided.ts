import type { BusinessHours } from '../domain/business-hours.ts'
import type { Invitation } from '../domain/invitation.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

/** A request for an invitation that waits for somebody to decide, with all that says until when. */
export interface Undecided
  extends BusinessHours,
    Pick<Invitation, 'organizationId' | 'id' | 'generation' | 'inviterId'> {
  approvalAskedAt: Date
  approvalHours: number
}

/** Those that may have waited long enough (no rule asks sooner than after a fifth), held: others that look at this moment take others. */
export const claimToAskAgain = (tx: Tx, now: Date, limit: number): Promise<Undecided[]> =>
  select<Undecided>(
    tx,
    `select i.organization_id "organizationId", i.id, i.generation, i.inviter_id "inviterId",
       i.approval_asked_at "approvalAskedAt", o.approval_hours "approvalHours", o.time_zone "timeZone",
       o.business_from "businessFrom", o.business_until "businessUntil", o.business_days "businessDays"
     from invitations i join organizations o on o.id = i.organization_id and o.suspended_at is null
     where i.approval_asked_at is not null and i.approved_at is null and i.ending is null
       and i.approval_asked_again_at is null
       and i.approval_asked_at + make_interval(hours => o.approval_hours) / 5 <= :now
       and i.approval_asked_at + make_interval(hours => o.approval_hours) > :now
     order by i.approval_asked_at limit :limit for no key update of i skip locked`,
    { now, limit },
  )

export async function noteAskedAgain(tx: Tx, asked: Undecided[], now: Date): Promise<void> {
  if (asked.length === 0) return
  await tx.raw(
    `update invitations i set approval_asked_again_at = :now
     from unnest(:organizationIds::uuid[], :ids::uuid[]) a(organization_id, id)
     where i.organization_id = a.organization_id and i.id = a.id`,
    { now, organizationIds: asked.map((it) => it.organizationId), ids: asked.map((it) => it.id) },
  )
}
