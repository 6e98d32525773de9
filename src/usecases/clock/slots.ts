import * as clockSlots from '../../db/clock-slots.ts'
import { atOnce, atomically, type Outside } from '../context.ts'

export type Slot = clockSlots.Slot

/** Longer than a pause of the machine; whatever takes longer renews it. */
const LEASE_SECONDS = 60

/** How instances agree who does what the clock says: by rows, and by the database's clock. */
export type Slots = ReturnType<typeof slotsFor>

export function slotsFor(ctx: Outside, by: string) {
  const leaseSeconds = LEASE_SECONDS
  return {
    take: (name: string, slot: Date, periodSeconds: number): Promise<Slot | null> =>
      atomically(ctx, async (tx) => {
        const wish = { name, slot, periodSeconds, by, leaseSeconds }
        const taken = await clockSlots.take(tx, wish)
        return taken ?? ((await clockSlots.forgetAhead(tx, wish)) ? clockSlots.take(tx, wish) : null)
      }),
    renew: (slot: Slot): Promise<boolean> =>
      atOnce(ctx, (tx) => clockSlots.renew(tx, { ...slot, by, leaseSeconds })),
    end: (slot: Slot): Promise<void> => atOnce(ctx, (tx) => clockSlots.end(tx, { ...slot, by })),
    /** What others left undone; and what is long over is forgotten. */
    takeAbandoned: (names: string[]): Promise<Slot[]> =>
      atomically(ctx, async (tx) => {
        await clockSlots.forgetOld(tx)
        return clockSlots.takeAbandoned(tx, { names, by, leaseSeconds })
      }),
  }
}
