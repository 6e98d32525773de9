import { boolean, choice, type Fields, integer, list, object } from './shape.ts'
import { matching, string } from './strings.ts'
import { words } from './words.ts'

const address = matching(/^https?:\/\//)
/** A name, or a thing and what may be done with it: commands, users:read.email, incoming-webhook. */
const scope = matching(/^[a-z]+([-_.][a-z]+)*(:[a-z]+([-_.][a-z]+)*)*$/)
const event = matching(/^[a-z]+([_.][a-z0-9]+)*$/)
const scopes = list(scope, 0, 255)
const events = list(event, 0, 100)

const display = object(
  { name: string(1, 35) },
  {
    description: string(1, 140),
    long_description: string(175, 4000),
    background_color: matching(/^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  },
)

const command = object(
  { command: string(2, 32), description: string(1, 2000) },
  { url: address, usage_hint: string(1, 1000), should_escape: boolean },
)
const shortcut = object({
  name: string(1, 24),
  type: choice('message', 'global'),
  callback_id: string(1, 255),
  description: string(1, 150),
})

const leaving = (...leftOut: string[]) => {
  const known = new Set(leftOut)
  return (name: string) => (known.has(name) ? words.notModelled(name) : words.unknown(name))
}

const features = object(
  {},
  {
    app_home: object(
      {},
      { home_tab_enabled: boolean, messages_tab_enabled: boolean, messages_tab_read_only_enabled: boolean },
    ),
    bot_user: object({ display_name: string(1, 80) }, { always_online: boolean }),
    shortcuts: list(shortcut, 1, 10),
    slash_commands: list(command, 1, 50),
  },
  leaving('functions', 'workflow_steps', 'unfurl_domains', 'assistant_view', 'agent_view'),
)

const oauth = object(
  {},
  {
    redirect_urls: list(string(1, 2500), 0, 1000),
    scopes: object({}, { bot: scopes, user: scopes, bot_optional: scopes, user_optional: scopes }),
    token_management_enabled: boolean,
    pkce_enabled: boolean,
  },
)

const flags: Fields = Object.fromEntries(
  ['org_deploy_enabled', 'socket_mode_enabled', 'token_rotation_enabled', 'is_hosted'].map((it) => [
    it,
    boolean,
  ]),
)
const settings = object(
  {},
  {
    ...flags,
    event_subscriptions: object({}, { request_url: address, bot_events: events, user_events: events }),
    interactivity: object(
      { is_enabled: boolean },
      { request_url: address, message_menu_options_url: address },
    ),
  },
  leaving(
    ...[
      'allowed_ip_address_ranges',
      'incoming_webhooks',
      'siws_links',
      'hermes_app_type',
      'function_runtime',
    ],
    'is_mcp_enabled',
  ),
)

const version = integer(0)
export const manifestShape = object(
  { display_information: display },
  {
    $schema: string(1),
    _metadata: object(
      {},
      { schema_version: version, min_version: version, major_version: version, minor_version: version },
    ),
    features,
    oauth_config: oauth,
    settings,
  },
  leaving(
    ...['app_directory', 'functions', 'workflows', 'datastores', 'outgoing_domains', 'types'],
    ...['external_auth_providers', 'mcp_servers'],
  ),
)
