import { apologise, type Workspace } from '../workspace/workspace.ts'
import type { Outcome } from './parcel.ts'

/** Why Slack apologises, for whoever develops the bot. */
export const causeOf = (outcome: Outcome): string => {
  if (outcome.how === 'late') return 'The bot did not answer in time'
  if (outcome.how === 'unreachable') return 'The bot could not be reached'
  return `The bot answered with status ${outcome.status}: ${outcome.text.slice(0, 300)}`
}

export interface Done {
  /** What Slack shows instead of a result, if it could not be done. */
  trouble: string | null
  outcome: Outcome | null
}

export const wentWell = (outcome: Outcome | null): Done => ({ trouble: null, outcome })

export function wentWrong(
  it: Workspace,
  person: string,
  deed: string,
  words: string,
  outcome: Outcome | null,
  cause = outcome ? causeOf(outcome) : words,
): Done {
  apologise(it, { person, deed, words, cause })
  return { trouble: words, outcome }
}
