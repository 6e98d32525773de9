import type { CardInvitation } from '../../domain/card.ts'
import type { InvitationAction } from '../../domain/invitation-actions.ts'
import { listInWords } from '../../domain/plain-words.ts'
import type { InvitationState } from '../../domain/states.ts'
import { actions, type Block, button, context, menu, safe, section } from '../blocks.ts'
import { moment, relative } from '../moments.ts'

export const stateWords: Record<InvitationState, string> = {
  'awaiting approval': ':raised_hand: Awaiting approval',
  scheduled: ':calendar: Scheduled',
  pending: ':hourglass: Pending',
  expired: ':warning: Expired',
  accepted: ':white_check_mark: Accepted',
  declined: ':no_entry_sign: Declined',
  cancelled: ':x: Cancelled',
  denied: ':no_entry_sign: Denied',
}

export const whom = (it: Pick<CardInvitation, 'personName' | 'email' | 'address'>): string =>
  it.personName ?? addressOf(it) ?? 'somebody'

export const addressOf = (it: Pick<CardInvitation, 'email' | 'address'>): string | null =>
  it.email ?? it.address

/** As Slack shows people to each other; by the name that was kept, where they are not in Slack or gone. */
export const inviterOf = (it: Pick<CardInvitation, 'inviterName' | 'inviterSlackId'>): string =>
  it.inviterSlackId ? `<@${it.inviterSlackId}>` : safe(it.inviterName)

/** One invitation in a list: who, what state, what was promised, how long it has been and will be. */
export const invitationRow = (it: CardInvitation, now: Date): Block[] => [
  section(firstLines(it), rowMenu(it)),
  context(timesOf(it, now)),
]

/** Without a menu, for where its buttons stand below; in a card spans would soon be wrong, so none are said. */
export const invitationLines = (it: CardInvitation, now: Date | null): Block[] => [
  section(firstLines(it)),
  context(timesOf(it, now)),
]

/** The same in a message that lists them, with what is needed most; all else is behind the details. */
export const invitationWithButtons = (it: CardInvitation, now: Date): Block[] => [
  ...invitationLines(it, now),
  actions(
    ...actionButtons(it).filter(({ action_id = '' }) => first.includes(action_id)),
    button('Details', 'invitation.open', it.id),
  ),
]

const first = [
  'invitation.resend',
  'invitation.cancel',
  'invitation.approve',
  'invitation.deny',
  'invitation.withdraw',
]

function firstLines(it: CardInvitation): string {
  const address = addressOf(it)
  const name =
    it.personName && address ? `*${safe(it.personName)}* · ${safe(address)}` : `*${safe(whom(it))}*`
  const failed = it.hasFailed ? ' · :email: the letter failed' : ''
  const byHand = it.email === null ? ' · by link' : ''
  return `${name}\n${stateWords[it.state]}${failed}${byHand} · ${safe(listInWords(it.roleNames))}`
}

function timesOf(it: CardInvitation, now: Date | null): string {
  const by = `by ${inviterOf(it)}`
  const at = (when: Date): string => (now ? relative(when, now) : moment(when))
  if (it.state === 'awaiting approval') return `Asked for ${at(it.createdAt)} ${by}`
  if (it.state === 'scheduled')
    return `Will be sent ${it.sendAfter ? moment(it.sendAfter) : 'soon'} · made ${at(it.createdAt)} ${by}`
  const sent = it.sentAt ? `Sent ${at(it.sentAt)} ${by}` : `Made ${at(it.createdAt)} ${by}`
  if (it.endedAt) return `${sent} · ${endOf(it, it.endedAt)}`
  if (!it.expiresAt) return sent
  const end = now ? `${moment(it.expiresAt)}, ${relative(it.expiresAt, now)}` : moment(it.expiresAt)
  return `${sent} · ${it.state === 'expired' ? 'expired' : 'expires'} ${end}`
}

/** "cancelled on Friday by Ada · “Wrong address”". */
export const endOf = (it: CardInvitation, at: Date): string =>
  `${it.state} ${moment(at)}${it.endedByName ? ` by ${safe(it.endedByName)}` : ''}${it.endedWhy ? ` · “${safe(it.endedWhy)}”` : ''}`

const labels: Record<InvitationAction, string> = {
  resend: 'Resend',
  'copy-link': 'Copy link',
  edit: 'Edit',
  cancel: 'Cancel invitation',
  approve: 'Approve',
  deny: 'Deny',
  withdraw: 'Withdraw request',
  'invite-again': 'Invite again',
}

/** Before its hour has come, to send it again is to send it now. */
const labelOf = (action: InvitationAction, { state }: CardInvitation): string =>
  action === 'resend' && state === 'scheduled' ? 'Send now' : labels[action]

/** The details first, then what this person may do with it as it stands now. */
const rowMenu = (it: CardInvitation) =>
  menu('invitation.menu', [
    { text: 'Details and trail', action: 'invitation.open', value: it.id },
    ...it.actions.map((action) => ({
      text: labelOf(action, it),
      action: `invitation.${action}`,
      value: it.id,
    })),
  ])

/** The same actions as the row's menu, as buttons; what can not be undone asks in a modal of its own. */
export const actionButtons = (it: CardInvitation) =>
  it.actions.map((action) =>
    button(labelOf(action, it), `invitation.${action}`, it.id, {
      label: `${labelOf(action, it)}: ${whom(it)}`,
      ...(action === 'resend' || action === 'approve' ? { style: 'primary' as const } : {}),
      ...(action === 'cancel' || action === 'deny' || action === 'withdraw'
        ? { style: 'danger' as const }
        : {}),
    }),
  )
