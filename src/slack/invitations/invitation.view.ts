import type { CardInvitation } from '../../domain/card.ts'
import type { InvitationAction } from '../../domain/invitation-actions.ts'
import { listInWords } from '../../domain/plain-words.ts'
import type { InvitationState } from '../../domain/states.ts'
import { type Block, button, type Confirmed, context, menu, safe, section } from '../blocks.ts'
import { moment, relative } from '../moments.ts'

const stateWords: Record<InvitationState, string> = {
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
  it.personName ?? it.email ?? it.address ?? 'somebody'

/** One invitation in a list: who, what state, what was promised, how long it has been and will be. */
export const invitationRow = (it: CardInvitation, now: Date): Block[] => [
  section(firstLines(it), rowMenu(it)),
  context(timesOf(it, now)),
]

/** The same without its menu, for where its buttons stand below. */
export const invitationLines = (it: CardInvitation, now: Date): Block[] => [
  section(firstLines(it)),
  context(timesOf(it, now)),
]

function firstLines(it: CardInvitation): string {
  const name =
    it.personName && it.email ? `*${safe(it.personName)}* · ${safe(it.email)}` : `*${safe(whom(it))}*`
  const failed = it.hasFailed ? ' · :email: the letter failed' : ''
  return `${name}\n${stateWords[it.state]}${failed} · ${safe(listInWords(it.roleNames))}`
}

function timesOf(it: CardInvitation, now: Date): string {
  const by = `by ${safe(it.inviterName)}`
  if (it.state === 'awaiting approval') return `Asked for ${relative(it.createdAt, now)} ${by}`
  if (it.state === 'scheduled')
    return `Will be sent ${it.sendAfter ? moment(it.sendAfter) : 'soon'} · made ${relative(it.createdAt, now)} ${by}`
  const sent = it.sentAt
    ? `Sent ${relative(it.sentAt, now)} ${by}`
    : `Made ${relative(it.createdAt, now)} ${by}`
  if (it.endedAt)
    return `${sent} · ${it.state} ${moment(it.endedAt)}${it.endedByName ? ` by ${safe(it.endedByName)}` : ''}${it.endedWhy ? ` · “${safe(it.endedWhy)}”` : ''}`
  if (!it.expiresAt) return sent
  const end = `${moment(it.expiresAt)}, ${relative(it.expiresAt, now)}`
  return `${sent} · ${it.state === 'expired' ? 'expired' : 'expires'} ${end}`
}

const labels: Record<InvitationAction, string> = {
  resend: 'Resend',
  'copy-link': 'Copy link',
  edit: 'Edit',
  cancel: 'Cancel invitation',
  approve: 'Approve',
  deny: 'Deny',
  'invite-again': 'Invite again',
}

/** The details first, then what this person may do with it as it stands now. */
const rowMenu = (it: CardInvitation) =>
  menu('invitation.menu', [
    { text: 'Details and trail', action: 'invitation.open', value: it.id },
    ...it.actions.map((action) => ({ text: labels[action], action: `invitation.${action}`, value: it.id })),
  ])

/** The same actions as the row's menu, as buttons; what can not be undone asks first. */
export const actionButtons = (it: CardInvitation) =>
  it.actions.map((action) => {
    const confirm = confirmations(it)[action]
    return button(labels[action], `invitation.${action}`, it.id, {
      ...(action === 'resend' || action === 'approve' ? { style: 'primary' as const } : {}),
      ...(action === 'cancel' || action === 'deny' ? { style: 'danger' as const } : {}),
      ...(confirm ? { confirm } : {}),
    })
  })

const confirmations = (it: CardInvitation): Partial<Record<InvitationAction, Confirmed>> => ({
  'copy-link': {
    title: 'Make a new link?',
    text: `Every link that ${whom(it)} has received stops working. The new one is shown to you, once.`,
    yes: 'Make a new link',
  },
})
