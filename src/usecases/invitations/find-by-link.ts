import type { Tx } from '../../db/database.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as invitations from '../../db/invitations.ts'
import { deathOf, type Invitation } from '../../domain/invitation.ts'
import { hashOf, isToken } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'

export interface ByLink {
  token: tokens.InvitationToken
  invitation: Invitation
}

/** What a link leads to, dead or alive. Who does not hold a real one learns only that it is unknown. */
export async function findByLink(tx: Tx, token: string): Promise<ByLink> {
  const found = isToken('invitation', token) ? await tokens.byHash(tx, hashOf(token)) : undefined
  if (!found) throw new Refusal('link-unknown')
  return { token: found, invitation: await invitations.find(tx, found.organizationId, found.invitationId) }
}

/** The same with person and invitation locked: only now is it decided whether the link lives. */
export async function lockByLink(tx: Tx, token: string): Promise<ByLink> {
  const found = await findByLink(tx, token)
  const { organizationId, invitationId } = found.token
  return { ...found, invitation: await invitations.lock(tx, organizationId, invitationId) }
}

export function mustLive({ token, invitation }: ByLink, now: Date): void {
  const cause = deathOf(invitation, token.generation, now)
  if (cause) throw new Refusal('link-dead', { cause })
}
