import { HOUR } from './time.ts'
import type { TryLimit } from './tries.ts'
import { stateOf, type User } from './user.ts'

export const SLACK_LINK_SECONDS = HOUR

/** Letters that anybody in a workspace can cause, and letters that one mailbox can get of it. */
export const slackLinkTries: TryLimit = {
  free: 3,
  windowSeconds: HOUR,
  waitSeconds: HOUR,
  longestWaitSeconds: HOUR,
}

/** Only whoever reads a mailbox that was proved to be theirs can say that a Slack account is theirs too. */
export const mayLinkSlack = (user: User): boolean =>
  stateOf(user) === 'active' && user.email !== null && user.emailVerifiedAt !== null
