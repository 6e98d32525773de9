import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync } from 'node:fs'
import type { Socket } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { account, environment, inside } from './account.ts'
import { run } from './run.ts'
import { settings } from './settings.ts'
import { readStatus } from './status.ts'

export interface Postmaster {
  port: number
  stop(): Promise<void>
}

interface Orders {
  programs: string
  cluster: string
  logFile: string
  durable: boolean
}

const readySeconds = 120 // recovery after a crash reads through the whole log of changes first
const stopSeconds = 8 // below the ten seconds that Docker grants

/**
 * The shell leaves a watcher behind and becomes postgres. The watcher waits for the end of our pipe, which comes when
 * we close it and when we are killed. It is a grandchild: postgres takes a dying child it does not know for a crash.
 */
const watched = `
( ( trap '' HUP INT QUIT TERM; read -r _; kill -INT $$ ) <&3 >/dev/null 2>&1 & ) 3<&0
exec "$@" </dev/null
`

export async function startPostmaster(orders: Orders): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const child = launch(orders, port)
    if (await isReady(child, orders.cluster)) return { port, stop: () => stop(child, orders) }
    await stop(child, orders)
    const words = lastWords(orders.logFile)
    if (attempt < 3 && words.includes('could not bind')) continue // somebody took the port after we had looked
    throw new Error(`The embedded Postgres did not start. The end of ${orders.logFile}:\n${words}`)
  }
}

/** In a session of its own, so that Ctrl-C in the terminal is ours alone, and without keeping us alive. */
function launch({ programs, cluster, logFile, durable }: Orders, port: number): ChildProcess {
  const { cwd, path } = inside(cluster)
  const postgres = [join(programs, 'postgres'), '-D', path, ...settings({ cluster, port, durable })] as const
  const [command, ...args] =
    process.platform === 'win32' ? postgres : ['/bin/sh', '-c', watched, 'sh', ...postgres]
  const log = freshLog(logFile)
  const child = spawn(command, args, {
    cwd,
    env: environment,
    detached: process.platform !== 'win32',
    stdio: ['pipe', log, log],
    ...account,
  })
  closeSync(log)
  child.on('error', () => {}) // no such shell or program: the log stays empty and the exit is seen below
  child.stdin?.on('error', () => {})
  ;(child.stdin as Socket).unref()
  child.unref()
  return child
}

/** The log before this one is kept, for it tells of the crash. */
function freshLog(path: string): number {
  try {
    renameSync(path, `${path}.1`)
  } catch {}
  return openSync(path, 'wx', 0o600)
}

async function isReady(child: ChildProcess, cluster: string): Promise<boolean> {
  const until = Date.now() + readySeconds * 1000
  while (isRunning(child) && Date.now() < until) {
    const status = readStatus(cluster)
    if (status?.pid === child.pid && status?.isReady) return true
    await sleep(5)
  }
  return false
}

/** Closing the pipe is the request for a fast shutdown; SIGQUIT lets the next start recover from the log of changes. */
async function stop(child: ChildProcess, { programs, cluster }: Orders): Promise<void> {
  if (!isRunning(child)) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.ref()
  child.stdin?.end()
  if (process.platform === 'win32') await run(join(programs, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast'])
  const impatience = setTimeout(() => child.kill('SIGQUIT'), stopSeconds * 1000)
  await gone
  clearTimeout(impatience)
}

const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

function lastWords(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
