import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { readManifest } from '../src/cli/manifest.ts'
import type { Config } from '../src/config.ts'
import { toYaml } from '../src/domain/yaml.ts'
import { builtInCommands } from '../src/playground/blocks/built-in-commands.ts'
import { checkManifest } from '../src/playground/blocks/check-manifest.ts'
import { openSlack } from '../src/slack/app.ts'
import { botScopes, manifestFor } from '../src/slack/manifest.ts'
import { commandNames, usualCommands } from '../src/slack/needs.ts'

const usual = { people: '/people', invites: '/invites' }
const placeholder = 'https://usher.example.com'
const manifest = manifestFor({ publicUrl: placeholder, commands: usual })
const { features, settings, oauth_config: oauth } = manifest
const said = `# The Slack app, to be pasted at https://api.slack.com/apps ("From a manifest"). Replace https://usher.example.com by
# your PUBLIC_URL, or let "npx usher manifest" do it; its --command names the commands otherwise.
`
const top = new URL('..', import.meta.url)

const { listensTo } = openSlack({
  begin: () => {
    throw new Error('Nothing is begun here')
  },
  publicUrl: placeholder,
  mail: async () => ({ result: 'sent', reply: '' }),
  log: pino({ level: 'silent' }),
  settings: {
    apiUrl: 'http://127.0.0.1:1/api/',
    signingSecret: 'nobody signs with it',
    botToken: null,
    oauth: null,
    appToken: null,
    sealingKeys: [randomBytes(32)],
  },
  commands: usualCommands,
})

describe('manifest.yml', () => {
  test('is what `usher manifest` prints, for an address to be replaced', () => {
    const file = new URL('manifest.yml', top)
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, said + toYaml(manifest))
    const written = readFileSync(file, 'utf8')
    expect(written).toBe(said + toYaml(manifest))
  })

  test('is taken by Slack, and claims no name that Slack keeps for itself', () => {
    expect(checkManifest(manifest)).toEqual([])
    for (const { command } of features.slash_commands) expect(builtInCommands.has(command)).toBe(false)
    const taken = manifestFor({ publicUrl: placeholder, commands: { ...usual, invites: '/invite' } })
    expect(checkManifest(taken).map((it) => it.words)).toEqual(['The slash command has an invalid name'])
  })

  test('names the events that are listened to, and no other', () => {
    expect([...settings.event_subscriptions.bot_events].sort()).toEqual([...listensTo.events].sort())
  })

  test('names every command and shortcut that is listened to', () => {
    const named = features.slash_commands.map((it) => it.command)
    // /invite is Slack's own: it is answered where it can be registered, in the playground.
    const answered = listensTo.commands.filter((it) => it !== '/invite')
    expect(answered.sort()).toEqual(named.sort())
    const shortcuts = features.shortcuts.map((it) => it.callback_id)
    expect([...listensTo.shortcuts].sort()).toEqual(shortcuts.sort())
    expect(listensTo.asksForOptions).toBe(true)
  })

  test('sends everything to the one address that hears it', () => {
    const hears = `${placeholder}/slack/events`
    const { interactivity, event_subscriptions: events } = settings
    const urls = [
      events.request_url,
      interactivity.request_url,
      interactivity.message_menu_options_url,
      ...features.slash_commands.map((it) => it.url),
    ]
    expect(new Set(urls)).toEqual(new Set([hears]))
    expect(oauth.redirect_urls).toEqual([`${placeholder}/slack/oauth_redirect`])
  })
})

/** What each method that we call needs; writing to a person opens their conversation with us. */
const needs: Record<string, string[]> = {
  'auth.test': [],
  'auth.revoke': [],
  'bots.info': ['users:read'],
  'chat.postMessage': ['chat:write', 'im:write'],
  'chat.update': ['chat:write'],
  'oauth.v2.access': [],
  'users.info': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
}

test('scopes are what the methods need that are called, and one for commands', () => {
  const called = new Set(
    readdirSync(new URL('src/slack', top), { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(new URL(`src/slack/${file}`, top), 'utf8').matchAll(
          /\b(?:quick|client(?:\([^)]*\))?)\.((?:[a-z0-9]+\.)+[a-zA-Z]+)\(/g,
        ),
      ])
      .map(([, method]) => method ?? ''),
  )
  const methods = [...called].filter((it) => it in needs)
  expect([...called].filter((it) => !(it in needs))).toEqual([])
  const scopes = new Set(['commands', ...methods.flatMap((it) => needs[it] ?? [])])
  expect([...botScopes].sort()).toEqual([...scopes].sort())
})

test('commands that were given names are called so first, and answered under the usual ones too', () => {
  expect(commandNames({ people: '/staff' })).toEqual({
    people: ['/staff', '/people'],
    invites: ['/invites', '/invite'],
  })
  expect(commandNames({})).toEqual(usualCommands)
})

describe('usher manifest', () => {
  const said = (words: string[], slackCommands = {}) => {
    const read = readManifest(words)
    if (!('runsAlone' in read)) throw new Error('It needs no database')
    const config = { publicUrl: 'https://usher.acme.test', slackCommands } as Config
    return read.runsAlone({
      config,
      manifestFor: (wanted) => ({ manifest: manifestFor(wanted), faults: [] }),
    })
  }
  const namesIn = ({ json }: { json: unknown }) =>
    (json as typeof manifest).features.slash_commands.map((it) => it.command)

  test('names the commands as they were called here, there, or always', () => {
    expect(namesIn(said([]))).toEqual(['/people', '/invites'])
    expect(namesIn(said([], { invites: '/bring' }))).toEqual(['/people', '/bring'])
    expect(namesIn(said(['--command', 'staff'], { invites: '/bring' }))).toEqual(['/staff', '/bring'])
    expect(namesIn(said(['--command', '/a', '--command', '/b']))).toEqual(['/a', '/b'])
  })

  test('says how Usher is to be told of names', () => {
    expect(said([]).text).not.toContain('# Start')
    expect(said(['--command', 'staff']).text).toContain(
      '# Start Usher with SLACK_COMMANDS=people=/staff,invites=/invites\n',
    )
  })

  test('has two commands to name', () => {
    expect(() => said(['--command', 'a', '--command', 'b', '--command', 'c'])).toThrow('two commands')
  })
})

test('YAML keeps what could be mistaken for something else', () => {
  const hard = { yes: 'no', empty: [], list: [{ a: '1', b: [true, 2] }], text: 'a: "b" # c\nd', none: null }
  expect(toYaml(hard)).toBe(
    [
      'yes: "no"',
      'empty: []',
      'list:',
      '  - a: "1"',
      '    b:',
      '      - true',
      '      - 2',
      'text: "a: \\"b\\" # c\\nd"',
      'none: null',
      '',
    ].join('\n'),
  )
})
