import { messageInWords, replyInWords } from '../domain/message-words.ts'
import { countInWords, spanInWords } from '../domain/plain-words.ts'
import { secondsBetween } from '../domain/time.ts'
import type { DeadLetter, Undelivered } from '../usecases/messages/list-undelivered.ts'
import { hanging } from './paragraphs.ts'

/** The newest first, each with the words of whoever refused it. */
export function deadList({ letters, all }: Undelivered, now: Date): string {
  if (all === 0) return 'Everything that was promised has left, or is on its way.'
  const rest = all - letters.length
  return [
    `${countInWords(all, 'message')} could not be delivered.`,
    ...letters.flatMap((it) => ['', ...letterLines(it, now)]),
    ...(rest > 0 ? ['', `And ${rest} more, older than these.`] : []),
    '',
    'Once what is wrong is mended (usher doctor looks at the mail server), send them again:',
    '  usher messages resend ID, or usher messages resend --all',
  ].join('\n')
}

function letterLines({ id, kind, to, reply, attempts, endedAt, isExpired }: DeadLetter, now: Date): string[] {
  const age = spanInWords(secondsBetween(endedAt, now))
  const tries = countInWords(attempts, 'try', 'tries')
  return [
    id,
    `  ${messageInWords(kind)} to ${to ?? 'somebody in Slack'}, given up ${age} ago after ${tries}`,
    ...hanging('  said: ', replyInWords(reply)),
    ...(isExpired ? ['  Its link has run out: resending makes a new one.'] : []),
  ]
}

export function resentInWords(
  { again, renewed }: { again: number; renewed: number },
  reasons: string[],
): string {
  const lines = [
    ...(again > 0 ? [`${countInWords(again, 'message is', 'messages are')} tried again.`] : []),
    ...(renewed > 0
      ? [`${countInWords(renewed, 'new letter leaves', 'new letters leave')}: the links had run out.`]
      : []),
    ...[...new Set(reasons)].map((it) => `${reasons.filter((one) => one === it).length} not: ${it}`),
  ]
  return lines.join('\n') || 'There is nothing to send again.'
}
