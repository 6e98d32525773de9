import { isDuplicate, type Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import { addressFrom } from '../../domain/email-address.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { Refusal } from '../../domain/refusal.ts'
import { builtInRoles } from '../../domain/role.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { invite } from '../invitations/invite-people.ts'
import { record } from '../record.ts'

export interface Initialised {
  organizationId: string
  /** The owner's one-time link: shown once, stored nowhere. */
  setupUrl: string
}

/** An organization with its roles, and an invitation for its first owner, at once. There is no default account. */
export async function initOrganization(
  ctx: Outside,
  wanted: { name: string; ownerEmail: string },
): Promise<Initialised> {
  const name = nameFrom('organization', wanted.name)
  const { typed } = addressFrom(wanted.ownerEmail)
  try {
    return await atomically(ctx, async (tx) => {
      const organizationId = await create(tx, ctx, name)
      const owner = { addresses: [typed], roles: ['owner'], groups: [], message: null, isConfirmed: true }
      const acting = actingAs(ctx, { kind: 'operator', organizationId, name })
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

async function create(tx: Tx, ctx: Outside, name: string): Promise<string> {
  const now = ctx.now()
  const organizationId = newId(now)
  await organizations.insert(tx, { id: organizationId, name, createdAt: now })
  const own = builtInRoles.map((it) => ({
    ...it,
    organizationId,
    id: newId(now),
    archivedAt: null,
    version: 1,
    createdAt: now,
  }))
  await roles.insertMany(tx, own)
  await record(tx, actingAs(ctx, { kind: 'operator', organizationId, name }), {
    act: 'organization.create',
    targetKind: 'organization',
    targetId: organizationId,
    after: { name },
  })
  return organizationId
}
