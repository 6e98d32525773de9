import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOf } from './processes.ts'

export interface Lock {
  release(): Promise<void>
}

interface Holder {
  pid: number
  started: string | null
  heldFor: string
}

export class DataDirInUse extends Error {
  constructor(directory: string, { pid, heldFor }: Holder) {
    super(
      `The data directory ${directory} is in use by the running Usher at ${heldFor} (process ${pid}): ` +
        'stop that one first, or set DATA_DIR to another directory.',
    )
    this.name = 'DataDirInUse'
  }
}

/** Takes the lock of a directory; a lock whose holder died is taken over, a living holder is named and left alone. */
export async function hold(path: string, heldFor: string): Promise<Lock> {
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid), heldFor } satisfies Holder)
  while (!(await create(path, mine))) {
    const holder = await livingHolder(path)
    if (holder) throw new DataDirInUse(dirname(path), holder)
    await clearStale(path)
  }
  return { release: () => rm(path, { force: true }) }
}

export async function livingHolder(path: string): Promise<Holder | null> {
  return living(await read(path))
}

/** The file appears complete or not at all: who reads half a lock would think its holder dead. */
async function create(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, content, { mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft)
  }
}

/**
 * Looking and removing are two steps, and between them another start may have put its own lock there. So whoever
 * removes holds a lock for that, which may be stale in its turn.
 */
async function clearStale(path: string): Promise<void> {
  const claim = await hold(`${path}.takeover`, '').catch(onlyInUse)
  if (!claim) return sleep(20)
  const content = await read(path)
  if (content !== null && !living(content)) await rm(path)
  await claim.release()
}

function onlyInUse(error: unknown): null {
  if (error instanceof DataDirInUse) return null
  throw error
}

function living(content: string | null): Holder | null {
  const holder = content === null ? null : parse(content)
  return holder && startOf(holder.pid) === holder.started ? holder : null
}

/** Power loss can leave an empty or garbled lock; nobody lives behind it. */
function parse(content: string): Holder | null {
  try {
    const holder = JSON.parse(content)
    return Number.isInteger(holder?.pid) && holder.pid > 0 ? holder : null
  } catch {
    return null
  }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
