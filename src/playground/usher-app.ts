import type { SlackApp } from './workspace/slack-app.ts'

/** As much of a manifest as Slack itself goes by. */
export interface Manifest {
  features: {
    shortcuts: { name: string; type: string; callback_id: string }[]
    slash_commands: { command: string; description: string; usage_hint?: string; should_escape?: boolean }[]
  }
  oauth_config: { scopes: { bot: string[] } }
  settings: { event_subscriptions: { bot_events: string[] } }
}

/**
 * What the manifest tells Slack of this app: what it may call and hear, and what the page offers. `/invite` besides,
 * which at Slack is a command of its own in most workspaces: here it is free, and the first that one would try.
 */
export function appFrom({ features, oauth_config, settings }: Manifest): Partial<SlackApp> {
  const commands = features.slash_commands.map((it) => ({
    command: it.command,
    description: it.description,
    shouldEscape: it.should_escape ?? false,
    ...(it.usage_hint ? { usageHint: it.usage_hint } : {}),
  }))
  const inviting = commands.find((it) => it.command === '/invites')
  return {
    commands: [...(inviting ? [{ ...inviting, command: '/invite' }] : []), ...commands],
    shortcuts: features.shortcuts.map((it) => ({
      callbackId: it.callback_id,
      name: it.name,
      kind: it.type === 'global' ? ('global' as const) : ('message' as const),
    })),
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
  }
}
