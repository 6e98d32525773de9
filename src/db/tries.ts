import { after } from '../domain/time.ts'
import { blockedUntil, type TryLimit } from '../domain/tries.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface Counted {
  isBlocked: boolean
  /** Set when the next try would be refused. */
  blockedUntil: Date | null
}

interface TriesRow {
  count: number
  blockedUntil: Date | null
}

/**
 * Counts one more try before it is made, so that fifty at once are fifty. The row is held until the transaction
 * ends; keep it short. A try that is refused does not count again.
 */
export async function count(tx: Tx, key: string, limit: TryLimit, now: Date): Promise<Counted> {
  const [row] = await select<TriesRow>(
    tx,
    `insert into tries as t (key, count, window_ends_at) values (:key, 1, :windowEndsAt)
     on conflict (key) do update set
       count = case when t.window_ends_at <= :now and coalesce(t.blocked_until, :now) <= :now then 1
                    when t.blocked_until > :now then t.count else t.count + 1 end,
       window_ends_at = case when t.window_ends_at <= :now and coalesce(t.blocked_until, :now) <= :now
                             then excluded.window_ends_at else t.window_ends_at end
     returning count, blocked_until "blockedUntil"`,
    { key, now, windowEndsAt: after(now, limit.windowSeconds) },
  )
  const standing = row?.blockedUntil ?? null
  if (standing && standing > now) return { isBlocked: true, blockedUntil: standing }
  const until = blockedUntil(row?.count ?? 1, limit, now)
  if (until) await tx('tries').where({ key }).update({ blockedUntil: until })
  return { isBlocked: false, blockedUntil: until }
}

/** A try that was no guess: it is taken back, so that a busy office does not use up what is meant for guessers. */
export async function takeBack(tx: Tx, key: string): Promise<void> {
  await tx('tries').where({ key }).where('count', '>', 1).decrement('count', 1)
  await tx('tries').where({ key, count: 1 }).whereNull('blockedUntil').delete()
}

/** It was them after all: what came before is forgiven. */
export async function forgive(tx: Tx, key: string): Promise<void> {
  await tx('tries').delete().where({ key })
}

export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await tx('tries')
    .delete()
    .where('windowEndsAt', '<', now)
    .where((free) => free.whereNull('blockedUntil').orWhere('blockedUntil', '<', now))
}
