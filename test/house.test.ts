import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = resolve(fileURLToPath(import.meta.url), '../..')

/**
 * Who may import whom. Arrows only go down, none sideways between doors. A room may always import itself;
 * `migrations` is a list that the database room runs.
 */
const doors = ['domain', 'usecases', 'log', 'caller', 'meters']
const law: Record<string, string[]> = {
  domain: [],
  connectors: [],
  config: [],
  migrations: [],
  log: ['domain'],
  caller: [],
  meters: [],
  db: ['domain', 'migrations'],
  mail: ['domain'],
  usecases: ['db', 'domain'],
  web: doors,
  worker: doors,
  scheduler: doors,
  ticks: ['house', 'scheduler', 'usecases'],
  playground: doors,
  slack: [...doors, 'connectors'],
  scim: [...doors, 'connectors'],
  cli: [...doors, 'connectors', 'config'],
  house: ['config', 'db', 'domain', 'mail', 'usecases', 'log'],
  greeting: ['house'],
  doors: ['*'],
  main: ['*'],
  'command-line': ['*'],
}

/** Packages that live behind one door, so that they could be changed behind it too. */
const livesIn: Record<string, RegExp> = {
  'node-cron': /^src\/scheduler\.ts$/,
  'graphile-worker': /^src\/(worker|db\/database)\.ts$/,
  knex: /^(src\/db|migrations)\//,
  objection: /^src\/db\//,
  pg: /^src\/db\//,
  nodemailer: /^src\/mail\//,
  express: /^src\/(doors|meters\/count-requests|web\/.*|playground\/.*|slack\/.*|scim\/.*)/,
  busboy: /^src\/web\//,
  '@slack/bolt': /^src\/slack\//,
  'scim2-parse-filter': /^src\/scim\/filter\.ts$/,
}

/** What a start on a database that has everything does without, until somebody asks for it. */
const notAtStart = ['@slack/bolt', 'nodemailer', 'graphile-worker', '@node-rs/argon2', 'node-cron']
const roomsNotAtStart =
  /^src\/(slack\/app|cli\/|playground\/|db\/embedded\/server|worker|scheduler)|^migrations\/\d/

interface Import {
  from: string
  to: string
  /** Loaded with the file that names it; not when it is first needed, nor for its types alone. */
  isAtOnce: boolean
}

const sources = ['src', 'connectors', 'migrations']
  .filter((top) => existsSync(join(root, top)))
  .flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.ts'))
      .map((it) => join(top, it)),
  )

const imports: Import[] = sources.flatMap((from) =>
  [
    ...readFileSync(join(root, from), 'utf8').matchAll(
      /^(?:import|export)[^'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm,
    ),
  ].map((found) => ({
    from,
    to: found[1] ?? found[2] ?? found[3] ?? '',
    isAtOnce: found[3] === undefined && !/^\w+ type /.test(found[0]),
  })),
)
const isOurs = ({ to }: Import) => to.startsWith('.')
const targetOf = ({ from, to }: Import) => relative(root, resolve(root, dirname(from), to))

/** src/db/users.ts → db, src/main.ts → main, connectors/okta.ts → connectors. */
function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/')
  return top === 'src' ? room.replace(/\.ts$/, '') : top
}

describe('the house', () => {
  test('every import goes down the table', () => {
    const wrong = imports.filter(isOurs).filter((it) => {
      const [from, to] = [roomOf(it.from), roomOf(targetOf(it))]
      const allowed = law[from]
      return from !== to && !allowed?.includes('*') && !allowed?.includes(to)
    })
    expect(wrong.map((it) => `${it.from} may not import ${it.to}`)).toEqual([])
  })

  test('every room is in the table', () => {
    expect(sources.map(roomOf).filter((it) => !law[it])).toEqual([])
  })

  test('there are no circles', () => {
    const next = new Map<string, string[]>()
    for (const it of imports.filter(isOurs)) next.set(it.from, [...(next.get(it.from) ?? []), targetOf(it)])
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      if (done.has(file) || path.includes(file)) return
      for (const it of next.get(file) ?? []) visit(it, [...path, file])
      done.add(file)
    }
    for (const it of next.keys()) visit(it, [])
    expect(circles).toEqual([])
  })

  test('packages that may be changed one day are known in one room', () => {
    const wrong = imports.filter((it) => !isOurs(it) && livesIn[it.to] && !livesIn[it.to]?.test(it.from))
    expect(wrong.map((it) => `${it.from} imports ${it.to}`)).toEqual([])
  })

  test('a start loads nothing that it can do without', () => {
    const loaded = new Set(['src/main.ts'])
    const packages = new Set<string>()
    for (const file of loaded)
      for (const it of imports.filter(({ from, isAtOnce }) => from === file && isAtOnce))
        if (isOurs(it)) loaded.add(targetOf(it))
        else packages.add(it.to)
    expect([...loaded].filter((it) => roomsNotAtStart.test(it))).toEqual([])
    expect([...packages].filter((it) => notAtStart.includes(it))).toEqual([])
    expect(packages, 'or it would look at nothing').toContain('knex')
  })

  test('pure files do no IO', () => {
    const pure =
      /(\.view|\.page|\.letter|\.resource)\.ts$|^src\/domain\/|^src\/scim\/(schema|read|filter|patch|query|bulk|render)\/|^src\/scim\/log\/(said|redacted)\.ts$|^src\/scim\/(path|patch|patch-user|replace-user|question|filter|bulk|versions)\.ts$/
    const io =
      /^(node:(fs|net|http|https|child_process|dgram|tls|worker_threads)|express|knex|pg|objection|nodemailer)/
    const wrong = imports.filter((it) => pure.test(it.from) && io.test(it.to))
    expect(wrong.map((it) => `${it.from} imports ${it.to}`)).toEqual([])
  })

  test('a transaction begins in one place', () => {
    const beginning = sources.filter((it) => /\.transaction\(/.test(readFileSync(join(root, it), 'utf8')))
    expect(beginning).toEqual(['src/db/database.ts'])
  })

  test('what time it is, is asked in one place: the clock of a house can be moved', () => {
    // How long a server may take to answer is measured by the wall; and the page's browser has a clock of its own.
    const mayLook =
      /^src\/(house|scheduler|web\/health|playground\/workspace\/clock)\.ts$|^src\/(db\/embedded|playground\/page\/browser)\//
    const looking = sources.filter((it) =>
      /Date\.now\(\)|new Date\(\)/.test(readFileSync(join(root, it), 'utf8')),
    )
    expect(looking.filter((it) => !mayLook.test(it))).toEqual([])
  })

  test('names say what a thing does, not what it is a kind of', () => {
    expect(sources.filter((it) => /(service|manager|helper|util|processor)s?\b/i.test(it))).toEqual([])
    expect(sources.filter((it) => !/^[a-z0-9./-]+$/.test(it))).toEqual([])
  })
})
