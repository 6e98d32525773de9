import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Postgres itself notes of its server in a cluster (postmaster.pid: number first, state in line 8). */
export function readStatus(cluster: string): { pid: number; isReady: boolean } | null {
  try {
    const lines = readFileSync(statusFile(cluster), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export const statusFile = (cluster: string) => join(cluster, 'postmaster.pid')
