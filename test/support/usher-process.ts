import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { builtUsher } from './built-usher.ts'
import { processesIn } from './embedded-app.ts'
import { later } from './later.ts'
import { until } from './until.ts'

type Variables = Record<string, string>

export interface Said {
  code: number | null
  stdout: string
  stderr: string
}

/** What the command line answered, and the same read as JSON. */
export interface SaidJson<T> extends Said {
  json: T
}

/** One Usher as an operator has it: its settings, its data, and whatever it ever said. */
export class Place {
  readonly home: string
  readonly port: number
  readonly dataDir: string
  readonly variables: Variables
  /** All that any of its processes wrote, in the order it came. */
  readonly output: { from: string; text: string }[] = []
  readonly #running = new Set<RunningUsher>()

  constructor(home: string, port: number, dataDir: string, variables: Variables) {
    this.home = home
    this.port = port
    this.dataDir = dataDir
    this.variables = {
      PORT: `${port}`,
      PUBLIC_URL: `http://localhost:${port}`,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      PLAYGROUND: 'empty',
      // Everybody is at acme.test: what test/usecases/mail-turns.test.ts is about would only take time here.
      ...{ MAIL_DOMAIN_AT_ONCE: '20', MAIL_DOMAIN_PER_MINUTE: '100000' },
      ...variables,
    }
  }

  /** Another one with another PORT stands beside the first. */
  async start(variables: Variables = {}): Promise<RunningUsher> {
    const usher = this.spawn(variables)
    await usher.isReady()
    return usher
  }

  /** Not yet ready: to be killed while it starts, or to see it refuse. */
  spawn(variables: Variables = {}): RunningUsher {
    const all = { ...this.variables, ...variables }
    const child = this.#node('dist/src/main.js', [], all, flagsIn(this.home))
    const usher = new RunningUsher(child, `http://localhost:${all.PORT}`, this.#listen(child, 'server'))
    this.#running.add(usher)
    void usher.ended.then(() => this.#running.delete(usher))
    return usher
  }

  async cli(...words: string[]): Promise<Said> {
    return this.cliWith({}, ...words)
  }

  async cliWith({ input = '' }: { input?: string }, ...words: string[]): Promise<Said> {
    const child = this.#node('src/cli/usher.js', words, this.variables)
    const heard = this.#listen(child, `usher ${words[0]}`)
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
    const [code] = await once(child, 'close')
    return { code, ...heard }
  }

  async json<T>(...words: string[]): Promise<SaidJson<T>> {
    const said = await this.cli(...words, '--json')
    return { ...said, json: JSON.parse(said.stdout) as T }
  }

  /** Where its database is right now. */
  databaseUrl(): string {
    const { DATABASE_URL } = this.variables
    return DATABASE_URL ?? JSON.parse(readFileSync(join(this.dataDir, 'postgres.json'), 'utf8')).url
  }

  /** The processes of its own database, which must never outlive it. */
  postgres(): number[] {
    return process.platform === 'linux' ? processesIn(this.dataDir) : []
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((it) => it.kill9()))
    await until('the embedded Postgres has gone', () => this.postgres().length === 0)
    await rm(this.dataDir, { recursive: true, force: true })
  }

  #node(script: string, words: string[], variables: Variables, flags: string[] = []): ChildProcess {
    const env = { PATH: process.env.PATH, HOME: tmpdir(), ...variables }
    const child = spawn(process.execPath, [...flags, join(this.home, script), ...words], {
      cwd: this.dataDir,
      env,
    })
    alive.add(child)
    child.once('exit', () => alive.delete(child))
    return child
  }

  #listen(child: ChildProcess, from: string): { stdout: string; stderr: string } {
    const heard = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        heard[stream] += text
        this.output.push({ from, text })
      })
    }
    return heard
  }
}

/** What `npm start` tells node. */
function flagsIn(home: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const [, flags = ''] = /node (.*)dist\/src\/main\.js/.exec(scripts.start) ?? []
  return flags.split(' ').filter(Boolean)
}

/** However a test ends, nothing stays behind: vitest ends its workers by SIGTERM. */
const alive = new Set<ChildProcess>()
const killAlive = () => {
  for (const child of alive) child.kill('SIGKILL')
}
process.on('exit', killAlive)
process.on('disconnect', killAlive)
process.once('SIGTERM', () => process.exit(1))

export class RunningUsher {
  readonly url: string
  readonly pid: number
  readonly ended: Promise<{ code: number | null; signal: string | null }>
  readonly said: { stdout: string; stderr: string }
  readonly #child: ChildProcess
  #isOver = false

  constructor(child: ChildProcess, url: string, said: { stdout: string; stderr: string }) {
    this.#child = child
    this.url = url
    this.pid = child.pid ?? 0
    this.said = said
    this.ended = once(child, 'close').then(([code, signal]) => {
      this.#isOver = true
      return { code, signal }
    })
  }

  /** One that can not begin ends, which is heard at once; one that is merely slow is waited for as long as a hook may take. */
  async isReady(): Promise<void> {
    const looks = async () => {
      if (this.#isOver) throw new Error(`Usher ended:\n${this.said.stdout}${this.said.stderr}`)
      const answer = await fetch(`${this.url}/readyz`, { headers: { connection: 'close' } }).catch(() => null)
      await answer?.body?.cancel()
      return answer?.status === 200
    }
    await until(`Usher is ready at ${this.url}`, looks, 55).catch((fault: Error) => {
      throw new Error(`${fault.message}\nIt said:\n${this.said.stdout}${this.said.stderr}`)
    })
  }

  async kill9(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }

  async term(): Promise<{ code: number | null; signal: string | null; seconds: number }> {
    const before = performance.now()
    this.#child.kill('SIGTERM')
    const end = await this.ended
    return { ...end, seconds: (performance.now() - before) / 1000 }
  }
}

/** A place with an embedded database of its own, or with the one that is given; of this version, or of another. */
export async function newPlace(variables: Variables = {}, version?: string): Promise<Place> {
  const home = version ?? (await builtUsher())
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-outside-'))
  const place = new Place(home, await freePort(), dataDir, variables)
  later(() => place.close())
  return place
}

/** Settings for several processes that share one database, which is empty: whoever comes first builds it up. */
export async function sharedDatabase(): Promise<{ DATABASE_URL: string; SECRET_KEY: string }> {
  const server = inject('databaseServer')
  const name = `outside_${randomBytes(8).toString('hex')}`
  const onServer = async (statement: string) => {
    const admin = openDatabase(server, 1)
    await admin.raw(statement).finally(() => admin.destroy())
  }
  await onServer(`create database ${name}`)
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  // The server may be tidying up in it, and cannot be sent away then; it ends soon, and this with it.
  later(() => onServer(`drop database ${name} with (force)`).catch(() => {}))
  return { DATABASE_URL: url, SECRET_KEY: randomBytes(32).toString('base64') }
}

/** Below the range the system takes its own from, so that nobody is given it between now and its use. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const isFree = await new Promise<boolean>((say) => {
      const probe = createServer()
      probe.once('error', () => say(false))
      probe.listen(port, () => probe.close(() => say(true)))
    })
    if (isFree) return port
    await pause(1)
  }
}
