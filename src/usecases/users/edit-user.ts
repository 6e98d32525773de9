import { isDuplicate, type Tx } from '../../db/database.ts'
import * as grants from '../../db/grants.ts'
import * as groups from '../../db/groups.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as users from '../../db/users.ts'
import type { GroupKind } from '../../domain/group.ts'
import { mustNotBeManaged } from '../../domain/managed-fields.ts'
import { readRecord, type TypedRecord } from '../../domain/personal-record.ts'
import { phoneFrom } from '../../domain/phone.ts'
import { authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { mustStillBeProved, type Proof, proveAgain } from '../sessions/prove-again.ts'

/** What is left out stays. The version is that of the record somebody had before their eyes. */
export interface UserEdit extends TypedRecord {
  managerId?: string | null
  /** Names or ids. */
  department?: string | null
  unit?: string | null
  version: number
}

export type OwnEdit = Pick<UserEdit, 'firstName' | 'lastName' | 'displayName' | 'deliveryEmail' | 'version'>

/** One save is one entry in the audit, with what changed and nothing else. */
export const editUser = (ctx: Context, id: string, asked: UserEdit): Promise<User> =>
  editing(ctx, asked, (tx) => editWithin(tx, ctx, id, asked))

/** The same as a part of more. */
export async function editWithin(tx: Tx, ctx: Context, id: string, asked: UserEdit): Promise<User> {
  // Two who are made each other's manager at once are asked one after the other.
  if (asked.managerId) await organizations.lock(tx, within(ctx))
  const user = await users.lock(tx, within(ctx), id)
  await authorizeOn(tx, ctx, 'user.edit', user)
  const read = { ...readRecord(asked, ctx.now()), ...(await belonging(tx, ctx, user, asked)) }
  await mustBeWithinReach(tx, ctx, user, read)
  return save(tx, ctx, user, asked.version, read)
}

/**
 * People correct their own names and personal address; their phone and e-mail, which one signs in with, where the
 * password is asked for. Everything else about them is for others to say.
 */
export function editOwnProfile(ctx: Context, asked: OwnEdit): Promise<User> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  const { firstName, lastName, displayName, deliveryEmail, version } = asked
  const own = Object.fromEntries(
    Object.entries({ firstName, lastName, displayName, deliveryEmail }).filter(([, it]) => it !== undefined),
  )
  return editing(ctx, asked, async (tx) => {
    const user = await users.lock(tx, within(ctx), actor.userId)
    return save(tx, ctx, user, version, readRecord(own, ctx.now()))
  })
}

/** One's own number, or none. Signed in a while ago, that takes the password too; a letter tells of it. */
export async function changeOwnPhone(ctx: Context, typed: string, by: Proof): Promise<User> {
  const phone = typed.trim() === '' ? null : phoneFrom(typed)
  const proved = await proveAgain(ctx, by)
  return editing(ctx, { phone }, async (tx) => {
    const user = await users.lock(tx, within(ctx), proved.userId)
    await mustStillBeProved(tx, ctx, proved)
    return save(tx, ctx, user, user.version, { phone })
  })
}

/** A number that somebody else has is said of the number, whoever took it first. */
export async function editing<T>(ctx: Context, asked: TypedRecord, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await atomically(ctx, work)
  } catch (fault) {
    if (isDuplicate(fault, 'users_phone')) throw new Refusal('phone-taken', { phone: asked.phone ?? '' })
    throw fault
  }
}

async function save(tx: Tx, ctx: Context, user: User, version: number, read: Partial<User>): Promise<User> {
  if (stateOf(user) === 'deleted') throw new Refusal('not-found', { what: 'user' })
  if (version !== user.version) throw new Refusal('changed-meanwhile')
  const changed = (Object.keys(read) as (keyof User)[]).filter((field) => read[field] !== user[field])
  if (changed.length === 0) return user
  mustNotBeManaged(await provisioned.saidOf(tx, user.organizationId, user.id), changed)
  const after = Object.fromEntries(changed.map((field) => [field, read[field]])) as Partial<User>
  if (after.phone === null && user.email === null) throw new Refusal('contact-missing')

  const edited = await users.saveShown(tx, user, after, ctx.now())
  if ('phone' in after) await tellOfPhone(tx, ctx, edited)
  const before = Object.fromEntries(changed.map((field) => [field, user[field]]))
  await record(tx, ctx, { act: 'user.edit', targetKind: 'user', targetId: user.id, before, after })
  return edited
}

/** One can sign in with it: whoever it belongs to hears that it is another one now. */
async function tellOfPhone(tx: Tx, ctx: Context, { organizationId, id: userId }: User): Promise<void> {
  await outbox.post(tx, ctx.now(), [{ organizationId, kind: 'phone-changed', userId }])
}

/** Department, unit and manager: each one of this organization's, in use, and no circle. */
async function belonging(tx: Tx, ctx: Context, user: User, asked: UserEdit): Promise<Partial<User>> {
  const { department, unit, managerId } = asked
  const known = department || unit ? await groups.inUse(tx, user.organizationId) : []
  const groupNamed = (kind: GroupKind, name: string | null, held: string | null): string | null => {
    const wanted = name?.trim().toLowerCase()
    if (!wanted || wanted === held) return wanted ? held : null
    const found = known.find(
      (it) => it.kind === kind && (it.id === wanted || it.name.toLowerCase() === wanted),
    )
    if (!found) throw new Refusal('group-unknown', { name: name ?? '' })
    return found.id
  }
  return {
    ...(department === undefined
      ? {}
      : { departmentId: groupNamed('department', department, user.departmentId) }),
    ...(unit === undefined ? {} : { unitId: groupNamed('unit', unit, user.unitId) }),
    ...(managerId === undefined ? {} : { managerId: await managerOf(tx, ctx, user, managerId) }),
  }
}

async function managerOf(tx: Tx, ctx: Context, user: User, managerId: string | null): Promise<string | null> {
  if (!managerId || managerId === user.managerId) return managerId || null
  const manager = await users.find(tx, user.organizationId, managerId)
  await authorizeOn(tx, ctx, 'user.edit', manager)
  if (stateOf(manager) === 'deleted') throw new Refusal('not-found', { what: 'user' })
  if (await users.isManagedBy(tx, user.organizationId, manager.id, user.id))
    throw new Refusal('manager-circle')
  return manager.id
}

/** Where letters go and what one signs in with are ways in: nobody turns those of somebody who may do more. */
async function mustBeWithinReach(tx: Tx, ctx: Context, user: User, read: Partial<User>): Promise<void> {
  const isWayIn = (['phone', 'deliveryEmail'] as const).some(
    (it) => read[it] !== undefined && read[it] !== user[it],
  )
  if (isWayIn) await authorizeOver(tx, ctx, user)
}

/** Over somebody who holds no more than the actor does; over oneself always. */
export async function authorizeOver(tx: Tx, ctx: Context, user: User): Promise<void> {
  if (ctx.actor.kind === 'user' && ctx.actor.userId === user.id) return
  authorizeGrant(ctx.actor, await grants.heldBy(tx, user.organizationId, user.id, ctx.now()))
}
