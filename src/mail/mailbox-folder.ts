import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A letter as the mailbox keeps it: `<id>.eml` as it would have gone out, `<id>.json` to show it without parsing MIME. */
export interface KeptLetter {
  id: string
  to: string
  from: string
  subject: string
  at: Date
  html: string
  text: string
  source: string
}

/** When, to the millisecond, and which Message-ID: sorts by time, and can be no path. */
const id = /^\d{8}T\d{9}Z-[0-9a-f]{24}$/

export const idFor = (at: Date, hash: string): string =>
  `${at.toISOString().replace(/[-:.]/g, '')}-${hash.slice(0, 24)}`

/** Letters hold live links, so nobody else on the machine may read them. */
export async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
}

/** The earlier try of the same letter makes way; the .json comes last, because it is what lists a letter. */
export async function keep(folder: string, { source, ...letter }: KeptLetter): Promise<void> {
  await prepare(folder)
  const earlier = (await idsIn(folder)).filter((it) => it !== letter.id && hashOf(it) === hashOf(letter.id))
  await write(join(folder, `${letter.id}.eml`), source)
  await write(join(folder, `${letter.id}.json`), JSON.stringify(letter))
  for (const old of earlier) {
    await rm(join(folder, `${old}.json`), { force: true })
    await rm(join(folder, `${old}.eml`), { force: true })
  }
}

export async function find(folder: string, wanted: string): Promise<KeptLetter | null> {
  const letter = await look(folder, wanted)
  return letter && { ...letter, source: await readFile(join(folder, `${wanted}.eml`), 'utf8') }
}

/** Everything but the source. */
export async function look(folder: string, wanted: string): Promise<Omit<KeptLetter, 'source'> | null> {
  if (!id.test(wanted)) return null
  const kept = await readFile(join(folder, `${wanted}.json`), 'utf8').catch(orMissing(null))
  if (kept === null) return null
  const letter = JSON.parse(kept)
  return { ...letter, at: new Date(letter.at) }
}

/** Newest first. */
export async function idsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(orMissing<string[]>([]))
  const ids = names.filter((it) => it.endsWith('.json')).map((it) => it.slice(0, -'.json'.length))
  return ids
    .filter((it) => id.test(it))
    .sort()
    .reverse()
}

const hashOf = (id: string): string => id.slice(id.indexOf('-'))

/** Whole or not at all: readers see the old file or the new one. */
async function write(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`
  await writeFile(unfinished, content, { mode: 0o600, flag: 'wx' })
  await rename(unfinished, path)
}

const orMissing =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead
    throw error
  }
