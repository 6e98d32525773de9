import { describe, expect, test } from 'vitest'
import { builtInCommands } from '../../../src/playground/blocks/built-in-commands.ts'
import { checkManifest } from '../../../src/playground/blocks/check-manifest.ts'

type Json = Record<string, unknown>
const long = (length: number) => 'a'.repeat(length)

const command = (name: string, more: Json = {}) => ({
  command: name,
  description: 'Invite people',
  usage_hint: '[address, …]',
  url: 'https://usher.example.com/slack/events',
  should_escape: true,
  ...more,
})
const shortcut = (more: Json = {}) => ({
  name: 'Invite',
  type: 'global',
  callback_id: 'invite',
  description: 'Invite people',
  ...more,
})
const features = (more: Json = {}) => ({
  app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
  bot_user: { display_name: 'Usher', always_online: true },
  shortcuts: [shortcut()],
  slash_commands: [command('/invites'), command('/people')],
  ...more,
})
const url = 'https://usher.example.com/slack/events'
const settings = (more: Json = {}) => ({
  event_subscriptions: { request_url: url, bot_events: ['app_home_opened', 'message.im', 'tokens_revoked'] },
  interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
  org_deploy_enabled: false,
  socket_mode_enabled: false,
  token_rotation_enabled: false,
  ...more,
})
const scopes = (bot: unknown) => ({ oauth_config: { scopes: { bot } } })
const manifest = (more: Json = {}) => ({
  _metadata: { major_version: 2 },
  display_information: { name: 'Usher', description: 'Invites people', background_color: '#123456' },
  features: features(),
  ...scopes([
    'commands',
    'chat:write',
    'users:read.email',
    'im:write',
    'incoming-webhook',
    'links.embed:write',
  ]),
  settings: settings(),
  ...more,
})
const shown = (more: Json) => manifest({ display_information: { name: 'Usher', ...more } })
const commands = (...slash_commands: unknown[]) => manifest({ features: features({ slash_commands }) })
const shortcuts = (more: Json) => manifest({ features: features({ shortcuts: [shortcut(more)] }) })
const set = (more: Json) => manifest({ settings: settings(more) })

type Row = [what: string, manifest: unknown, pointer: string, words: string]
const first = '/features/slash_commands/0'

const rows: Row[] = [
  [
    'nothing about itself',
    manifest({ display_information: undefined }),
    '',
    'missing required field: display_information',
  ],
  ['no name', shown({ name: undefined }), '/display_information', 'missing required field: name'],
  ['a long name', shown({ name: long(36) }), '/display_information/name', 'must be less than 36 characters'],
  [
    'a long description',
    shown({ description: long(141) }),
    '/display_information/description',
    'must be less than 141 characters',
  ],
  [
    'a short long description',
    shown({ long_description: long(174) }),
    '/display_information/long_description',
    'must be more than 174 characters',
  ],
  [
    'a colour by name',
    shown({ background_color: 'navy' }),
    '/display_information/background_color',
    'input must match regex pattern: ^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$',
  ],
  ['an unknown field', manifest({ setting: {} }), '', 'invalid additional property: setting'],
  ['functions', manifest({ functions: {} }), '', 'not modelled here: functions'],
  [
    'an unknown feature',
    manifest({ features: features({ commands: [] }) }),
    '/features',
    'invalid additional property: commands',
  ],
  [
    'an assistant',
    manifest({ features: features({ assistant_view: {} }) }),
    '/features',
    'not modelled here: assistant_view',
  ],
  [
    'a long name of the bot',
    manifest({ features: features({ bot_user: { display_name: long(81) } }) }),
    '/features/bot_user/display_name',
    'must be less than 81 characters',
  ],
  [
    'no bot for its scopes',
    manifest({ features: features({ bot_user: undefined }) }),
    '/features',
    'missing required field: bot_user',
  ],
  [
    'a long name of a shortcut',
    shortcuts({ name: long(25) }),
    '/features/shortcuts/0/name',
    'must be less than 25 characters',
  ],
  [
    'a long description of one',
    shortcuts({ description: long(151) }),
    '/features/shortcuts/0/description',
    'must be less than 151 characters',
  ],
  [
    'a shortcut of another type',
    shortcuts({ type: 'channel' }),
    '/features/shortcuts/0/type',
    'must be a valid enum value',
  ],
  [
    'an empty list of shortcuts',
    manifest({ features: features({ shortcuts: [] }) }),
    '/features/shortcuts',
    'must provide at least 1 items',
  ],
  [
    'a command of Slack',
    commands(command('/invite')),
    `${first}/command`,
    'The slash command has an invalid name',
  ],
  ['another', commands(command('/status')), `${first}/command`, 'The slash command has an invalid name'],
  [
    'a command without slash',
    commands(command('invites')),
    `${first}/command`,
    'The slash command has an invalid name',
  ],
  [
    'a command in capitals',
    commands(command('/Invites')),
    `${first}/command`,
    'The slash command has an invalid name',
  ],
  [
    'a command of two words',
    commands(command('/invite people')),
    `${first}/command`,
    'The slash command has an invalid name',
  ],
  [
    'a long command',
    commands(command(`/${long(32)}`)),
    `${first}/command`,
    'must be less than 33 characters',
  ],
  [
    'a command twice',
    commands(command('/invites'), command('/invites')),
    '/features/slash_commands/1/command',
    'The slash command name is duplicated',
  ],
  [
    'a command without description',
    commands(command('/invites', { description: undefined })),
    first,
    'missing required field: description',
  ],
  [
    'a long hint',
    commands(command('/invites', { usage_hint: long(1001) })),
    `${first}/usage_hint`,
    'must be less than 1001 characters',
  ],
  [
    'a path for an address',
    commands(command('/invites', { url: '/slack' })),
    `${first}/url`,
    'input must match regex pattern: ^https?:\\/\\/',
  ],
  [
    'a command without address',
    commands(command('/invites', { url: undefined })),
    first,
    'missing required field: url',
  ],
  [
    'no scope for its commands',
    manifest(scopes(['chat:write'])),
    '/oauth_config/scopes/bot',
    'missing required field: commands',
  ],
  [
    'a scope in capitals',
    manifest(scopes(['commands', 'Chat:write'])),
    '/oauth_config/scopes/bot/1',
    'input must match regex pattern: ^[a-z]+([-_.][a-z]+)*(:[a-z]+([-_.][a-z]+)*)*$',
  ],
  [
    'a scope with spaces',
    manifest(scopes(['commands', 'chat: write'])),
    '/oauth_config/scopes/bot/1',
    'input must match regex pattern: ^[a-z]+([-_.][a-z]+)*(:[a-z]+([-_.][a-z]+)*)*$',
  ],
  [
    'scopes in one string',
    manifest(scopes('commands,chat:write')),
    '/oauth_config/scopes/bot',
    'must provide an array',
  ],
  [
    'a scope twice',
    manifest(scopes(['commands', 'commands'])),
    '/oauth_config/scopes/bot',
    'Input contains duplicate items',
  ],
  ['an unknown setting', set({ socket_mode: true }), '/settings', 'invalid additional property: socket_mode'],
  [
    '"true" for a setting',
    set({ org_deploy_enabled: 'true' }),
    '/settings/org_deploy_enabled',
    'must be a boolean',
  ],
  [
    'events and no address',
    set({ event_subscriptions: { bot_events: ['app_home_opened'] } }),
    '/settings/event_subscriptions',
    'Event Subscription requires either Request URL or Socket Mode Enabled',
  ],
  [
    'an event that is none',
    set({ event_subscriptions: { request_url: url, bot_events: ['App Home'] } }),
    '/settings/event_subscriptions/bot_events/0',
    'input must match regex pattern: ^[a-z]+([_.][a-z0-9]+)*$',
  ],
  [
    'interactivity and no address',
    set({ interactivity: { is_enabled: true } }),
    '/settings/interactivity',
    'Interactivity requires a Request URL',
  ],
  [
    'interactivity left open',
    set({ interactivity: { request_url: url } }),
    '/settings/interactivity',
    'missing required field: is_enabled',
  ],
]

const bot = (display_name: string) => manifest({ features: features({ bot_user: { display_name } }) })
const calling = (it: string, more: Json = {}) => commands(command(it, more))

/** What, how little and how much of it is taken. */
const lengths: [what: string, min: number, max: number, manifest: (text: string) => unknown][] = [
  ['name', 1, 35, (name) => shown({ name })],
  ['description', 1, 140, (description) => shown({ description })],
  ['long description', 175, 4000, (long_description) => shown({ long_description })],
  ['name of the bot', 1, 80, bot],
  ['name of a shortcut', 1, 24, (name) => shortcuts({ name })],
  ['description of a shortcut', 1, 150, (description) => shortcuts({ description })],
  ['callback of a shortcut', 1, 255, (callback_id) => shortcuts({ callback_id })],
  ['description of a command', 1, 2000, (description) => calling('/a', { description })],
  ['hint of a command', 1, 1000, (usage_hint) => calling('/a', { usage_hint })],
]

describe('a manifest', () => {
  test('of Usher is taken', () => expect(checkManifest(manifest())).toEqual([]))

  test('may ask for rights of people, and for some that can be declined', () => {
    const oauth_config = {
      scopes: {
        bot: ['commands'],
        user: ['users:read'],
        bot_optional: ['files:read'],
        user_optional: ['email'],
      },
      redirect_urls: ['https://usher.example.com/slack/oauth'],
      token_management_enabled: true,
      pkce_enabled: false,
    }
    const event_subscriptions = { request_url: url, user_events: ['tokens_revoked'] }
    expect(checkManifest(manifest({ oauth_config, settings: settings({ event_subscriptions }) }))).toEqual([])
  })

  test('needs no addresses in Socket Mode', () => {
    const socket = manifest({
      features: features({ slash_commands: [command('/invites', { url: undefined })] }),
      settings: settings({
        socket_mode_enabled: true,
        event_subscriptions: { bot_events: ['app_home_opened'] },
        interactivity: { is_enabled: true },
      }),
    })
    expect(checkManifest(socket)).toEqual([])
  })

  test.each(rows)('is refused with %s', (_, it, pointer, words) =>
    expect(checkManifest(it)).toEqual([expect.objectContaining({ pointer, words })]),
  )

  test.each(lengths)('has a %s of %d to %d characters', (_, min, max, of) => {
    expect([checkManifest(of(long(min))), checkManifest(of(long(max)))]).toEqual([[], []])
    expect(checkManifest(of(long(min - 1)))).toMatchObject([
      { words: `must be more than ${min - 1} characters` },
    ])
    expect(checkManifest(of(long(max + 1)))).toMatchObject([
      { words: `must be less than ${max + 1} characters` },
    ])
  })

  test('has commands of a slash and 1 to 31 characters, 1 to 50 of them', () => {
    expect([checkManifest(calling('/0')), checkManifest(calling(`/${long(31)}`))]).toEqual([[], []])
    expect(checkManifest(calling('/'))).toMatchObject([{ words: 'must be more than 1 characters' }, {}])
    const some = (count: number) =>
      commands(...Array.from({ length: count }, (_, index) => command(`/c-${index}_9`)))
    expect(checkManifest(some(50))).toEqual([])
    expect(checkManifest(some(51))).toMatchObject([{ words: 'no more than 50 items allowed' }])
    expect(checkManifest(some(0))).toMatchObject([{ words: 'must provide at least 1 items' }])
  })

  test('has 1 to 10 shortcuts', () => {
    const some = (count: number) =>
      manifest({ features: features({ shortcuts: Array.from({ length: count }, () => shortcut()) }) })
    expect([checkManifest(some(1)), checkManifest(some(10))]).toEqual([[], []])
    expect(checkManifest(some(11))).toMatchObject([{ words: 'no more than 10 items allowed' }])
  })

  test('may be little: a name', () => {
    expect(checkManifest({ $schema: 's', display_information: { name: 'Usher' } })).toEqual([])
    expect(checkManifest(manifest({ ...scopes([]), features: {}, settings: {} }))).toEqual([])
  })

  test('with a single scope needs a bot, with a single command the scope for commands', () => {
    const one = { ...scopes(['chat:write']), features: {} }
    expect(checkManifest(manifest(one))).toMatchObject([{ words: 'missing required field: bot_user' }])
    const alone = features({ shortcuts: undefined, slash_commands: [command('/invites')] })
    const missing = [{ words: 'missing required field: commands' }]
    expect(checkManifest(manifest({ ...scopes([]), features: alone }))).toMatchObject(missing)
  })

  test('leaves our own names to us', () => {
    for (const ours of ['/invites', '/people', '/usher']) expect(builtInCommands.has(ours)).toBe(false)
    for (const theirs of ['/invite', '/who', '/me', '/remind', '/topic', '/help'])
      expect(builtInCommands.has(theirs)).toBe(true)
  })
})
