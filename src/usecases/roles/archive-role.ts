import * as connections from '../../db/connections.ts'
import * as mappings from '../../db/role-mappings.ts'
import * as roles from '../../db/roles.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mustBeChangeable, type Role } from '../../domain/role.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { holdOwners } from '../users/end-access.ts'

/** Not offered any more. Whoever holds it or was promised it would be left with nothing: so nobody may. */
export function archiveRole(ctx: Context, id: string): Promise<Role> {
  return atomically(ctx, async (tx) => {
    const { defaultRoleId } = await holdOwners(tx, within(ctx))
    const role = await roles.lock(tx, within(ctx), id)
    authorize(ctx.actor, 'role.archive')
    mustBeChangeable(role)
    authorizeGrant(ctx.actor, [role])
    const names = await connections.namesWithRole(tx, within(ctx), role.id)
    if (names.length > 0) throw new Refusal('role-of-connections', { role: role.name, connections: names })

    const [use] = await roles.used(tx, within(ctx), ctx.now(), role.id)
    const { holders, promises } = use ?? { holders: 0, promises: 0 }
    const isDefault = defaultRoleId === role.id
    if (holders > 0 || promises > 0 || isDefault)
      throw new Refusal('role-in-use', { role: role.name, holders, promises, isDefault })

    const unmapped = await mappings.forgetRole(tx, within(ctx), role.id)
    const archived = await roles.save(tx, role, { archivedAt: ctx.now() })
    await record(tx, ctx, {
      act: 'role.archive',
      targetKind: 'role',
      targetId: role.id,
      before: { name: role.name, ...(unmapped.length > 0 ? { mappedTo: unmapped } : {}) },
    })
    return archived
  })
}
