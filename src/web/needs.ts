import type { SlackInstalling } from '../domain/slack-install.ts'
import type { Log } from '../log.ts'
import type { Outside } from '../usecases/context.ts'

/** What this door is handed when it opens. */
export interface WebNeeds {
  /** A context for one request. */
  begin(trace: Outside['trace']): Outside
  publicUrl: string
  /** Signs the tokens of forms; the same on every instance. */
  formKey: Buffer
  log: Log
  /** Set where Usher may be installed in many workspaces. */
  slackInstall?: SlackInstalling | null
  /** Where the Slack is that people work in, when it is not the real one. */
  slackIsAt?: string | null
  welcome: { hints: Hint[] }
}

/** Something worth knowing for whoever has just started Usher; main gives none in production. */
export interface Hint {
  text: string
  href?: string
  /** What to type in a terminal. */
  command?: string
}
