import { userIdOf } from '../../domain/actor.ts'
import { can, reachOf } from '../../domain/policy.ts'
import type { Context } from '../../usecases/context.ts'
import { seeUser } from '../../usecases/users/see-user.ts'
import type { Modal, Words } from '../blocks.ts'
import { type Answer, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Told } from '../door/told.ts'
import { profileModal } from './profile.view.ts'

/** Somebody as they are now. */
export async function profileOf(ctx: Context, userId: string, note?: Words): Promise<Modal> {
  const profile = await seeUser(ctx, userId)
  const groupIds = [...profile.teams, ...profile.sites].map((it) => it.id)
  return profileModal({
    profile,
    note,
    may: {
      sessions: reachOf(ctx.actor, 'session.list') !== null,
      signIns: reachOf(ctx.actor, 'sign-in.list') !== null,
      invitations: reachOf(ctx.actor, 'invitation.see') !== null,
      grant: can(ctx.actor, 'role.grant'),
      history: can(ctx.actor, 'audit.list'),
      // One's own is on the Home, where it says what comes of it for oneself.
      disconnect: userIdOf(ctx.actor) !== userId && can(ctx.actor, 'user.unbind-slack', { groupIds }),
      personal: profile.actions.some((it) => it.action === 'edit'),
    },
  })
}

/** Within a modal about the same person it is that modal that changes, so that no older one lies beneath. */
export const inPlace =
  (title: string) =>
  ({ place, value }: Told): string | null =>
    place.in === 'modal' && place.view.metadata.user === value ? null : title

export const openProfile: Reaction = opening(inPlace('Profile'), async ({ ctx, value }) => ({
  modal: await profileOf(ctx, value),
}))

/** Done: the profile it was done in shows it, or whoever did it is told where they are; lists follow. */
export async function done({ ctx, place }: Heard, userId: string, note: Words): Promise<Answer> {
  const isInProfile = place.in === 'modal' && place.view.metadata.user === userId
  return isInProfile ? { modal: await profileOf(ctx, userId, note), home: 'again' } : { note, home: 'again' }
}
