/** The words in which the model and the real thing are told what happens next to people, roles, groups and ways in. */

/** Somebody with a shell on the machine. */
export const OPERATOR = 'operator'
/** The owner of another organization, who has got hold of ids of this one. */
export const STRANGER = 'xena'
/** What belongs to the stranger, asked for by people of this organization. */
export const FOREIGN = -1

export const staff = ['olga', 'oskar', 'adam', 'cleo', 'rita', 'mona', 'mia'] as const
export const newcomers = ['ada', 'bob', 'eve'] as const
export const everybody: string[] = [...staff, ...newcomers]

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
]
const clerk = [
  'users.read',
  'users.manage',
  'sessions.manage',
  'roles.manage',
  'roles.grant',
  'groups.manage',
]

/** The roles that are there from the start; a role is called by its place in the order of birth. */
export const firstRoles: { name: string; isBuiltIn: boolean; permissions: string[] }[] = [
  { name: 'Owner', isBuiltIn: true, permissions },
  { name: 'Admin', isBuiltIn: true, permissions: permissions.filter((it) => it !== 'organization.own') },
  {
    name: 'Manager',
    isBuiltIn: true,
    permissions: ['users.read', 'invitations.read', 'invitations.request'],
  },
  { name: 'Member', isBuiltIn: true, permissions: [] },
  { name: 'Clerk', isBuiltIn: false, permissions: clerk },
  { name: 'Recruiter', isBuiltIn: false, permissions: ['users.read', 'invite.direct'] },
]
export const [OWNER, ADMIN, MANAGER, MEMBER, CLERK, RECRUITER] = [0, 1, 2, 3, 4, 5]
export const staffRoles: Record<(typeof staff)[number], number> = {
  olga: OWNER,
  oskar: OWNER,
  adam: ADMIN,
  cleo: CLERK,
  rita: RECRUITER,
  mona: MANAGER,
  mia: MEMBER,
}
/** Whoever is invited as one of these is looked at by a second person. */
export const askedRoles = [ADMIN]

export type GroupKind = 'team' | 'site' | 'department'
export const firstGroups: { kind: GroupKind; name: string }[] = [
  { kind: 'site', name: 'York' },
  { kind: 'team', name: 'Green' },
  { kind: 'department', name: 'Sales' },
]

export type Step =
  | { do: 'create role'; by: string; name: string; permissions: string[] }
  | { do: 'clone role'; by: string; role: number; name: string }
  | { do: 'edit role'; by: string; role: number; permissions: string[] }
  | { do: 'archive role'; by: string; role: number }
  | { do: 'grant'; by: string; person: string; role: number; site: number | null; hours: number | null }
  | { do: 'revoke'; by: string; person: string; role: number; site: number | null }
  | { do: 'set roles'; by: string; person: string; roles: number[]; isOld: boolean }
  | { do: 'create group'; by: string; kind: GroupKind; name: string }
  | { do: 'archive group'; by: string; group: number; evenIfUsed: boolean }
  | { do: 'join' | 'leave'; by: string; group: number; people: string[] }
  | { do: 'place'; by: string; person: string; department: number | null }
  | { do: 'start reset'; by: string; person: string }
  | { do: 'forget'; address: string }
  | { do: 'use reset'; link: number; password: number }
  | { do: 'sign in'; address: string; password: number }
  | { do: 'change password'; session: number; current: number; password: number }
  | { do: 'revoke session'; by: string; session: number }
  | { do: 'revoke sessions'; by: string; person: string }
  | { do: 'sign out'; session: number }
  | { do: 'ask for address'; by: string; person: string; address: string }
  | { do: 'confirm address'; link: number }
  | { do: 'edit'; by: string; person: string; position: string; isOld: boolean }
  | { do: 'edit phone'; by: string; person: string; phone: number; isOld: boolean }
  | { do: 'add'; by: string; person: string; role: number }
  | { do: 'create'; by: string; person: string; role: number; password: number }
  | { do: 'invite'; by: string; person: string; role: number }
  | { do: 'approve' | 'deny' | 'cancel'; by: string; invitation: number }
  | { do: 'accept'; invitation: number; password: number }
  | { do: 'suspend' | 'enable' | 'delete' | 'undo delete'; by: string; person: string }
  /** What an identity provider says: that somebody is there, that they may come in or not, that they are gone. */
  | { do: 'provision' | 'say active'; person: string; isActive: boolean }
  | { do: 'deprovision'; person: string }
  | { do: 'set up'; link: number; password: number }
  /** What the clock does by itself. */
  | { do: 'purge' | 'end undecided' }
  | { do: 'wait'; seconds: number }
  /** All who are signed in click once in a while, until that much time has passed. */
  | { do: 'stay'; hours: number }

export type Deed = Step['do']

/** The step that does this, among those that do one of several things. */
export type StepOf<D extends Deed, S = Step> = S extends { do: infer E } ? (D extends E ? S : never) : never

/** Everything that can be seen, in words. The model and the real thing are alike when these are equal. */
export interface Sight {
  /** State, and the roles in force, everywhere and at sites. */
  people: Record<string, string>
  /** What each session that ever began answers to whoever holds it: kind and what it allows, or that it is over. */
  sessions: string[]
  /** What each link by letter that ever was shows to whoever looks. */
  links: string[]
  invitations: string[]
  roles: string[]
  groups: string[]
}

/** Words for a step, as a story is told. */
export const say = (step: Step): string =>
  Object.entries(step)
    .map(([key, value]) =>
      key === 'do' ? value : `${key} ${Array.isArray(value) ? value.join('+') : value}`,
    )
    .join(', ')

/** The passwords are numbers here; nobody would think of the words around them. */
export const passwordOf = (number: number): string => `quiet-Lantern-${number}-harbour`
