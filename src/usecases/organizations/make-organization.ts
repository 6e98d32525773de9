import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import * as setupCodes from '../../db/setup-codes.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Organization } from '../../domain/organization.ts'
import { builtInRoles } from '../../domain/role.ts'
import { actingAs, type Outside } from '../context.ts'
import { record } from '../record.ts'

type Wanted = Pick<Organization, 'name'> & Partial<Pick<Organization, 'timeZone' | 'passwordMinimum'>>

/** An organization with its built-in roles, and nobody in it yet. One is made after the other. */
export async function makeOrganization(
  tx: Tx,
  ctx: Outside,
  wanted: Wanted,
  by: (organizationId: string) => Actor,
): Promise<{ organizationId: string; ownerRoleId: string }> {
  await setupCodes.takeTurn(tx)
  const now = ctx.now()
  const organizationId = newId(now)
  await organizations.insert(tx, { ...wanted, id: organizationId, createdAt: now })
  const own = builtInRoles.map((it) => ({
    ...it,
    organizationId,
    id: newId(now),
    archivedAt: null,
    version: 1,
    createdAt: now,
  }))
  await roles.insertMany(tx, own)
  await record(tx, actingAs(ctx, by(organizationId)), {
    act: 'organization.create',
    targetKind: 'organization',
    targetId: organizationId,
    after: { name: wanted.name },
  })
  return { organizationId, ownerRoleId: own.find((it) => it.key === 'owner')?.id ?? '' }
}
