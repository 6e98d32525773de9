import type { Tx } from './database.ts'
import { select } from './row.ts'

/** How many there were since then, as far as they are counted, and when the first of them was. */
export interface Lately {
  count: number
  since: Date | null
}

/** By whom, and by everybody in the organization: one statement, which counts no further than it matters. */
export async function sentBy(
  tx: Tx,
  organizationId: string,
  inviterId: string | null,
  since: Date,
  upTo: { inviter: number; organization: number },
): Promise<{ inviter: Lately; organization: Lately }> {
  const [row] = await select<{ mine: number; mineSince: Date; all: number; allSince: Date }>(
    tx,
    `select mine.count "mine", mine.since "mineSince", everybody.count "all", everybody.since "allSince"
     from (select count(*)::int, min(created_at) since from (
             select created_at from invitations
             where organization_id = :organizationId and inviter_id = cast(:inviterId as uuid) and created_at > :since
             order by created_at desc limit :upToInviter) m) mine,
          (select count(*)::int, min(created_at) since from (
             select created_at from invitation_tokens
             where organization_id = :organizationId and created_at > :since
             order by created_at desc limit :upToOrganization) e) everybody`,
    {
      organizationId,
      inviterId,
      since,
      upToInviter: upTo.inviter,
      upToOrganization: upTo.organization,
    },
  )
  return {
    inviter: { count: row?.mine ?? 0, since: row?.mineSince ?? null },
    organization: { count: row?.all ?? 0, since: row?.allSince ?? null },
  }
}

/** Links that went to each of these addresses, whichever invitation they belonged to. */
export async function sentTo(
  tx: Tx,
  organizationId: string,
  addresses: string[],
  since: Date,
): Promise<Map<string, Lately>> {
  const rows = await select<Lately & { address: string }>(
    tx,
    `select i.address, count(*)::int count, min(t.created_at) since from invitations i
     join invitation_tokens t on t.organization_id = i.organization_id and t.invitation_id = i.id
     where i.organization_id = :organizationId and i.address = any(cast(:addresses as text[])) and t.created_at > :since
     group by i.address`,
    { organizationId, addresses, since },
  )
  return new Map(rows.map(({ address, ...it }) => [address, it]))
}
