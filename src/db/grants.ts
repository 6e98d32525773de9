import type { Grant } from '../domain/grant.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

/** Everything somebody holds at this moment, everywhere and at sites. */
export const heldBy = async (tx: Tx, organizationId: string, userId: string, now: Date): Promise<Grant[]> =>
  select<Grant>(
    tx,
    `select g.id, g.role_id "roleId", r.key, r.name, r.permissions, g.site_id "siteId", s.name "siteName",
            g.source, g.expires_at "expiresAt"
     from grants g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     left join groups s on s.organization_id = g.organization_id and s.id = g.site_id
     where g.organization_id = :organizationId and g.user_id = :userId
       and (g.expires_at is null or g.expires_at > :now)
     order by s.name nulls first, r.name`,
    { organizationId, userId, now },
  )

/** What was taken away goes, and with it what had ended by itself. */
export async function take(
  tx: Tx,
  organizationId: string,
  userId: string,
  ids: string[],
  now: Date,
): Promise<void> {
  await tx('grants')
    .where({ organizationId, userId })
    .where((either) => either.whereIn('id', ids).orWhere('expiresAt', '<=', now))
    .delete()
}

export interface NewGrant {
  organizationId: string
  id: string
  userId: string
  roleId: string
  siteId: string | null
  source: 'manual' | 'temporary'
  expiresAt: Date | null
  grantedById: string | null
  createdAt: Date
}

export async function give(tx: Tx, rows: NewGrant[]): Promise<void> {
  if (rows.length > 0) await tx('grants').insert(rows)
}

/** What these people hold at this site, or everybody when nobody is named. */
export const heldAt = async (
  tx: Tx,
  organizationId: string,
  siteId: string,
  now: Date,
  userIds: string[] | null = null,
): Promise<(Pick<Grant, 'name' | 'permissions'> & { userId: string })[]> =>
  select(
    tx,
    `select r.name, r.permissions, g.user_id "userId"
     from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     where g.organization_id = :organizationId and g.site_id = :siteId
       and (g.expires_at is null or g.expires_at > :now)
       and (:userIds::uuid[] is null or g.user_id = any(:userIds::uuid[]))
     order by r.name`,
    { organizationId, siteId, now, userIds },
  )

export async function takeAt(
  tx: Tx,
  organizationId: string,
  siteId: string,
  userIds: string[],
): Promise<void> {
  await tx('grants').where({ organizationId, siteId }).whereIn('userId', userIds).delete()
}
