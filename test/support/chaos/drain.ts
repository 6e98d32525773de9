import { setTimeout as pause } from 'node:timers/promises'
import { callWaiting } from '../../../src/usecases/messages/take-turn.ts'
import { takeUpOverdue } from '../../../src/usecases/messages/take-up-overdue.ts'
import { remindAboutPending } from '../../../src/usecases/reminders/remind-about-pending.ts'
import { tellOfCutOff } from '../../../src/usecases/slack/tell-of-cut-off.ts'
import { ask } from '../sql.ts'
import { restIsOver } from './passing-time.ts'
import type { Stage } from './stage.ts'

/**
 * All is well again: waits until everything that was promised has left, however long leases and pauses last. Letters to
 * one domain go at its pace, so it takes as long as there are many: what may not last is that nothing leaves.
 */
export async function drained(stage: Stage, stillSeconds: number): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let movedAt = Date.now()
  for (;;) {
    const count = await left(stage)
    if (count === 0) return
    if (count < least) [least, movedAt] = [count, Date.now()]
    if (Date.now() - movedAt > stillSeconds * 1000)
      throw new Error(
        `For ${stillSeconds} s nothing has left, and ${count} should:\n${JSON.stringify(await whatIsLeft(stage), null, 1)}`,
      )
    await pause(1_000)
  }
}

/** As much of it as says where it stands, and what holds it. */
const whatIsLeft = ({ place }: Stage) =>
  ask(
    place,
    `select (select json_agg(m) from (
        select kind, attempts, due_at, leased_until, last_reply, user_id, now() from messages
        where status = 'queued' order by due_at limit 10) m) messages,
      (select count(*)::int from messages where status = 'queued') queued,
      (select count(*)::int from invitations where remind_at <= now()) "toRemind",
      (select count(*)::int from slack_deeds where ended_at is null and user_id is not null) deeds,
      (select json_agg(d) from mail_domains d) domains,
      (select json_agg(t) from (select * from mail_turns order by asked_at limit 10) t) turns,
      (select json_agg(q) from graphile_worker._private_job_queues q where locked_at is not null) queues,
      (select json_agg(j) from (
        select run_at, attempts, locked_at, locked_by, last_error from graphile_worker._private_jobs
        order by run_at limit 10) j) jobs`,
  )

/**
 * The same without the waiting: where nothing moves any more, what dead processes hold is made old enough for the
 * others, and one more instance ticks.
 */
export async function drainedSoon(stage: Stage, withinSeconds: number): Promise<void> {
  const end = Date.now() + withinSeconds * 1000
  while ((await left(stage)) > 0) {
    if (Date.now() > end) throw new Error(`After ${withinSeconds} s there is still something to be sent.`)
    await remindAboutPending(stage.operator)
    await tellOfCutOff(stage.operator)
    await callWaiting(stage.operator, { atOnce: 3, perMinute: 600 })
    if (await isStill(stage)) await makeOld(stage)
    await takeUpOverdue(stage.operator, 0)
    await pause(200)
  }
}

async function left({ place }: Stage): Promise<number> {
  await restIsOver({ place })
  const [count] = await ask<{ n: number }>(
    place,
    `select (select count(*) from messages where status = 'queued')::int
       + (select count(*) from invitations where remind_at <= now())::int
       + (select count(*) from slack_deeds where ended_at is null and user_id is not null)::int n`,
  )
  return count?.n ?? 0
}

async function isStill({ mail, slack }: Stage): Promise<boolean> {
  const moves = () => mail.tries.length + slack.workspace.calls.length
  const before = moves()
  await pause(700)
  return moves() === before
}

const makeOld = ({ place }: Stage) =>
  ask(
    place,
    `with queues as (update graphile_worker._private_job_queues set locked_at = locked_at - interval '200 s'),
       turns as (update mail_turns set leased_until = leased_until - interval '200 s' where leased_until is not null),
       deeds as (update slack_deeds set heard_at = heard_at - interval '200 s' where ended_at is null)
     update messages set due_at = due_at - interval '200 s', leased_until = leased_until - interval '200 s'
     where status = 'queued'`,
  )
