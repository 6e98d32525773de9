import { countInWords } from '../../domain/plain-words.ts'
import { inWords } from '../../domain/refusal.ts'
import type { InvitationState } from '../../domain/states.ts'
import type { OutcomeNow } from '../../domain/wish.ts'
import type { Letters } from '../../usecases/invitations/see-letters.ts'
import {
  type Accessory,
  actions,
  type Block,
  button,
  context,
  type Modal,
  modal,
  mrkdwn,
  safe,
  section,
  type Words,
} from '../blocks.ts'
import { moment } from '../moments.ts'
import { refusalWords } from '../refusal-words.ts'
import { lettersBlock, namedTogether } from './letters.view.ts'
import { silentInWords } from './mentioned.ts'

export interface Sent {
  outcomes: OutcomeNow[]
  /** What was not understood, as it was typed. */
  unreadable: string[]
  /** People of whom Slack tells no address. */
  silent?: string[]
  by: 'letter' | 'link'
  /** How far they are; left out where they have only just been asked for. */
  letters?: Letters
  homeUrl: string | null
}

/** How much of it fits: Slack takes 100 blocks in a modal, and 50 with far fewer words in a message. */
interface Room {
  rows: number
  /** Blocks of lines without a button. */
  packs: number
  /** A link may stand here. */
  isSecret: boolean
}

const inModal: Room = { rows: 40, packs: 50, isSecret: true }
const inMessage: Room = { rows: 8, packs: 1, isSecret: false }

/** Each address with what became of it and what to do next; of hundreds, those that need somebody first. */
export const inviteResult = (sent: Sent): Modal =>
  modal({ title: titleOf(sent), close: 'Done', blocks: resultBlocks(sent, inModal) })

/** The same for whoever typed a command: to them alone. Links are not shown here, they stay in modals. */
export const inviteResultWords = (sent: Sent): Words => ({
  text: summaryOf(sent),
  blocks: resultBlocks(sent, inMessage),
})

const titleOf = ({ outcomes }: Sent): string => {
  const good = outcomes.filter(isGood)
  if (good.length === 0) return 'Nobody was invited'
  if (good.every((it) => it.result === 'awaits-approval')) return 'Approval asked'
  return good.length === 1 ? 'Invitation created' : 'Invitations created'
}

const isInvited = (it: OutcomeNow) => it.result === 'invited' || it.result === 'was-invited'
const isGood = (it: OutcomeNow): boolean =>
  isInvited(it) || it.result === 'scheduled' || it.result === 'awaits-approval'

function summaryOf({ outcomes, unreadable, silent = [] }: Sent): string {
  const counted = (result: OutcomeNow['result']) => outcomes.filter((it) => it.result === result).length
  const repeated = counted('repeated')
  const rest = outcomes.length - outcomes.filter(isGood).length - repeated
  const parts = [
    [outcomes.filter(isInvited).length, 'invited'],
    [counted('scheduled'), 'scheduled'],
    [counted('awaits-approval'), 'waiting for approval'],
    [rest, 'not invited'],
    [repeated, 'named twice'],
    [unreadable.length + silent.length, 'not understood'],
  ] as const
  return (
    parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(', ') || 'Nobody was named'
  )
}

function resultBlocks(sent: Sent, room: Room): Block[] {
  const { outcomes, unreadable, silent = [], homeUrl } = sent
  const isOnly = outcomes.length === 1
  const withStep = outcomes.filter((it) => stepOf(it, room, isOnly) !== null)
  const rows = withStep
    .slice(0, room.rows)
    .map((it) => section(lineOf(it, room), stepOf(it, room, isOnly) ?? undefined))
  const stepless = outcomes.filter((it) => !withStep.includes(it))
  const lines = [...withStep.slice(room.rows), ...stepless].map((it) => lineOf(it, room))
  const packed = pack(lines)
  const shown = packed.slice(0, room.packs)
  return [
    ...(outcomes.length > 1 ? [section(`*${summaryOf(sent)}*`)] : []),
    ...lettersIn(sent, room),
    ...rows,
    ...shown.map((it) => asWritten(it.join('\n'))),
    ...(packed.length > shown.length
      ? [
          context(
            `… and ${countInWords(packed.slice(shown.length).flat().length, 'more address', 'more addresses')}: the Home of Usher shows them all.`,
          ),
        ]
      : []),
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
    ...silent.slice(0, 5).map((it) => section(`:grey_question: ${safe(silentInWords(it))}`)),
    ...(outcomes.some(isGood) || withStep.length > 0
      ? [actions(button('Show invitations', 'home.invitations', '', homeUrl ? { url: homeUrl } : {}))]
      : []),
  ]
}

/** A modal is drawn from what it shows; Slack does not say what a message to one person showed. */
function lettersIn({ outcomes, unreadable, by, letters }: Sent, { isSecret: isInModal }: Room): Block[] {
  const invited = outcomes.flatMap((it) =>
    it.result === 'invited' || it.result === 'was-invited' ? [it.invitationId] : [],
  )
  const [one] = invited
  if (by === 'link' || !one) return []
  const named = { invitationId: one, addresses: outcomes.map((it) => it.email), unreadable }
  return [
    lettersBlock(
      letters ?? { all: invited.length, sent: 0, failed: 0, reply: null },
      isInModal ? one : namedTogether(named),
    ),
  ]
}

const CHARACTERS = 2900

/** Slack makes no links of the addresses in it: hundreds of them would be longer than Slack takes. */
const asWritten = (text: string): Block => ({ type: 'section', text: { ...mrkdwn(text), verbatim: true } })

/** As many lines to a block as fit. */
function pack(lines: string[]): string[][] {
  const blocks: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const line of lines) {
    if (size + line.length > CHARACTERS) {
      blocks.push([])
      size = 0
    }
    blocks.at(-1)?.push(line)
    size += line.length + 1
  }
  return blocks
}

const handOver = 'Hand over this link. It is shown once, to you alone, and works once:'

/** What became of one address. */
function lineOf(it: OutcomeNow, { isSecret }: Room): string {
  const email = `*${safe(it.email)}*`
  switch (it.result) {
    case 'invited':
      return [
        `:white_check_mark: ${email} · invited`,
        ...(it.link && isSecret ? [`:link: ${handOver}\n<${it.link}>`] : []),
        ...similar(it.similarTo),
      ].join('\n')
    case 'was-invited':
      return `:white_check_mark: ${email} · invited, ${it.state} by now`
    case 'scheduled':
      return [
        `:calendar: ${email} · the letter leaves ${moment(it.sendAfter)}`,
        ...similar(it.similarTo),
      ].join('\n')
    case 'awaits-approval':
      return `:raised_hand: ${email} · waits for somebody else to approve it`
    case 'repeated':
      return `:heavy_minus_sign: ${email} · named twice, invited once`
    case 'already-invited':
      return `:hourglass: ${email} · already invited (${it.state})`
    case 'already-a-user':
      return `:bust_in_silhouette: ${email} · already a user (${it.label.toLowerCase()})`
    case 'needs-confirmation':
      return `:warning: ${email} · not invited: it truly reads \`${safe(it.readsAs)}\``
    case 'refused':
      return `:no_entry: ${email} · ${safe(inWords(refusalWords, it.refusal).text)}`
  }
}

const similar = (to: string | null): string[] =>
  to ? [`:eyes: ${safe(to)} is here already. The same person?`] : []

/** The next step, where there is one to offer. */
function stepOf(it: OutcomeNow, { isSecret }: Room, isOnly: boolean): Accessory | null {
  const step = (text: string, action: string, id: string) =>
    button(text, action, id, { label: `${text}: ${it.email}` })
  if (it.result === 'already-a-user') return step('Open', 'user.open', it.userId)
  if (it.result === 'already-invited' || it.result === 'was-invited') {
    const again = sendingAgain[it.state]
    return again
      ? step(again, 'invitation.resend', it.invitationId)
      : step('Open invitation', 'invitation.open', it.invitationId)
  }
  if (it.result !== 'invited' && it.result !== 'scheduled') return null
  if (it.similarTo) return step('Open invitation', 'invitation.open', it.invitationId)
  return it.result === 'invited' && isOnly && !isSecret
    ? step('Copy link', 'invitation.copy-link', it.invitationId)
    : null
}

/** As it is called where it is of use. */
const sendingAgain: Partial<Record<InvitationState, string>> = {
  scheduled: 'Send now',
  pending: 'Resend',
  expired: 'Resend',
}
