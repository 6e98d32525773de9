import { can, reachOf } from '../../domain/policy.ts'
import { countInvitations, listInvitations } from '../../usecases/invitations/list-invitations.ts'
import type { Area } from '../home/areas.ts'
import { invitationsArea } from './invitations-area.view.ts'
import { stateFrom } from './listed-state.ts'

const PAGE = 12

/** The invitations, those that are still open first. */
export const invitations: Area = {
  id: 'invitations',
  title: 'Invitations',
  needs: ['invitations.read', 'invite.direct', 'invitations.request'],
  draw: async ({ ctx }, place) => {
    const state = stateFrom(place.state)
    const asked = { state, search: place.search ?? null, cursor: place.cursor ?? null, pageSize: PAGE }
    const [page, counts] = await Promise.all([listInvitations(ctx, asked), countInvitations(ctx)])
    return invitationsArea({
      ...page,
      counts,
      state: state ?? 'all',
      search: place.search ?? '',
      isFirstPage: !place.cursor,
      mayInvite: can(ctx.actor, 'invitation.create') || can(ctx.actor, 'invitation.request'),
      isPartial: reachOf(ctx.actor, 'invitation.list') !== 'everybody',
      now: ctx.now(),
    })
  },
}
