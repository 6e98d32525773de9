import { builtInCommands } from './built-in-commands.ts'
import type { Fault, Faults } from './fault.ts'
import { manifestShape } from './manifest-shape.ts'
import { type Check, has, isObject, type Json, listOf, ruled } from './shape.ts'
import { words } from './words.ts'

const inside = (it: unknown, name: string): Json => {
  const value = isObject(it) ? it[name] : undefined
  return isObject(value) ? value : {}
}

/** Lower-case and one word; Slack says the same of a built-in's name as of a name that is none. */
const nameOfCommand = /^\/[a-z0-9_-]+$/
const isTaken = (command: string) => builtInCommands.has(command.toLowerCase())

const commandNames: Check = (manifest, at, faults) => {
  const seen = new Set<string>()
  for (const [index, it] of listOf(inside(manifest, 'features').slash_commands).entries()) {
    const command = isObject(it) ? it.command : undefined
    if (typeof command !== 'string') continue
    const pointer = `${at}/features/slash_commands/${index}/command`
    if (!nameOfCommand.test(command) || isTaken(command))
      faults.push({ ...ruled(pointer, 'The slash command has an invalid name'), code: 'invalid_name' })
    if (seen.has(command)) faults.push(ruled(pointer, 'The slash command name is duplicated'))
    seen.add(command)
  }
}

/** Without Socket Mode Slack needs an address for everything it tells us. */
const addresses: Check = (manifest, at, faults) => {
  const settings = inside(manifest, 'settings')
  if (settings.socket_mode_enabled === true) return
  const events = inside(settings, 'event_subscriptions')
  const interactivity = inside(settings, 'interactivity')
  const subscribes = [...listOf(events.bot_events), ...listOf(events.user_events)].length > 0
  if (subscribes && !has(events, 'request_url'))
    faults.push(
      ruled(
        `${at}/settings/event_subscriptions`,
        'Event Subscription requires either Request URL or Socket Mode Enabled',
      ),
    )
  if (interactivity.is_enabled === true && !has(interactivity, 'request_url'))
    faults.push(ruled(`${at}/settings/interactivity`, 'Interactivity requires a Request URL'))
  for (const [index, it] of listOf(inside(manifest, 'features').slash_commands).entries())
    if (isObject(it) && !has(it, 'url'))
      faults.push(ruled(`${at}/features/slash_commands/${index}`, words.missing('url')))
}

/** A bot scope needs a bot, a command needs the scope for commands. */
const bot: Check = (manifest, at, faults) => {
  const features = inside(manifest, 'features')
  const { bot: scopes = [] } = inside(inside(manifest, 'oauth_config'), 'scopes')
  if (!Array.isArray(scopes)) return
  if (scopes.length > 0 && !has(features, 'bot_user'))
    faults.push(ruled(`${at}/features`, words.missing('bot_user')))
  if (new Set(scopes).size < scopes.length)
    faults.push(ruled(`${at}/oauth_config/scopes/bot`, words.duplicates))
  const needsCommands = ['slash_commands', 'shortcuts'].some((it) => listOf(features[it]).length > 0)
  if (needsCommands && !scopes.includes('commands'))
    faults.push(ruled(`${at}/oauth_config/scopes/bot`, words.missing('commands')))
}

/** Everything Slack would refuse in an app's manifest, as far as it can be told without asking Slack. */
export function checkManifest(manifest: unknown): Fault[] {
  const faults: Faults = []
  for (const check of [manifestShape, commandNames, addresses, bot]) check(manifest, '', faults)
  return faults
}
