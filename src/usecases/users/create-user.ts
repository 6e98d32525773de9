import * as credentials from '../../db/credentials.ts'
import * as groups from '../../db/groups.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { makeTemporaryPassword, temporaryLife } from '../../domain/temporary-password.ts'
import type { User } from '../../domain/user.ts'
import { isForASecondPerson } from '../approvals/must-not-need-approval.ts'
import { atomically, type Context, within } from '../context.ts'
import { readPromises } from '../invitations/promises.ts'
import { hashPassword } from '../passwords/hash-password.ts'
import { mustBeGoodPassword } from '../passwords/must-be-good-password.ts'
import { record } from '../record.ts'
import { belongingTo } from './belonging-to.ts'
import { insertPerson, type NewPerson, readPerson } from './new-person.ts'

export interface NewUser extends NewPerson {
  roles: string[]
  groups: string[]
  /** Null: one is made up, which is better. */
  password: string | null
}

export interface CreatedUser {
  user: User
  /** For the eyes of whoever created them, this once; it opens the page that changes it and nothing else. */
  temporaryPassword: string
  temporaryUntil: Date
}

/** Somebody who is active at once, with no letter. The password is hashed before the transaction opens. */
export async function createUser(ctx: Context, asked: NewUser): Promise<CreatedUser> {
  authorize(ctx.actor, 'user.create')
  const organization = await atomically(ctx, (tx) => organizations.find(tx, within(ctx)))
  if (!organization.temporaryPasswords) throw new Refusal('temporary-passwords-off')
  const read = readPerson(asked, ['firstName', 'lastName'], organization, ctx.now())
  const temporaryPassword = asked.password ?? makeTemporaryPassword()
  const local = read.address?.split('@')[0] ?? null
  mustBeGoodPassword(temporaryPassword, {
    minimum: organization.passwordMinimum,
    words: [read.firstName ?? null, read.lastName ?? null, local, organization.name],
  })
  const passwordHash = await hashPassword(temporaryPassword)

  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const promised = await readPromises(tx, ctx, organization, asked)
    // Nobody approves this afterwards, so the ceiling holds for those too who may invite only with approval.
    authorizeGrant(ctx.actor, promised.roles)
    if (isForASecondPerson(organization, read.address ?? null, promised.roles))
      throw new Refusal('needs-approval')
    const user = await insertPerson(tx, {
      ...read,
      ...belongingTo(promised.groups),
      id: newId(now),
      origin: 'create',
      createdAt: now,
      activatedAt: now,
      mustChangePassword: true,
    })
    const { organizationId, id: userId } = user
    const life = temporaryLife(now, organization)
    const grantedById = userIdOf(ctx.actor)
    await credentials.set(tx, {
      ...{ organizationId, userId, passwordHash, changedAt: now, givenById: grantedById },
      ...life,
    })
    await roles.grant(
      tx,
      promised.roles.map((role) => ({
        organizationId,
        id: newId(now),
        userId,
        roleId: role.id,
        grantedById,
        createdAt: now,
      })),
    )
    const teams = promised.groups.filter((it) => it.kind === 'team').map((it) => it.id)
    await groups.join(tx, organizationId, userId, teams, now)
    await record(tx, ctx, {
      act: 'user.create',
      targetKind: 'user',
      targetId: userId,
      after: { address: user.address, phone: user.phone, roles: promised.roles.map((it) => it.name) },
    })
    return { user, temporaryPassword, temporaryUntil: life.temporaryUntil }
  })
}
