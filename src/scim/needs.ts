import type { Log } from '../log.ts'
import type { Outside } from '../usecases/context.ts'

/** What this door is handed when it opens. */
export interface ScimNeeds {
  /** A context for one request. */
  begin(trace: Outside['trace']): Outside
  publicUrl: string
  log: Log
  /** Milliseconds of the clock on the wall, which goes on whatever clock the house is given. */
  wallClock?: () => number
}

/** Where the protocol begins. The address providers are given ends here. */
export const MOUNTED_AT = '/scim/v2'
