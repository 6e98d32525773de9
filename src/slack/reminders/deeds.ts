import { inWords, type Refusal } from '../../domain/refusal.ts'
import { cancelInvitations } from '../../usecases/invitations/cancel-invitations.ts'
import type { OneOutcome } from '../../usecases/invitations/hold-invitations.ts'
import { resendInvitations } from '../../usecases/invitations/resend-invitations.ts'
import { redrawReminder, turnReminder, waitingIn } from '../../usecases/reminders/see-reminder.ts'
import { type Later, snoozeInvitations } from '../../usecases/reminders/snooze-invitations.ts'
import { type Answer, type AnyReaction, acting, type Heard } from '../door/answer.ts'
import { refusalWords } from '../refusal-words.ts'
import { doneToAll, snoozedWords } from './done.view.ts'
import { reminderWords } from './reminder.view.ts'

async function turn({ ctx, value }: Heard): Promise<Answer> {
  const [id = '', page = '0'] = value.split(' ')
  return { message: reminderWords(await turnReminder(ctx, id, Number(page))) }
}

/** Everything that waits on this card; what could not be done is said by its reason, and the card shows the rest. */
const toAll =
  (what: 'resent' | 'cancelled', work: (heard: Heard, ids: string[]) => Promise<OneOutcome[]>) =>
  async (heard: Heard): Promise<Answer> => {
    const outcomes = await work(heard, await waitingIn(heard.ctx, heard.value))
    return {
      message: reminderWords(await redrawReminder(heard.ctx, heard.value)),
      note: doneToAll(what, outcomes.length, reasonsIn(outcomes)),
      home: 'again',
    }
  }

const reasonsIn = (outcomes: OneOutcome[]): Map<string, number> => {
  const reasons = new Map<string, number>()
  for (const { refusal } of outcomes)
    if (refusal) reasons.set(wordsOf(refusal), (reasons.get(wordsOf(refusal)) ?? 0) + 1)
  return reasons
}

const wordsOf = (refusal: Refusal): string => inWords(refusalWords, refusal).text

const snoozeOne =
  (later: Later) =>
  ({ ctx, speaker, value }: Heard): Promise<Answer> =>
    snooze({ ctx, speaker }, [value], later)

const snoozeAll =
  (later: Later) =>
  async ({ ctx, speaker, value }: Heard): Promise<Answer> =>
    snooze({ ctx, speaker }, await waitingIn(ctx, value), later)

async function snooze(
  { ctx, speaker }: Pick<Heard, 'ctx' | 'speaker'>,
  ids: string[],
  later: Later,
): Promise<Answer> {
  const { until, outcomes } = await snoozeInvitations(ctx, ids, later, speaker.timeZone)
  return { note: snoozedWords(until, outcomes.length, reasonsIn(outcomes)) }
}

/** What can be done about those who have not answered, from the card that lists them. */
export const reminderDeeds: Record<string, AnyReaction> = {
  'invitation.snooze-hours': acting(snoozeOne('hours')),
  'invitation.snooze-morning': acting(snoozeOne('morning')),
  'reminder.cancel-all': acting(toAll('cancelled', ({ ctx }, ids) => cancelInvitations(ctx, ids))),
  'reminder.page': acting(turn),
  'reminder.resend-all': acting(toAll('resent', ({ ctx }, ids) => resendInvitations(ctx, ids))),
  'reminder.snooze-hours': acting(snoozeAll('hours')),
  'reminder.snooze-morning': acting(snoozeAll('morning')),
}
