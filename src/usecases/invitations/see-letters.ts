import type { Tx } from '../../db/database.ts'
import * as list from '../../db/invitation-list.ts'
import * as invitations from '../../db/invitations.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { Invitation } from '../../domain/invitation.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

export type { Letters } from '../../db/invitation-list.ts'

/** How many letters have left of everything that I invited together with this one. */
export function seeLetters(ctx: Context, invitationId: string): Promise<list.Letters> {
  return atomically(ctx, async (tx) => list.lettersOf(tx, await ofMine(tx, ctx, invitationId)))
}

/** Somebody else's is not there. */
export async function ofMine(tx: Tx, ctx: Context, invitationId: string): Promise<Invitation> {
  const one = await invitations.find(tx, within(ctx), invitationId)
  if (one.inviterId === null || one.inviterId !== userIdOf(ctx.actor))
    throw new Refusal('not-found', { what: 'invitation' })
  return one
}
