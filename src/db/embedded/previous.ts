import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, startOf } from './processes.js'
import { markOf } from './settings.js'
import { readStatus, statusFile } from './status.js'

const fastSeconds = 20
const immediateSeconds = 10

/**
 * Waits until the Postgres of an Usher that died has left the cluster. Usually it is shutting down already; asking
 * again does no harm, and one whose watcher was killed too hears it for the first time.
 */
export async function outlastPrevious(cluster: string): Promise<void> {
  const pid = readStatus(cluster)?.pid
  if (pid === undefined || startOf(pid) === null) return
  if (!isServerOf(pid, cluster)) return forgetStranger(cluster)
  if (await leaves(pid, cluster, 'SIGINT', fastSeconds)) return
  if (await leaves(pid, cluster, 'SIGQUIT', immediateSeconds)) return
  throw new Error(
    `The Postgres of an earlier start (process ${pid}) does not leave ${cluster}: end it, then start again.`,
  )
}

/** After a restart of the container another process has the number; Postgres would take it for a rival and refuse. */
const forgetStranger = (cluster: string) => rm(statusFile(cluster))

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
