import type { Permission } from '../domain/permission.ts'
import type { Tx } from './database.ts'
import { isOf, isThere, type Owner, type ProvisionedGroup } from './provisioned-groups.ts'
import { prepared } from './row.ts'
import type { Piece } from './together.ts'

export interface OneMove extends Owner {
  groupId: string
  userId: string
  isJoining: boolean
  /** What somebody could come to reach the team's people by, and the connection could not give. */
  beyond: Permission[]
  now: Date
  /** What the audit is told, if it is done. */
  recording: Piece | null
}

export type OneMoved = ProvisionedGroup & { isMoved: boolean }

/**
 * One person joins or leaves, in one statement that holds first the person, then the group, as everybody takes them.
 * It does nothing at all, and finds nothing, where the person or the group is not the connection's, where the group
 * gives roles or waits for its name, and where somebody's reach has to be looked at: that is for the long way.
 */
export async function moveOne(
  tx: Tx,
  { isJoining, recording, ...it }: OneMove,
): Promise<OneMoved | undefined> {
  const [found] = await prepared<OneMoved>(tx, moving(isJoining ? join : leave, recording), {
    ...it,
    ...recording?.bindings,
  })
  return found
}

/** Asked by what else is written. */
export const ifMoved = 'exists (select from moved)'

const moving = (membership: string, recording: Piece | null) => `
  with person as materialized (
    select u.id from users u
    join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
    where u.organization_id = :organizationId and u.id = :userId and ${isThere('u')}
      and ${isOf('p', ':connectionId')}
    for no key update of u for key share of p
  ), held as materialized (
    select g.id, g.name, g.version, p.external_id, p.created_at, p.changed_at, person.id user_id
    from person cross join groups g
    join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
    where g.organization_id = :organizationId and g.id = :groupId and p.connection_id = :connectionId
      and not p.is_awaited and not p.is_mapped and not exists (
        select from roles r
        where r.organization_id = :organizationId and r.reach = 'own-teams' and r.archived_at is null
          and r.permissions && :beyond::text[])
    for no key update of g, p
  ), moved as (${membership}
  ), team as (
    update groups g set version = g.version + 1 from held
    where g.organization_id = :organizationId and g.id = held.id and exists (select from moved)
  ), stamped as (
    update provisioned_groups p set changed_at = :now from held
    where p.organization_id = :organizationId and p.group_id = held.id and exists (select from moved)
  )${recording ? `, ${recording.sql}` : ''}
  select :organizationId::uuid "organizationId", :connectionId::uuid "connectionId", held.id, held.name,
         held.external_id "externalId", held.created_at "createdAt", false "isAwaited", false "isMapped",
         it.moved "isMoved", held.version + it.moved::integer version,
         case when it.moved then :now else held.changed_at end "changedAt"
  from held cross join (select exists (select from moved) moved) it`

const join = `
    insert into group_members (organization_id, group_id, user_id, created_at)
    select :organizationId, id, user_id, :now from held
    on conflict do nothing returning user_id`

const leave = `
    delete from group_members m using held
    where m.organization_id = :organizationId and m.group_id = held.id and m.user_id = held.user_id
    returning m.user_id`
