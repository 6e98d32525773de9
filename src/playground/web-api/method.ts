import type { Token, Workspace } from '../workspace/workspace.ts'
import type { Args } from './arguments.ts'

export interface Caller {
  token: Token
  scopes: string[]
}

/** What a method answers besides `ok`; it throws a SlackError to refuse. */
export type Method = (it: Workspace, args: Args, caller: Caller) => Record<string, unknown>

export interface Entry {
  run: Method
  /** What the token must be allowed; null: any token will do. */
  scope: string | null
}
