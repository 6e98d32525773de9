import type { Invitation } from '../domain/invitation.ts'
import type { ListedState } from '../domain/status-words.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'
import {
  type Conditions,
  conditionsOf,
  isAboutStatesOnly,
  isImpossible,
  type UserFilter,
} from './user-filter.ts'

/** Where a page ended, and whether those who fit were few: then the next one is found as this one was. */
export interface Place {
  sortName: string
  id: string
  areFew: boolean
}

export interface Found {
  rows: ListedRow[]
  areFew: boolean
  /** Counted where the walk begins; null further on. */
  total: Total | null
}

export interface Total {
  count: number
  /** There are at least so many; to count them all would be to read them all. */
  isLeast: boolean
}

export type ListedRow = Pick<Place, 'sortName' | 'id'> &
  Pick<
    User,
    | 'email'
    | 'deliveryEmail'
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
    | 'emailVerifiedAt'
    | 'invitedAt'
    | 'activatedAt'
    | 'suspendedAt'
    | 'deletedAt'
  > & {
    state: ListedState
    avatarName: string | null
    departmentName: string | null
    teamCount: number
    /** Teams and sites. */
    groupIds: string[]
    roleNames: string[]
    invitation: NewestInvitation | null
    resetEndsAt: Date | null
  }

export type NewestInvitation = Pick<
  Invitation,
  'id' | 'ending' | 'approvalAskedAt' | 'approvedAt' | 'expiresAt' | 'inviterId' | 'email'
> & { hasFailed: boolean; roleNames: string[] }

interface Statement {
  sql: string
  bindings: Record<string, unknown>
}

/** How many people are looked at one by one before everybody who fits is looked for instead. */
const REACH = 1000
/** Further than this nobody counts. */
const COUNT_LIMIT = 10_000

/**
 * In the order of the list, from one place on, until the page is full: what many fit costs a few rows. Where few
 * fit, or all of them stand at the other end, it gives up early.
 */
function walk({ ordered, each, bindings }: Conditions, from: Place | null, limit: number): Statement {
  return {
    sql: `select u.* from (
        select u.* from users u where ${ordered} ${beyond(from)} order by u.sort_name, u.id limit :reach
      ) u where ${each} order by u.sort_name, u.id limit :limit`,
    bindings: { ...bindings, ...placed(from), reach: REACH, limit },
  }
}

/** Everybody who fits, and of them a page. */
function gather({ among, all, bindings }: Conditions, from: Place | null, limit: number): Statement {
  return {
    sql: `with found as materialized (select u.id, u.sort_name from ${among} where ${all})
      select u.*, (select count(*)::int from found) "total" from users u
      where u.organization_id = :organizationId and u.id = any(array(
        select u.id from found u where true ${beyond(from)} order by u.sort_name, u.id limit :limit))`,
    bindings: { ...bindings, ...placed(from), limit },
  }
}

const beyond = (from: Place | null) => (from ? 'and (u.sort_name, u.id) > (:fromName, :fromId)' : '')
const placed = (from: Place | null) => (from ? { fromName: from.sortName, fromId: from.id } : {})

/** The people of a page, with all that their line says. */
const lines = (page: string, total: string) => `with page as materialized (${page})
      select u.id, u.sort_name "sortName", u.email, u.delivery_email "deliveryEmail", u.phone,
        u.first_name "firstName", u.last_name "lastName",
        u.display_name "displayName", u.avatar_url "avatarUrl", a.name "avatarName", u.state, u.registered_at "registeredAt",
        u.last_login_at "lastLoginAt", u.last_activity_at "lastActivityAt",
        u.must_change_password "mustChangePassword", u.locked_until "lockedUntil",
        u.email_verified_at "emailVerifiedAt", u.invited_at "invitedAt", u.activated_at "activatedAt",
        u.suspended_at "suspendedAt", u.deleted_at "deletedAt",
        d.name "departmentName", teams.count "teamCount", teams.ids "groupIds", held.names "roleNames", newest.it "invitation",
        reset.expires_at "resetEndsAt", ${total} "total"
      from page u
      left join avatars a on a.organization_id = u.organization_id and a.user_id = u.id
      left join groups d on d.organization_id = u.organization_id and d.id = u.department_id
      cross join lateral (
        select count(*) filter (where g.kind = 'team')::int count, coalesce(array_agg(g.id), '{}') ids
        from group_members m
        join groups g on g.organization_id = m.organization_id and g.id = m.group_id
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
      order by u.sort_name, u.id`

/** Its letter failed when nothing later than the failure happened to this generation of it. */
const newestInvitation = `select jsonb_build_object('id', i.id, 'ending', i.ending, 'approvalAskedAt', i.approval_asked_at,
    'approvedAt', i.approved_at, 'expiresAt', i.expires_at, 'inviterId', i.inviter_id, 'email', i.email, 'hasFailed', coalesce((
      select e.kind in ('failed', 'dead', 'bounced') from delivery_events e
      where e.organization_id = i.organization_id and e.invitation_id = i.id and e.generation = i.generation
        and e.kind in ('queued', 'sent', 'failed', 'dead', 'bounced')
      order by e.at desc, e.id desc limit 1), false),
    'roleNames', array(select r.name from invitation_grants p
      join roles r on r.organization_id = p.organization_id and r.id = p.role_id
      where p.organization_id = i.organization_id and p.invitation_id = i.id order by r.name)) it
  from invitations i where i.organization_id = u.organization_id and i.user_id = u.id
  order by i.id desc limit 1`

const openReset = `select t.expires_at from one_time_tokens t
  where t.organization_id = u.organization_id and t.user_id = u.id and t.purpose = 'reset'
    and t.used_at is null and t.voided_at is null`

/** One page of those who fit: as dear as the page is long, wherever it begins and however many there are. */
export async function page(
  tx: Tx,
  organizationId: string,
  filter: UserFilter,
  from: Place | null,
  limit: number,
  now: Date,
): Promise<Found> {
  if (isImpossible(filter))
    return { rows: [], areFew: true, total: from ? null : { count: 0, isLeast: false } }
  const conditions = conditionsOf(organizationId, filter)
  const total = from ? null : await count(tx, conditions, filter)
  const mayBeMany = from ? !from.areFew : total !== null && (total.count >= limit || !total.isLeast)
  if (mayBeMany) {
    const rows = await linesOf(tx, walk(conditions, from, limit), 'null', now)
    if (rows.length === limit || total?.isLeast === false)
      return { rows: rows.map(listed), areFew: false, total }
  }
  const rows = await linesOf(tx, gather(conditions, from, limit), 'u.total', now)
  const whole = { count: rows[0]?.total ?? 0, isLeast: false }
  return { rows: rows.map(listed), areFew: true, total: from ? null : whole }
}

type Line = ListedRow & { total: number | null }

const linesOf = (tx: Tx, { sql, bindings }: Statement, total: string, now: Date): Promise<Line[]> =>
  select<Line>(tx, lines(sql, total), { ...bindings, now })

const listed = ({ total, ...it }: Line): ListedRow => ({
  ...it,
  invitation: it.invitation && withDates(it.invitation),
})

/** Everybody, or those of a state, by an index alone; otherwise among the first that the list would show. */
async function count(
  tx: Tx,
  { ordered, each, all, bindings }: Conditions,
  filter: UserFilter,
): Promise<Total> {
  const limit = isAboutStatesOnly(filter) ? COUNT_LIMIT : REACH
  const [row] = await select<{ seen: number; fitting: number }>(
    tx,
    isAboutStatesOnly(filter)
      ? `select count(*)::int seen, count(*)::int fitting from (select from users u where ${all} limit :limit) u`
      : `select count(*)::int seen, count(*) filter (where ${each})::int fitting from (
           select u.* from users u where ${ordered} order by u.sort_name, u.id limit :limit) u`,
    { ...bindings, limit },
  )
  const { seen, fitting } = row ?? { seen: 0, fitting: 0 }
  return { count: fitting, isLeast: seen === limit }
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
