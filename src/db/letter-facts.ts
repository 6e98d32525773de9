import type { Invitation } from '../domain/invitation.ts'
import type { LinkSeed } from '../domain/link.ts'
import type { Organization } from '../domain/organization.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { lastFailure } from './delivery-events.ts'
import { ofGeneration } from './invitation-tokens.ts'
import * as invitations from './invitations.ts'
import * as organizations from './organizations.ts'
import type { Message } from './outbox.ts'
import * as roles from './roles.ts'
import * as users from './users.ts'

/** Everything a letter about an invitation may need, as it is at this moment and not when it was promised. */
export interface LetterFacts {
  organization: Organization
  invitation: Invitation
  invited: User | null
  recipient: User | null
  roleNames: string[]
  seed: LinkSeed | null
  lastFailure: string | null
}

export async function factsOf(tx: Tx, message: Message): Promise<LetterFacts | null> {
  const { organizationId, invitationId, generation, userId } = message
  if (!invitationId || generation === null) return null
  const invitation = await invitations.find(tx, organizationId, invitationId)
  const token = await ofGeneration(tx, organizationId, invitationId, generation)
  const promised = await roles.promisedBy(tx, organizationId, invitationId)
  return {
    organization: await organizations.find(tx, organizationId),
    invitation,
    invited: invitation.userId ? await users.find(tx, organizationId, invitation.userId) : null,
    recipient: userId ? await users.find(tx, organizationId, userId) : null,
    roleNames: promised.map((it) => it.name),
    seed: token
      ? { purpose: 'invitation', organizationId, id: invitationId, nonce: token.nonce, keyId: token.keyId }
      : null,
    lastFailure:
      message.kind === 'delivery-failed' ? await lastFailure(tx, organizationId, invitationId) : null,
  }
}
