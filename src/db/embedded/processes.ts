import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When the living process of this number began, in the system's own words ('' where it has none), or null when there
 * is no such process. Numbers are given out again, after a restart of a container even the same ones: number and
 * beginning together name a process.
 */
export function startOf(pid: number): string | null {
  if (!isAlive(pid)) return null
  if (process.platform === 'linux') return linuxStartOf(pid)
  return process.platform === 'win32' ? '' : ps(pid, 'lstart=')
}

/** The command line of a process, or '' when it cannot be seen. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=')
  return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? ''
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 3 is the state, 22 the start in ticks since boot; the name in field 2 may hold spaces and parentheses. */
function linuxStartOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === null) return ''
  const fromThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fromThird[0] === 'Z') return null // dead; only its parent has not looked yet
  return `${fromThird[19]}@${read('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}`
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', `${pid}`], {
      encoding: 'utf8',
      env: { LC_ALL: 'C' },
    }).trim()
  } catch {
    return ''
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
