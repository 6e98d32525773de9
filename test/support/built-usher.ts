import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const checkout = resolve(import.meta.dirname, '../..')
/** Inside node_modules, so that the packages are found from there and git does not see it. */
const shelf = join(checkout, 'node_modules/.cache/usher-built')
const ingredients = [
  'src',
  'connectors',
  'migrations',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.page.json',
]
const FORGOTTEN_MS = 3_600_000

let built: Promise<string> | undefined

/**
 * A checkout in small, built from the sources as they are: its name is their hash, so it can not be stale,
 * and whoever comes second finds it made. `dist` of the real checkout is neither used nor touched.
 */
export function builtUsher(): Promise<string> {
  built ??= find()
  return built
}

async function find(): Promise<string> {
  const home = join(shelf, hashOfSources())
  if (!existsSync(home)) await build(home)
  utimesSync(home, new Date(), new Date())
  return home
}

/** It appears complete or not at all: two test files may build it at once. */
async function build(home: string): Promise<void> {
  await mkdir(shelf, { recursive: true })
  await clearForgotten()
  const draft = await mkdtemp(join(shelf, 'draft-'))
  await cp(join(checkout, 'package.json'), join(draft, 'package.json'))
  await cp(join(checkout, 'src/cli/usher.js'), join(draft, 'src/cli/usher.js'))
  await compile(join(draft, 'dist'))
  if (join(shelf, hashOfSources()) !== home)
    throw new Error('The sources changed while they were being built: run the tests again.')
  await rename(draft, home).catch(async (fault) => {
    await rm(draft, { recursive: true })
    if (!existsSync(home)) throw fault
  })
}

async function compile(outDir: string): Promise<void> {
  const tsc = join(checkout, 'node_modules/typescript/bin/tsc')
  for (const project of ['tsconfig.build.json', 'tsconfig.page.json']) {
    const words = [tsc, '-p', project, '--outDir', outDir, '--sourceMap', 'false']
    await promisify(execFile)(process.execPath, words, { cwd: checkout }).catch((fault) => {
      throw new Error(`Usher does not compile:\n${fault.stdout}`)
    })
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const path of ingredients.flatMap(filesOf))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(checkout, path)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

function filesOf(top: string): string[] {
  const path = join(checkout, top)
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [top]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
  const files = names.map((it) => join(top, it)).filter((it) => statSync(join(checkout, it)).isFile())
  return files.sort()
}

/** Another run may be using a fresh one this very moment. */
async function clearForgotten(): Promise<void> {
  for (const name of await readdir(shelf)) {
    const path = join(shelf, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > FORGOTTEN_MS) await rm(path, { recursive: true, force: true })
  }
}
