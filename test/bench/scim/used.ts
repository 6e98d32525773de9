import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second, whatever the clock of its kernel. */
const TICK_MS = 10

const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // Gone meanwhile.
    return ''
  }
}

/** The name of the program stands in brackets, and may hold anything. */
const wordsOf = (pid: number): number[] =>
  read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)

/** What a process has used of the processors since it began. */
export function cpuMsOf(pid: number): number {
  const [user = 0, system = 0] = wordsOf(pid).slice(11)
  return (user + system) * TICK_MS
}

/** The same of a whole database server, whose processes come and go; one of them is known. */
export function serverCpuMsOf(backend: number): number {
  const [, parent = 0] = wordsOf(backend)
  const [, , ofGoneUser = 0, ofGoneSystem = 0] = wordsOf(parent).slice(11)
  const children = read(parent, `task/${parent}/children`).trim().split(' ').map(Number)
  return (ofGoneUser + ofGoneSystem) * TICK_MS + children.reduce((sum, it) => sum + cpuMsOf(it), 0)
}

/** In megabytes, as the system sees it. */
export const memoryOf = (pid: number): number => megabytes(pid, /^VmRSS:\s+(\d+)/m)
export const mostMemoryOf = (pid: number): number => megabytes(pid, /^VmHWM:\s+(\d+)/m)

function megabytes(pid: number, line: RegExp): number {
  const [, kilobytes] = line.exec(read(pid, 'status')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}
