import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { deathOf, type Invitation } from '../../domain/invitation.ts'
import { type RequirableField, stillRequired } from '../../domain/organization.ts'
import type { LinkDeath } from '../../domain/refusal.ts'
import type { User } from '../../domain/user.ts'
import { atomically, type Outside } from '../context.ts'
import { findByLink } from './find-by-link.ts'
import { promisesOf } from './promises.ts'

/** What the page of a link shows to whoever holds it. */
export interface SeenInvitation {
  organizationName: string
  timeZone: string
  passwordMinimum: number
  /** What this person has to say of themselves besides the name. */
  requiredFields: RequirableField[]
  email: string | null
  firstName: string | null
  lastName: string | null
  roleNames: string[]
  /** Null when the organization invites in its own name. */
  inviterName: string | null
  message: string | null
  expiresAt: Date | null
  death: LinkDeath | null
}

/** Looking changes nothing but the trail, and that once: mail scanners open every link they see. */
export function seeInvitation(ctx: Outside, token: string): Promise<SeenInvitation> {
  return atomically(ctx, async (tx) => {
    const found = await findByLink(tx, token)
    const { invitation } = found
    const organization = await organizations.find(tx, invitation.organizationId)
    const person = await personOf(tx, invitation)
    const { roles } = await promisesOf(tx, invitation)

    const now = ctx.now()
    if (await tokens.noteVisit(tx, found.token, now)) {
      const { organizationId, invitationId, generation } = found.token
      await events.note(tx, now, [{ organizationId, invitationId, generation, kind: 'link visited' }])
    }
    return {
      organizationName: organization.name,
      timeZone: organization.timeZone,
      passwordMinimum: organization.passwordMinimum,
      requiredFields: stillRequired(organization, person),
      email: person?.email ?? invitation.email,
      firstName: person?.firstName ?? null,
      lastName: person?.lastName ?? null,
      roleNames: roles.map((it) => it.name),
      inviterName: invitation.inviterName === organization.name ? null : invitation.inviterName,
      message: invitation.message,
      expiresAt: invitation.expiresAt,
      death: deathOf(invitation, found.token.generation, now),
    }
  })
}

/** A cancel may have taken the person away between our looks: then the page is drawn without. */
const personOf = async (tx: Tx, { organizationId, userId }: Invitation): Promise<User | undefined> =>
  userId ? users.findIfThere(tx, organizationId, userId) : undefined
