import type { Dirent } from 'node:fs'
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { join, relative } from 'node:path'

/**
 * A copy of the programs that every account may run, made once. Others can write beside it (/var/tmp), so a folder of
 * this name is trusted only when it is ours alone; who put something else there gets us a folder nobody could foresee.
 */
export async function copyOnce(native: string, target: string): Promise<string> {
  if (await isOursAlone(target)) return join(target, 'native')
  const draft = await mkdtemp(`${target}-`)
  await copyTree(native, join(draft, 'native'))
  await chmod(draft, 0o755)
  return join(await settle(draft, target), 'native')
}

/** The rename fails when the name is taken: by another start that was quicker, or by a stranger. */
async function settle(draft: string, target: string): Promise<string> {
  try {
    await rename(draft, target)
    return target
  } catch {
    if (!(await isOursAlone(target))) return draft
    await rm(draft, { recursive: true })
    return target
  }
}

async function isOursAlone(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null)
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}

async function copyTree(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory())
  const targetOf = (entry: Dirent) => join(to, relative(from, sourceOf(entry)))

  for (const path of [to, ...folders.map(targetOf)]) {
    await mkdir(path, { recursive: true })
    await chmod(path, 0o755)
  }
  await Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => copyOne(sourceOf(entry), targetOf(entry), entry)),
  )
}

async function copyOne(source: string, target: string, entry: Dirent): Promise<void> {
  if (entry.isSymbolicLink()) return symlink(await readlink(source), target)
  await copyFile(source, target)
  await chmod(target, ((await stat(source)).mode & 0o100 ? 0o755 : 0o644) | keep)
}

/** systemd sweeps /var/tmp of what is 30 days old, but passes over files with the sticky bit. */
const keep = process.platform === 'linux' ? 0o1000 : 0

const sourceOf = (entry: Dirent) => join(entry.parentPath, entry.name)
