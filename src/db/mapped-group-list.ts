import type { Tx } from './database.ts'
import { isOf, type Owner } from './provisioned-groups.ts'
import { select } from './row.ts'

export interface ListedRole {
  id: string
  name: string
  /** Allowed when it was mapped, and not by the ceiling of now: it gives nothing until one of the two changes. */
  isBeyondCeiling: boolean
}

export interface ListedGroup {
  id: string
  name: string
  /** Of the connection's people. */
  members: number
  isAwaited: boolean
  roles: ListedRole[]
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (it) => `\\${it}`)}%`

/** By name, from where the last page ended. One of them, with what it gives, is found in the same way. */
export const list = (
  tx: Tx,
  { organizationId, connectionId }: Owner,
  wanted: { id: string | null; name: string; after: string | null },
  limit: number,
): Promise<ListedGroup[]> =>
  select<ListedGroup>(
    tx,
    `select g.id, g.name, p.is_awaited "isAwaited",
       (select count(*)::int from group_members m
        join provisioned_users u on u.organization_id = m.organization_id and u.user_id = m.user_id
          and ${isOf('u', 'p.connection_id')}
        where m.organization_id = p.organization_id and m.group_id = p.group_id) members,
       coalesce((
         select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name,
                  'isBeyondCeiling', not r.permissions <@ ceiling.permissions) order by lower(r.name))
         from role_mappings rm
         join roles r on r.organization_id = rm.organization_id and r.id = rm.role_id
         where rm.organization_id = p.organization_id and rm.group_id = p.group_id), '[]') roles
     from provisioned_groups p
     join groups g on g.organization_id = p.organization_id and g.id = p.group_id
     join connections c on c.organization_id = p.organization_id and c.id = p.connection_id
     join roles ceiling on ceiling.organization_id = c.organization_id and ceiling.id = c.ceiling_role_id
     where p.organization_id = :organizationId and p.connection_id = :connectionId
       and (cast(:id as uuid) is null or g.id = cast(:id as uuid)) and g.name ilike :name
       and (cast(:after as uuid) is null or lower(g.name) > (
         select lower(name) from groups where organization_id = :organizationId and id = cast(:after as uuid)))
     order by lower(g.name) limit :limit`,
    {
      organizationId,
      connectionId,
      id: wanted.id,
      name: like(wanted.name),
      after: wanted.after,
      limit,
    },
  )
