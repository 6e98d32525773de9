import { createTask, type Logger, type ScheduledTask } from 'node-cron'
import type { Log } from './log.ts'
import type { Slot, Slots } from './usecases/clock/slots.ts'

/** Asks at its times; whether anything is due is for the rows to say, so an extra or a missed tick is harmless. */
export interface Tick {
  name: string
  cron: string
  /** Nobody notices when it is done: while the playground's clock moves, it waits until that stands. */
  isTidying?: true
  run(): Promise<unknown>
}

export interface Scheduler {
  stop(): Promise<void>
}

interface Needs {
  log: Log
  slots: Slots
  /** Hears how each tick ended. */
  watch?(tick: string, result: 'done' | 'failed' | 'not ours'): void
}

/** Well within a lease. */
const RENEW_MS = 20_000
const LOOK_AROUND_MS = 15_000
/** The clock on the wall is set by so much now and then; beyond it, it was moved. */
const STEP_MS = 5_000

/**
 * The door of the clock: node-cron is known in this file and nowhere else. Times are of UTC, which has neither gaps
 * nor folds; of any number of instances, the one that takes the slot does the work.
 */
export function startScheduler(ticks: Tick[], needs: Needs): Scheduler {
  // Told "UTC", node-cron still reckons by the machine's own zone, and leaves out an hour where that repeats one.
  process.env.TZ = 'UTC'
  const { log, slots } = needs
  const under = new Set<Promise<unknown>>()
  const noted = (running: Promise<unknown>) => {
    under.add(running)
    return running.finally(() => under.delete(running))
  }
  const tasks = ticks.map((tick) =>
    schedule(tick, log, (slot, period) => noted(atSlot(tick, slot, period, needs))),
  )

  const takeUpAbandoned = async () => {
    const abandoned = await slots.takeAbandoned(ticks.map((it) => it.name)).catch((err: unknown) => {
      log.warn({ err }, 'What other instances left undone could not be looked for')
      return []
    })
    await Promise.all(
      abandoned.map((slot) =>
        work(
          ticks.find((it) => it.name === slot.name),
          slot,
          needs,
        ),
      ),
    )
  }
  const isSetBack = watchForSteps()
  const looking = setInterval(() => {
    // It would wait for the time it had planned, an hour away by now.
    if (isSetBack()) {
      log.warn('The clock of this machine was set back: the schedule begins anew')
      for (const task of tasks) void Promise.resolve(task.stop()).then(() => task.start())
    }
    void noted(takeUpAbandoned())
  }, LOOK_AROUND_MS)

  return {
    stop: async () => {
      clearInterval(looking)
      await Promise.all(tasks.map((task) => task.stop()))
      await Promise.allSettled(under)
    },
  }
}

function schedule(
  { name, cron }: Tick,
  log: Log,
  atTime: (slot: Date, periodSeconds: number) => Promise<unknown>,
) {
  const task: ScheduledTask = createTask(cron, ({ date }) => atTime(date, periodOf(task, date)), {
    name,
    noOverlap: true,
    timezone: 'UTC',
    // A machine that has slept for three days would hear of each tick of them.
    suppressMissedWarning: true,
    logger: quietLogger(log),
  })
  void task.start()
  return task
}

const quietLogger = (log: Log): Logger => ({
  info: (words) => log.trace(words),
  debug: (words) => log.trace(String(words)),
  warn: (words) => log.debug(words),
  error: (words) => log.error({ err: words }, 'node-cron'),
})

const periodOf = (task: ScheduledTask, slot: Date): number => {
  const [first, second] = task.getNextRuns(2)
  const ms = first && second ? second.getTime() - first.getTime() : (first?.getTime() ?? 0) - slot.getTime()
  return Math.max(1, Math.round(ms / 1000))
}

async function atSlot(tick: Tick, at: Date, periodSeconds: number, needs: Needs): Promise<void> {
  try {
    const slot = await needs.slots.take(tick.name, at, periodSeconds)
    if (slot) await work(tick, slot, needs)
    else needs.watch?.(tick.name, 'not ours')
  } catch (err) {
    failed(tick.name, err, needs)
  }
}

/** It is over when it failed, too: the next slot tries again. */
async function work(tick: Tick | undefined, slot: Slot, { slots, ...needs }: Needs): Promise<void> {
  if (!tick) return
  const renewing = setInterval(() => void slots.renew(slot).catch(() => {}), RENEW_MS)
  try {
    await tick.run()
    needs.watch?.(tick.name, 'done')
  } catch (err) {
    failed(tick.name, err, needs)
  } finally {
    clearInterval(renewing)
    // Not ended, its lease runs out, and it is done once more: harmless.
    await slots.end(slot).catch(() => {})
  }
}

function failed(tick: string, err: unknown, { log, watch }: Pick<Needs, 'log' | 'watch'>): void {
  log.error({ err, tick }, `${tick} failed`)
  watch?.(tick, 'failed')
}

/** Whether the clock on the wall went back since the last time, beside the one that only goes on. */
function watchForSteps(): () => boolean {
  const ahead = () => Date.now() - performance.now()
  let before = ahead()
  return () => {
    const now = ahead()
    const isBack = now < before - STEP_MS
    before = now
    return isBack
  }
}
