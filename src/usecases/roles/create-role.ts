import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as roles from '../../db/roles.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { clonedPermissions, permissionsFrom, type Role, reachFrom } from '../../domain/role.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { record } from '../record.ts'

export async function createRole(
  ctx: Context,
  wanted: { name: string; permissions: string[]; reach?: string },
): Promise<Role> {
  const name = nameFrom('role', wanted.name)
  const permissions = permissionsFrom(wanted.permissions)
  const reach = reachFrom(wanted.reach ?? 'everybody')
  return uniquely(
    { what: 'role', name },
    'roles_name',
    atomically(ctx, async (tx) => {
      authorize(ctx.actor, 'role.create')
      return create(tx, ctx, { name, permissions, reach })
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
      if (!original) throw new Refusal('not-found', { what: 'role' })
      const { reach } = original
      return create(tx, ctx, { name, permissions: clonedPermissions(original), reach }, original.name)
    }),
  )
}

async function create(
  tx: Tx,
  ctx: Context,
  wanted: Pick<Role, 'name' | 'permissions' | 'reach'>,
  cloneOf?: string,
): Promise<Role> {
  authorizeGrant(ctx.actor, [wanted])
  const now = ctx.now()
  const role: Role = {
    ...wanted,
    organizationId: within(ctx),
    id: newId(now),
    key: null,
    archivedAt: null,
    version: 1,
  }
  await roles.insertMany(tx, [{ ...role, createdAt: now }])
  await record(tx, ctx, {
    act: 'role.create',
    targetKind: 'role',
    targetId: role.id,
    after: { ...wanted, ...(cloneOf ? { cloneOf } : {}) },
  })
  return role
}
