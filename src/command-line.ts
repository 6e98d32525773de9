import { randomUUID } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import { type Command, commands, help } from './cli/commands.ts'
import { refusalWords } from './cli/refusal-words.ts'
import { type Answer, type ToolsAlone, WrongWords } from './cli/words.ts'
import { ConfigFaults, readConfig } from './config.ts'
import { DataDirInUse } from './db/embedded/lock.ts'
import { databaseFaultInWords } from './db/fault-in-words.ts'
import { inWords, Refusal } from './domain/refusal.ts'
import { openHouse } from './house.ts'
import { openLog } from './log.ts'
import { checkManifest } from './playground/blocks/check-manifest.ts'
import { manifestFor } from './slack/manifest.ts'
import { type SlackSettings, settingsFrom } from './slack/needs.ts'
import type { Outside } from './usecases/context.ts'

/** Composition root of the command line: words → house → command → what to print and the exit code. */
async function main(argv: string[]): Promise<number> {
  const wantsJson = argv.includes('--json')
  const words = argv.filter((it) => it !== '--json')
  try {
    const answer = await carryOut(words)
    process.stdout.write(wantsJson ? `${JSON.stringify(answer.json, null, 2)}\n` : `${answer.text}\n`)
    return answer.isRefused ? 1 : 0
  } catch (fault) {
    const { code, text, exit } = said(fault)
    if (wantsJson) process.stdout.write(`${JSON.stringify({ error: code, message: text }, null, 2)}\n`)
    else process.stderr.write(`${text}\n`)
    return exit
  }
}

async function carryOut([name = 'help', ...rest]: string[]): Promise<Answer> {
  if (['help', '--help', '-h'].includes(name))
    return { text: help(), json: { commands: Object.keys(commands) } }
  const command: Command | undefined = commands[name]
  if (!command) throw new WrongWords(`There is no command "${name}".\n\n${help()}`)
  if (rest.some((it) => it === '--help' || it === '-h'))
    return {
      text: `${command.usage}\n\n${command.says}.`,
      json: { usage: command.usage.split('\n'), says: command.says },
    }
  const read = command.read(rest)
  const config = readConfig(process.env)
  if ('runsAlone' in read) return read.runsAlone({ config, manifestFor: checkedManifest })
  const house = await openHouse(config, { heldFor: 'usher on the command line', mayJoin: true })
  try {
    const trace = { requestId: `cli-${randomUUID()}`, surface: 'cli' as const, ip: null }
    const ctx = house.begin(trace)
    const slack = config.slack && settingsFrom(config.slack, house.keysFor('slack tokens'))
    return await read.run({
      ...{ ctx, config, mail: house.mail, isMigrated: house.isMigrated },
      dns: new Resolver({ timeout: 3_000, tries: 2 }),
      checkSlack: slack && (async () => askSlack(ctx, slack)),
    })
  } finally {
    await house.close()
  }
}

/** Slack's client is large, and one command needs it. */
async function askSlack(ctx: Outside, settings: SlackSettings) {
  const { checkSlack } = await import('./slack/check-slack.ts')
  return checkSlack(ctx, settings, openLog('silent'))
}

const checkedManifest: ToolsAlone['manifestFor'] = (wanted) => {
  const manifest = manifestFor(wanted)
  const faults = checkManifest(manifest).map(({ pointer, words }) => `${pointer}: ${words}`)
  return { manifest, faults }
}

/** What a person can mend, in a sentence; what they can not is a bug, and says so with its stack. */
function said(fault: unknown): { code: string; text: string; exit: number } {
  if (fault instanceof WrongWords) return { code: 'wrong-words', text: fault.message, exit: 2 }
  if (fault instanceof Refusal) return { code: fault.code, text: inWords(refusalWords, fault), exit: 1 }
  if (fault instanceof ConfigFaults) return { code: 'settings', text: fault.message, exit: 1 }
  if (fault instanceof DataDirInUse) return { code: 'data-dir-in-use', text: fault.message, exit: 1 }
  const text = databaseFaultInWords(fault)
  if (text) return { code: 'database', text, exit: 1 }
  const { stack } = fault as Error
  return { code: 'unexpected', text: `Something unexpected went wrong:\n${stack ?? String(fault)}`, exit: 1 }
}

process.exitCode = await main(process.argv.slice(2))
