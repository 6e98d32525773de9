import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { findPrograms } from './binaries.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { hold, livingHolder } from './lock.ts'
import { type Postmaster, startPostmaster } from './postmaster.ts'
import { outlastPrevious } from './previous.ts'

export interface EmbeddedDatabase {
  url: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  /** False for tests: faster, and a power loss may eat the data. */
  durable: boolean
  /** Shown to whoever is refused because this one runs, e.g. "http://localhost:3000". */
  heldFor: string
}

/** Starts (initdb at first) the Postgres of this data directory; throws DataDirInUse when another live process holds it. */
export async function startEmbedded({
  dataDir,
  durable,
  heldFor,
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const directory = await realpath(dataDir)
  const lock = await hold(lockFile(directory), heldFor)
  try {
    await withdraw(directory)
    const { postmaster, url } = await serve(directory, durable)
    let stopping: Promise<void> | undefined
    return {
      url,
      stop: () => {
        stopping ??= close(directory, postmaster).finally(lock.release)
        return stopping
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Where the server of a data directory listens, if one is running (for the CLI beside a running server). */
export async function findRunning(dataDir: string): Promise<string | null> {
  if (!(await livingHolder(lockFile(dataDir)))) return null
  const url = await announced(dataDir)
  return url !== null && (await answers(url)) ? url : null
}

async function serve(directory: string, durable: boolean): Promise<{ postmaster: Postmaster; url: string }> {
  const programs = await findPrograms()
  const home = join(directory, 'postgres')
  await outlastPrevious(join(home, 'data'), programs)
  const cluster = await openCluster(home, programs)
  const logFile = join(directory, 'postgres.log')
  const postmaster = await startPostmaster({ programs, cluster: cluster.path, logFile, durable })
  const url = urlOf(cluster, postmaster)
  try {
    await announce(directory, url)
  } catch (error) {
    await postmaster.stop()
    throw error
  }
  return { postmaster, url }
}

async function close(directory: string, postmaster: Postmaster): Promise<void> {
  await withdraw(directory)
  await postmaster.stop()
}

const urlOf = ({ password }: Cluster, { port }: Postmaster) =>
  `postgres://usher:${password}@127.0.0.1:${port}/usher`

const lockFile = (directory: string) => join(directory, 'usher.lock')
const addressFile = (directory: string) => join(directory, 'postgres.json')

async function announce(directory: string, url: string): Promise<void> {
  const draft = `${addressFile(directory)}.new`
  await writeFile(draft, JSON.stringify({ url }), { mode: 0o600 })
  await rename(draft, addressFile(directory))
}

const withdraw = (directory: string) => rm(addressFile(directory), { force: true })

async function announced(directory: string): Promise<string | null> {
  try {
    return JSON.parse(await readFile(addressFile(directory), 'utf8')).url
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 2000 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}
