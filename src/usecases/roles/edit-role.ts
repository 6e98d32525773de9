import type { Tx } from '../../db/database.ts'
import * as grants from '../../db/grants.ts'
import * as mappings from '../../db/role-mappings.ts'
import * as roles from '../../db/roles.ts'
import { authorityOf, type Holding, isWithinAuthority } from '../../domain/authority.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import {
  mustBeChangeable,
  mustBeNewestRole,
  permissionsFrom,
  type Role,
  reachFrom,
} from '../../domain/role.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { mustSpareOneself, settleRoles } from '../provisioning/settle-roles.ts'
import { record } from '../record.ts'

/** Binds everybody who holds the role at their next request; the answer says how many that are. */
export async function editRole(
  ctx: Context,
  id: string,
  wanted: { name?: string; permissions?: string[]; reach?: string; version?: number },
): Promise<roles.RoleInUse> {
  const name = wanted.name === undefined ? undefined : nameFrom('role', wanted.name)
  const permissions = wanted.permissions && permissionsFrom(wanted.permissions)
  const reach = wanted.reach === undefined ? undefined : reachFrom(wanted.reach)
  return uniquely(
    { what: 'role', name: name ?? '' },
    'roles_name',
    atomically(ctx, async (tx) => {
      await holdConcerned(tx, ctx, id)
      const role = await roles.lock(tx, within(ctx), id)
      authorize(ctx.actor, 'role.edit')
      mustBeChangeable(role)
      mustBeNewestRole(role, wanted.version)
      const change = {
        name: name ?? role.name,
        permissions: permissions ?? role.permissions,
        reach: reach ?? role.reach,
      }
      authorizeGrant(ctx.actor, [role, change])
      await mustNotWeakenOneself(tx, ctx, role, change)

      const edited = await roles.save(tx, role, change)
      const [use] = await roles.used(tx, within(ctx), ctx.now(), role.id)
      const { holders, promises } = use ?? { holders: 0, promises: 0 }
      const settled = await settleRoles(tx, within(ctx), await holdConcerned(tx, ctx, id), ctx.now())
      mustSpareOneself(ctx.actor, settled)
      const note = { act: 'role.edit', targetKind: 'role' as const, targetId: role.id }
      const before = { name: role.name, permissions: role.permissions, reach: role.reach }
      await record(tx, ctx, { ...note, before, after: { ...change, holders } }, ...settled.notes)
      return { ...edited, holders, promises }
    }),
  )
}

/**
 * Whoever holds it by way of a group of a provider, or something else below it as a ceiling, stands still: before the
 * role, as everybody takes them, and once more with it, for whom was put there while it was waited for.
 */
const holdConcerned = async (tx: Tx, ctx: Context, roleId: string): Promise<string[]> =>
  mappings.holdGroups(tx, within(ctx), await mappings.groupsConcernedBy(tx, within(ctx), roleId))

/** Nobody demotes themselves, not even by way of a role they hold. */
async function mustNotWeakenOneself(
  tx: Tx,
  ctx: Context,
  role: Role,
  change: Pick<Role, 'permissions' | 'reach'>,
) {
  const { actor } = ctx
  if (actor.kind !== 'user') return
  const held = await grants.holdingsOf(tx, within(ctx), actor.userId, ctx.now())
  const after = held.map((it) => (it.roleId === role.id ? changed(it, change) : it))
  if (!isWithinAuthority(authorityOf(held), authorityOf(after))) throw new Refusal('yourself')
}

/** At a site the site stays the reach; which teams would be one's own matters only where it was everybody. */
const changed = (
  it: grants.HeldRole,
  { permissions, reach }: Pick<Role, 'permissions' | 'reach'>,
): Holding => ({
  permissions,
  groupIds: it.siteId ? it.groupIds : reach === 'everybody' ? null : (it.groupIds ?? []),
})
