import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Message } from './workspace/message.ts'
import { directChannel } from './workspace/people.ts'
import type { Workspace } from './workspace/workspace.ts'

const SOON_MS = 300

/**
 * What was said outlives a restart, as at Slack: the bot remembers which cards it sent and draws them anew. What only
 * one person saw does not. Answers whether anything had been said before.
 */
export function keepTalk(it: Workspace, path: string): boolean {
  const before = read(path)
  for (const [channel, messages] of before) it.messages.set(channel, messages)
  for (const person of it.people.values()) if (!person.isBot) directChannel(it, person.id)
  let planned: NodeJS.Timeout | null = null
  const write = () => {
    planned = null
    const kept = [...it.messages].map(([channel, all]) => [channel, all.filter((one) => !one.onlyFor)])
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, serialize(kept))
    renameSync(`${path}.new`, path)
  }
  it.listeners.add(({ what }) => {
    if (what === 'message') planned ??= setTimeout(write, SOON_MS).unref()
  })
  process.once('exit', () => planned && write())
  return before.length > 0
}

function read(path: string): [string, Message[]][] {
  try {
    return existsSync(path) ? deserialize(readFileSync(path)) : []
  } catch {
    return []
  }
}
