import * as list from '../../db/invitation-list.ts'
import * as invitations from '../../db/invitations.ts'
import { userIdOf } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

export type { Letters } from '../../db/invitation-list.ts'

/** How many letters have left of everything that I invited together with this one. */
export function seeLetters(ctx: Context, invitationId: string): Promise<list.Letters> {
  return atomically(ctx, async (tx) => {
    const one = await invitations.find(tx, within(ctx), invitationId)
    if (one.inviterId === null || one.inviterId !== userIdOf(ctx.actor))
      throw new Refusal('not-found', { what: 'invitation' })
    return list.lettersOf(tx, one)
  })
}
