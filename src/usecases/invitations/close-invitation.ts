import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import * as users from '../../db/users.ts'
import { type Change, cancel, type Invitation } from '../../domain/invitation.ts'
import * as user from '../../domain/user.ts'
import { redrawCards } from '../slack/redraw-cards.ts'

/** Ends an invitation: its link is dead at the commit, its unsent letter is dropped, its trail says so. */
export async function closeInvitation(
  tx: Tx,
  invitation: Invitation,
  ending: Change,
  now: Date,
): Promise<Invitation> {
  const { organizationId, id, generation } = invitation
  const closed = await invitations.save(tx, invitation, ending)
  await tokens.supersede(tx, organizationId, [id], now)
  await outbox.dropQueued(tx, organizationId, [id], now)
  await redrawCards(tx, organizationId, [id], now)
  if (closed.ending && closed.ending !== 'denied')
    await events.note(tx, now, [
      { organizationId, invitationId: id, generation, kind: closed.ending, detail: closed.endedWhy },
    ])
  return closed
}

/** The same for several at once, each with its ending. */
export async function closeInvitations(
  tx: Tx,
  all: { invitation: Invitation; ending: Change }[],
  now: Date,
): Promise<void> {
  const [first] = all
  if (!first) return
  const { organizationId } = first.invitation
  const closed = all.map(({ invitation, ending }) => ({ ...invitation, ...ending }))
  const ids = closed.map((it) => it.id)
  await invitations.end(tx, organizationId, closed)
  await tokens.supersede(tx, organizationId, ids, now)
  await outbox.dropQueued(tx, organizationId, ids, now)
  await redrawCards(tx, organizationId, ids, now)
  await events.note(
    tx,
    now,
    closed.flatMap(({ id, generation, ending, endedWhy }) =>
      ending && ending !== 'denied'
        ? [{ organizationId, invitationId: id, generation, kind: ending, detail: endedWhy }]
        : [],
    ),
  )
}

/** What becomes of the person when their invitation ends unanswered: staged again, or never there. */
export async function withdrawPerson(tx: Tx, invitation: Invitation): Promise<void> {
  if (!invitation.userId) return
  const person = await users.lock(tx, invitation.organizationId, invitation.userId)
  if (user.stateOf(person) !== 'invited') return
  if (user.isGoneWithoutInvitation(person)) await users.removeUnregistered(tx, person)
  else await users.save(tx, person, user.withdraw(person))
}

/** Whatever a person still has open, when something else decided about them. */
export async function cancelOpenInvitations(
  tx: Tx,
  of: { organizationId: string; userId: string },
  by: { id: string | null; why: string },
  now: Date,
): Promise<void> {
  for (const open of await invitations.openOf(tx, of.organizationId, of.userId))
    await closeInvitation(tx, open, cancel(open, by.id, by.why, now), now)
}
