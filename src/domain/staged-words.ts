import { countInWords } from './plain-words.ts'
import type { LeftOut, StagedProgress } from './staged-run.ts'

/** Why somebody was not invited with the others, and what to do; for a reader who looks at many at once. */
const reasons: LeftWords = {
  'address-unreadable': 'has an address that can not be read: correct it on the profile',
  'address-domain-not-allowed':
    'has an address of a domain that is not allowed here: the settings list those that are',
  'address-looks-alike':
    'has an address that looks like another domain: look at it, then invite that person by hand',
  'too-often': 'was written to too often within a day: try again tomorrow',
  'changed-meanwhile': 'was changed by somebody else at that moment: begin once more',
}
type LeftWords = Partial<Record<keyof LeftOut, string>>

/** A line for each reason: "3 × has an address …". */
export const leftOutLines = (leftOut: LeftOut): string[] =>
  Object.entries(leftOut).map(
    ([code, count]) =>
      `${count} × ${reasons[code as keyof LeftOut] ?? 'can not be invited together with others: invite that person by hand'}`,
  )

export const leftOutCount = (leftOut: LeftOut): number =>
  Object.values(leftOut).reduce((sum, it) => sum + it, 0)

/** "150 of 430 invited, 3 could not be". */
export function progressInWords({ invited, awaiting, total, leftOut }: StagedProgress): string {
  const left = leftOutCount(leftOut)
  return [
    `${invited} of ${countInWords(total, 'person', 'people')} invited`,
    ...(awaiting > 0 ? [`${awaiting} ${awaiting === 1 ? 'waits' : 'wait'} for approval`] : []),
    ...(left > 0 ? [`${left} could not be`] : []),
  ].join(', ')
}

/** Of whom nothing is left to say: somebody else has invited, changed or removed them before their turn came. */
export const goneMeanwhile = ({ total, invited, awaiting, leftOut }: StagedProgress): number =>
  Math.max(0, total - invited - awaiting - leftOutCount(leftOut))

/** Why it stopped, and what then. */
export function whyStopped({ stoppedWhy, stoppedBy }: StagedProgress): string {
  if (stoppedWhy === 'asked') return `${stoppedBy ?? 'Somebody'} stopped it. Nobody else is invited.`
  if (stoppedWhy === 'gone')
    return 'Whoever began it has no access any more. Anybody who may invite can begin it again: it goes on with those who are left.'
  return 'Whoever began it may not invite these people any more. Anybody who may can begin it again: it goes on with those who are left.'
}
