import { setTimeout as pause } from 'node:timers/promises'
import type { MailServer } from './mail-server.ts'
import { ask } from './sql.ts'
import type { Place } from './usher-process.ts'

/** What has not left yet, and whether somebody has it in hand. */
export const queued = (place: Place): Promise<{ leased: boolean }[]> =>
  ask(
    place,
    `select coalesce(leased_until > clock_timestamp(), false) leased from messages where status = 'queued'`,
  )

/**
 * Letters that a dead process had in hand are left alone until its leases end (90 s) and its jobs are missed
 * (20 s). Once nothing moves any more their rows are made that old, instead of waiting. Tells how many were leased.
 */
export async function ageOutbox(place: Place, mail: MailServer): Promise<number> {
  let seen = -1
  while (seen !== mail.tries.length) {
    seen = mail.tries.length
    await pause(1_500)
  }
  const left = await queued(place)
  await ask(
    place,
    `update messages set due_at = due_at - interval '100 s', leased_until = leased_until - interval '100 s'
     where status = 'queued'`,
  )
  return left.filter((it) => it.leased).length
}
