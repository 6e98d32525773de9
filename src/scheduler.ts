import { createTask, type ScheduledTask } from 'node-cron'
import type { Log } from './log.ts'

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

/** The door of the clock: node-cron is known in this file and nowhere else. */
export function startScheduler(ticks: Tick[], log: Log): Scheduler {
  const under = new Set<Promise<unknown>>()
  const tasks = ticks.map((tick) => schedule(tick, log, under))
  return {
    stop: async () => {
      await Promise.all(tasks.map((task) => task.stop()))
      await Promise.allSettled(under)
    },
  }
}

function schedule(tick: Tick, log: Log, under: Set<Promise<unknown>>): ScheduledTask {
  const task = createTask(
    tick.cron,
    () => {
      const running = tick
        .run()
        .catch((err: unknown) => log.error({ err, tick: tick.name }, `${tick.name} failed`))
      under.add(running)
      return running.finally(() => under.delete(running))
    },
    { name: tick.name, noOverlap: true },
  )
  void task.start()
  return task
}
