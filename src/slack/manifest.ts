import { REDIRECT_PATH } from '../domain/slack-install.ts'
import { usageHints } from './words/help.ts'

/** What Usher asks a workspace for, and nothing more: test/manifest.test.ts says which call needs which. */
export const botScopes = ['chat:write', 'commands', 'im:write', 'users:read', 'users:read.email'] as const

/** What Usher asks to be told of. */
const botEvents = ['app_home_opened', 'app_uninstalled', 'tokens_revoked', 'user_change'] as const

interface Wanted {
  publicUrl: string
  /** One name for each command: another app may have claimed ours. */
  commands: { people: string; invites: string }
}

/** Everything Slack has to know of Usher. manifest.yml at the top is this, with an address to be replaced. */
export function manifestFor({ publicUrl, commands }: Wanted) {
  const url = `${publicUrl}/slack/events`
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Usher',
      description: 'Invites people and keeps identities in step',
      long_description:
        'Invite people by a command, a form or a message; see who has answered, send again or take back; look after people, roles, teams, sessions and sign-ins; decide about requests. Invitees get a letter and a page that just works. Everything is on the Home of Usher, and every answer is for your eyes alone.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Usher', always_online: true },
      shortcuts: [
        {
          name: 'Invite people',
          type: 'global',
          callback_id: 'invite-people',
          description: 'Opens the form for invitations',
        },
        {
          name: 'Invite these addresses',
          type: 'message',
          callback_id: 'invite-from-message',
          description: 'Invite addresses in this message',
        },
      ],
      slash_commands: [
        {
          command: commands.people,
          url,
          description: 'Look after people: invite, list, find, roles, groups, sessions and more',
          usage_hint: usageHints.people,
          // So that a mention arrives as an id, and not as a name that several may have.
          should_escape: true,
        },
        {
          command: commands.invites,
          url,
          description: 'Invite people, or see who has not answered yet',
          usage_hint: usageHints.invites,
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      redirect_urls: [`${publicUrl}${REDIRECT_PATH}`],
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { request_url: url, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  }
}
