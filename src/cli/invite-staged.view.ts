import { countInWords, spanInWords } from '../domain/plain-words.ts'
import { STAGED_BATCH, type StagedProgress, stagedSeconds } from '../domain/staged-run.ts'
import { leftOutLines, progressInWords } from '../domain/staged-words.ts'
import type { SeenStaged } from '../usecases/staged/see-staged.ts'

/** Whom it would reach: nothing is sent by looking. */
export function stagedInWords(seen: SeenStaged): string {
  if (seen.running) return runInWords(seen.running, 'This is under way.')
  if (seen.toInvite === 0) return nobodyInWords(seen)
  const { toInvite, roleName, withRoles } = seen
  return [
    `${countInWords(toInvite, 'person', 'people')} would be invited, with the role ${roleName}${durationOf(toInvite)}.`,
    ...(withRoles > 0 ? [`  ${withRoles} of them have roles already, and keep those besides.`] : []),
    ...notInvited(seen),
  ].join('\n')
}

export const nobodyInWords = (seen: SeenStaged): string =>
  ['There is nobody to invite.', ...notInvited(seen)].join('\n')

const notInvited = ({ withoutAddress, declined }: SeenStaged): string[] => [
  ...(withoutAddress > 0 ? [`  ${withoutAddress} × no e-mail address: enter one on the profile.`] : []),
  ...(declined > 0 ? [`  ${declined} × declined before: invite them one by one.`] : []),
]

const durationOf = (people: number): string => {
  const seconds = stagedSeconds(people)
  return seconds > 0 ? `, ${STAGED_BATCH} at a time: about ${spanInWords(seconds)}` : ''
}

export const beginningInWords = (run: StagedProgress): string =>
  [
    `It has begun: ${countInWords(run.total, 'person', 'people')} to invite${durationOf(run.total)}.`,
    'The server does it. Look with: usher invite --staged --dry-run; stop with: usher invite --staged --stop',
  ].join('\n')

export const runInWords = (run: StagedProgress, said: string): string =>
  [
    said,
    `  ${progressInWords(run)}; begun by ${run.startedBy ?? 'somebody who is gone'} at ${run.startedAt.toISOString()}`,
    ...(run.state === 'running' ? [`  the next batch leaves at ${run.nextAt.toISOString()}`] : []),
    ...leftOutLines(run.leftOut).map((it) => `  ${it}`),
  ].join('\n')
