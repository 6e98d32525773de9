import { countInWords } from '../../domain/plain-words.ts'
import { button } from '../blocks.ts'

/** Names the number, and asks: the same wherever it stands. `reminderId`: the card that is drawn anew then. */
export const resendFailed = (count: number, reminderId = '') =>
  button(`Resend failed (${count})`, 'messages.resend-failed', reminderId, {
    style: 'primary',
    confirm: {
      title: 'Send them again?',
      text: `${countInWords(count, 'message')} will be tried once more. Whoever’s link has run out gets a new one.`,
      yes: `Resend ${count}`,
    },
  })
