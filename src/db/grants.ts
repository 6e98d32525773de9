import type { Holding } from '../domain/authority.ts'
import type { Grant } from '../domain/grant.ts'
import type { Permission } from '../domain/permission.ts'
import type { Power } from '../domain/policy.ts'
import type { Reach } from '../domain/role.ts'
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

export interface HeldRole extends Holding {
  roleId: string
  siteId: string | null
  reach: Reach
}

/**
 * What somebody may do at this moment: grants end at their second, without a job. At a site a role holds over the
 * people of that site; a role for own teams over those of each team its holder belongs to.
 */
export const holdingsOf = async (
  tx: Tx,
  organizationId: string,
  userId: string,
  now: Date,
): Promise<HeldRole[]> =>
  select<HeldRole>(
    tx,
    `select g.role_id "roleId", g.site_id "siteId", r.reach, r.permissions,
       case
         when g.site_id is not null then array[g.site_id]
         when r.reach = 'own-teams' then array(
           select m.group_id from group_members m
           join groups t on t.organization_id = m.organization_id and t.id = m.group_id and t.kind = 'team'
           where m.organization_id = :organizationId and m.user_id = :userId)
       end "groupIds"
     from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     where g.organization_id = :organizationId and g.user_id = :userId
       and (g.expires_at is null or g.expires_at > :now)`,
    { organizationId, userId, now },
  )

/**
 * Roles that reach somebody through one of these groups, and those of these people that would reach the group's:
 * what filling the group gives away.
 */
export const reachingThrough = async (
  tx: Tx,
  organizationId: string,
  groupIds: string[],
  userIds: string[],
  now: Date,
): Promise<Power[]> =>
  select<Power>(
    tx,
    `select distinct r.name, r.permissions
     from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     where g.organization_id = :organizationId and (g.expires_at is null or g.expires_at > :now)
       and (g.site_id = any(:groupIds::uuid[])
         or (g.site_id is null and r.reach = 'own-teams' and (g.user_id = any(:userIds::uuid[]) or g.user_id in (
           select m.user_id from group_members m
           where m.organization_id = :organizationId and m.group_id = any(:groupIds::uuid[])))))
     order by r.name`,
    { organizationId, groupIds, userIds, now },
  )

/** Roles that reach the people of their holder's teams, with any of these permissions: few, and as a rule none. */
export const reachingOwnTeams = (
  tx: Tx,
  organizationId: string,
  permissions: Permission[],
): Promise<(Power & { id: string })[]> =>
  select(
    tx,
    `select id, name, permissions from roles
     where organization_id = :organizationId and reach = 'own-teams' and archived_at is null
       and permissions && :permissions::text[]
     order by name`,
    { organizationId, permissions },
  )

/** One of these roles that one of these people holds, or somebody who is in the team. */
export async function heldThere(
  tx: Tx,
  organizationId: string,
  roleIds: string[],
  { teamId, userIds }: { teamId: string; userIds: string[] },
  now: Date,
): Promise<string | null> {
  const [found] = await select<{ roleId: string }>(
    tx,
    `select g.role_id "roleId" from grants g
     where g.organization_id = :organizationId and g.role_id = any(:roleIds::uuid[]) and g.site_id is null
       and (g.expires_at is null or g.expires_at > :now)
       and (g.user_id = any(:userIds::uuid[]) or exists (
         select from group_members m
         where m.organization_id = g.organization_id and m.group_id = :teamId and m.user_id = g.user_id))
     limit 1`,
    { organizationId, roleIds, teamId, userIds, now },
  )
  return found?.roleId ?? null
}

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
  warnAt: Date | null
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
): Promise<(Pick<Grant, 'name' | 'permissions' | 'siteId'> & { userId: string })[]> =>
  select(
    tx,
    `select r.name, r.permissions, g.user_id "userId", g.site_id "siteId"
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
