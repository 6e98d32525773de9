import type { Invitation } from '../domain/invitation.ts'
import type { Needle } from '../domain/search-text.ts'
import type { InvitationState } from '../domain/states.ts'
import { after } from '../domain/time.ts'
import type { Tx } from './database.ts'
import { firstIdAt } from './id.ts'
import { hasAll, needleBindings } from './needle-conditions.ts'
import { select } from './row.ts'

export type ListedInvitationState = InvitationState | 'open'

/** Everything must hold at once. */
export interface InvitationFilter {
  state: ListedInvitationState | null
  needles: Needle[]
  /** Only what this person has sent, and what leads to these groups; null: everybody's. */
  reach: { inviterId: string; groupIds: readonly string[] } | null
}

export type InvitationRow = Pick<
  Invitation,
  | 'id'
  | 'userId'
  | 'email'
  | 'address'
  | 'inviterId'
  | 'inviterName'
  | 'createdAt'
  | 'approvalAskedAt'
  | 'approvedAt'
  | 'sendAfter'
  | 'sentAt'
  | 'expiresAt'
  | 'ending'
  | 'endedAt'
  | 'endedWhy'
> & {
  personName: string | null
  /** Where Slack knows whoever invited. */
  inviterSlackId: string | null
  endedByName: string | null
  roleNames: string[]
  /** The newest letter was given up. */
  hasFailed: boolean
}

const notAwaiting = '(i.approval_asked_at is null or i.approved_at is not null)'

/** domain/invitation.ts reads a state from the same columns. */
const inState: Record<ListedInvitationState, string> = {
  open: 'i.ending is null',
  'awaiting approval': 'i.ending is null and i.approval_asked_at is not null and i.approved_at is null',
  scheduled: `i.ending is null and ${notAwaiting} and i.expires_at is null`,
  pending: `i.ending is null and ${notAwaiting} and i.expires_at > :now`,
  expired: `i.ending is null and ${notAwaiting} and i.expires_at <= :now`,
  accepted: "i.ending = 'accepted'",
  declined: "i.ending = 'declined'",
  cancelled: "i.ending = 'cancelled'",
  denied: "i.ending = 'denied'",
}

/** As domain/user.ts calls people, but for those who have no name yet. */
const nameIn = (of: string): string =>
  `coalesce(nullif(${of}.display_name, ''), nullif(concat_ws(' ', nullif(${of}.first_name, ''), nullif(${of}.last_name, '')), ''))`

const columns = `i.id, i.user_id "userId", i.email, i.address, i.inviter_id "inviterId", i.inviter_name "inviterName",
  i.created_at "createdAt", i.approval_asked_at "approvalAskedAt", i.approved_at "approvedAt",
  i.send_after "sendAfter", i.sent_at "sentAt", i.expires_at "expiresAt", i.ending, i.ended_at "endedAt",
  i.ended_why "endedWhy", ${nameIn('u')} "personName", b.slack_user_id "inviterSlackId", ${nameIn('e')} "endedByName",
  coalesce((select array_agg(r.name order by r.name) from invitation_grants p
    join roles r on r.organization_id = p.organization_id and r.id = p.role_id
    where p.organization_id = i.organization_id and p.invitation_id = i.id), '{}') "roleNames",
  coalesce((select d.kind in ('failed', 'dead', 'bounced') from delivery_events d
    where d.organization_id = i.organization_id and d.invitation_id = i.id and d.generation = i.generation
      and d.kind in ('queued', 'sent', 'failed', 'dead', 'bounced')
    order by d.at desc, d.id desc limit 1), false) "hasFailed"`

const people = `left join users u on u.organization_id = i.organization_id and u.id = i.user_id
  left join users e on e.organization_id = i.organization_id and e.id = i.ended_by_id
  left join slack_bindings b on b.organization_id = i.organization_id and b.user_id = i.inviter_id`

/** One page, newest first, and one row more, which tells whether there is another. */
export const page = async (
  tx: Tx,
  organizationId: string,
  filter: InvitationFilter,
  before: string | null,
  limit: number,
  now: Date,
): Promise<InvitationRow[]> => {
  const { where, bindings } = condition(filter)
  return select<InvitationRow>(
    tx,
    `with page as (
       select i.* from invitations i
       where i.organization_id = :organizationId ${where} ${before ? 'and i.id < :before' : ''}
       order by i.id desc limit :limit
     )
     select ${columns} from page i ${people} order by i.id desc`,
    { organizationId, now, limit, ...bindings, ...(before ? { before } : {}) },
  )
}

function condition({ state, needles, reach }: InvitationFilter) {
  const bindings: Record<string, unknown> = {}
  const parts: string[] = state ? [inState[state]] : []
  if (reach) {
    parts.push(`i.id in (
      select m.id from invitations m where m.organization_id = :organizationId and m.inviter_id = :inviterId
      union all
      select p.invitation_id from invitation_groups p
      where p.organization_id = :organizationId and p.group_id = any(cast(:groupIds as uuid[])))`)
    Object.assign(bindings, reach)
  }
  if (needles.length > 0) {
    parts.push(`(${hasAll('i.user_id', needles)} or i.address = :text0)`)
    Object.assign(bindings, needleBindings(needles))
  }
  return { where: parts.map((it) => `and ${it}`).join(' '), bindings }
}

/** Where the newest reminder of each audience is noted. */
const listedIn = {
  inviter: 'i.reminder_id',
  channel: 'i.channel_reminder_id',
  digest: 'i.digest_id',
} as const

interface InReminder {
  organizationId: string
  id: string
  audience: keyof typeof listedIn
}

/** One page of what a reminder lists: those that still wait first, the next to end on top. */
export const inReminder = async (
  tx: Tx,
  { organizationId, id, audience }: InReminder,
  from: number,
  limit: number,
  now: Date,
): Promise<InvitationRow[]> =>
  select<InvitationRow>(
    tx,
    `with page as (
       select i.*, i.ending is null and i.expires_at > :now "isPending" from invitations i
       where i.organization_id = :organizationId and ${listedIn[audience]} = :id
       order by "isPending" desc, i.expires_at, i.id offset :from limit :limit
     )
     select ${columns} from page i ${people} order by i."isPending" desc, i.expires_at, i.id`,
    { organizationId, id, from, limit, now },
  )

export interface ReminderCounts {
  all: number
  pending: number
  expired: number
}

export async function countInReminder(
  tx: Tx,
  { organizationId, id, audience }: InReminder,
  now: Date,
): Promise<ReminderCounts> {
  const [row] = await select<ReminderCounts>(
    tx,
    `select count(*)::int "all", count(*) filter (where ${inState.pending})::int pending,
       count(*) filter (where ${inState.expired})::int expired
     from invitations i where i.organization_id = :organizationId and ${listedIn[audience]} = :id`,
    { organizationId, id, now },
  )
  return row ?? { all: 0, pending: 0, expired: 0 }
}

/** When the next of them runs out; null: none does any more. */
export async function nextEndIn(
  tx: Tx,
  { organizationId, id, audience }: InReminder,
  now: Date,
): Promise<Date | null> {
  const [row] = await select<{ at: Date | null }>(
    tx,
    `select min(i.expires_at) at from invitations i
     where i.organization_id = :organizationId and ${listedIn[audience]} = :id and ${inState.pending}`,
    { organizationId, id, now },
  )
  return row?.at ?? null
}

/** Those of them that still wait for an answer. */
export async function waitingInReminder(tx: Tx, of: InReminder, limit: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `select i.id from invitations i where i.organization_id = :organizationId and ${listedIn[of.audience]} = :id
       and i.ending is null order by i.id limit :limit`,
    { organizationId: of.organizationId, id: of.id, limit },
  )
  return rows.map((it) => it.id)
}

/** What somebody typed to mean an invitation: an address, or fragments of a name. */
export interface Typed {
  address: string | null
  needles: Needle[]
}

/** Nobody chooses among more namesakes than these. */
const NAMESAKES = 6

/**
 * The open invitations each of these could mean, in one statement; `at` is the place of what was typed. Names of one or
 * two letters are looked for in everybody whose invitation is open, who are fewer than those who have two such letters.
 */
export async function openMeant(
  tx: Tx,
  organizationId: string,
  typed: Typed[],
  reach: InvitationFilter['reach'],
  now: Date,
): Promise<(InvitationRow & { at: number })[]> {
  const asked = typed.map(({ address, needles }, at) => ({
    at,
    address,
    texts: needles.map((it) => it.text),
    codes: needles.flatMap(({ codes }) => (codes && 'all' in codes ? codes.all : [])),
  }))
  const { where, bindings } = condition({ state: 'open', needles: [], reach })
  return select(
    tx,
    `with asked as (
       select * from jsonb_to_recordset(cast(:asked as jsonb)) as a(at int, address text, texts text[], codes integer[])
     ), meant as (
       select a.at, m.id from asked a cross join lateral (
         select i.id from invitations i
         where i.organization_id = :organizationId and a.address is not null
           and (i.address = a.address or lower(i.email) = a.address) ${where}
         union all
         select i.id from users s
         join invitations i on i.organization_id = s.organization_id and i.user_id = s.id ${where}
         where s.organization_id = :organizationId and a.address is null and cardinality(a.codes) > 0
           and s.search_codes @> a.codes and ${spelledIn('s')}
         union all
         select i.id from invitations i
         cross join lateral (
           select u.search_text from users u
           where u.organization_id = :organizationId and u.id = i.user_id offset 0) s
         where i.organization_id = :organizationId and a.address is null
           and cardinality(a.texts) > 0 and cardinality(a.codes) = 0 and ${spelledIn('s')} ${where}
         limit ${NAMESAKES}
       ) m
     )
     select m.at, ${columns} from meant m
     join invitations i on i.organization_id = :organizationId and i.id = m.id ${people}
     order by m.at, i.id desc`,
    { organizationId, now, asked: JSON.stringify(asked), ...bindings },
  )
}

const spelledIn = (alias: string) =>
  `not exists (select 1 from unnest(a.texts) t where strpos(${alias}.search_text, t) = 0)`

/** How the first letters of everything somebody invited in one go are doing. */
export interface Letters {
  all: number
  sent: number
  failed: number
  /** What the mail server said to one that has to wait. */
  reply: string | null
}

/** Bounded by the ids of one millisecond: at most as many as can be invited in one go. */
export async function lettersOf(
  tx: Tx,
  { organizationId, inviterId, createdAt }: Pick<Invitation, 'organizationId' | 'inviterId' | 'createdAt'>,
): Promise<Letters> {
  const [found] = await select<Letters>(
    tx,
    `select count(*)::int "all", count(*) filter (where m.status = 'sent')::int sent,
       count(*) filter (where m.status in ('failed', 'dead'))::int failed,
       max(m.last_reply) filter (where m.status = 'queued') reply
     from invitations i
     join messages m on m.organization_id = i.organization_id and m.invitation_id = i.id
       and m.kind = 'invitation' and m.generation = 1
     where i.organization_id = :organizationId and i.id >= :from and i.id < :until
       and i.inviter_id = :inviterId and i.created_at = :createdAt`,
    {
      organizationId,
      inviterId,
      createdAt,
      from: firstIdAt(createdAt),
      until: firstIdAt(after(createdAt, 0.001)),
    },
  )
  if (!found) throw new Error('Counting answered nothing')
  return found
}

export async function find(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<(InvitationRow & Pick<Invitation, 'message' | 'generation'>) | undefined> {
  const [found] = await select<InvitationRow & Pick<Invitation, 'message' | 'generation'>>(
    tx,
    `select ${columns}, i.message, i.generation from invitations i ${people}
     where i.organization_id = :organizationId and i.id = :id`,
    { organizationId, id },
  )
  return found
}

/** More than this are said to be "more": nobody reads the number, and counting them all would not be free. */
export const COUNT_LIMIT = 1000
const counted = [
  'pending',
  'expired',
  'scheduled',
  'awaiting approval',
  'accepted',
  'declined',
  'cancelled',
  'denied',
] as const
export type Counts = Record<(typeof counted)[number], number>

/** How many are in each state, all in one statement. */
export async function counts(
  tx: Tx,
  organizationId: string,
  reach: InvitationFilter['reach'],
  now: Date,
): Promise<Counts> {
  const { where, bindings } = condition({ state: null, needles: [], reach })
  const parts = counted.map(
    (state) =>
      `(select count(*)::int from (select 1 from invitations i where i.organization_id = :organizationId
        and ${inState[state]} ${where} limit ${COUNT_LIMIT + 1}) few) "${state}"`,
  )
  const [row] = await select<Counts>(tx, `select ${parts.join(', ')}`, { organizationId, now, ...bindings })
  if (!row) throw new Error('Counting answered nothing')
  return row
}
