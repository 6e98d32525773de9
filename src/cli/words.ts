import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import type { Deliver } from '../domain/message.ts'
import type { Outside } from '../usecases/context.ts'
import type { Dns } from './mail-domain.ts'

/** What a command may use. */
export interface Tools {
  ctx: Outside
  config: Config
  mail: { deliver: Deliver; check(): Promise<{ ok: boolean; reply: string }> }
  isMigrated(): Promise<boolean>
  /** Asks name servers about the domain letters come from. */
  dns: Dns
  /** Null where no Slack is configured. */
  checkSlack: (() => Promise<{ ok: boolean; says: string }[]>) | null
}

/** What a command may use that needs no database. */
export interface ToolsAlone {
  config: Config
  /** Slack's manifest of the app, and what Slack would not take about it. */
  manifestFor(wanted: { publicUrl: string; commands: { people: string; invites: string } }): {
    manifest: object
    faults: string[]
  }
}

export interface Answer {
  text: string
  json: unknown
  isRefused?: boolean
}

/** The words were off: nothing was done, and the message says what would have been right. */
export class WrongWords extends Error {}

export type Read = { run(tools: Tools): Promise<Answer> } | { runsAlone(tools: ToolsAlone): Answer }

/** Unknown options are refused by name; nothing is guessed. */
export function readWords<O extends NonNullable<ParseArgsConfig['options']>>(
  words: string[],
  options: O,
  usage: string,
) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true })
  } catch (fault) {
    throw new WrongWords(`${(fault as Error).message}\n\n${usage}`)
  }
}

/** An option that must be there. */
export function needed(value: string | undefined, option: string, usage: string): string {
  if (!value) throw new WrongWords(`${option} is missing.\n\n${usage}`)
  return value
}
