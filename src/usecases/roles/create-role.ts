import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as roles from '../../db/roles.ts'
import type { Permission } from '../../domain/permission.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { clonedPermissions, permissionsFrom, type Role } from '../../domain/role.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { record } from '../record.ts'

export async function createRole(
  ctx: Context,
  wanted: { name: string; permissions: string[] },
): Promise<Role> {
  const name = nameFrom('role', wanted.name)
  const permissions = permissionsFrom(wanted.permissions)
  return uniquely(
    { what: 'role', name },
    'roles_name',
    atomically(ctx, async (tx) => {
      authorize(ctx.actor, 'role.create')
      return create(tx, ctx, { name, permissions })
    }),
  )
}

/** A copy to change, of any role that allows no more than the actor may do. */
export async function cloneRole(ctx: Context, id: string, wanted: { name: string }): Promise<Role> {
  const name = nameFrom('role', wanted.name)
  return uniquely(
    { what: 'role', name },
    'roles_name',
    atomically(ctx, async (tx) => {
      const [original] = await roles.named(tx, within(ctx), [id])
      authorize(ctx.actor, 'role.create')
      const permissions = clonedPermissions(original ?? { permissions: [] })
      return create(tx, ctx, { name, permissions }, original?.name)
    }),
  )
}

async function create(
  tx: Tx,
  ctx: Context,
  wanted: { name: string; permissions: Permission[] },
  cloneOf?: string,
): Promise<Role> {
  authorizeGrant(ctx.actor, [wanted])
  const now = ctx.now()
  const role: Role = { ...wanted, organizationId: within(ctx), id: newId(now), key: null, archivedAt: null }
  await roles.insertMany(tx, [{ ...role, createdAt: now }])
  await record(tx, ctx, {
    act: 'role.create',
    targetKind: 'role',
    targetId: role.id,
    after: { ...wanted, ...(cloneOf ? { cloneOf } : {}) },
  })
  return role
}
