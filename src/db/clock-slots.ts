import type { Tx } from './database.ts'
import { select } from './row.ts'

/** A moment at which something is to be done. */
export interface Slot {
  name: string
  slot: Date
}

interface Wish extends Slot {
  /** Between two of them. */
  periodSeconds: number
  /** Which instance asks. */
  by: string
  leaseSeconds: number
}

/** The one nearest to the database's clock: that of an instance may be wrong, and two never agree. */
const nearest = `to_timestamp(extract(epoch from cast(:slot as timestamptz)) + :periodSeconds *
  round((extract(epoch from clock_timestamp()) - extract(epoch from cast(:slot as timestamptz))) / :periodSeconds))`

/** Null where somebody has it. */
export async function take(tx: Tx, wish: Wish): Promise<Slot | null> {
  const [taken] = await select<Slot>(
    tx,
    `insert into clock_slots (name, slot, taken_at, taken_by, leased_until)
     values (:name, ${nearest}, clock_timestamp(), :by, clock_timestamp() + make_interval(secs => :leaseSeconds))
     on conflict do nothing returning name, slot`,
    { ...wish },
  )
  return taken ?? null
}

/**
 * Slots ahead of the clock are from before it was set back: all from now on are forgotten, or nothing would be done
 * until it has caught up. Of two that see it at once, one forgets anything.
 */
export async function forgetAhead(
  tx: Tx,
  wish: Pick<Wish, 'name' | 'slot' | 'periodSeconds'>,
): Promise<boolean> {
  const gone = await select(
    tx,
    `delete from clock_slots where name = :name and slot >= ${nearest} and exists (
       select from clock_slots ahead where ahead.name = :name
         and ahead.slot > clock_timestamp() + make_interval(secs => greatest(60, 2 * :periodSeconds)))
     returning slot`,
    { ...wish },
  )
  return gone.length > 0
}

/** False when another one has taken it meanwhile. */
export async function renew(
  tx: Tx,
  { name, slot, by, leaseSeconds }: Omit<Wish, 'periodSeconds'>,
): Promise<boolean> {
  const renewed = await select(
    tx,
    `update clock_slots set leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds)
     where name = :name and slot = :slot and taken_by = :by and done_at is null returning name`,
    { name, slot, by, leaseSeconds },
  )
  return renewed.length > 0
}

export async function end(tx: Tx, { name, slot, by }: Slot & { by: string }): Promise<void> {
  await tx.raw(
    `update clock_slots set done_at = clock_timestamp() where name = :name and slot = :slot and taken_by = :by`,
    { name, slot, by },
  )
}

/** Those whose holder died, unless the same was begun later: then it has been made up for. */
export const takeAbandoned = (
  tx: Tx,
  wish: { names: string[]; by: string; leaseSeconds: number },
): Promise<Slot[]> =>
  select(
    tx,
    `update clock_slots set taken_at = clock_timestamp(), taken_by = :by,
       leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds)
     where (name, slot) in (
       select name, slot from clock_slots dead
       where done_at is null and leased_until < clock_timestamp() and name = any(:names)
         and not exists (select from clock_slots later where later.name = dead.name and later.slot > dead.slot)
       for update skip locked)
     returning name, slot`,
    wish,
  )

export async function forgetOld(tx: Tx): Promise<void> {
  await tx.raw(
    `delete from clock_slots where slot < clock_timestamp() - interval '1 hour'
       and (done_at is not null or slot < clock_timestamp() - interval '1 day')`,
  )
}
