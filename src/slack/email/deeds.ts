import { inWords } from '../../domain/refusal.ts'
import { listUndelivered } from '../../usecases/messages/list-undelivered.ts'
import { resendUndelivered } from '../../usecases/messages/resend-undelivered.ts'
import { sendTestLetter } from '../../usecases/messages/send-test-letter.ts'
import { redrawReminder } from '../../usecases/reminders/see-reminder.ts'
import { type Answer, type AnyReaction, acting, type Heard, opening } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import { refusalWords } from '../refusal-words.ts'
import { reminderWords } from '../reminders/reminder.view.ts'
import { resentWords, testedModal, undeliveredModal } from './email.view.ts'

/** A modal holds a hundred blocks; nobody reads that many. */
const SHOWN = 30

const show = async ({ ctx }: Heard): Promise<Answer> => ({
  modal: undeliveredModal(await listUndelivered(ctx, SHOWN)),
})

/** In the list, on the card of the week, or on the Home: whatever they look at shows what is left. */
async function resend(heard: Heard, ids: string[] | null, reminderId: string): Promise<Answer> {
  const { ctx, place } = heard
  // Whose card that is comes first: nothing is sent from one that they may not see.
  if (reminderId) await redrawReminder(ctx, reminderId)
  const done = await resendUndelivered(ctx, ids)
  const note = resentWords(
    done,
    done.refusals.map((it) => inWords(refusalWords, it).text),
  )
  if (place.in === 'modal') return { modal: undeliveredModal(await listUndelivered(ctx, SHOWN), note) }
  if (!reminderId) return { note, home: 'again' }
  return { note, message: reminderWords(await redrawReminder(ctx, reminderId)) }
}

/** Whether letters leave, and those that did not. */
export const emailDeeds = ({ mail }: SlackNeeds): Record<string, AnyReaction> => ({
  'messages.resend': acting((heard) => resend(heard, [heard.value], '')),
  'messages.resend-failed': acting((heard) => resend(heard, null, heard.value)),
  'messages.test': opening('Test e-mail', async ({ ctx }) => ({
    modal: testedModal(await sendTestLetter(ctx, mail)),
  })),
  'messages.undelivered': opening('Not delivered', show),
})
