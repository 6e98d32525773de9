import type { CardInvitation, ReminderCard } from '../../domain/card.ts'
import { countInWords, listInWords } from '../../domain/plain-words.ts'
import { actions, type Block, button, context, divider, menu, safe, section, type Words } from '../blocks.ts'
import { resendFailed } from '../email/resend-failed.view.ts'
import { addressOf, inviterOf, stateWords, whom } from '../invitations/invitation.view.ts'
import { moment } from '../moments.ts'
import { shortened } from '../words/escape-for-slack.ts'

/** Who has not answered yet: one card, however many they are, drawn anew when one of them does. */
export function reminderWords(card: ReminderCard): Required<Words> {
  const headline = headlineOf(card)
  return {
    text: headline,
    blocks: [
      section(`*${headline}*`),
      ...besideTheList(card),
      ...card.invitations.map((it) => row(it, card)),
      ...(card.pages > 1 ? [turning(card)] : []),
      ...(card.pending + card.expired > 1 ? [divider, forAll(card)] : []),
      context(footOf(card)),
    ],
  }
}

function headlineOf(card: ReminderCard): string {
  if (card.beside) return digestHeadline(card, card.beside)
  const { pending, expired, all, audience } = card
  const whose = audience === 'inviter' ? 'you have invited' : 'invited'
  if (pending > 0)
    return `:bell: ${countInWords(pending, 'person', 'people')} ${whose} ${pending === 1 ? 'has' : 'have'} not answered yet`
  if (expired > 0) return `:warning: ${countInWords(expired, 'invitation')} ran out without an answer`
  return `:white_check_mark: ${all === 1 ? 'This invitation is' : `All ${all} invitations are`} settled`
}

type Beside = NonNullable<ReminderCard['beside']>

/** The first of it is what a phone shows. */
function digestHeadline({ expired }: ReminderCard, { staged, undelivered }: Beside): string {
  const parts = [
    ...(expired > 0 ? [`${countInWords(expired, 'invitation')} ran out`] : []),
    ...(undelivered > 0 ? [`${countInWords(undelivered, 'message')} not delivered`] : []),
    ...(staged > 0 ? [`${countInWords(staged, 'person', 'people')} never invited`] : []),
  ]
  return parts.length > 0
    ? `:broom: Left over from last week: ${listInWords(parts)}`
    : ':white_check_mark: Nothing is left over from last week'
}

/** What a digest says besides whom it lists. */
function besideTheList({ beside, reminderId }: ReminderCard): Block[] {
  if (!beside) return []
  const { staged, undelivered } = beside
  return [
    ...(undelivered > 0
      ? [
          section(
            `:email: ${countInWords(undelivered, 'message')} could not be delivered. Mend what the mail server complains of, then send them again.`,
          ),
          actions(resendFailed(undelivered, reminderId), button('Show them', 'messages.undelivered')),
        ]
      : []),
    ...(staged > 0
      ? [
          section(
            `:bust_in_silhouette: ${countInWords(staged, 'person is', 'people are')} known here and ${staged === 1 ? 'was' : 'were'} never invited. They stand on the Home of Usher, under Users.`,
          ),
          actions(button('Invite them', 'staged.open')),
        ]
      : []),
  ]
}

/** One block a person: fifty is all that a message takes. */
function row(it: CardInvitation, { audience }: ReminderCard): Block {
  const address = addressOf(it)
  const name =
    it.personName && address ? `*${short(it.personName)}* · ${short(address)}` : `*${short(whom(it))}*`
  const by = audience !== 'inviter' ? ` · by ${inviterOf(it)}` : ''
  const lines = `${name}\n${stateWords[it.state]} · ${short(listInWords(it.roleNames))}${by}${timeOf(it)}`
  return section(lines, menu('reminder.menu', entriesOf(it)))
}

/** Eight of the longest fit into one message; the whole stands in the details. */
const short = (theirs: string): string => safe(shortened(theirs, 90))

function timeOf(it: CardInvitation): string {
  if (it.endedAt) return ` · ${moment(it.endedAt)}`
  if (!it.sentAt || !it.expiresAt) return ''
  return ` · sent ${moment(it.sentAt)} · ${it.state === 'expired' ? 'expired' : 'until'} ${moment(it.expiresAt)}`
}

const labels = { resend: 'Resend', cancel: 'Cancel invitation', 'invite-again': 'Invite again' } as const

function entriesOf(it: CardInvitation) {
  const offered = (['resend', 'cancel', 'invite-again'] as const)
    .filter((action) => it.actions.includes(action))
    .map((action) => ({ text: labels[action], action: `invitation.${action}`, value: it.id }))
  const later = it.state === 'pending' && it.actions.length > 0
  return [
    ...offered,
    ...(later ? [{ text: 'Remind in 4 hours', action: 'invitation.snooze-hours', value: it.id }] : []),
    ...(later ? [{ text: 'Remind tomorrow at 9', action: 'invitation.snooze-morning', value: it.id }] : []),
    ...(later ? [] : [{ text: 'Details and trail', action: 'invitation.open', value: it.id }]),
  ]
}

const turning = ({ reminderId, page, pages }: ReminderCard): Block =>
  actions(
    ...(page > 0 ? [button('« Previous', 'reminder.page#previous', `${reminderId} ${page - 1}`)] : []),
    ...(page < pages - 1 ? [button('Next »', 'reminder.page#next', `${reminderId} ${page + 1}`)] : []),
  )

function forAll({ reminderId, pending, expired, beside }: ReminderCard): Block {
  const waiting = pending + expired
  const them = countInWords(waiting, 'invitation')
  return actions(
    button(`Resend all (${waiting})`, 'reminder.resend-all', reminderId, {
      style: 'primary',
      confirm: {
        title: 'Resend all?',
        text: `${countInWords(waiting, 'new letter')} will leave. Every earlier link of these people dies.`,
        yes: `Resend ${waiting}`,
      },
    }),
    button(`Cancel all (${waiting})`, 'reminder.cancel-all', reminderId, {
      style: 'danger',
      confirm: {
        title: 'Cancel all?',
        text: `${them} will be cancelled: the links die at once. No letter tells them. You can invite again at any time.`,
        yes: `Cancel ${waiting}`,
        isDanger: true,
      },
    }),
    ...(pending > 0 && !beside
      ? [
          button('Remind in 4 hours', 'reminder.snooze-hours', reminderId),
          button('Remind tomorrow at 9', 'reminder.snooze-morning', reminderId),
        ]
      : []),
  )
}

const foots: Record<ReminderCard['audience'], string> = {
  inviter: 'You are reminded of each of them once',
  channel: 'Whoever may look after invitations can do so from here',
  digest: 'Each stands in one weekly digest, until it is sent again. It can be turned off in the settings',
}

const footOf = ({ page, pages, audience }: ReminderCard): string =>
  [pages > 1 ? `Page ${page + 1} of ${pages}` : '', foots[audience], 'this card follows what happens']
    .filter(Boolean)
    .join(' · ')
