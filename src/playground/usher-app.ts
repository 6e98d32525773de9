import { appFromManifest, type Manifest } from './workspace/app-from-manifest.ts'
import type { SlackApp } from './workspace/slack-app.ts'

/**
 * Usher as its manifest tells any Slack of it, and `/invite` besides: at Slack that is mostly taken; here it is free,
 * and the first that one would try.
 */
export function usherFrom(manifest: Manifest, invites: string): Partial<SlackApp> {
  const app = appFromManifest(manifest)
  const known = app.commands ?? []
  const inviting = known.find((it) => it.command === invites && invites !== '/invite')
  return { ...app, commands: [...(inviting ? [{ ...inviting, command: '/invite' }] : []), ...known] }
}
