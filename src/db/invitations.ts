import type { Group } from '../domain/group.ts'
import type { Change, Invitation } from '../domain/invitation.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Role } from '../domain/role.ts'
import { after } from '../domain/time.ts'
import type { Tx } from './database.ts'
import { firstIdAt, isId } from './id.ts'
import { rowOf, select } from './row.ts'
import { type Columns, recordOf, rowsIn } from './rows-of.ts'

const Invitations = rowOf<Invitation>('invitations')

export async function find(tx: Tx, organizationId: string, id: string): Promise<Invitation> {
  const found = isId(id) ? await Invitations.query(tx).findOne({ organizationId, id }) : undefined
  if (!found) throw new Refusal('not-found', { what: 'invitation' })
  return found
}

/**
 * The invitation and, before it, its person: locks are always taken in this order, so that two that meet
 * wait for one another instead of for ever.
 */
export async function lock(tx: Tx, organizationId: string, id: string): Promise<Invitation> {
  const { userId } = await find(tx, organizationId, id)
  if (userId) await tx('users').select('id').where({ organizationId, id: userId }).forNoKeyUpdate()
  const found = await Invitations.query(tx).findOne({ organizationId, id }).forNoKeyUpdate()
  if (!found) throw new Refusal('not-found', { what: 'invitation' })
  return found
}

export async function addressesOf(tx: Tx, organizationId: string, ids: string[]): Promise<string[]> {
  const rows = await tx('invitations')
    .select('address')
    .where({ organizationId })
    .whereIn('id', ids.filter(isId))
  return rows.flatMap((it: { address: string | null }) => it.address ?? [])
}

/** Several, in the order in which everybody takes them; those that are not there are left out. */
export async function lockMany(tx: Tx, organizationId: string, ids: string[]): Promise<Invitation[]> {
  const wanted = ids.filter(isId)
  const among = () => tx('invitations').where({ organizationId }).whereIn('id', wanted)
  await tx('users')
    .select('id')
    .where({ organizationId })
    .whereIn('id', among().select('userId'))
    .orderBy('id')
    .forNoKeyUpdate()
  return Invitations.query(tx).where({ organizationId }).whereIn('id', wanted).orderBy('id').forNoKeyUpdate()
}

/** The same change to several; each gets another link where it says so. */
export async function saveMany(
  tx: Tx,
  organizationId: string,
  ids: string[],
  { generation: _next, ...change }: Change,
  isNewLink: boolean,
): Promise<void> {
  if (ids.length === 0) return
  await tx('invitations')
    .where({ organizationId })
    .whereIn('id', ids)
    .update({ ...change, ...(isNewLink ? { generation: tx.raw('generation + 1') } : {}) })
}

/** Open ones that any of these addresses already has, as identity or as the place the letter went to. */
export const openByAddresses = async (
  tx: Tx,
  organizationId: string,
  addresses: string[],
): Promise<Invitation[]> =>
  Invitations.query(tx)
    .where({ organizationId })
    .whereNull('ending')
    .where((either) => either.whereIn('address', addresses).orWhereIn(tx.raw('lower(email)'), addresses))

/** What its inviter has opened in the same go: at most as many as can be invited at once. */
export const openedWith = async (
  tx: Tx,
  { organizationId, inviterId, createdAt }: Pick<Invitation, 'organizationId' | 'inviterId' | 'createdAt'>,
): Promise<Invitation[]> =>
  Invitations.query(tx)
    .where({ organizationId, inviterId, createdAt })
    .where('id', '>=', firstIdAt(createdAt))
    .where('id', '<', firstIdAt(after(createdAt, 0.001)))
    .orderBy('id')

export const openOf = async (tx: Tx, organizationId: string, userId: string): Promise<Invitation[]> =>
  Invitations.query(tx).where({ organizationId, userId }).whereNull('ending').orderBy('id').forNoKeyUpdate()

/** The open ones of several people, held. */
export const openOfAll = async (tx: Tx, organizationId: string, userIds: string[]): Promise<Invitation[]> =>
  userIds.length === 0
    ? []
    : Invitations.query(tx)
        .where({ organizationId })
        .whereIn('userId', userIds)
        .whereNull('ending')
        .orderBy('id')
        .forNoKeyUpdate()

/** Every invitation this person ever had, newest first. */
export const allOf = async (tx: Tx, organizationId: string, userId: string): Promise<Invitation[]> =>
  Invitations.query(tx).where({ organizationId, userId }).orderBy('id', 'desc').limit(50)

/** Those that could be opened; one that another transaction opened first is not among them. */
export async function insertNew(tx: Tx, rows: Partial<Invitation>[]): Promise<Invitation[]> {
  if (rows.length === 0) return []
  return tx('invitations').insert(rows).onConflict().ignore().returning('*')
}

export async function promise(
  tx: Tx,
  organizationId: string,
  invitationIds: string[],
  roleIds: string[],
  groupIds: string[],
): Promise<void> {
  const pairs = (ids: string[], key: string) =>
    invitationIds.flatMap((invitationId) => ids.map((id) => ({ organizationId, invitationId, [key]: id })))
  const roles = pairs(roleIds, 'roleId')
  const groups = pairs(groupIds, 'groupId')
  if (roles.length > 0) await tx('invitationGrants').insert(roles)
  if (groups.length > 0) await tx('invitationGroups').insert(groups)
}

export interface PromisedOne {
  roles: Pick<Role, 'id' | 'name'>[]
  groups: Pick<Group, 'id' | 'kind' | 'name'>[]
}

/** What each of these invitations promises. */
export async function promisesOfAll(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, PromisedOne>> {
  if (ids.length === 0) return new Map()
  const found = await select<PromisedOne & { id: string }>(
    tx,
    `select i.id,
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name)
         from invitation_grants p join roles r on r.organization_id = p.organization_id and r.id = p.role_id
         where p.organization_id = :organizationId and p.invitation_id = i.id), '[]') roles,
       coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'kind', g.kind, 'name', g.name) order by g.name)
         from invitation_groups p join groups g on g.organization_id = p.organization_id and g.id = p.group_id
         where p.organization_id = :organizationId and p.invitation_id = i.id), '[]') groups
     from unnest(cast(:ids as uuid[])) i(id)`,
    { organizationId, ids },
  )
  return new Map(found.map((it) => [it.id, it]))
}

export async function forgetPromises(tx: Tx, organizationId: string, invitationId: string): Promise<void> {
  await tx('invitationGrants').delete().where({ organizationId, invitationId })
  await tx('invitationGroups').delete().where({ organizationId, invitationId })
}

export async function save(tx: Tx, invitation: Invitation, change: Change): Promise<Invitation> {
  const { organizationId, id } = invitation
  await Invitations.query(tx).patch(change).where({ organizationId, id })
  return { ...invitation, ...change }
}

type Ended = Pick<Invitation, 'id' | 'ending' | 'endedAt' | 'endedById' | 'endedWhy'>
const endedColumns: Columns<Ended> = {
  id: 'uuid',
  ending: 'text',
  endedAt: 'timestamptz',
  endedById: 'uuid',
  endedWhy: 'text',
}

/** Several end at once, each in its way. */
export async function end(tx: Tx, organizationId: string, ended: Ended[]): Promise<void> {
  if (ended.length === 0) return
  await tx.raw(
    `update invitations i
     set ending = e.ending, ended_at = e.ended_at, ended_by_id = e.ended_by_id, ended_why = e.ended_why
     from jsonb_to_recordset(cast(:ended as jsonb)) as e(${recordOf(endedColumns)})
     where i.organization_id = :organizationId and i.id = e.id`,
    { organizationId, ended: rowsIn(ended, endedColumns) },
  )
}

/** Requests older than their organization lets them wait, whoever's they are. */
export const undecided = async (
  tx: Tx,
  now: Date,
  limit: number,
): Promise<Pick<Invitation, 'organizationId' | 'id'>[]> =>
  select(
    tx,
    `select i.organization_id "organizationId", i.id from invitations i
     join organizations o on o.id = i.organization_id
     where i.approval_asked_at is not null and i.approved_at is null and i.ending is null
       and i.approval_asked_at + make_interval(hours => o.approval_hours) <= :now
     order by i.approval_asked_at limit :limit`,
    { now, limit },
  )

const toSend = (tx: Tx, now: Date) =>
  tx('invitations as i')
    .join('organizations as o', 'o.id', 'i.organizationId')
    .where('i.sendAfter', '<=', now)
    .where({ 'i.generation': 0 })
    .whereNull('i.ending')
    .whereNull('o.suspendedAt')
    .where((decided) => decided.whereNull('i.approvalAskedAt').orWhereNotNull('i.approvedAt'))

/** Whose hour has come. */
export async function organizationsToSend(tx: Tx, now: Date): Promise<string[]> {
  const rows: { organizationId: string }[] = await toSend(tx, now).distinct('i.organizationId')
  return rows.map((it) => it.organizationId)
}

/**
 * The scheduled ones whose hour has come, sent as of now: one statement claims and begins the life of their links.
 * Others that do the same at this moment take others.
 */
export async function sendDue(
  tx: Tx,
  now: Date,
  limit: number,
  organizationId: string | null,
): Promise<Invitation[]> {
  const due = toSend(tx, now).select('i.organizationId', 'i.id').orderBy('i.sendAfter').limit(limit)
  if (organizationId) due.where({ 'i.organizationId': organizationId })
  due.forUpdate('i').skipLocked()
  return tx('invitations')
    .with('due', due)
    .updateFrom('due')
    .update({
      generation: 1,
      sentAt: now,
      remindAt: now,
      sendAfter: null,
      expiresAt: tx.raw('cast(? as timestamptz) + make_interval(secs => invitations.lifetime_seconds)', [
        now,
      ]),
    })
    .whereRaw('invitations.organization_id = due.organization_id and invitations.id = due.id')
    .returning('invitations.*')
}
