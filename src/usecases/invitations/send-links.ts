import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import type { Invitation } from '../../domain/invitation.ts'
import { freshLink, linkTo } from '../../domain/link.ts'
import type { Outside } from '../context.ts'

/** The link of each invitation, by the invitation's id. */
type Links = Map<string, string>
type Sendable = Pick<Invitation, 'organizationId' | 'id' | 'generation' | 'email'>

/** A new link for each, and the promise of a letter to everyone who has an address: four statements for all. */
export async function sendLinks(tx: Tx, ctx: Outside, invitations: Sendable[], now: Date): Promise<Links> {
  const links = await makeLinks(tx, ctx, invitations, now)
  const letters = invitations
    .filter((it) => it.email !== null)
    .map(({ organizationId, id, generation }) => ({
      organizationId,
      kind: 'invitation' as const,
      invitationId: id,
      generation,
    }))
  const posted = await outbox.post(tx, now, letters)
  await events.note(
    tx,
    now,
    posted.flatMap(({ organizationId, id, invitationId, generation }) =>
      invitationId
        ? [{ organizationId, invitationId, messageId: id, generation, kind: 'queued' as const }]
        : [],
    ),
  )
  return links
}

/** The links themselves exist here and in the letter, and nowhere else. */
export async function makeLinks(tx: Tx, ctx: Outside, invitations: Sendable[], now: Date): Promise<Links> {
  const { keys, publicUrl } = ctx.links
  const made = invitations.map(({ organizationId, id, generation }) => ({
    ...freshLink(keys, { purpose: 'invitation', organizationId, id }),
    of: { organizationId, invitationId: id, generation, createdAt: now },
  }))
  await tokens.insertMany(
    tx,
    made.map(({ stored, of }) => ({ ...stored, ...of })),
  )
  return new Map(made.map(({ token, of }) => [of.invitationId, linkTo(publicUrl, 'invitation', token)]))
}
