import type { RefusalCode } from './refusal.ts'
import { secondsBetween } from './time.ts'
import type { Outcome } from './wish.ts'

/** Inviting everybody who is known here and was not invited: begun by somebody, done by the clock. */
export interface StagedRun {
  organizationId: string
  id: string
  /** Whoever began it; null: the operator, or somebody who is gone. */
  userId: string | null
  byOperator: boolean
  startedAt: Date
  /** How many there were to invite when it began. */
  total: number
  invited: number
  /** Of whom somebody else has to say yes first. */
  awaiting: number
  /** How many were not invited, by the reason. */
  leftOut: LeftOut
  state: 'running' | 'stopped' | 'done'
  stoppedWhy: 'asked' | 'gone' | 'not-permitted' | null
  stoppedById: string | null
  nextAt: Date
  /** How far it has come, in the order of their ids. */
  afterId: string | null
  endedAt: Date | null
  /** Where its card stands. */
  teamId: string | null
  channel: string | null
  ts: string | null
}

export type LeftOut = Partial<Record<RefusalCode, number>>

export const STAGED_BATCH = 50
/** 1,800 in an hour: whoever began it may still invite by hand. */
export const STAGED_PAUSE_SECONDS = 100

/** What a batch of these outcomes adds. Whom somebody else was quicker to invite is neither invited nor left out. */
export function tallied(
  run: Pick<StagedRun, 'invited' | 'awaiting' | 'leftOut'>,
  outcomes: Outcome[],
): Pick<StagedRun, 'invited' | 'awaiting' | 'leftOut'> {
  const leftOut = { ...run.leftOut }
  for (const it of outcomes) {
    const code = codeOf(it)
    if (code) leftOut[code] = (leftOut[code] ?? 0) + 1
  }
  const count = (result: Outcome['result']) => outcomes.filter((it) => it.result === result).length
  return {
    invited: run.invited + count('invited'),
    awaiting: run.awaiting + count('awaits-approval'),
    leftOut,
  }
}

function codeOf(it: Outcome): RefusalCode | null {
  if (it.result === 'refused') return it.refusal.code
  return it.result === 'needs-confirmation' ? 'address-looks-alike' : null
}

/** How long so many take, without the limits of sending. */
export const stagedSeconds = (people: number): number =>
  Math.max(0, Math.ceil(people / STAGED_BATCH) - 1) * STAGED_PAUSE_SECONDS

/** Longer than a pause: as many have been written to as may be in an hour. */
export const waitsForLimit = ({ state, nextAt }: Pick<StagedRun, 'state' | 'nextAt'>, now: Date): boolean =>
  state === 'running' && secondsBetween(now, nextAt) > STAGED_PAUSE_SECONDS

/** Who can be invited together, and who can not. */
export interface StagedPeople {
  toInvite: number
  /** Of those: they have roles already, and keep them. */
  withRoles: number
  withoutAddress: number
  /** They said no: whoever still wants them asks them one by one. */
  declined: number
}

/** A run, with names: for whoever looks at it. */
export interface StagedProgress
  extends Pick<
    StagedRun,
    | 'id'
    | 'startedAt'
    | 'total'
    | 'invited'
    | 'awaiting'
    | 'leftOut'
    | 'state'
    | 'stoppedWhy'
    | 'nextAt'
    | 'endedAt'
  > {
  /** By name; null: somebody who is gone. */
  startedBy: string | null
  stoppedBy: string | null
  isMine: boolean
  isWaiting: boolean
  now: Date
}
