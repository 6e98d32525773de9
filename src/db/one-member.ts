import type { Power } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { recordingWhere } from './audit.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { anyones, type Owner, type ProvisionedGroup } from './provisioned-groups.ts'
import { select } from './row.ts'

/** A group as it stands at this moment, held by nobody, with the few roles that filling a team could give. */
export interface Glance extends ProvisionedGroup {
  reaching: (Power & { id: string })[]
}

export async function glance(tx: Tx, of: Owner, id: string): Promise<Glance> {
  const { organizationId, connectionId } = of
  const [found] = isId(id.toLowerCase())
    ? await select<Glance>(tx, glancing, { organizationId, connectionId, id: id.toLowerCase() })
    : []
  if (!found) throw new Refusal('not-found', { what: 'group' })
  return found
}

const glancing = `
  select seen.*, coalesce((
    select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions))
    from roles r
    where r.organization_id = :organizationId and r.reach = 'own-teams' and r.archived_at is null), '[]') reaching
  from (${anyones} and g.id = :id and p.connection_id = :connectionId) seen`

export interface OneMove {
  userId: string
  isJoining: boolean
  /** Only at this version; null: whichever it is. */
  version: number | null
  now: Date
}

export interface OneMoved {
  isMoved: boolean
  version: number
  changedAt: Date
}

/**
 * One person joins or leaves, in one statement: held first the person, then the group, as everybody takes them. It
 * does nothing at all, and answers with null, where the person is not the connection's, or the group is not as it was
 * seen, or gives roles; then it is done in the way that looks at everything.
 */
export async function moveOne(
  tx: Tx,
  group: ProvisionedGroup,
  { userId, isJoining, version, now }: OneMove,
  recorded: Record<string, unknown>,
): Promise<OneMoved | null> {
  const { organizationId, connectionId, id: groupId, name, externalId } = group
  const [found] = await select<OneMoved>(tx, isJoining ? joinOne : leaveOne, {
    organizationId,
    connectionId,
    groupId,
    name,
    externalId,
    userId,
    version,
    now,
    ...recorded,
  })
  return found ?? null
}

const moving = (membership: string) => `
  with person as materialized (
    select u.id from users u
    join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
    where u.organization_id = :organizationId and u.id = :userId and u.deleted_at is null
      and p.connection_id = :connectionId
    for no key update of u
  ), held as materialized (
    select g.id, g.version, p.changed_at, person.id user_id
    from person cross join groups g
    join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
    where g.organization_id = :organizationId and g.id = :groupId and p.connection_id = :connectionId
      and g.name = :name and p.external_id is not distinct from :externalId
      and not p.is_awaited and not p.is_mapped and g.version = coalesce(:version::integer, g.version)
    for no key update of g, p
  ), moved as (${membership}
  ), team as (
    update groups g set version = g.version + 1 from held
    where g.organization_id = :organizationId and g.id = held.id and exists (select from moved)
  ), stamped as (
    update provisioned_groups p set changed_at = :now from held
    where p.organization_id = :organizationId and p.group_id = held.id and exists (select from moved)
  ), ${recordingWhere('exists (select from moved)')}
  select it.moved "isMoved", held.version + it.moved::integer version,
         case when it.moved then :now else held.changed_at end "changedAt"
  from held cross join (select exists (select from moved) moved) it`

const joinOne = moving(`
    insert into group_members (organization_id, group_id, user_id, created_at)
    select :organizationId, id, user_id, :now from held
    on conflict do nothing returning user_id`)

const leaveOne = moving(`
    delete from group_members m using held
    where m.organization_id = :organizationId and m.group_id = held.id and m.user_id = held.user_id
    returning m.user_id`)
