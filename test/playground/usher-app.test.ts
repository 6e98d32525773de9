import { expect, test } from 'vitest'
import { usherFrom } from '../../src/playground/usher-app.ts'
import { appFromManifest } from '../../src/playground/workspace/app-from-manifest.ts'
import { manifestFor } from '../../src/slack/manifest.ts'

const manifest = manifestFor({
  publicUrl: 'https://usher.test',
  commands: { people: '/staff', invites: '/bring' },
})

test('the playground knows Usher by its manifest alone, and lets it answer /invite besides', () => {
  const { commands = [], ...app } = usherFrom(manifest, '/bring')
  const { commands: told, ...all } = appFromManifest(manifest)
  expect(app).toEqual(all)
  expect(commands?.map((it) => it.command)).toEqual(['/invite', '/staff', '/bring'])
  expect(commands?.slice(1)).toEqual(told)
  expect(commands?.[0]).toEqual({ ...told?.[1], command: '/invite' })
  expect(
    usherFrom(manifestFor({ publicUrl: '', commands: { people: '/p', invites: '/invite' } }), '/invite')
      .commands,
  ).toHaveLength(2)
})

test('whatever the manifest says otherwise is otherwise', () => {
  const { features, oauth_config: oauth, settings } = manifest
  const other = usherFrom(
    {
      display_information: { name: 'Porter' },
      features: {
        ...features,
        app_home: { ...features.app_home, home_tab_enabled: false, messages_tab_read_only_enabled: false },
        bot_user: { ...features.bot_user, display_name: 'Mr Porter' },
        shortcuts: [],
        slash_commands: [],
      },
      oauth_config: { redirect_urls: [], scopes: { bot: [] } },
      settings: {
        ...settings,
        event_subscriptions: { bot_events: [] },
        interactivity: {},
        socket_mode_enabled: true,
      },
    },
    '/bring',
  )
  expect(other).toEqual({
    name: 'Porter',
    botName: 'mr_porter',
    scopes: [],
    commands: [],
    shortcuts: [],
    events: [],
    redirectUrls: [],
    hasHomeTab: false,
    takesMessages: true,
    loadsOptions: false,
    isSocketMode: true,
  })
  const as = usherFrom(manifest, '/bring')
  for (const [fact, value] of Object.entries(other))
    expect(as[fact as keyof typeof as], fact).not.toEqual(value)
  expect(oauth.scopes.bot).toEqual(as.scopes)
})
