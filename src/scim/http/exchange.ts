import type { IncomingMessage } from 'node:http'
import { ipFrom, newRequestId } from '../../caller.ts'
import type { Provider } from '../../usecases/connections/who-provisions.ts'
import type { Outside } from '../../usecases/context.ts'
import type { Provisioned } from '../../usecases/provisioning/provisioning.ts'
import type { ScimNeeds } from '../needs.ts'

/** What a dry run would have changed. */
export type WouldChange = Provisioned<unknown>['wouldChange']

/** One request from its beginning to the moment it is told of. */
export interface Exchange {
  readonly requestId: string
  readonly at: Date
  readonly startedAt: number
  readonly outside: Outside
  readonly method: string
  /** The whole of it, with its query. */
  readonly url: string
  /** Once the token was recognized; null where none is asked for. */
  provider: Provider | null
  request: string | null
  answer: string | null
  quirksUsed: readonly string[]
  said: string
  wouldChange: WouldChange
  /** Called when it is done; null where it is not so large that it had to take a turn. */
  endTurn: (() => void) | null
}

export function exchangeFor(
  req: IncomingMessage,
  { begin, callerOf }: Pick<ScimNeeds, 'begin' | 'callerOf'>,
): Exchange {
  const requestId = newRequestId()
  const outside = begin({ requestId, surface: 'scim', ip: ipFrom(callerOf(req)) })
  return {
    requestId,
    at: outside.now(),
    startedAt: performance.now(),
    outside,
    method: req.method ?? '',
    url: req.url ?? '',
    provider: null,
    request: null,
    answer: null,
    quirksUsed: [],
    said: '',
    wouldChange: null,
    endTurn: null,
  }
}
