import type { SlackApp } from './workspace/slack-app.ts'

/** What the manifest tells Slack of this app: the page completes commands from it and fills the shortcut menus. */
export const usherApp: Partial<SlackApp> = {
  shortcuts: [
    { callbackId: 'invite-people', name: 'Invite people', kind: 'global' },
    { callbackId: 'invite-from-message', name: 'Invite these addresses', kind: 'message' },
  ],
  commands: [
    {
      command: '/invite',
      description: 'Invite people by e-mail',
      usageHint: 'ada@x.com, bob@y.com as Admin in Platform "Welcome!"',
      shouldEscape: true,
    },
    {
      command: '/invites',
      description: 'Invitations: send, list, resend, cancel',
      usageHint: 'ada@x.com as Admin | list | help',
      shouldEscape: true,
    },
    {
      command: '/people',
      description: 'People: list, find, add, suspend',
      usageHint: 'list | find ada | help',
      shouldEscape: true,
    },
  ],
}
