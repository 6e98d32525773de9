import type { Permission } from '../domain/permission.ts'
import type { Tx } from './database.ts'
import { rowOf, select } from './row.ts'

/** Which of our users somebody in a workspace is: the pair of team and user, never an e-mail address. */
export interface SlackBinding {
  organizationId: string
  teamId: string
  slackUserId: string
  userId: string
  confirmedBy: 'operator' | 'letter' | 'setup code' | 'playground'
  timeZone: string | null
  /** What their Home shows: an area, its filters, its page. */
  home: unknown
  createdAt: Date
}

const Bindings = rowOf<SlackBinding>('slack_bindings', ['teamId', 'slackUserId'])

/** Somebody in a workspace as one of us, with all that decides whether they are heard. */
export interface BoundPerson extends Pick<SlackBinding, 'organizationId' | 'userId' | 'timeZone' | 'home'> {
  organizationName: string
  makesTemporaryPasswords: boolean
  organizationTimeZone: string
  isOrganizationSuspended: boolean
  userState: string
  mustChangePassword: boolean
}

/** A workspace that belongs to somebody, but in it this is nobody we know. */
type Nobody = { organizationId: string; userId: null }

/** One statement, whoever it is: the workspace, and in it the person. Nothing where the workspace is nobody's. */
export async function personOf(
  tx: Tx,
  { teamId, slackUserId }: Pick<SlackBinding, 'teamId' | 'slackUserId'>,
): Promise<BoundPerson | Nobody | undefined> {
  const [found] = await select<BoundPerson | Nobody>(
    tx,
    `select t.organization_id "organizationId", u.id "userId", b.time_zone "timeZone", b.home,
            o.name "organizationName", o.temporary_passwords "makesTemporaryPasswords", o.time_zone "organizationTimeZone",
            o.suspended_at is not null "isOrganizationSuspended",
            u.state "userState", u.must_change_password "mustChangePassword"
     from slack_teams t
     join organizations o on o.id = t.organization_id
     left join slack_bindings b on b.team_id = t.team_id and b.organization_id = t.organization_id
       and b.slack_user_id = :slackUserId
     left join users u on u.organization_id = b.organization_id and u.id = b.user_id
     where t.team_id = :teamId and t.ended_at is null`,
    { teamId, slackUserId },
  )
  return found
}

/** Where these people are reached in Slack, if they are: nobody is in a workspace that Usher was thrown out of. */
export const ofUsers = async (
  tx: Tx,
  organizationId: string,
  userIds: string[],
): Promise<Pick<SlackBinding, 'userId' | 'teamId' | 'slackUserId'>[]> =>
  select(
    tx,
    `select b.user_id "userId", b.team_id "teamId", b.slack_user_id "slackUserId"
     from slack_bindings b
     join slack_teams t on t.team_id = b.team_id and t.organization_id = b.organization_id and t.ended_at is null
     join users u on u.organization_id = b.organization_id and u.id = b.user_id and u.state = 'active'
     where b.organization_id = :organizationId and b.user_id = any(:userIds)`,
    { organizationId, userIds },
  )

/** The name of the workspace in which they are known, or its id; null where they are known in none. */
export async function workspaceOf(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<{ name: string; teamId: string; appId: string | null } | null> {
  const [found] = await select<{ name: string; teamId: string; appId: string | null }>(
    tx,
    `select coalesce(t.name, t.team_id) name, t.team_id "teamId", t.app_id "appId" from slack_bindings b join slack_teams t on t.team_id = b.team_id
     where b.organization_id = :organizationId and b.user_id = :userId`,
    { organizationId, userId },
  )
  return found ?? null
}

/** Who somebody is in Slack, and in which workspace: its name, or its id. */
export interface SlackAccount {
  slackUserId: string
  workspace: string
}

/** Null where they are known in none. */
export async function accountOf(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<SlackAccount | null> {
  const [found] = await select<SlackAccount>(
    tx,
    `select b.slack_user_id "slackUserId", coalesce(t.name, t.team_id) workspace
     from slack_bindings b join slack_teams t on t.team_id = b.team_id
     where b.organization_id = :organizationId and b.user_id = :userId`,
    { organizationId, userId },
  )
  return found ?? null
}

/** A newer binding takes the place of the older, of the same person or of the same Slack account: those are returned. */
export async function bind(tx: Tx, row: Omit<SlackBinding, 'home'>): Promise<SlackBinding[]> {
  const { organizationId, userId, teamId, slackUserId } = row
  const replaced = await Bindings.query(tx)
    .delete()
    .where((same) => same.where({ organizationId, userId }).orWhere({ teamId, slackUserId }))
    .returning('*')
  await Bindings.query(tx).insert({ ...row, home: null })
  return replaced
}

export async function unbind(
  tx: Tx,
  { teamId, slackUserId }: Pick<SlackBinding, 'teamId' | 'slackUserId'>,
): Promise<SlackBinding | undefined> {
  const [gone] = await Bindings.query(tx).delete().where({ teamId, slackUserId }).returning('*')
  return gone
}

export async function unbindUser(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<SlackBinding | undefined> {
  const [gone] = await Bindings.query(tx).delete().where({ organizationId, userId }).returning('*')
  return gone
}

export async function keepHome(
  tx: Tx,
  { teamId, slackUserId }: Pick<SlackBinding, 'teamId' | 'slackUserId'>,
  home: unknown,
): Promise<void> {
  await tx('slackBindings')
    .where({ teamId, slackUserId })
    .update({ home: JSON.stringify(home) })
}

export async function noteTimeZone(
  tx: Tx,
  { teamId, slackUserId }: Pick<SlackBinding, 'teamId' | 'slackUserId'>,
  timeZone: string,
): Promise<void> {
  await Bindings.query(tx).patch({ timeZone }).where({ teamId, slackUserId })
}

/** People in Slack who may say yes to what others ask for; whether to all of it is decided when they do. */
export const ofApprovers = async (
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<Pick<SlackBinding, 'userId'>[]> =>
  select(
    tx,
    `select b.user_id "userId" from slack_bindings b
     join users u on u.organization_id = b.organization_id and u.id = b.user_id and u.state = 'active'
     where b.organization_id = :organizationId and exists (
       select 1 from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
       where g.organization_id = b.organization_id and g.user_id = b.user_id and g.site_id is null
         and (g.expires_at is null or g.expires_at > :now) and 'invite.direct' = any(r.permissions))
     order by b.created_at limit :limit`,
    { organizationId, now, limit },
  )

/** People in Slack who may do this to everybody, those first who have been here longest. */
export const ofWhoeverMay = async (
  tx: Tx,
  organizationId: string,
  permission: Permission,
  now: Date,
  limit: number,
): Promise<Pick<SlackBinding, 'userId'>[]> =>
  select(
    tx,
    `select b.user_id "userId" from slack_bindings b
     join slack_teams t on t.team_id = b.team_id and t.organization_id = b.organization_id and t.ended_at is null
     join users u on u.organization_id = b.organization_id and u.id = b.user_id and u.state = 'active'
     where b.organization_id = :organizationId and exists (
       select 1 from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
       where g.organization_id = b.organization_id and g.user_id = b.user_id and g.site_id is null
         and r.reach = 'everybody' and (g.expires_at is null or g.expires_at > :now) and :permission = any(r.permissions))
     order by b.created_at, b.user_id limit :limit`,
    { organizationId, permission, now, limit },
  )

/** Organizations whose people were bound by the playground: made to be played with. */
export async function examples(tx: Tx): Promise<string[]> {
  const found = await select<{ organizationId: string }>(
    tx,
    `select distinct organization_id "organizationId" from slack_bindings where confirmed_by = 'playground'`,
  )
  return found.map((it) => it.organizationId)
}
