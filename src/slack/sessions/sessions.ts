import { userIdOf } from '../../domain/actor.ts'
import { reachOf } from '../../domain/policy.ts'
import { nameOf } from '../../domain/user.ts'
import type { Context } from '../../usecases/context.ts'
import { listLiveSessions } from '../../usecases/sessions/list-live-sessions.ts'
import { listSessions } from '../../usecases/sessions/list-sessions.ts'
import { revokeSession, revokeSessions } from '../../usecases/sessions/revoke-sessions.ts'
import { seeUser } from '../../usecases/users/see-user.ts'
import type { Modal } from '../blocks.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Area } from '../home/areas.ts'
import { endedSessions } from '../users/access.view.ts'
import { type OfOne, sessionsArea, sessionsModal } from './sessions.view.ts'

const PAGE = 20

const seenBy = (ctx: Context) => ({
  mayEnd: reachOf(ctx.actor, 'session.revoke') !== null,
  selfId: userIdOf(ctx.actor),
  now: ctx.now(),
})

/** Everybody who is signed in. */
export const sessions: Area = {
  id: 'sessions',
  title: 'Sessions',
  needs: 'sessions.read',
  draw: async ({ ctx }, place) => {
    const asked = { search: place.search ?? null, cursor: place.cursor ?? null, pageSize: PAGE }
    return sessionsArea({ ...(await listLiveSessions(ctx, asked)), ...seenBy(ctx), place })
  },
}

/** Somebody's, or everybody's. One's own take no permission. */
export async function sessionsOf(
  ctx: Context,
  userId: string | null,
  { cursor = null, note }: { cursor?: string | null; note?: string } = {},
): Promise<Modal> {
  const common = { ...seenBy(ctx), cursor, note }
  if (userId !== null && userId === userIdOf(ctx.actor))
    return sessionsModal({ ...common, ...(await own(ctx, userId)) })
  const page = await listLiveSessions(ctx, { userId, cursor, pageSize: PAGE })
  return sessionsModal({ ...common, ...page, person: userId ? await named(ctx, userId) : null })
}

async function own(ctx: Context, userId: string): Promise<Pick<OfOne, 'sessions' | 'next' | 'person'>> {
  const all = await listSessions(ctx, userId)
  const sessions = all.slice(0, PAGE).map((it) => ({ ...it, personName: 'You', email: null }))
  return { sessions, next: null, person: { id: userId, name: 'yourself' } }
}

async function named(ctx: Context, userId: string): Promise<{ id: string; name: string }> {
  const { user } = await seeUser(ctx, userId)
  return { id: user.id, name: nameOf(user) }
}

export const openSessions: Reaction = opening('Sessions', async ({ ctx, value }) => ({
  modal: await sessionsOf(ctx, value),
}))

/** Ended already is as good; the list shows what is left. */
export const endSession: Reaction = acting(async (heard) => {
  await revokeSession(heard.ctx, heard.value)
  return shownAgain(heard, 'That session has ended. Whoever used it is asked to sign in at the next click.')
})

export const endAllSessions: Reaction = acting(async (heard) =>
  shownAgain(heard, endedSessions(await revokeSessions(heard.ctx, heard.value))),
)

async function shownAgain({ ctx, place }: Heard, note: string): Promise<Answer> {
  if (place.in !== 'modal' || place.view.metadata.list !== 'sessions')
    return { note: { text: note }, home: 'again' }
  const { of = null, cursor = null } = place.view.metadata
  return { modal: await sessionsOf(ctx, of, { cursor, note }), home: 'again' }
}

export const turnSessions: Reaction = acting(async ({ ctx, place, value }) => {
  const of = place.in === 'modal' ? (place.view.metadata.of ?? null) : null
  return { modal: await sessionsOf(ctx, of, { cursor: value === 'first' ? null : value }) }
})
