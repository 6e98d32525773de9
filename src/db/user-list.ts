import type { Invitation } from '../domain/invitation.ts'
import type { Needle } from '../domain/search-text.ts'
import type { ListedState } from '../domain/status-words.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { select } from './row.ts'

/** Everything must hold at once; what is null is not asked. */
export interface UserFilter {
  /** Members of any of these teams and sites; null: everybody. */
  withinGroups: readonly string[] | null
  /** Grants that had ended by then do not count. */
  heldAt: Date
  needles: Needle[]
  states: ListedState[] | null
  roleId: string | null
  teamId: string | null
  siteId: string | null
  departmentId: string | null
  unitId: string | null
}

export interface Place {
  sortName: string
  id: string
}

export type ListedRow = Place &
  Pick<
    User,
    | 'email'
    | 'phone'
    | 'firstName'
    | 'lastName'
    | 'displayName'
    | 'avatarUrl'
    | 'registeredAt'
    | 'lastLoginAt'
    | 'lastActivityAt'
    | 'mustChangePassword'
    | 'lockedUntil'
  > & {
    state: ListedState
    avatarName: string | null
    departmentName: string | null
    teamCount: number
    roleNames: string[]
    invitation: NewestInvitation | null
    resetEndsAt: Date | null
  }

export type NewestInvitation = Pick<
  Invitation,
  'id' | 'ending' | 'approvalAskedAt' | 'approvedAt' | 'expiresAt'
> & { hasFailed: boolean }

interface Statement {
  sql: string
  bindings: Record<string, unknown>
}

/** One page and one row more, which tells whether there is another. */
export function pageStatement(
  organizationId: string,
  filter: UserFilter,
  from: Place | null,
  limit: number,
  now: Date,
): Statement {
  const { where, bindings } = condition(organizationId, filter)
  const beyond = from ? 'and (u.sort_name, u.id) > (:fromName, :fromId)' : ''
  return {
    sql: `with page as (
        select u.* from users u where ${where} ${beyond} order by u.sort_name, u.id limit :limit
      )
      select u.id, u.sort_name "sortName", u.email, u.phone, u.first_name "firstName", u.last_name "lastName",
        u.display_name "displayName", u.avatar_url "avatarUrl", a.name "avatarName", u.state, u.registered_at "registeredAt",
        u.last_login_at "lastLoginAt", u.last_activity_at "lastActivityAt",
        u.must_change_password "mustChangePassword", u.locked_until "lockedUntil",
        d.name "departmentName", teams.count "teamCount", held.names "roleNames", newest.it "invitation",
        reset.expires_at "resetEndsAt"
      from page u
      left join avatars a on a.organization_id = u.organization_id and a.user_id = u.id
      left join groups d on d.organization_id = u.organization_id and d.id = u.department_id
      cross join lateral (
        select count(*)::int count from group_members m
        join groups g on g.organization_id = m.organization_id and g.id = m.group_id and g.kind = 'team'
        where m.organization_id = u.organization_id and m.user_id = u.id
      ) teams
      cross join lateral (
        select coalesce(array_agg(distinct r.name order by r.name), '{}') names from grants g
        join roles r on r.organization_id = g.organization_id and r.id = g.role_id
        where g.organization_id = u.organization_id and g.user_id = u.id
          and (g.expires_at is null or g.expires_at > :now)
      ) held
      left join lateral (
        ${newestInvitation}
      ) newest on true
      left join lateral (
        ${openReset}
      ) reset on true
      order by u.sort_name, u.id`,
    bindings: { ...bindings, limit, now, ...(from ? { fromName: from.sortName, fromId: from.id } : {}) },
  }
}

/** Its letter failed when nothing later than the failure happened to this generation of it. */
const newestInvitation = `select jsonb_build_object('id', i.id, 'ending', i.ending, 'approvalAskedAt', i.approval_asked_at,
    'approvedAt', i.approved_at, 'expiresAt', i.expires_at, 'hasFailed', coalesce((
      select e.kind in ('failed', 'dead', 'bounced') from delivery_events e
      where e.organization_id = i.organization_id and e.invitation_id = i.id and e.generation = i.generation
        and e.kind in ('queued', 'sent', 'failed', 'dead', 'bounced')
      order by e.at desc, e.id desc limit 1), false)) it
  from invitations i where i.organization_id = u.organization_id and i.user_id = u.id
  order by i.id desc limit 1`

const openReset = `select t.expires_at from one_time_tokens t
  where t.organization_id = u.organization_id and t.user_id = u.id and t.purpose = 'reset'
    and t.used_at is null and t.voided_at is null`

export function countStatement(organizationId: string, filter: UserFilter): Statement {
  const { where, bindings } = condition(organizationId, filter)
  return { sql: `select count(*)::int count from users u where ${where}`, bindings }
}

export async function page(
  tx: Tx,
  organizationId: string,
  filter: UserFilter,
  from: Place | null,
  limit: number,
  now: Date,
): Promise<ListedRow[]> {
  if (isImpossible(filter)) return []
  const { sql, bindings } = pageStatement(organizationId, filter, from, limit, now)
  return (await select<ListedRow>(tx, sql, bindings)).map((it) => ({
    ...it,
    invitation: it.invitation && withDates(it.invitation),
  }))
}

export async function count(tx: Tx, organizationId: string, filter: UserFilter): Promise<number> {
  if (isImpossible(filter)) return 0
  const { sql, bindings } = countStatement(organizationId, filter)
  const [row] = await select<{ count: number }>(tx, sql, bindings)
  return row?.count ?? 0
}

/** The facts of one person's status that their own row does not hold. */
export async function statusFacts(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Pick<ListedRow, 'invitation' | 'resetEndsAt'>> {
  const [row] = await select<Pick<ListedRow, 'invitation' | 'resetEndsAt'>>(
    tx,
    `select newest.it "invitation", reset.expires_at "resetEndsAt" from users u
     left join lateral (${newestInvitation}) newest on true
     left join lateral (${openReset}) reset on true
     where u.organization_id = :organizationId and u.id = :id`,
    { organizationId, id },
  )
  return {
    resetEndsAt: row?.resetEndsAt ?? null,
    invitation: row?.invitation ? withDates(row.invitation) : null,
  }
}

const dated = (it: Date | null): Date | null => (it ? new Date(it) : null)

/** Within json a moment is a text. */
const withDates = (it: NewestInvitation): NewestInvitation => ({
  ...it,
  approvalAskedAt: dated(it.approvalAskedAt),
  approvedAt: dated(it.approvedAt),
  expiresAt: dated(it.expiresAt),
})

/** An id that cannot be one of ours finds nobody, as one of another organization does. */
const isImpossible = ({ roleId, teamId, siteId, departmentId, unitId }: UserFilter): boolean =>
  [roleId, teamId, siteId, departmentId, unitId].some((it) => it !== null && !isId(it))

function condition(
  organizationId: string,
  filter: UserFilter,
): { where: string } & Pick<Statement, 'bindings'> {
  const parts = ['u.organization_id = :organizationId', 'u.deleted_at is null']
  const bindings: Record<string, unknown> = { organizationId }
  const ask = (part: string, name: string, value: unknown) => {
    parts.push(part)
    bindings[name] = value
  }
  filter.needles.forEach(({ text, pieces }, at) => {
    ask(`u.search_pieces @> cast(:pieces${at} as text[])`, `pieces${at}`, pieces)
    // One to three letters are a piece themselves; more could stand in other places of the same words.
    if (pieces.length > 1) ask(`strpos(u.search_text, :text${at}) > 0`, `text${at}`, text)
  })
  if (filter.states) ask('u.state = any(cast(:states as text[]))', 'states', filter.states)
  if (filter.withinGroups) ask(belongsToOne, 'withinGroups', filter.withinGroups)
  if (filter.departmentId) ask('u.department_id = :departmentId', 'departmentId', filter.departmentId)
  if (filter.unitId) ask('u.unit_id = :unitId', 'unitId', filter.unitId)
  if (filter.teamId) ask(isMember('teamId', 'team'), 'teamId', filter.teamId)
  if (filter.siteId) ask(isMember('siteId', 'site'), 'siteId', filter.siteId)
  if (filter.roleId) {
    ask(holds, 'roleId', filter.roleId)
    bindings.heldAt = filter.heldAt
  }
  return { where: parts.join(' and '), bindings }
}

const belongsToOne = `u.id in (select m.user_id from group_members m
  where m.organization_id = :organizationId and m.group_id = any(cast(:withinGroups as uuid[])))`

const isMember = (name: string, kind: string) => `u.id in (
  select m.user_id from group_members m
  join groups g on g.organization_id = m.organization_id and g.id = m.group_id and g.kind = '${kind}'
  where m.organization_id = :organizationId and m.group_id = :${name})`

const holds = `u.id in (select g.user_id from grants g
  where g.organization_id = :organizationId and g.role_id = :roleId
    and (g.expires_at is null or g.expires_at > :heldAt))`
