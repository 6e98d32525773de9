import type { Actor } from './actor.ts'
import type { Permission } from './permission.ts'
import { Refusal } from './refusal.ts'
import type { Role } from './role.ts'

/**
 * Who may do what: the permission each act needs. This table is the law; nothing else decides. Null needs none:
 * whoever is a user of the organization may.
 */
const law = {
  'invitation.create': 'invite.direct',
  'invitation.request': 'invitations.request',
  'invitation.approve': 'invite.direct',
  'invitation.resend': 'invitations.manage',
  'invitation.cancel': 'invitations.manage',
  'invitation.edit': 'invitations.manage',
  'invitation.copy-link': 'invitations.manage',
  'user.list': 'users.read',
  'user.see': 'users.read',
  'user.edit': 'users.manage',
  'user.change-email': 'users.manage',
  'user.add': 'invite.direct',
  'user.create': 'users.manage',
  'user.suspend': 'users.manage',
  'user.enable': 'users.manage',
  'user.delete': 'users.delete',
  'role.read': 'users.read',
  'role.create': 'roles.manage',
  'role.edit': 'roles.manage',
  'role.archive': 'roles.manage',
  'role.grant': 'roles.grant',
  'group.read': 'users.read',
  'group.create': 'groups.manage',
  'group.edit': 'groups.manage',
  'group.archive': 'groups.manage',
  'group.fill': 'users.manage',
  'user.reset-password': 'users.manage',
  'user.export': 'users.manage',
  'session.list': 'sessions.read',
  'session.revoke': 'sessions.manage',
  'sign-in.list': 'sign-ins.read',
  'audit.list': 'audit.read',
  // Who is who and who is above whom, as colleagues know it; their addresses are left out without users.read.
  'org.see': null,
} satisfies Record<string, Permission | null>

export type Act = keyof typeof law

/** Acts on an invitation that its own inviter may do without managing everybody's. */
const inviterMay: ReadonlySet<Act> = new Set<Act>([
  'invitation.resend',
  'invitation.cancel',
  'invitation.edit',
  'invitation.copy-link',
])

export function can(actor: Actor, act: Act, subject?: { inviterId: string | null }): boolean {
  if (actor.kind === 'operator' || actor.kind === 'system') return true
  if (actor.kind !== 'user') return false
  const needed: Permission | null = law[act]
  if (needed === null || actor.permissions.has(needed)) return true
  const isOwn = subject !== undefined && subject.inviterId === actor.userId
  return isOwn && inviterMay.has(act) && actor.permissions.has('invite.direct')
}

export function authorize(actor: Actor, act: Act, subject?: { inviterId: string | null }): void {
  if (can(actor, act, subject)) return
  const needs: Permission | null = law[act]
  throw needs ? new Refusal('not-permitted', { needs }) : new Refusal('not-for-you')
}

/** A may grant R, take it away, make it or change it only if everything R allows is allowed to A. */
export function authorizeGrant(actor: Actor, roles: Pick<Role, 'name' | 'permissions'>[]): void {
  if (actor.kind === 'operator' || actor.kind === 'system') return
  const held = actor.kind === 'user' ? actor.permissions : new Set<Permission>()
  const beyond = roles.find((role) => !role.permissions.every((it) => held.has(it)))
  if (beyond) throw new Refusal('beyond-your-own-permissions', { role: beyond.name })
}

/** Nobody suspends, deletes or demotes themselves by mistake. */
export function authorizeOther(actor: Actor, userId: string): void {
  if (actor.kind === 'user' && actor.userId === userId) throw new Refusal('yourself')
}
