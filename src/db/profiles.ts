import type { GroupKind } from '../domain/group.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface ProfileRole {
  roleId: string
  name: string
  /** Null: for the whole organization. */
  siteId: string | null
  siteName: string | null
  expiresAt: Date | null
  source: 'manual' | 'scim' | 'temporary'
}

/** What this person holds now, temporary roles with their end, roles of one site with the site. */
export const rolesOf = async (
  tx: Tx,
  organizationId: string,
  userId: string,
  now: Date,
): Promise<ProfileRole[]> =>
  select<ProfileRole>(
    tx,
    `select r.id "roleId", r.name, g.site_id "siteId", s.name "siteName", g.expires_at "expiresAt", g.source
     from grants g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     left join groups s on s.organization_id = g.organization_id and s.id = g.site_id
     where g.organization_id = :organizationId and g.user_id = :userId
       and (g.expires_at is null or g.expires_at > :now)
     order by s.name nulls first, r.name`,
    { organizationId, userId, now },
  )

export interface ProfileGroup {
  id: string
  kind: GroupKind
  name: string
}

/** Teams and sites by membership, department and unit by the person's own row. */
export const groupsOf = async (tx: Tx, organizationId: string, userId: string): Promise<ProfileGroup[]> =>
  select<ProfileGroup>(
    tx,
    `select g.id, g.kind, g.name from groups g
     where g.organization_id = :organizationId and (
       g.id in (select m.group_id from group_members m
                where m.organization_id = :organizationId and m.user_id = :userId)
       or g.id in (select unnest(array[u.department_id, u.unit_id]) from users u
                   where u.organization_id = :organizationId and u.id = :userId))
     order by g.kind, g.name`,
    { organizationId, userId },
  )
