import { z } from 'zod'
import { can } from '../../domain/policy.ts'
import { listInvitations } from '../../usecases/invitations/list-invitations.ts'
import type { WordReaction } from '../commands/word.ts'
import type { Heard } from '../door/answer.ts'
import { homeUrl } from '../home/home-url.ts'
import { stateFrom } from './listed-state.ts'
import { type PendingPage, pendingWords } from './pending.view.ts'

/** What Slack takes in one message, with room for long names. */
const PAGE = 6

const place = z.object({
  state: z.string().nullable(),
  search: z.string(),
  cursor: z.string().nullable(),
})
type PendingPlace = z.infer<typeof place>

async function pageAt(heard: Heard, at: PendingPlace): Promise<PendingPage> {
  const { ctx } = heard
  const state = stateFrom(at.state)
  const page = await listInvitations(ctx, { ...at, state, pageSize: PAGE })
  const next = page.next && JSON.stringify({ ...at, cursor: page.next })
  return {
    invitations: page.invitations,
    state: state ?? 'all',
    search: at.search,
    next,
    first: at.cursor ? JSON.stringify({ ...at, cursor: null }) : null,
    mayInvite: can(ctx.actor, 'invitation.create') || can(ctx.actor, 'invitation.request'),
    homeUrl: homeUrl(heard),
    now: ctx.now(),
  }
}

/** "pending", "pending expired", "pending @example.com": whoever has not answered, with the buttons for it. */
export const pending: WordReaction<'pending'> = {
  react: async (heard, { filters }) => {
    const { status, search, unreadable, role, team, department, unit, site } = filters
    const ignored = [role, team, department, unit, site].filter((it) => it !== null)
    const page = await pageAt(heard, { state: status, search, cursor: null })
    return { note: pendingWords({ ...page, notUnderstood: [...unreadable, ...ignored] }) }
  },
}

/** Another page of the same list, in the place of this one. */
export async function turnPending(heard: Heard) {
  const words = pendingWords(await pageAt(heard, placeIn(heard.value)))
  return heard.place.in === 'message' ? { message: words } : { note: words }
}

function placeIn(value: string): PendingPlace {
  try {
    return place.parse(JSON.parse(value))
  } catch {
    return { state: null, search: '', cursor: null }
  }
}
