import type { Dirent } from 'node:fs'
import { lchown, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }

/** Postgres refuses to run as root, so root lends it the account that owns nothing. */
export const account: { uid?: number; gid?: number } = isRoot ? nobody : {}

/** Of our environment Postgres gets nothing: it holds the tokens of Slack, and PG* variables change its mind. */
export const environment: NodeJS.ProcessEnv = {
  ...pick('PATH', 'SystemRoot'),
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** How a program finds its cluster; to be spread into spawn beside `-D`. The README tells why root needs /proc. */
export function inside(cluster: string): { cwd: string; path: string } {
  if (isRoot && process.platform !== 'linux')
    throw new Error('Postgres does not run as root: start Usher as an ordinary user, or set DATABASE_URL.')
  return { cwd: cluster, path: isRoot ? '/proc/self/cwd' : cluster }
}

/** Gives a cluster to the account; needed anew when an ordinary user made it, or a backup brought it back. */
export async function lend(cluster: string): Promise<void> {
  if (!isRoot || (await lstat(cluster)).uid === nobody.uid) return
  const entries = await readdir(cluster, { recursive: true, withFileTypes: true })
  await Promise.all(entries.map((entry) => give(pathOf(entry))))
  await give(cluster) // last, so that a kill half-way is seen and finished next time
}

const give = (path: string) => lchown(path, nobody.uid, nobody.gid)
const pathOf = (entry: Dirent) => join(entry.parentPath, entry.name)

function pick(...names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
