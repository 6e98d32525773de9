import type { Log } from '../log.ts'
import type { Outside } from '../usecases/context.ts'

/** What this door is handed when it opens. */
export interface SlackNeeds {
  /** A context for one interaction. */
  begin(trace: Outside['trace']): Outside
  publicUrl: string
  log: Log
  settings: SlackSettings
  /** Command names, the first of each the one to speak of: another app may have claimed ours. */
  commands: CommandNames
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

export interface CommandNames {
  people: string[]
  invites: string[]
}

export const usualCommands: CommandNames = { people: ['/people'], invites: ['/invites', '/invite'] }
