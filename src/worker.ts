import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type Runner, run } from 'graphile-worker'
import type { Log } from './log.ts'

/** A task and what runs it; what a job carries is its payload. */
export type Tasks = Record<string, (payload: unknown) => Promise<unknown>>

export interface Worker {
  /** Whether it looks for work, or waits for its database. */
  state(): 'ok' | 'begins anew'
  /** Takes no more work, finishes what it holds, hands back the rest. */
  stop(): Promise<void>
}

/** Letters under way at once: about as many as the mail room has connections, since waiting for one counts. */
const AT_ONCE = 6

/** Between two attempts to begin anew. */
const RESTART_MS = 1_000

/** Where nobody can be woken: how often each of those at once looks for work. */
const LOOK_MS = 500

interface Options {
  at: { url: string; canListen: boolean; keepsStatements: boolean }
  tasks: Tasks
  log: Log
}

/**
 * The door of the queue: graphile-worker is known in this file and nowhere else. It gives up for good when it
 * loses the database in the middle of something; then it is begun anew, as often as that takes.
 */
export async function startWorker(options: Options): Promise<Worker> {
  const stopping = new AbortController()
  let runner = await begin(options)
  let state: ReturnType<Worker['state']> = 'ok'
  const watching = (async () => {
    for (;;) {
      await runner.promise.catch(() => {}) // It has told its logger.
      if (stopping.signal.aborted) return
      options.log.warn('The queue has stopped by itself, as it does without its database: it begins anew')
      state = 'begins anew'
      const next = await beginAnew(options, stopping.signal)
      if (!next) return
      runner = next
      state = 'ok'
    }
  })()
  return {
    state: () => state,
    stop: async () => {
      stopping.abort()
      await runner.stop().catch(() => {}) // It may have stopped by itself.
      await watching
    },
  }
}

/** Null when it is to stop before that. */
async function beginAnew(options: Options, stopping: AbortSignal): Promise<Runner | null> {
  for (;;) {
    await pause(RESTART_MS, null, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return null
    const runner = await begin(options).catch((err: unknown) => options.log.debug({ err }, 'Not back yet'))
    if (runner && stopping.aborted) await runner.stop()
    if (runner) return runner
  }
}

function begin({ at, tasks, log }: Options): Promise<Runner> {
  return run({
    preset: {
      worker: {
        connectionString: at.url,
        preparedStatements: at.keepsStatements,
        ...(at.canListen ? {} : { pollInterval: LOOK_MS }),
        concurrentJobs: AT_ONCE,
        maxPoolSize: AT_ONCE + 2,
        // A process that dies with a job in hand loses nothing: what is overdue gets a new one
        // (usecases/messages/take-up-overdue.ts). Both endings are batched, because nobody waits for one that is
        // not: where the database is lost that would end the process. So would jobs fetched ahead (localQueue).
        completeJobBatchDelay: 20,
        failJobBatchDelay: 20,
      },
    },
    logger: quietLogger(log),
    noHandleSignals: true,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, (payload) => finished(task(payload))]),
    ),
  })
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
