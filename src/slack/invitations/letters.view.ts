import { countInWords } from '../../domain/plain-words.ts'
import type { Letters } from '../../usecases/invitations/see-letters.ts'
import { type Block, button, safe, section } from '../blocks.ts'

/** The block that says how far the letters are: drawn anew in place, the rest of its modal stays. */
export const LETTERS = 'letters'

/** What a message needs to be drawn anew: one that was invited, and what was typed. */
export interface NamedTogether {
  invitationId: string
  addresses: string[]
  unreadable: string[]
}

/** What Slack lets a button carry. */
const CARRIED = 2000

/** Where it is too much, the invitation alone: then what becomes of the letters is said in passing. */
export function namedTogether(named: NamedTogether): string {
  const all = JSON.stringify(named)
  return all.length <= CARRIED ? all : named.invitationId
}

/** Before the first has left; later, as it is then. */
export const lettersBlock = (letters: Letters, of: string): Block => ({
  ...section(lettersInWords(letters), button('Refresh', 'letters.refresh', of)),
  block_id: LETTERS,
})

export function lettersInWords({ all, sent, failed, reply }: Letters): string {
  if (all === 0) return 'No letter is on its way.'
  const waiting = all - sent - failed
  return [
    ...(all === 1 && failed === 1 ? [] : [progressOf(all, sent, waiting)]),
    ...(failed > 0
      ? [
          `:warning: ${all === 1 ? 'The letter' : failed} could not be delivered; the invitation says why, in the words of the mail server.`,
        ]
      : []),
    ...(waiting > 0 && reply
      ? [
          `The mail server said: “${safe(reply.slice(0, 250))}”. ${all === 1 ? 'It is' : 'They are'} tried again.`,
        ]
      : []),
  ].join('\n')
}

function progressOf(all: number, sent: number, waiting: number): string {
  if (all === 1) return waiting > 0 ? ':outbox_tray: The letter is queued.' : ':email: The letter has left.'
  return sent === all
    ? `:email: All ${all} letters have left.`
    : `:outbox_tray: ${sent} of ${countInWords(all, 'letter')} have left.`
}
