import type {
  Counts,
  InvitationPage,
  ListedInvitationState,
} from '../../usecases/invitations/list-invitations.ts'
import { actions, type Block, context, divider, section, select } from '../blocks.ts'
import { paging } from '../home/paging.view.ts'
import { search } from '../home/search.view.ts'
import { invitationRow } from './invitation.view.ts'

interface Seen extends InvitationPage {
  counts: Counts
  state: ListedInvitationState | 'all'
  search: string
  isFirstPage: boolean
  mayInvite: boolean
  /** Not everybody's: one's own, and those of one's teams. */
  isPartial: boolean
  now: Date
}

export const invitationsArea = (seen: Seen): Block[] => [
  actions(
    select('home.state', statesOf(seen.counts), { chosen: seen.state, placeholder: 'Which invitations' }),
  ),
  search('invitations', seen.search, 'Search by name or e-mail'),
  ...reachWords(seen),
  divider,
  ...(seen.invitations.length > 0
    ? seen.invitations.flatMap((it) => invitationRow(it, seen.now))
    : [section(emptyWords(seen))]),
  ...paging(seen),
]

const reachWords = ({ isPartial }: Seen): Block[] =>
  isPartial ? [context('Shown: what you have asked for or sent yourself, and what leads to your teams.')] : []

/** The most pressing first; the number beside each, or that there are more than anybody counts. */
const statesOf = (counts: Counts) => {
  const open = counts.pending + counts.expired + counts.scheduled + counts['awaiting approval']
  const choice = (text: string, value: Seen['state'], count?: number) => ({
    text: count === undefined ? text : `${text} (${count > 1000 ? '1,000+' : count})`,
    value,
  })
  return [
    choice('Everything open', 'open', open),
    choice('Pending', 'pending', counts.pending),
    choice('Expired', 'expired', counts.expired),
    choice('Scheduled', 'scheduled', counts.scheduled),
    choice('Awaiting approval', 'awaiting approval', counts['awaiting approval']),
    choice('Accepted', 'accepted', counts.accepted),
    choice('Declined', 'declined', counts.declined),
    choice('Cancelled', 'cancelled', counts.cancelled),
    choice('Denied', 'denied', counts.denied),
    choice('All', 'all'),
  ]
}

export function emptyWords({
  search: sought,
  state,
  mayInvite,
}: Pick<Seen, 'search' | 'state' | 'mayInvite'>): string {
  if (sought)
    return 'Nobody with such a name or address has an invitation in this state. Clear the search to see all.'
  if (state === 'open' || state === 'all')
    return mayInvite
      ? 'Nobody is waiting for an answer. *Invite people* sends a link that is good for a day; whoever has not answered stands here, with Resend and Cancel beside them.'
      : 'Nobody is waiting for an answer.'
  return `No invitation is ${state}.`
}
