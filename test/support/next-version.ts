import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { builtUsher } from './built-usher.ts'
import { later } from './later.ts'

const MIGRATIONS = 'dist/migrations/index.js'
const MORE = `
  ['9000-of-the-next-release', async () => ({
    up: (knex) => knex.raw('alter table users add column next_release text; create table next_release (id uuid)'),
    down: (knex) => knex.raw('drop table next_release; alter table users drop column next_release'),
  })],
];`

/** The release after this one, which adds to the database what this one does not know; beside it, for its packages. */
export async function nextVersion(): Promise<string> {
  const home = await builtUsher()
  const next = await mkdtemp(join(dirname(home), 'next-'))
  later(() => rm(next, { recursive: true, force: true }))
  await cp(home, next, { recursive: true })
  const list = await readFile(join(next, MIGRATIONS), 'utf8')
  const longer = list.replace('\n];', MORE)
  if (longer === list) throw new Error('The list of migrations does not end as it did')
  await writeFile(join(next, MIGRATIONS), longer)
  return next
}
