import * as organizations from '../../db/organizations.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import { type RequirableField, stillRequired } from '../../domain/organization.ts'
import { atomically, type Outside } from '../context.ts'
import { findByWelcome, mustWelcome } from './find-welcome.ts'

export interface SeenWelcome {
  userId: string
  organizationName: string
  timeZone: string
  passwordMinimum: number
  /** What they will sign in with; null: the phone. */
  email: string | null
  phone: string | null
  firstName: string | null
  lastName: string | null
  /** Names that the provider says: they are not asked for. */
  saidNames: ('firstName' | 'lastName')[]
  requiredFields: RequirableField[]
  expiresAt: Date
}

/** What the page of a welcome shows. Looking changes nothing: scanners of mail look too. */
export function seeWelcome(ctx: Outside, link: string): Promise<SeenWelcome> {
  return atomically(ctx, async (tx) => {
    const found = await findByWelcome(tx, link)
    mustWelcome(found, ctx.now())
    const { user, token } = found
    const organization = await organizations.find(tx, user.organizationId)
    const said = await provisioned.saidOf(tx, user.organizationId, user.id)
    return {
      userId: user.id,
      organizationName: organization.name,
      timeZone: organization.timeZone,
      passwordMinimum: organization.passwordMinimum,
      email: user.email,
      phone: user.phone,
      firstName: user.firstName,
      lastName: user.lastName,
      saidNames: (['firstName', 'lastName'] as const).filter((it) => said?.fields.includes(it)),
      requiredFields: stillRequired(organization, user),
      expiresAt: token.expiresAt,
    }
  })
}
