import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import * as roles from '../../db/roles.ts'
import { deathOf, type Invitation } from '../../domain/invitation.ts'
import { Refusal } from '../../domain/refusal.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'
import { type ByLink, lockByLink } from './find-by-link.ts'

/** Always the same answer, so that asking tells nothing; heard at most once an hour for one invitation. */
export async function askForNewLink(ctx: Outside, token: string): Promise<void> {
  try {
    await atomically(ctx, async (tx) => {
      const found = await lockByLink(tx, token)
      if (isWorthAsking(found, ctx.now())) await tell(tx, ctx, found)
    })
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
  }
}

/** Somebody who accepted has a password instead; a link that lives needs no other. */
const isWorthAsking = ({ invitation, token }: ByLink, now: Date): boolean => {
  const cause = deathOf(invitation, token.generation, now)
  return cause !== null && cause !== 'accepted'
}

async function tell(tx: Tx, ctx: Outside, { invitation, token }: ByLink): Promise<void> {
  const now = ctx.now()
  if (!(await tokens.noteAsked(tx, token, now))) return
  const { organizationId, id: invitationId } = invitation
  const { generation } = token
  await events.note(tx, now, [{ organizationId, invitationId, generation, kind: 'new link asked' }])
  const people = await whomToTell(tx, invitation, now)
  await outbox.post(
    tx,
    now,
    people.map((userId) => ({ organizationId, kind: 'new-link-asked', invitationId, generation, userId })),
  )
  await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId: invitation.userId }), {
    act: 'invitation.ask-for-new-link',
    targetKind: 'invitation',
    targetId: invitationId,
  })
}

/** The inviter; the owners where the inviter was the command line. */
const whomToTell = async (tx: Tx, it: Invitation, now: Date): Promise<string[]> =>
  it.inviterId ? [it.inviterId] : roles.ownersOf(tx, it.organizationId, now)
