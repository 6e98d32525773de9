import type { SlackApp } from './slack-app.ts'

/** What of a manifest the workspace goes by. */
export interface Manifest {
  display_information: { name: string }
  features: {
    app_home: { home_tab_enabled: boolean; messages_tab_read_only_enabled: boolean }
    bot_user: { display_name: string }
    shortcuts: { name: string; type: string; callback_id: string }[]
    slash_commands: { command: string; description: string; usage_hint?: string; should_escape?: boolean }[]
  }
  oauth_config: { redirect_urls: string[]; scopes: { bot: string[] } }
  settings: {
    event_subscriptions: { bot_events: string[] }
    interactivity: { message_menu_options_url?: string }
    socket_mode_enabled: boolean
  }
}

/** The app as its manifest describes it: a scope that is not asked for there is missing here too. */
export const appFromManifest = ({
  display_information: display,
  features,
  oauth_config: oauth,
  settings,
}: Manifest): Pick<
  SlackApp,
  | 'name'
  | 'botName'
  | 'scopes'
  | 'commands'
  | 'shortcuts'
  | 'events'
  | 'redirectUrls'
  | 'hasHomeTab'
  | 'takesMessages'
  | 'loadsOptions'
  | 'isSocketMode'
> => ({
  name: display.name,
  botName: features.bot_user.display_name.toLowerCase().replace(/[^a-z0-9]+/g, '_'),
  scopes: oauth.scopes.bot,
  commands: features.slash_commands.map((it) => ({
    command: it.command,
    description: it.description,
    ...(it.usage_hint ? { usageHint: it.usage_hint } : {}),
    ...(it.should_escape === undefined ? {} : { shouldEscape: it.should_escape }),
  })),
  shortcuts: features.shortcuts.map((it) => ({
    callbackId: it.callback_id,
    name: it.name,
    kind: it.type === 'message' ? 'message' : 'global',
  })),
  events: settings.event_subscriptions.bot_events,
  redirectUrls: oauth.redirect_urls,
  hasHomeTab: features.app_home.home_tab_enabled,
  takesMessages: !features.app_home.messages_tab_read_only_enabled,
  loadsOptions: settings.interactivity.message_menu_options_url !== undefined,
  isSocketMode: settings.socket_mode_enabled,
})
