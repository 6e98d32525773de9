import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, startOf } from './processes.ts'
import { run } from './run.ts'
import { markOf } from './settings.ts'
import { readStatus, statusFile } from './status.ts'

const fastSeconds = 20
const immediateSeconds = 10

/**
 * Waits until the Postgres of an Usher that died has left the cluster. Usually it is shutting down already; asking
 * again does no harm, and one whose watcher was killed too hears it for the first time.
 */
export async function outlastPrevious(cluster: string, programs: string): Promise<void> {
  const pid = readStatus(cluster)?.pid
  if (pid === undefined || startOf(pid) === null) return
  if (process.platform === 'win32') return askOnWindows(cluster, programs)
  if (!isServerOf(pid, cluster)) return forgetStranger(pid, cluster)
  if (await leaves(pid, cluster, 'SIGINT', fastSeconds)) return
  if (await leaves(pid, cluster, 'SIGQUIT', immediateSeconds)) return
  throw new Error(
    `The Postgres of an earlier start (process ${pid}) does not leave ${cluster}: end it, then start again.`,
  )
}

/**
 * After a restart of the container another process has the number; Postgres would take it for a rival and refuse.
 * A process that does not show its command is left for Postgres to judge.
 */
async function forgetStranger(pid: number, cluster: string): Promise<void> {
  if (commandOf(pid) !== '') await rm(statusFile(cluster))
}

/** There are no signals there, and no command lines to read; what pg_ctl cannot stop Postgres will complain of. */
const askOnWindows = (cluster: string, programs: string) =>
  run(join(programs, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast']).catch(() => {})

async function leaves(
  pid: number,
  cluster: string,
  signal: NodeJS.Signals,
  seconds: number,
): Promise<boolean> {
  tell(pid, signal)
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    if (startOf(pid) === null || !isServerOf(pid, cluster)) return true
    await sleep(20)
  }
  return false
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it left meanwhile
  }
}

const isServerOf = (pid: number, cluster: string) => commandOf(pid).includes(markOf(cluster))
