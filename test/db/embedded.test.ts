import { spawn } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { account } from '../../src/db/embedded/account.ts'
import { DataDirInUse, hold } from '../../src/db/embedded/lock.ts'
import { commandOf } from '../../src/db/embedded/processes.ts'
import { findRunning, startEmbedded } from '../../src/db/embedded/server.ts'
import {
  child,
  compiledApp,
  end,
  openFolder,
  packageIn,
  processesIn,
  unlinkedApp,
} from '../support/embedded-app.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
const someone = { uid: 1, gid: 1 } // daemon: initdb wants an account that has a name

let folder: string
let app: string
let count = 0
const freshDataDir = () => join(folder, `data-${++count}`)
const start = (dataDir: string) =>
  startEmbedded({ dataDir, durable: false, heldFor: 'http://localhost:3000' })

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

beforeAll(async () => {
  folder = await openFolder()
  app = await compiledApp(join(folder, 'app'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function ask(url: string, sql: string): Promise<unknown[]> {
  expect(url).toMatch(/^postgres:/) // a child that could not start says why instead
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

describe('one data directory', () => {
  const dataDir = () => join(folder, 'shared')

  it('keeps its rows from start to start', async () => {
    const first = await start(dataDir())
    await ask(first.url, 'create table guest as select 1 as id')
    await first.stop()

    const second = await start(dataDir())
    expect(await ask(second.url, 'select id from guest')).toEqual([1])
    await second.stop()
  })

  it('is for a plain role on its own database, in Unicode, in UTC, and nobody else gets in', async () => {
    const database = await start(dataDir())
    const role = `select rolsuper, rolcreatedb, current_user::text, current_database()::text from pg_roles
      where rolname = current_user`
    expect(await ask(database.url, role)).toEqual([false, true, 'usher', 'usher'])
    expect(await ask(database.url, `select lower('ÄΣ'), current_setting('timezone')`)).toEqual(['äσ', 'UTC'])

    const asSuperuser = database.url.replace('usher:', 'postgres:')
    await expect(ask(asSuperuser, 'select 1')).rejects.toThrow(/no pg_hba.conf entry/)
    const withoutPassword = database.url.replace(/:[^:]+@/, ':wrong@')
    await expect(ask(withoutPassword, 'select 1')).rejects.toThrow(/password authentication failed/)
    await database.stop()
  })

  it('shows its address and its log to its owner alone, and writes no data into the log', async () => {
    const database = await start(dataDir())
    await expect(ask(database.url, `select 'ada@example.com'::int`)).rejects.toThrow()
    for (const name of ['postgres.json', 'postgres.log', 'usher.lock', 'postgres/password'])
      expect((await stat(join(dataDir(), name))).mode & 0o777, name).toBe(0o600)
    expect((await stat(dataDir())).mode & 0o777).toBe(0o700)
    expect(await readFile(join(dataDir(), 'postgres.log'), 'utf8')).not.toContain('ada@example.com')
    await database.stop()
  })

  it('refuses a second start in one sentence, and tells another process where it listens', async () => {
    const database = await start(dataDir())
    const sentence =
      `The data directory ${dataDir()} is in use by the running Usher at http://localhost:3000 ` +
      `(process ${process.pid}): stop that one first, or set DATA_DIR to another directory.`
    await expect(start(dataDir())).rejects.toThrow(DataDirInUse)
    const [refusal, address] = [child(app, 'start', dataDir()), child(app, 'find', dataDir())]
    expect(await refusal.says).toBe(sentence)
    expect(await address.says).toBe(database.url)

    await database.stop()
    expect(await findRunning(dataDir())).toBeNull()
    expect(await findRunning(join(folder, 'never-started'))).toBeNull()
  })

  it('is taken over from a holder that is dead, or whose number now is of another process', async () => {
    for (const holder of [
      { pid: 2 ** 22 + 1, started: '1' },
      { pid: process.pid, started: 'earlier' },
      'garbled',
    ]) {
      await writeFile(join(dataDir(), 'usher.lock'), JSON.stringify({ ...Object(holder), heldFor: 'gone' }))
      const database = await start(dataDir())
      await database.stop()
    }
  })

  // Let clearStale in lock.ts remove without its claim, and several of them win.
  it('is taken over by exactly one of many who find the holder dead', async () => {
    const path = join(folder, 'contested.lock')
    for (let round = 0; round < 4; round++) {
      await writeFile(path, '{"pid":4194305,"started":"1","heldFor":"gone"}')
      const contender = (_: unknown, i: number) => sleep(i / 4).then(() => hold(path, 'a winner'))
      const tries = await Promise.allSettled(Array.from({ length: 40 }, contender))
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(DataDirInUse)
    }
  })

  // Postgres itself takes a stranger of its own account for a rival, and refuses.
  it('starts although a stranger now has the number of the Postgres that was here', async () => {
    const stranger = spawn('sleep', ['60'], account)
    await writeFile(join(dataDir(), 'postgres/data/postmaster.pid'), `${stranger.pid}\n`)
    const database = await start(dataDir())
    await database.stop()
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull() // and is left in peace
    await end(stranger, 'SIGKILL')
  })
})

describe.skipIf(!isLinux)('kill -9', () => {
  const often = () => join(folder, 'often-killed')

  it('leaves no process, and every acknowledged commit is there at the next start', async () => {
    const dataDir = often()
    const killed = child(app, 'start', dataDir)
    const url = await killed.says
    const acknowledged = writeUntilCut(url)
    await sleep(300)
    await end(killed.process, 'SIGKILL')
    await vi.waitFor(() => expect(processesIn(dataDir)).toEqual([]), { timeout: 5000 })

    const count = await acknowledged
    expect(count).toBeGreaterThan(10)
    expect(await findRunning(dataDir)).toBeNull()
    const next = await start(dataDir)
    const [kept] = await ask(next.url, 'select count(*)::int from guest')
    expect(kept).toBeGreaterThanOrEqual(count)
    await next.stop()
  })

  it('of the watcher too leaves a Postgres, which the next start ends first', async () => {
    const dataDir = often()
    const killed = child(app, 'start', dataDir)
    await ask(await killed.says, 'create table watched as select 1 as id')
    const postmaster = Number(
      (await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0],
    )
    for (const pid of processesIn(dataDir).filter(isWatcher)) process.kill(pid, 'SIGKILL')
    await end(killed.process, 'SIGKILL')
    await sleep(200)
    expect(processesIn(dataDir)).toContain(postmaster)

    const next = await start(dataDir)
    expect(processesIn(dataDir)).not.toContain(postmaster)
    expect(await ask(next.url, 'select id from watched')).toEqual([1])
    await next.stop()
  })

  it('during the first start leaves a half-made cluster, which the next start replaces', async () => {
    const dataDir = freshDataDir()
    const killed = child(app, 'start', dataDir)
    await vi.waitFor(async () => expect((await readdir(dataDir)).join()).toContain('postgres.new-'))
    await sleep(150)
    await end(killed.process, 'SIGKILL')
    expect(await readdir(dataDir)).not.toContain('postgres')
    await vi.waitFor(() => expect(processesIn(dataDir)).toEqual([]), { timeout: 5000 })

    const next = await start(dataDir)
    expect(await ask(next.url, 'select 1')).toEqual([1])
    expect((await readdir(dataDir)).join()).not.toContain('postgres.new-')
    await next.stop()
  })
})

describe.skipIf(!isLinux)('the programs', () => {
  it('get the links that were not made when they were installed', async () => {
    const unlinked = await unlinkedApp(app, join(folder, 'unlinked'))
    await servesAndStops(unlinked, freshDataDir())
    expect(await readdir(join(packageIn(unlinked), 'native/lib'))).toContain('libpq.so.5')
  })

  it.skipIf(!isRoot)(
    'run as an ordinary user, copied when the links are missing in a read-only place',
    async () => {
      const unlinked = await unlinkedApp(app, join(folder, 'read-only'))
      const own = join(folder, 'own')
      await mkdir(own)
      await chown(own, someone.uid, someone.gid)
      await servesAndStops(unlinked, join(own, 'data'), { ...someone, tmp: own })
      expect((await stat(join(own, 'data/postgres/data'))).uid).toBe(someone.uid)
      expect(await readdir(join(packageIn(unlinked), 'native/lib'))).not.toContain('libpq.so.5')

      const asRoot = await start(join(own, 'data')) // whoever made the cluster, root may go on with it
      expect(await ask(asRoot.url, 'select 1')).toEqual([1])
      await asRoot.stop()
    },
  )

  it.skipIf(!isRoot)(
    'run under a 0700 directory of root, and never from a copy that others can write',
    async () => {
      const [locked, tmp] = [join(folder, 'locked'), join(folder, 'tmp')]
      await mkdir(locked, { mode: 0o700 })
      await mkdir(tmp)
      await chmod(tmp, 0o1777)
      const unlinked = await unlinkedApp(app, join(locked, 'app'))
      const trap = await laidTrap(unlinked, tmp)

      await servesAndStops(unlinked, join(locked, 'data'), { tmp })
      expect(await readdir(trap)).toEqual(['native'])
      expect((await readdir(tmp)).length).toBe(2)

      await rm(trap, { recursive: true })
      await servesAndStops(unlinked, join(locked, 'data'), { tmp })
      expect((await stat(trap)).uid).toBe(0)
      expect((await stat(join(trap, 'native/bin/postgres'))).mode & 0o7777).toBe(0o1755)
    },
  )
})

/** Starts an app, uses its database, stops it, and sees it gone. */
async function servesAndStops(app: string, dataDir: string, as = {}): Promise<void> {
  const running = child(app, 'start', dataDir, as)
  expect(await ask(await running.says, 'select 1')).toEqual([1])
  await running.stop()
  expect(processesIn(dataDir)).toEqual([])
}

/** Commits row after row, and tells how many were acknowledged before the connection was cut. */
async function writeUntilCut(url: string): Promise<number> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  await client.query('create table guest (id int)')
  let acknowledged = 0
  try {
    for (;;) {
      await client.query('insert into guest values ($1)', [acknowledged])
      acknowledged++
    }
  } catch {
    return acknowledged
  }
}

/** What a stranger would put where root will look for its copy. */
async function laidTrap(app: string, tmp: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageIn(app), 'package.json'), 'utf8'))
  const trap = join(tmp, `usher-postgres-${version}-0`)
  await mkdir(join(trap, 'native'), { recursive: true })
  await chown(trap, someone.uid, someone.gid)
  return trap
}

const isWatcher = (pid: number) => commandOf(pid).startsWith('/bin/sh')
