import { Refusal } from './refusal.ts'
import type { UserState } from './states.ts'
import { after } from './time.ts'

export type Origin = 'invite' | 'add' | 'create' | 'import' | 'scim'

export const genders = ['female', 'male', 'other', 'not stated'] as const
export type Gender = (typeof genders)[number]

export interface User {
  organizationId: string
  id: string
  /** As typed; the identity one signs in with. Null: a person known by phone alone. */
  email: string | null
  address: string | null
  phone: string | null
  deliveryEmail: string | null
  firstName: string | null
  lastName: string | null
  displayName: string | null
  gender: Gender | null
  /** A day without a time: 1990-12-31. */
  birthday: string | null
  position: string | null
  managerId: string | null
  avatarUrl: string | null
  origin: Origin
  departmentId: string | null
  unitId: string | null
  emailVerifiedAt: Date | null
  createdAt: Date
  invitedAt: Date | null
  activatedAt: Date | null
  registeredAt: Date | null
  suspendedAt: Date | null
  deletedAt: Date | null
  purgeAt: Date | null
  mustChangePassword: boolean
  /** By wrong passwords; shuts the password's way in and no other. */
  lockedUntil: Date | null
  lastLoginAt: Date | null
  lastActivityAt: Date | null
  version: number
}

export type Change = Partial<User>

/** What has happened to somebody, as far as their state is read from it. */
export type Lived = Pick<User, 'invitedAt' | 'activatedAt' | 'suspendedAt' | 'deletedAt'>

/** Read from what happened; migrations say the same in a generated column, for lists. */
export function stateOf(it: Lived): UserState {
  if (it.deletedAt) return 'deleted'
  if (it.suspendedAt) return 'suspended'
  if (it.activatedAt) return 'active'
  return it.invitedAt ? 'invited' : 'staged'
}

export function invite(it: User, now: Date): Change {
  only(it, 'staged')
  return { invitedAt: now }
}

/** Accepting proves the address the letter went to, and only that one. */
export function register(it: User, provedAddress: string | null, now: Date): Change {
  only(it, 'invited')
  const isProved = it.address !== null && it.address === provedAddress
  return { activatedAt: now, registeredAt: now, ...(isProved ? { emailVerifiedAt: now } : {}) }
}

/** Nothing but the invitation had made this person: without it nobody is there to list. */
export const isGoneWithoutInvitation = (it: User): boolean =>
  it.origin === 'invite' && it.registeredAt === null && it.activatedAt === null && it.suspendedAt === null

export function withdraw(it: User): Change {
  only(it, 'invited')
  return { invitedAt: null }
}

export function suspend(it: User, now: Date): Change {
  only(it, 'active', 'invited', 'staged')
  return { suspendedAt: now, invitedAt: null }
}

/** Back to active, or to staged for somebody who never registered. Old sessions stay dead. */
export function enable(it: User): Change {
  only(it, 'suspended')
  return { suspendedAt: null }
}

export function remove(it: User, undoSeconds: number, now: Date): Change {
  only(it, 'staged', 'invited', 'active', 'suspended')
  return { deletedAt: now, purgeAt: after(now, undoSeconds), invitedAt: null }
}

export function undoRemove(it: User, now: Date): Change {
  only(it, 'deleted')
  if (it.purgeAt && now >= it.purgeAt) throw new Refusal('not-found', { what: 'user' })
  return { deletedAt: null, purgeAt: null }
}

/** Roles of the invited are what their invitation promises; the deleted have none to change. */
export const mustHoldRoles = (it: User): void => only(it, 'staged', 'active', 'suspended')

/** Whoever is not deleted can be moved from one group to another. */
export const mustBeThere = (it: User): void => only(it, 'staged', 'invited', 'active', 'suspended')

/** An edit that was begun on an older page is noticed. */
export function mustBeNewest(it: User, version: number | undefined): void {
  if (version !== undefined && version !== it.version) throw new Refusal('changed-meanwhile')
}

function only(it: User, ...allowed: UserState[]): void {
  const state = stateOf(it)
  if (!allowed.includes(state)) throw new Refusal('user-state', { state })
}

/** What a person is called, from the best we know. */
export const nameOf = (
  it: Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>,
): string =>
  it.displayName ??
  ([it.firstName, it.lastName].filter(Boolean).join(' ') || it.email || it.phone || 'Somebody')
