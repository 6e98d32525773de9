import { Logger, type Runner, run } from 'graphile-worker'
import type { Log } from './log.ts'

/** A task and what runs it; what a job carries is its payload. */
export type Tasks = Record<string, (payload: unknown) => Promise<unknown>>

export interface Worker {
  /** Takes no more work, finishes what it holds, hands back the rest. */
  stop(): Promise<void>
}

/** Letters under way at once: about as many as the mail room has connections, since waiting for one counts. */
const AT_ONCE = 6

/** The door of the queue: graphile-worker is known in this file and nowhere else. */
export async function startWorker(options: { url: string; tasks: Tasks; log: Log }): Promise<Worker> {
  const { url, tasks, log } = options
  const runner: Runner = await run({
    preset: {
      worker: {
        connectionString: url,
        concurrentJobs: AT_ONCE,
        maxPoolSize: AT_ONCE + 2,
        // Jobs are fetched many at a time. A process that dies holding them loses nothing: what is
        // overdue gets a new job (usecases/messages/take-up-overdue.ts).
        localQueue: { size: 100 },
        completeJobBatchDelay: 20,
      },
    },
    logger: quietLogger(log),
    noHandleSignals: true,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, (payload) => finished(task(payload))]),
    ),
  })
  return { stop: () => runner.stop() }
}

const finished = async (done: Promise<unknown>): Promise<void> => {
  await done
}

/** Its chatter is for debugging; its errors are ours. */
const quietLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    if (level === 'error') log.error({ err: meta?.error }, message)
    else if (level === 'warning') log.warn(message)
    else log.trace(message)
  })
