/** What Slack knows of the app from its manifest. */
export interface SlackApp {
  id: string
  botId: string
  name: string
  botName: string
  clientId: string
  clientSecret: string
  /** The verification token of old; still in every payload. */
  verificationToken: string
  scopes: string[]
  /** Slash commands; null answers to any. */
  commands: { command: string; description: string; usageHint?: string; shouldEscape?: boolean }[] | null
  shortcuts: { callbackId: string; name: string; kind: 'global' | 'message' }[]
  /** Event subscriptions; null delivers all. */
  events: string[] | null
  redirectUrls: string[]
  hasHomeTab: boolean
  /** Else nobody writes to it, nor types a command, where its own messages stand. */
  takesMessages: boolean
  /** A web address for external selects; without one Slack loads no options. */
  loadsOptions: boolean
  /** Requests go down the lines the bot opened, and none to its address. */
  isSocketMode: boolean
}

export const defaultApp: SlackApp = {
  id: 'A0USHER0000',
  botId: 'B0USHER0000',
  name: 'Usher',
  botName: 'usher',
  clientId: '100.200',
  clientSecret: 'client-secret',
  verificationToken: 'verification',
  scopes: [
    'commands',
    'chat:write',
    'im:write',
    'users:read',
    'users:read.email',
    'files:read',
    'files:write',
  ],
  commands: null,
  shortcuts: [],
  events: null,
  redirectUrls: [],
  hasHomeTab: true,
  takesMessages: true,
  loadsOptions: true,
  isSocketMode: false,
}
