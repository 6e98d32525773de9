import type { ListedInvitation, ListedInvitationState } from '../../usecases/invitations/list-invitations.ts'
import { actions, type Block, button, context, safe, section, type Words } from '../blocks.ts'
import { invitationWithButtons } from './invitation.view.ts'
import { emptyWords } from './invitations-area.view.ts'

export interface PendingPage {
  invitations: ListedInvitation[]
  state: ListedInvitationState | 'all'
  search: string
  /** What the buttons to the other pages carry: where those begin. */
  next: string | null
  first: string | null
  mayInvite: boolean
  notUnderstood?: string[]
  homeUrl: string | null
  now: Date
}

/** Whoever has not answered, each with the buttons for it; for the one who asked alone. */
export function pendingWords(page: PendingPage): Words {
  const { invitations, notUnderstood = [], now } = page
  return {
    text: invitations.length > 0 ? titleOf(page) : 'No invitations to show.',
    blocks: [
      ...(invitations.length > 0
        ? [section(`*${titleOf(page)}*`), ...invitations.flatMap((it) => invitationWithButtons(it, now))]
        : [section(emptyWords(page))]),
      ...(notUnderstood.length > 0
        ? [
            context(
              `:grey_question: Not understood here: ${notUnderstood.map((it) => `“${safe(it)}”`).join(', ')}`,
            ),
          ]
        : []),
      ...waysOn(page),
    ],
  }
}

const titles: Record<PendingPage['state'], string> = {
  open: 'Invitations that wait for an answer',
  all: 'All invitations',
  pending: 'Pending invitations',
  expired: 'Expired invitations',
  scheduled: 'Scheduled invitations',
  'awaiting approval': 'Invitations awaiting approval',
  accepted: 'Accepted invitations',
  declined: 'Declined invitations',
  cancelled: 'Cancelled invitations',
  denied: 'Denied invitations',
}

const titleOf = ({ state, search }: PendingPage): string =>
  `${titles[state]}${search ? ` with “${safe(search)}”` : ''}`

const waysOn = ({ first, next, mayInvite, homeUrl }: PendingPage): Block[] => [
  actions(
    ...(mayInvite ? [button('Invite people', 'invite.open', '', { style: 'primary' })] : []),
    ...(first ? [button('« First page', 'pending.page#first', first)] : []),
    ...(next ? [button('Next page »', 'pending.page#next', next)] : []),
    button('Show all on the Home', 'home.invitations', '', homeUrl ? { url: homeUrl } : {}),
  ),
]
