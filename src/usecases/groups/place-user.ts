import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as users from '../../db/users.ts'
import { type GroupKind, mustBeOffered } from '../../domain/group.ts'
import { mustNotBeManaged } from '../../domain/managed-fields.ts'
import { authorize } from '../../domain/policy.ts'
import { mustBeNewest, mustBeThere, type User } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** Where somebody belongs: null means nowhere, left out means as it is. */
export interface Place {
  departmentId?: string | null
  unitId?: string | null
  version?: number
}

export function placeUser(ctx: Context, userId: string, wanted: Place): Promise<User> {
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), userId)
    authorize(ctx.actor, 'group.fill')
    mustBeNewest(user, wanted.version)
    mustBeThere(user)
    const after = {
      departmentId: await chosen(tx, ctx, 'department', wanted.departmentId, user.departmentId),
      unitId: await chosen(tx, ctx, 'unit', wanted.unitId, user.unitId),
    }
    if (after.departmentId === user.departmentId && after.unitId === user.unitId) return user

    if (after.departmentId !== user.departmentId)
      mustNotBeManaged(await provisioned.saidOf(tx, within(ctx), user.id), ['departmentId'])
    const placed = await users.saveShown(tx, user, after, ctx.now())
    await record(tx, ctx, {
      act: 'user.place',
      targetKind: 'user',
      targetId: user.id,
      before: await inWords(tx, ctx, user),
      after: await inWords(tx, ctx, placed),
    })
    return placed
  })
}

async function chosen(
  tx: Tx,
  ctx: Context,
  kind: GroupKind,
  wanted: string | null | undefined,
  now: string | null,
): Promise<string | null> {
  if (wanted === undefined) return now
  if (wanted === null) return null
  const [group] = await groups.named(tx, within(ctx), [wanted])
  if (group && group.id !== now) mustBeOffered(group, kind)
  return group?.id ?? null
}

async function inWords(tx: Tx, ctx: Context, it: Pick<User, 'departmentId' | 'unitId'>) {
  const ids = [it.departmentId, it.unitId].filter((id) => id !== null)
  const found = await groups.named(tx, within(ctx), ids)
  const nameOf = (id: string | null) => found.find((group) => group.id === id)?.name ?? null
  return { department: nameOf(it.departmentId), unit: nameOf(it.unitId) }
}
