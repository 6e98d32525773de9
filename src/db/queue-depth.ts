import type { Tx } from './database.ts'
import { select } from './row.ts'

/** How much waits to leave, and how long the oldest of it has waited. */
export interface QueueDepth {
  due: number
  later: number
  oldestSeconds: number
  /** The same of invitations that are to be looked at for a reminder. */
  reminderSeconds: number
  /** Mail domains that have asked for patience, and are sent nothing until it is over. */
  pausedDomains: number
}

/** Through partial indexes, so that what has left is not read; a mail domain is a row until it is written to no more. */
export async function depth(tx: Tx, now: Date): Promise<QueueDepth> {
  const [found] = await select<QueueDepth>(
    tx,
    `select count(*) filter (where due_at <= :now)::int due, count(*) filter (where due_at > :now)::int later,
       greatest(0, coalesce(extract(epoch from cast(:now as timestamptz) - min(due_at)), 0))::float8 "oldestSeconds",
       greatest(0, coalesce(extract(epoch from cast(:now as timestamptz) -
         (select min(remind_at) from invitations where remind_at is not null)), 0))::float8 "reminderSeconds",
       (select count(*) from mail_domains where paused_until > :now)::int "pausedDomains"
     from messages where status = 'queued'`,
    { now },
  )
  return found ?? { due: 0, later: 0, oldestSeconds: 0, reminderSeconds: 0, pausedDomains: 0 }
}
