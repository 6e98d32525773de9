import type { Tx } from './database.ts'
import type { Message } from './outbox.ts'
import { prepared } from './row.ts'

type Of = Pick<Message, 'organizationId' | 'id'>

/** How a domain is written to, reckoned out. */
export interface Line {
  domain: string
  atOnce: number
  burst: number
  gapSeconds: number
  longestPauseSeconds: number
  leaseSeconds: number
}

export interface Turn extends Pick<Message, 'organizationId' | 'id' | 'kind' | 'userId'> {
  turnAt: Date
}

/**
 * A message stands in the line of its domain, in the place it had. With a turn that has come it goes on holding it; in a
 * pause that has begun since, the turn is given back. Whoever asks holds the domain until the transaction ends.
 */
export async function ask(
  tx: Tx,
  of: Of,
  { domain, leaseSeconds, longestPauseSeconds }: Line,
  now: Date,
): Promise<{ turnAt: Date | null; pausedUntil: Date | null }> {
  const [found] = await prepared<{ turnAt: Date | null; pausedUntil: Date | null }>(
    tx,
    `with held as (
       insert into mail_domains as d (domain, next_at, used_at) values (:domain, :now, :now)
       on conflict (domain) do update set used_at = excluded.used_at
       returning case when paused_until > :now then paused_until end paused_until)
     insert into mail_turns as t (organization_id, message_id, domain, asked_at)
       select :organizationId, :id, :domain, cast(:now as timestamptz) from held
     on conflict (organization_id, message_id) do update set domain = excluded.domain,
       turn_at = case when ${keeps} then t.turn_at end,
       leased_until = case when ${keeps} then
         greatest(t.turn_at, clock_timestamp()) + make_interval(secs => :leaseSeconds) end
     returning turn_at "turnAt", (select paused_until from held) "pausedUntil"`,
    { ...of, domain, leaseSeconds, longestPauseSeconds, now },
  )
  return found ?? { turnAt: null, pausedUntil: null }
}

/** Not that of somebody who died, nor one that is far ahead because a clock was set back since. */
const stands = `t.leased_until > clock_timestamp() and t.turn_at <= cast(:now as timestamptz) +
  make_interval(secs => :longestPauseSeconds) + interval '2 minutes'`

const keeps = `t.domain = excluded.domain and ${stands} and (select paused_until from held) is null`

/**
 * Whoever is next gets as many turns as are free, each at a time of its own, and is to be woken then. Only under the
 * domain's lock, in a statement of its own: one that has waited for the lock does not see what happened meanwhile. A
 * message that somebody else has in hand is passed over: it asks for itself, or was left by somebody who died.
 */
export const give = (tx: Tx, line: Line, now: Date, asking: string | null = null): Promise<Turn[]> =>
  prepared<Turn>(
    tx,
    `with said as (
       select cast(:now as timestamptz) now, cast(:burst as int) burst, cast(:atOnce as int) at_once,
         make_interval(secs => :gapSeconds) gap, make_interval(secs => :longestPauseSeconds) longest
     ), place as (
       select said.*, d.domain, opens_at, greatest(opens_at, least(next_at, opens_at + (burst + at_once) * gap)) starts_at,
         case when pauses > 0 then 1 else at_once end - (
           select count(*) from mail_turns t where t.domain = d.domain and ${stands}) free
       from mail_domains d, said,
         lateral (select case when paused_until > now then least(paused_until, now + longest) else now end opens_at) o
       where d.domain = :domain
     ), next as (
       select t.organization_id, t.message_id, t.asked_at from mail_turns t
       join messages m on m.organization_id = t.organization_id and m.id = t.message_id
       where t.domain = :domain and (t.turn_at is null or not (${stands}))
         and m.status = 'queued'
         and (m.leased_until is null or m.leased_until <= clock_timestamp() or m.id = cast(:asking as uuid))
       order by t.asked_at, t.message_id limit (select greatest(0, free) from place)
       for no key update of m skip locked
     ), given as (
       update mail_turns t set turn_at = it.turn_at,
         leased_until = greatest(it.turn_at, clock_timestamp()) + make_interval(secs => :leaseSeconds)
       from (select next.*,
               greatest(opens_at, starts_at + (row_number() over (order by asked_at, message_id) - burst) * gap) turn_at
             from next, place) it
       where t.organization_id = it.organization_id and t.message_id = it.message_id
       returning t.organization_id, t.message_id, t.turn_at
     ), reckoned as (
       update mail_domains d set next_at = starts_at + (select count(*) from given) * gap
       from place where d.domain = place.domain and exists (select from given)
     ), due as (
       update messages m set due_at = turn_at from given
       where m.organization_id = given.organization_id and m.id = given.message_id
       returning m.organization_id "organizationId", m.id, m.kind, m.user_id "userId", m.due_at "turnAt"
     )
     select * from due`,
    { ...line, now, asking },
  )

export async function renew(tx: Tx, { organizationId, id }: Of, leaseSeconds: number): Promise<void> {
  await tx.raw(
    `update mail_turns set leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds)
     where organization_id = :organizationId and message_id = :id and leased_until is not null`,
    { organizationId, id, leaseSeconds },
  )
}

/** Where somebody waits and nobody is left who would call them. */
export async function silentDomains(tx: Tx, limit: number): Promise<string[]> {
  const found = await prepared<{ domain: string }>(
    tx,
    `select domain from mail_turns group by domain
     having bool_or(turn_at is null) and (bool_or(leased_until <= clock_timestamp()) or bool_and(turn_at is null))
     limit :limit`,
    { limit },
  )
  return found.map((it) => it.domain)
}

/** Whoever gives turns holds the domain. */
export async function hold(tx: Tx, domain: string): Promise<void> {
  await tx('mail_domains').where({ domain }).forNoKeyUpdate()
}

/** What its server made of it. */
export type Heard = 'well' | 'not now' | 'nothing'

/**
 * The domain it stood in line for, whose turn is free now; null where it stood in none. What was under way when a pause
 * began says nothing about it. After a pause nobody rushes in: the minute before it counts as full.
 */
export async function end(
  tx: Tx,
  of: Of,
  now: Date,
  heard: Heard,
  pause: { firstSeconds: number; longestSeconds: number },
): Promise<string | null> {
  const [ended] = await prepared<{ domain: string }>(
    tx,
    `with gone as (
       delete from mail_turns where organization_id = :organizationId and message_id = :id returning domain
     ), until as (
       select d.domain, cast(:heard as text) heard, coalesce(d.paused_until > :now, false) is_paused,
         cast(:now as timestamptz) + make_interval(secs => least(cast(:longestSeconds as float8),
           cast(:firstSeconds as float8) * power(2, least(d.pauses, 20)))) next_pause
       from mail_domains d join gone using (domain) for no key update of d)
     update mail_domains d set used_at = :now,
       pauses = case when is_paused or heard = 'nothing' then pauses when heard = 'well' then 0 else pauses + 1 end,
       paused_until = case when is_paused or heard <> 'not now' then paused_until else next_pause end,
       next_at = case when is_paused or heard <> 'not now' then next_at else next_pause + interval '1 minute' end
     from until where d.domain = until.domain returning d.domain`,
    { ...of, now, heard, ...pause },
  )
  return ended?.domain ?? null
}

/** It will never ask again, and was given a turn that nobody takes. */
export async function leave(tx: Tx, of: Of): Promise<string | null> {
  const [left] = await prepared<{ domain: string }>(
    tx,
    `with gone as (
       delete from mail_turns t using messages m
       where t.organization_id = :organizationId and t.message_id = :id and m.status <> 'queued'
         and m.organization_id = t.organization_id and m.id = t.message_id
       returning t.domain)
     update mail_domains d set used_at = used_at from gone where d.domain = gone.domain returning d.domain`,
    { ...of },
  )
  return left?.domain ?? null
}

/** Domains that nobody writes to, and those in line whose letters have ended. */
export async function forgetOld(tx: Tx, before: Date): Promise<void> {
  await tx.raw(
    `delete from mail_turns t using messages m where m.organization_id = t.organization_id and m.id = t.message_id
       and m.status <> 'queued'`,
  )
  await tx.raw(
    `delete from mail_domains d where used_at < :before
       and not exists (select from mail_turns t where t.domain = d.domain)`,
    { before },
  )
}
