/** What a role can hold. Strings, so that an organization's own roles are plain sets of them. */
export const permissions = [
  'users.read',
  'users.manage',
  'users.delete',
  'invitations.read',
  'invitations.request',
  'invitations.manage',
  'invite.direct',
  'sessions.read',
  'sessions.manage',
  'sign-ins.read',
  'roles.manage',
  'roles.grant',
  'groups.manage',
  'connections.manage',
  'audit.read',
  'settings.manage',
  'imports.manage',
  'exports.manage',
  'organization.own',
] as const

export type Permission = (typeof permissions)[number]
