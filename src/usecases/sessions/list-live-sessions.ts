import { isId } from '../../db/id.ts'
import * as sessions from '../../db/sessions.ts'
import { authorizeWithin } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { needlesOf } from '../../domain/search-text.ts'
import type { Session } from '../../domain/session.ts'
import { nameOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'

export interface SessionQuestion {
  userId?: string | null
  /** Parts of a name, an address or a number of the person. */
  search?: string | null
  /** Where the page before said the next one begins. */
  cursor?: string | null
  pageSize?: number
}

export interface ListedSession extends Session {
  personName: string
  email: string | null
}

export interface SessionPage {
  sessions: ListedSession[]
  next: string | null
}

const USUAL_PAGE = 20
const PAGE_LIMIT = 50

/** Everybody who is signed in now, newest first, as far as whoever asks may see them. */
export function listLiveSessions(ctx: Context, asked: SessionQuestion = {}): Promise<SessionPage> {
  return atomically(ctx, async (tx) => {
    const reach = authorizeWithin(ctx.actor, 'session.list')
    if (asked.cursor && !isId(asked.cursor)) throw new Refusal('cursor-unreadable')
    const size = Math.min(Math.max(asked.pageSize ?? USUAL_PAGE, 1), PAGE_LIMIT)
    const filter = {
      userId: asked.userId ?? null,
      needles: needlesOf(asked.search ?? ''),
      withinGroups: reach === 'everybody' ? null : reach,
      before: asked.cursor ?? null,
    }
    const rows = await sessions.livePage(tx, within(ctx), filter, size + 1, ctx.now())
    const shown = rows.slice(0, size)
    return {
      sessions: shown.map(({ person, ...it }) => ({
        ...it,
        personName: nameOf(person),
        email: person.email,
      })),
      next: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}
