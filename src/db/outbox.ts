import { cardOccasions, providerOccasions } from '../domain/card.ts'
import type { Tx } from './database.ts'
import { newId } from './id.ts'
import { rowOf, select } from './row.ts'
import { columnsOf, given } from './rows-of.ts'
import type { Piece } from './together.ts'

export type MessageKind =
  | 'invitation'
  | 'new-link-asked'
  | 'invitation-accepted'
  | 'invitation-declined'
  | 'delivery-failed'
  | 'reset'
  | 'password-changed'
  | 'confirm-address'
  | 'email-changed'
  | 'phone-changed'
  | 'new-device'
  | 'approval-asked'
  | 'approval-awaited'
  | 'approval-decided'
  | 'approval-ending'
  | 'approval-undecided'
  | 'redraw-card'
  | 'slack-link'
  | 'slack-connected'
  | 'slack-replaced'
  | 'role-ending'
  | 'role-ending-for-giver'
  | 'token-ending'
  | 'password-ending'
  | 'welcome'
  | 'link-asked'
  | 'owner-kept'
  | 'reminder'
  | 'redraw-reminder'
  | 'digest'
  | 'channel-lost'
  | 'deed-cut-off'
  | 'staged-run'
  | 'redraw-staged-run'

export interface Message {
  organizationId: string
  id: string
  kind: MessageKind
  invitationId: string | null
  generation: number | null
  oneTimeTokenId: string | null
  sessionId: string | null
  /** The card to be drawn anew. */
  cardId: string | null
  grantId: string | null
  scimTokenId: string | null
  /** What a provider did, whom it did it to, and what it asks of an owner. */
  connectionId: string | null
  aboutUserId: string | null
  linkQuestionId: string | null
  reminderId: string | null
  stagedRunId: string | null
  /** Whom it is for, where that is one of us; the invited person of an invitation is found through it. */
  userId: string | null
  status: 'queued' | 'sent' | 'failed' | 'dead' | 'dropped'
  attempts: number
  dueAt: Date
  leasedUntil: Date | null
  lastReply: string | null
  createdAt: Date
  endedAt: Date | null
}

const Messages = rowOf<Message>('messages')

export type NewMessage = Pick<Message, 'organizationId' | 'kind'> &
  Partial<
    Pick<
      Message,
      | 'invitationId'
      | 'generation'
      | 'userId'
      | 'oneTimeTokenId'
      | 'sessionId'
      | 'grantId'
      | 'cardId'
      | 'scimTokenId'
      | 'connectionId'
      | 'aboutUserId'
      | 'linkQuestionId'
      | 'reminderId'
      | 'stagedRunId'
    >
  >

/** A promise made inside the transaction it belongs to: rolled back with it, kept after it. */
export async function post(tx: Tx, now: Date, promised: NewMessage[]): Promise<Message[]> {
  if (promised.length === 0) return []
  const rows = promised.map((it) => ({
    ...it,
    id: newId(now),
    status: 'queued' as const,
    dueAt: now,
    createdAt: now,
  }))
  const saved = await Messages.query(tx).insert(rows).returning('*')
  await wakeWorkers(tx, saved, 0)
  return saved
}

/** The same of letters to people, beside whatever else is written. */
export function posting(
  now: Date,
  promised: (Pick<Message, 'organizationId' | 'kind'> &
    Partial<Pick<Message, 'userId' | 'oneTimeTokenId'>>)[],
  condition = 'true',
): Piece | null {
  if (promised.length === 0) return null
  const rows = promised.map((it) => ({
    userId: null,
    oneTimeTokenId: null,
    ...it,
    id: newId(now),
    status: 'queued' as const,
    dueAt: now,
    createdAt: now,
  }))
  const messages = given('message', postedColumns, rows)
  const jobs = jobsOf(rows, 0)
  const woken = jobs.length === 1 ? given('job', jobColumns, jobs) : null
  return {
    sql: `posted as (
      insert into messages (${columnsOf(postedColumns)})
      select ${columnsOf(postedColumns)} from ${messages.from} where ${condition}
    )`,
    result: `case when ${condition} then (${woken ? wakingOne(woken.from) : waking}) end`,
    bindings: {
      ...messages.bindings,
      ...(woken?.bindings ?? { jobs: JSON.stringify(jobs) }),
    },
  }
}

const postedColumns = {
  organizationId: 'uuid',
  id: 'uuid',
  kind: 'text',
  userId: 'uuid',
  oneTimeTokenId: 'uuid',
  status: 'text',
  dueAt: 'timestamptz',
  createdAt: 'timestamptz',
}

/** Whether somebody was told such a thing lately. */
export async function isToldSince(
  tx: Tx,
  of: Pick<Message, 'organizationId' | 'kind' | 'aboutUserId'>,
  since: Date,
): Promise<boolean> {
  return (await Messages.query(tx).where(of).where('createdAt', '>', since).first()) !== undefined
}

/** What may go to somebody's Slack. */
const mayBeCard = (kind: MessageKind): boolean =>
  kind === 'redraw-card' ||
  kind === 'reminder' ||
  kind === 'redraw-reminder' ||
  kind === 'digest' ||
  kind === 'channel-lost' ||
  kind === 'deed-cut-off' ||
  kind === 'staged-run' ||
  kind === 'redraw-staged-run' ||
  [...cardOccasions, ...providerOccasions].some((it) => it === kind)

/** The task that src/worker.ts runs; a job carries the two ids and nothing else. */
export const DELIVER_TASK = 'deliver'

/** One statement for many; the same message asked for twice is one job. */
export async function wakeWorkers(tx: Tx, messages: Waking[], inSeconds: number): Promise<void> {
  if (messages.length > 0) await tx.raw(waking, { jobs: JSON.stringify(jobsOf(messages, inSeconds)) })
}

/** One may be woken later than the others. */
type Waking = Pick<Message, 'organizationId' | 'id'> &
  Partial<Pick<Message, 'kind' | 'userId'>> & { inSeconds?: number }

const jobsOf = (messages: Waking[], usually: number) =>
  messages.map(({ organizationId, id, kind, userId, inSeconds = usually }) => ({
    identifier: DELIVER_TASK,
    payload: { organizationId, id },
    in_seconds: inSeconds,
    job_key: `message:${id}`,
    max_attempts: 25,
    // One after the other for each reader: what was drawn last is what stands there.
    queue_name: kind && mayBeCard(kind) && userId ? `cards of ${userId}` : null,
  }))

const waking = `select count(*) from graphile_worker.add_jobs(array(
  select jsonb_populate_record(null::graphile_worker.job_spec,
    job || jsonb_build_object('run_at', now() + make_interval(secs => (job->>'in_seconds')::float8)))
  from jsonb_array_elements(:jobs::jsonb) job))`

/**
 * The same for one that nobody has been woken for: `add_jobs` looks for an older job of that key in all of them, from
 * end to end, and is planned anew each time.
 */
const wakingOne = (from: string): string => `select count(*) from ${from}
  cross join lateral graphile_worker.add_job(identifier, payload::json, queue_name, null, max_attempts, job_key,
    job_key_mode => 'unsafe_dedupe')`

const jobColumns = {
  identifier: 'text',
  payload: 'jsonb',
  queue_name: 'text',
  max_attempts: 'integer',
  job_key: 'text',
}

/**
 * Takes a message for one try. The lease is by the database's clock: it guards against another worker, and
 * ends by itself when this process dies.
 */
export async function claim(
  tx: Tx,
  organizationId: string,
  id: string,
  now: Date,
  leaseSeconds: number,
): Promise<Message | null> {
  const [claimed] = await select<{ id: string }>(
    tx,
    `update messages set leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds), attempts = attempts + 1
     where organization_id = :organizationId and id = :id and status = 'queued'
       and due_at <= cast(:now as timestamptz) + interval '2 seconds' -- two clocks never agree to the millisecond
       and (leased_until is null or leased_until < clock_timestamp())
     returning id`,
    { organizationId, id, now, leaseSeconds },
  )
  if (!claimed) return null
  return (await Messages.query(tx).findOne({ organizationId, id })) ?? null
}

export async function end(
  tx: Tx,
  message: Message,
  status: Exclude<Message['status'], 'queued'>,
  reply: string | null,
  now: Date,
): Promise<void> {
  const { organizationId, id } = message
  await Messages.query(tx)
    .patch({ status, lastReply: reply, endedAt: now, leasedUntil: null })
    .where({ organizationId, id })
}

export async function tryAgain(
  tx: Tx,
  message: Message,
  reply: string,
  dueAt: Date,
  inSeconds: number,
): Promise<void> {
  const { organizationId, id } = message
  await Messages.query(tx).patch({ lastReply: reply, dueAt, leasedUntil: null }).where({ organizationId, id })
  await wakeWorkers(tx, [message], inSeconds)
}

/** It was not its turn: that is no try, and nothing is known against it but `reply`. */
export async function putOff(tx: Tx, message: Message, reply: string, dueAt: Date): Promise<void> {
  const { organizationId, id, attempts } = message
  await Messages.query(tx)
    .patch({
      dueAt,
      leasedUntil: null,
      attempts: Math.max(0, attempts - 1),
      lastReply: message.lastReply ?? reply,
    })
    .where({ organizationId, id })
}

/** What should have left by now and nobody holds: its job, or the process that had it, is gone. */
export const overdue = async (
  tx: Tx,
  before: Date,
  limit: number,
): Promise<Pick<Message, 'organizationId' | 'id' | 'kind' | 'userId'>[]> =>
  select(
    tx,
    `select organization_id "organizationId", id, kind, user_id "userId" from messages
     where status = 'queued' and due_at <= :before and (leased_until is null or leased_until < clock_timestamp())
     order by due_at limit :limit`,
    { before, limit },
  )

/** Leases of processes that can not be alive any more: this database has only one, and it has just started. */
export async function releaseLeases(tx: Tx): Promise<void> {
  await tx.raw(`update messages set leased_until = null where status = 'queued' and leased_until is not null`)
  await tx.raw(`update ${QUEUES} set locked_at = null, locked_by = null where locked_at is not null`)
}

/** Its own functions open them by worker, and a worker that is alive may have others in hand. */
const QUEUES = 'graphile_worker._private_job_queues'

/**
 * What waits in the queue of a reader does so behind a job that nobody can have in hand any more: left alone, it would
 * wait for four hours.
 */
export async function openQueues(tx: Tx, waiting: Waking[], heldForSeconds: number): Promise<void> {
  const names = jobsOf(waiting, 0).flatMap((it) => it.queue_name ?? [])
  if (names.length === 0) return
  await tx.raw(
    `update ${QUEUES} set locked_at = null, locked_by = null
     where queue_name = any(:names) and locked_at < clock_timestamp() - make_interval(secs => :heldForSeconds)`,
    { names, heldForSeconds },
  )
}

/** Promises to people who are gone, or to a link that is dead, are not kept. */
export async function dropQueued(
  tx: Tx,
  organizationId: string,
  invitationIds: string[],
  now: Date,
): Promise<void> {
  if (invitationIds.length === 0) return
  await Messages.query(tx)
    .patch({ status: 'dropped', endedAt: now })
    .where({ organizationId, kind: 'invitation', status: 'queued' })
    .whereIn('invitationId', invitationIds)
    .where((free) => free.whereNull('leasedUntil').orWhere('leasedUntil', '<', tx.raw('clock_timestamp()')))
}

/** Whether the newest link of this invitation was promised by letter, rather than copied by hand. */
export async function wentByLetter(
  tx: Tx,
  { organizationId, id, generation }: { organizationId: string; id: string; generation: number },
): Promise<boolean> {
  const kind = 'invitation'
  return (
    (await Messages.query(tx).findOne({ organizationId, invitationId: id, generation, kind })) !== undefined
  )
}
