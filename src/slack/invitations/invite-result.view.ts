import { countInWords } from '../../domain/plain-words.ts'
import { inWords } from '../../domain/refusal.ts'
import type { Outcome } from '../../domain/wish.ts'
import {
  type Accessory,
  actions,
  type Block,
  button,
  context,
  divider,
  type Modal,
  modal,
  safe,
  section,
  type Words,
} from '../blocks.ts'
import { moment } from '../moments.ts'
import { refusalWords } from '../refusal-words.ts'

export interface Sent {
  outcomes: Outcome[]
  /** What was not understood, as it was typed. */
  unreadable: string[]
  by: 'letter' | 'link'
}

/** Each address with what became of it and what to do next; of hundreds, those that need somebody first. */
export const inviteResult = (sent: Sent): Modal =>
  modal({ title: titleOf(sent), close: 'Done', blocks: resultBlocks(sent, 96) })

/** The same for whoever typed a command: to them alone. Links are not shown here, they stay in modals. */
export const inviteResultWords = (sent: Sent): Words => ({
  text: summaryOf(sent),
  blocks: resultBlocks(sent, 46),
})

const titleOf = ({ outcomes }: Sent): string => {
  const sent = outcomes.filter(isGood).length
  if (sent === 0) return 'Nobody was invited'
  return sent === 1 ? 'Invitation created' : 'Invitations created'
}

const isGood = (it: Outcome): boolean =>
  it.result === 'invited' || it.result === 'scheduled' || it.result === 'awaits-approval'

function summaryOf({ outcomes, unreadable }: Sent): string {
  const good = outcomes.filter(isGood).length
  const rest = outcomes.length - good
  return [
    `${countInWords(good, 'person', 'people')} invited`,
    ...(rest > 0 ? [`${rest} not`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} not understood`] : []),
  ].join(', ')
}

function resultBlocks(sent: Sent, limit: number): Block[] {
  const { outcomes, unreadable, by } = sent
  const needing = outcomes.filter((it) => !isPlain(it))
  const plain = outcomes.filter(isPlain)
  const rows = needing.slice(0, limit - 8).map((it) => rowOf(it, by))
  const left = needing.length - rows.length
  return [
    ...(outcomes.length > 1 ? [section(`*${summaryOf(sent)}*`)] : []),
    ...plainRows(plain),
    ...(rows.length > 0 && plain.length > 0 ? [divider] : []),
    ...rows,
    ...(left > 0 ? [context(`… and ${left} more, all of them on the Home of Usher.`)] : []),
    ...(unreadable.length > 0
      ? [
          section(
            `:grey_question: *Not understood:* ${unreadable
              .slice(0, 20)
              .map((it) => `“${safe(it)}”`)
              .join(', ')}`,
          ),
        ]
      : []),
    ...(outcomes.length > 0 ? [actions(button('Show invitations', 'home.invitations'))] : []),
  ]
}

/** Went well, and nothing to add: many of these fit in one line each. */
const isPlain = (it: Outcome): boolean =>
  (it.result === 'invited' && it.link === null && it.similarTo === null) ||
  (it.result === 'scheduled' && it.similarTo === null) ||
  it.result === 'awaits-approval' ||
  it.result === 'repeated'

const LINES = 40

function plainRows(plain: Outcome[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < plain.length; at += LINES)
    blocks.push(
      section(
        plain
          .slice(at, at + LINES)
          .map(lineOf)
          .join('\n'),
      ),
    )
  return blocks
}

function lineOf(it: Outcome): string {
  const email = safe(it.email)
  if (it.result === 'scheduled') return `:calendar: ${email} · the letter leaves ${moment(it.sendAfter)}`
  if (it.result === 'awaits-approval') return `:raised_hand: ${email} · waits for somebody else to approve it`
  if (it.result === 'repeated') return `:heavy_minus_sign: ${email} · named twice, invited once`
  return `:white_check_mark: ${email} · invited, the letter is on its way`
}

const linkWords = {
  letter:
    'invited, the letter is on its way.\n:link: If it does not arrive, hand over this link. It is shown once, to you alone, and works once:',
  link: 'invited, no letter was sent.\n:link: Hand over this link. It is shown once, to you alone, and works once:',
}

/** What needs somebody: the reason, and the next step beside it. */
function rowOf(it: Outcome, by: Sent['by']): Block {
  const email = `*${safe(it.email)}*`
  switch (it.result) {
    case 'invited':
      return it.link
        ? section(
            `:link: ${email}\nHand over this link. It is shown once, to you alone, and works once:\n${safe(it.link)}`,
          )
        : section(
            `:white_check_mark: ${email} · invited, the letter is on its way\n:eyes: ${safe(it.similarTo ?? '')} is here already. The same person?`,
            show('Open invitation', 'invitation.open', it.invitationId),
          )
    case 'scheduled':
      return section(
        `:calendar: ${email} · the letter leaves ${moment(it.sendAfter)}\n:eyes: ${safe(it.similarTo ?? '')} is here already. The same person?`,
        show('Open invitation', 'invitation.open', it.invitationId),
      )
    case 'already-invited':
      return section(
        `:hourglass: ${email} · already invited (${it.state})`,
        show('Resend', 'invitation.resend', it.invitationId),
      )
    case 'already-a-user':
      return section(
        `:bust_in_silhouette: ${email} · already a user (${it.state})`,
        show('Open', 'user.open', it.userId),
      )
    case 'needs-confirmation':
      return section(
        `:warning: ${email} · looks like another domain: it truly reads \`${safe(it.readsAs)}\`. Not invited; use the form to confirm it.`,
      )
    case 'refused':
      return section(`:no_entry: ${email} · ${safe(inWords(refusalWords, it.refusal).text)}`)
    default:
      return section(lineOf(it))
  }
}

const show = (text: string, action: string, id: string): Accessory => button(text, action, id)
