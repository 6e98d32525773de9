import type { Actor } from './actor.ts'
import type { Scope } from './connection.ts'
import type { Permission } from './permission.ts'
import { Refusal } from './refusal.ts'
import type { Role } from './role.ts'

/**
 * Who may do what: the permission each act needs. This table is the law; nothing else decides. Null needs none:
 * whoever is a user of the organization may.
 */
const law = {
  'invitation.list': 'invitations.read',
  'invitation.see': 'invitations.read',
  'invitation.create': 'invite.direct',
  'invitation.request': 'invitations.request',
  'invitation.withdraw': 'invitations.request',
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
  'user.unbind-slack': 'users.manage',
  'user.see-roles': 'users.read',
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
  'user.temporary-password': 'users.manage',
  'user.send-welcome': 'users.manage',
  'user.export': 'users.manage',
  'session.list': 'sessions.read',
  'session.revoke': 'sessions.manage',
  'sign-in.list': 'sign-ins.read',
  'audit.list': 'audit.read',
  'message.list': 'invitations.manage',
  'message.resend': 'invitations.manage',
  'settings.see': 'settings.manage',
  'settings.change': 'settings.manage',
  'connection.list': 'connections.manage',
  'connection.manage': 'connections.manage',
  'connection.link': 'organization.own',
  // Who is who and who is above whom, as colleagues know it; their addresses are left out without users.read.
  'org.see': null,
} satisfies Record<string, Permission | null>

export type Act = keyof typeof law

/**
 * Acts on one person, or on a list of people: whoever holds the permission over the members of some groups may do
 * them to those. All other acts are about what belongs to everybody, and need the permission over everybody.
 */
const onPeople: ReadonlySet<Act> = new Set<Act>([
  'invitation.list',
  'invitation.see',
  'invitation.resend',
  'invitation.cancel',
  'invitation.edit',
  'invitation.copy-link',
  'user.list',
  'user.see',
  'user.see-roles',
  'user.edit',
  'user.change-email',
  'user.suspend',
  'user.enable',
  'user.delete',
  'user.unbind-slack',
  'user.reset-password',
  'user.temporary-password',
  'user.send-welcome',
  'user.export',
  'role.grant',
  'session.list',
  'session.revoke',
  'sign-in.list',
])

/** What roles and groups there are is no secret to whoever works with people; asking decides nothing. */
const whateverReach: ReadonlySet<Act> = new Set<Act>(['role.read', 'group.read', 'invitation.request'])

/** Acts on an invitation that its own inviter may do without managing everybody's. */
const inviterMay: ReadonlySet<Act> = new Set<Act>([
  'invitation.see',
  'invitation.resend',
  'invitation.cancel',
  'invitation.edit',
  'invitation.copy-link',
])

/** Acts on what one has asked for oneself: whoever asked may do them, over whomever they may ask, and nobody else. */
const inviterAlone: ReadonlySet<Act> = new Set<Act>(['invitation.withdraw'])

/** What an act is done to, as far as it is known. */
export interface Subject {
  inviterId?: string | null
  /** Teams and sites of the person. */
  groupIds?: readonly string[]
}

export function can(actor: Actor, act: Act, subject: Subject = {}): boolean {
  const reach = reachOf(actor, act)
  if (inviterAlone.has(act)) return reach !== null && isInviter(actor, subject)
  if (reach === 'everybody') return true
  if (reach && whateverReach.has(act)) return true
  if (reach && onPeople.has(act) && subject.groupIds?.some((id) => reach.includes(id))) return true
  return isOwnInvitation(actor, subject) && inviterMay.has(act)
}

const isInviter = (actor: Actor, { inviterId }: Subject): boolean =>
  actor.kind === 'user' && inviterId === actor.userId

const isOwnInvitation = (actor: Actor, subject: Subject): boolean =>
  isInviter(actor, subject) && actor.kind === 'user' && actor.permissions.has('invite.direct')

/** Over whom an actor holds what this act needs: everybody, the members of these groups, or null for nobody ever. */
export type ActorReach = 'everybody' | readonly string[] | null

export function reachOf(actor: Actor, act: Act): ActorReach {
  if (actor.kind === 'operator' || actor.kind === 'system') return 'everybody'
  if (actor.kind !== 'user') return null
  const needs: Permission | null = law[act]
  if (needs === null || actor.permissions.has(needs)) return 'everybody'
  const groupIds = actor.within.get(needs)
  return groupIds ? [...groupIds] : null
}

export function authorize(actor: Actor, act: Act, subject?: Subject): void {
  if (!can(actor, act, subject)) throw refusalOf(act)
}

function refusalOf(act: Act): Refusal {
  const needs: Permission | null = law[act]
  return needs ? new Refusal('not-permitted', { needs }) : new Refusal('not-for-you')
}

/** For acts on people: to whom the actor may do this, for the query that looks for them. */
export function authorizeWithin(actor: Actor, act: Act): 'everybody' | readonly string[] {
  const reach = onPeople.has(act) || can(actor, act) ? reachOf(actor, act) : null
  if (!reach) throw refusalOf(act)
  return reach
}

/** A role, where it holds: everywhere, or at a site. */
export type Power = Pick<Role, 'name' | 'permissions'> & { siteId?: string | null }

/**
 * A may grant R, take it away, make it or change it only if everything R allows is allowed to A, at that scope. A
 * role that reaches its holder's own teams counts as if it reached everybody: teams change after the grant.
 */
export function authorizeGrant(actor: Actor, roles: Power[]): void {
  const beyond = roles.find((role) => !mayGrant(actor, role))
  if (beyond) throw new Refusal('beyond-your-own-permissions', { role: beyond.name })
}

export const mayGrant = (actor: Actor, role: Power): boolean =>
  actor.kind === 'operator' ||
  actor.kind === 'system' ||
  role.permissions.every((it) => holds(actor, it, role.siteId ?? null))

/** Of the two kinds of actors that have a measure. */
const holds = (actor: Actor, permission: Permission, siteId: string | null): boolean =>
  (actor.kind === 'user' || actor.kind === 'connection') &&
  (actor.permissions.has(permission) ||
    (siteId !== null && actor.within.get(permission)?.has(siteId) === true))

const overPeople: ReadonlySet<Permission> = new Set([...onPeople].flatMap((act) => law[act] ?? []))

/**
 * Who joins a group comes within the reach of those who hold a role there, and a manager who joins a team reaches
 * its people: filling a group gives as granting does, and gives no more than the actor could.
 */
export const authorizeFill = (actor: Actor, roles: Power[]): void =>
  authorizeGrant(actor, roles.map(powerOverPeople))

/** What the actor could not give over people: roles with any of it are to be looked for before a team is filled. */
export const beyondFilling = (actor: Actor): Permission[] =>
  [...overPeople].filter((it) => !mayGrant(actor, { name: '', permissions: [it] }))

const powerOverPeople = ({ name, permissions }: Power): Power => ({
  name,
  permissions: permissions.filter((it) => overPeople.has(it)),
})

/** What a connection may give: nothing that its ceiling does not allow. */
export const isWithinCeiling = (
  ceiling: Pick<Role, 'permissions'>,
  role: Pick<Role, 'permissions'>,
): boolean => role.permissions.every((it) => ceiling.permissions.includes(it))

/** A provider does what its token lets it do, to what belongs to its connection, and nothing else in this house. */
export function authorizeProvider(actor: Actor, scope: Scope): Actor & { kind: 'connection' } {
  if (actor.kind !== 'connection') throw new Refusal('not-for-you')
  if (!actor.scopes.has(scope)) throw new Refusal('beyond-scope', { scope })
  return actor
}

/** Nobody suspends, deletes or demotes themselves by mistake. */
export function authorizeOther(actor: Actor, userId: string): void {
  if (actor.kind === 'user' && actor.userId === userId) throw new Refusal('yourself')
}
