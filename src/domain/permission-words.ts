import { type Permission, permissions } from './permission.ts'

/** What each permission lets its holder do, as they would say it. */
export const permissionWords: Record<Permission, string> = {
  'users.read': 'See people and their profiles',
  'users.manage': 'Create and edit people, reset passwords, suspend and let back in',
  'users.delete': 'Delete accounts',
  'invitations.read': 'See all invitations and how they stand',
  'invitations.request': 'Ask for somebody to be invited',
  'invitations.manage': 'Resend, correct and cancel everybody’s invitations',
  'invite.direct': 'Invite and add people without asking first, and decide requests',
  'sessions.read': 'See where people are signed in',
  'sessions.manage': 'Sign people out everywhere',
  'sign-ins.read': 'See who tried to sign in, and how it went',
  'roles.manage': 'Make and change roles',
  'roles.grant': 'Give and take away roles',
  'groups.manage': 'Manage departments, units, teams and sites',
  'connections.manage': 'Connect identity providers',
  'audit.read': 'Read the record of everything that was done',
  'settings.manage': 'Change the settings of the organization',
  'imports.manage': 'Import people from a file',
  'exports.manage': 'Export people to a file',
  'organization.own': 'Own the organization: everything, other owners included',
}

export const permissionAreas = [
  'People',
  'Invitations',
  'Signing in',
  'Roles and groups',
  'The organization',
] as const
export type PermissionArea = (typeof permissionAreas)[number]

const areaOf: Record<Permission, PermissionArea> = {
  'users.read': 'People',
  'users.manage': 'People',
  'users.delete': 'People',
  'invitations.read': 'Invitations',
  'invitations.request': 'Invitations',
  'invitations.manage': 'Invitations',
  'invite.direct': 'Invitations',
  'sessions.read': 'Signing in',
  'sessions.manage': 'Signing in',
  'sign-ins.read': 'Signing in',
  'roles.manage': 'Roles and groups',
  'roles.grant': 'Roles and groups',
  'groups.manage': 'Roles and groups',
  'connections.manage': 'The organization',
  'audit.read': 'The organization',
  'settings.manage': 'The organization',
  'imports.manage': 'People',
  'exports.manage': 'People',
  'organization.own': 'The organization',
}

/** By what it is about, in the order of the law, not of the role. */
export const byArea = (held: readonly Permission[]): { area: PermissionArea; permissions: Permission[] }[] =>
  permissionAreas
    .map((area) => ({
      area,
      permissions: permissions.filter((it) => held.includes(it) && areaOf[it] === area),
    }))
    .filter((it) => it.permissions.length > 0)

export const whatTheyMayDo = (held: readonly Permission[]): { area: PermissionArea; words: string[] }[] =>
  byArea(held).map(({ area, permissions }) => ({ area, words: permissions.map((it) => permissionWords[it]) }))
