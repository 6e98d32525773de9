import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inside, lend } from './account.ts'
import { run } from './run.ts'

export interface Cluster {
  path: string
  password: string
}

/** The cluster in its home folder, made first where there is none. It appears complete, with its password, or not at all. */
export async function openCluster(home: string, programs: string): Promise<Cluster> {
  await clearHalfMade(home)
  if (!existsSync(home)) await makeCluster(home, programs)
  const path = join(home, 'data')
  await lend(path)
  return { path, password: await readFile(join(home, 'password'), 'utf8') }
}

async function makeCluster(home: string, programs: string): Promise<void> {
  const draft = await mkdtemp(`${home}.new-`)
  const cluster = join(draft, 'data')
  const password = randomBytes(24).toString('base64url')

  await mkdir(cluster, { mode: 0o700 })
  await lend(cluster)
  await initialise(cluster, programs)
  await admitOnlyUsher(cluster)
  await makeRoleAndDatabase(cluster, programs, password)
  await writeFile(join(draft, 'password'), password, { mode: 0o600, flush: true })

  await flush(draft)
  await rename(draft, home)
  await flush(dirname(home))
}

/** C.UTF-8 is built into Postgres: the order of its indexes never changes with the system's libraries. */
async function initialise(cluster: string, programs: string): Promise<void> {
  const { cwd, path } = inside(cluster)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', path, '--username=postgres', '--auth=reject', ...locale]
  await run(join(programs, 'initdb'), args, { cwd }).catch(explain)
}

/** Most often it has no name for the account: a container that runs as a number outside its /etc/passwd. */
function explain(error: Error): never {
  throw new Error(
    `No database could be made here (${error.message}): set DATABASE_URL to a Postgres of your own.`,
    {
      cause: error,
    },
  )
}

/** The superuser has no password and no way in; single-user mode is left for the day somebody needs it. */
function admitOnlyUsher(cluster: string): Promise<void> {
  const rule = 'host all usher 127.0.0.1/32 scram-sha-256\n'
  return writeFile(join(cluster, 'pg_hba.conf'), rule, { flush: true })
}

async function makeRoleAndDatabase(cluster: string, programs: string, password: string): Promise<void> {
  const { cwd, path } = inside(cluster)
  const strict = ['-c', 'exit_on_error=on', '-c', 'log_min_error_statement=panic'] // no password in an error's text
  const input = `create role usher login createdb password '${password}'\ncreate database usher owner usher\n`
  await run(join(programs, 'postgres'), ['--single', '-D', path, ...strict, 'postgres'], { cwd, input })
}

/** What a start that was killed left behind. Its initdb may still be writing there: then the next start clears it. */
async function clearHalfMade(home: string): Promise<void> {
  const names = await readdir(dirname(home))
  const drafts = names
    .map((name) => join(dirname(home), name))
    .filter((path) => path.startsWith(`${home}.new-`))
  await Promise.allSettled(drafts.map((path) => rm(path, { recursive: true, force: true })))
}

/** A renamed folder survives a power loss only once its parent is on the disk. Windows cannot open folders. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}
