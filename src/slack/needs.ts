import type { Deliver } from '../domain/message.ts'
import type { Log } from '../log.ts'
import type { Outside } from '../usecases/context.ts'

/** What this door is handed when it opens. */
export interface SlackNeeds {
  /** A context for one interaction. */
  begin(trace: Outside['trace']): Outside
  publicUrl: string
  log: Log
  /** For a letter that somebody waits for: a test of whether letters leave. */
  mail: Deliver
  settings: SlackSettings
  /** Command names, the first of each the one to speak of: another app may have claimed ours. */
  commands: CommandNames
  /** Hears how long Slack has waited for each acknowledgement, in seconds. */
  acknowledged?(deed: string, seconds: number): void
}

export interface SlackSettings {
  /** Where Slack's methods are: its own address, or a stand-in's. */
  apiUrl: string
  signingSecret: string | null
  /** One workspace by its token, or many by installing. */
  botToken: string | null
  oauth: { clientId: string; clientSecret: string } | null
  /** Socket Mode. */
  appToken: string | null
  /** Newest first; installations are kept encrypted with it. */
  sealingKeys: [Buffer, ...Buffer[]]
}

/** As the environment has it. */
type Configured = Pick<SlackSettings, 'apiUrl' | 'signingSecret' | 'botToken' | 'appToken'> & {
  clientId: string | null
  clientSecret: string | null
}

export const settingsFrom = (
  { clientId, clientSecret, ...it }: Configured,
  sealingKeys: SlackSettings['sealingKeys'],
): SlackSettings => ({
  ...it,
  oauth: clientId && clientSecret ? { clientId, clientSecret } : null,
  sealingKeys,
})

export interface CommandNames {
  people: string[]
  invites: string[]
}

export const usualCommands: CommandNames = { people: ['/people'], invites: ['/invites', '/invite'] }

/** The usual names go on being answered: Slack sends only what the manifest names, and a manifest may be older. */
export const commandNames = (chosen: { people?: string; invites?: string }): CommandNames => ({
  people: withFirst(chosen.people, usualCommands.people),
  invites: withFirst(chosen.invites, usualCommands.invites),
})

const withFirst = (first: string | undefined, usual: string[]): string[] =>
  first ? [first, ...usual.filter((it) => it !== first)] : usual
