import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as roles from '../../db/roles.ts'
import * as users from '../../db/users.ts'
import { readAddress } from '../../domain/email-address.ts'
import type { Group, GroupKind } from '../../domain/group.ts'
import { accept, type Invitation } from '../../domain/invitation.ts'
import { stillRequired } from '../../domain/organization.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { TypedRecord } from '../../domain/personal-record.ts'
import { Refusal, refuseTogether } from '../../domain/refusal.ts'
import * as user from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { hashPassword } from '../passwords/hash-password.ts'
import { mustBeGoodPassword, mustMatch } from '../passwords/must-be-good-password.ts'
import { record } from '../record.ts'
import { type BegunSession, type Browser, beginSession } from '../sessions/begin-session.ts'
import { closeInvitation } from './close-invitation.ts'
import { findByLink, lockByLink, mustLive } from './find-by-link.ts'
import { promisesOf } from './promises.ts'
import { readRequired, withPhone } from './required-fields.ts'
import { tellInviter } from './tell-inviter.ts'

export interface Acceptance {
  firstName: string
  lastName: string
  password: string
  passwordAgain: string
  /** What the organization requires besides; anything else in it is left where it is. */
  profile?: TypedRecord
}

/**
 * One transaction makes the person: user, password, grants, session, audit and the word to the inviter. The
 * password is hashed before it opens, and whether the link still lives is decided inside it.
 */
export async function acceptInvitation(
  ctx: Outside,
  token: string,
  acceptance: Acceptance,
  browser: Browser,
): Promise<BegunSession> {
  const wanted = await readAcceptance(ctx, token, acceptance)
  const passwordHash = await hashPassword(acceptance.password)

  return withPhone(
    acceptance,
    atomically(ctx, async (tx) => {
      const found = await lockByLink(tx, token)
      const { invitation } = found
      const { organizationId } = invitation
      const now = ctx.now()
      mustLive(found, now)
      if (!invitation.userId) throw new Refusal('link-unknown')
      const acting = actingAs(ctx, { kind: 'invitee', organizationId, userId: invitation.userId })

      const promised = await promisesOf(tx, invitation)
      const person = await users.lock(tx, organizationId, invitation.userId)
      const registered = await users.save(tx, person, {
        ...user.register(person, await provedAddress(tx, invitation), now),
        ...wanted,
        ...belonging(promised.groups),
        lastLoginAt: now,
        lastActivityAt: now,
      })
      await credentials.set(tx, { organizationId, userId: person.id, passwordHash, changedAt: now })
      await grantPromised(tx, invitation, person.id, promised.roles, now)
      await groups.join(tx, organizationId, person.id, idsOf(promised.groups, 'team'), now)
      await closeInvitation(tx, invitation, accept(invitation, now), now)
      await outbox.post(tx, now, tellInviter(invitation, 'invitation-accepted'))
      await record(tx, acting, {
        act: 'invitation.accept',
        targetKind: 'invitation',
        targetId: invitation.id,
        after: { userId: person.id, roles: promised.roles.map((it) => it.name) },
      })
      return beginSession(tx, acting, registered, 'full', browser)
    }),
  )
}

/** Everything wrong with what was typed, before the link or a hash is spent on it. */
async function readAcceptance(ctx: Outside, token: string, typed: Acceptance) {
  const { organization, email, required } = await atomically(ctx, async (tx) => {
    const found = await findByLink(tx, token)
    mustLive(found, ctx.now())
    const { organizationId, userId, address } = found.invitation
    const organization = await organizations.find(tx, organizationId)
    const person = userId ? await users.findIfThere(tx, organizationId, userId) : undefined
    return { organization, email: address, required: stillRequired(organization, person) }
  })
  const words = [typed.firstName, typed.lastName, email?.split('@')[0] ?? null, organization.name]
  refuseTogether([
    () => nameFrom('firstName', typed.firstName),
    () => nameFrom('lastName', typed.lastName),
    ...required.map((field) => () => readRequired(field, typed.profile, ctx.now())),
    () => mustBeGoodPassword(typed.password, { minimum: organization.passwordMinimum, words }),
    () => mustMatch(typed),
  ])
  const said = required.map((field) => readRequired(field, typed.profile, ctx.now()))
  return {
    firstName: nameFrom('firstName', typed.firstName),
    lastName: nameFrom('lastName', typed.lastName),
    ...(Object.assign({}, ...said) as Partial<user.User>),
  }
}

/** Opening a letter proves the address that letter went to; a link that was handed over proves nothing. */
async function provedAddress(tx: Tx, it: Invitation): Promise<string | null> {
  const read = it.email ? readAddress(it.email) : null
  if (!read || 'fault' in read) return null
  return (await outbox.wentByLetter(tx, it)) ? read.canonical : null
}

const idsOf = (all: Group[], kind: GroupKind) => all.filter((it) => it.kind === kind).map((it) => it.id)

function belonging(all: Group[]): Partial<user.User> {
  const [departmentId] = idsOf(all, 'department')
  const [unitId] = idsOf(all, 'unit')
  return { ...(departmentId ? { departmentId } : {}), ...(unitId ? { unitId } : {}) }
}

const grantPromised = (tx: Tx, it: Invitation, userId: string, promised: { id: string }[], now: Date) =>
  roles.grant(
    tx,
    promised.map((role) => ({
      organizationId: it.organizationId,
      id: newId(now),
      userId,
      roleId: role.id,
      grantedById: it.inviterId,
      createdAt: now,
    })),
  )
