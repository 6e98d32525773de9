import { isDuplicate } from '../../db/database.ts'
import { addressFrom } from '../../domain/email-address.ts'
import { STRICT_MINIMUM } from '../../domain/password.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { Refusal } from '../../domain/refusal.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { invite } from '../invitations/invite-people.ts'
import { makeOrganization } from './make-organization.ts'

export interface Initialised {
  organizationId: string
  /** The owner's one-time link: shown once, stored nowhere. */
  setupUrl: string
}

/** An organization with its roles, and an invitation for its first owner, at once. There is no default account. */
export async function initOrganization(
  ctx: Outside,
  wanted: { name: string; ownerEmail: string; isStrict?: boolean },
): Promise<Initialised> {
  const name = nameFrom('organization', wanted.name)
  const { typed } = addressFrom(wanted.ownerEmail)
  try {
    return await atomically(ctx, async (tx) => {
      const operator = (organizationId: string) => ({ kind: 'operator' as const, organizationId, name })
      const strictness = wanted.isStrict ? { passwordMinimum: STRICT_MINIMUM } : {}
      const { organizationId } = await makeOrganization(tx, ctx, { name, ...strictness }, operator)
      const owner = { addresses: [typed], roles: ['owner'], groups: [], message: null, isConfirmed: true }
      const acting = actingAs(ctx, operator(organizationId))
      const [outcome] = await invite(tx, acting, { ...owner, by: 'link' })
      if (outcome?.result !== 'invited' || !outcome.link)
        throw new Error(`The owner of ${name} could not be invited`)
      return { organizationId, setupUrl: outcome.link }
    })
  } catch (fault) {
    if (isDuplicate(fault, 'organizations_name')) throw new Refusal('organization-exists', { name })
    throw fault
  }
}
