import type { UserState } from '../../../src/domain/states.ts'
import { statusOf } from '../../../src/domain/status-words.ts'
import type { User } from '../../../src/domain/user.ts'
import type { UserAction } from '../../../src/domain/user-actions.ts'
import type { InviteChoices } from '../../../src/usecases/invitations/see-invite-choices.ts'
import type { ListedSession } from '../../../src/usecases/sessions/list-live-sessions.ts'
import type { ListedSignIn } from '../../../src/usecases/sessions/list-sign-ins.ts'
import type { ListedUser, UserPage } from '../../../src/usecases/users/list-users.ts'
import type { FilterChoices } from '../../../src/usecases/users/see-filter-choices.ts'
import type { Profile } from '../../../src/usecases/users/see-user.ts'

export const NOW = new Date('2026-03-02T09:00:00Z')
export const LATER = new Date('2026-03-02T09:15:00Z')

const offered: Record<UserState, UserAction[]> = {
  staged: ['edit', 'invite', 'suspend', 'delete'],
  invited: ['edit', 'resend-invitation', 'copy-invitation-link', 'cancel-invitation', 'delete'],
  active: ['edit', 'change-email', 'reset-password', 'suspend', 'delete'],
  suspended: ['edit', 'enable', 'delete'],
  deleted: ['undo-delete'],
}
const actionsIn = (state: UserState) => offered[state].map((action) => ({ action, unavailable: null }))

const statusIn = (state: UserState) => ({
  state,
  invitation: state === 'invited' ? { state: 'expired' as const, hasFailed: true } : null,
  mustChangePassword: state === 'active',
  lockedUntil: state === 'active' ? LATER : null,
  resetEndsAt: state === 'active' ? NOW : null,
})

export function somebody(
  more: Partial<ListedUser> = {},
  state: Exclude<UserState, 'deleted'> = 'active',
): ListedUser {
  const status = statusIn(state)
  return {
    id: '019cadc6-9a80-7028-bfaf-64119e4e7ed6',
    name: 'Ada Lovelace',
    email: 'ada@acme.test',
    phone: '+905551234567',
    avatarUrl: null,
    roleNames: ['Owner', 'Site `lead`'],
    promisedRoleNames: [],
    status,
    statusInWords: statusOf(status, NOW),
    registeredAt: NOW,
    lastLoginAt: NOW,
    lastActivityAt: null,
    departmentName: 'Engineering',
    teamCount: 2,
    actions: actionsIn(state),
    openInvitationId: state === 'invited' ? '019cadc6-9a80-7028-bfaf-000000000000' : null,
    ...more,
  }
}

/** One in each state, under the names that people have or give themselves. */
export const everyName: ListedUser[] = [
  somebody(
    {
      name: '*bold* <!channel> & co',
      email: 'b_old_@acme.test',
      roleNames: [],
      promisedRoleNames: ['Member', '*Site* lead'],
    },
    'invited',
  ),
  somebody({ name: 'phone@only.test', email: null, registeredAt: null }, 'staged'),
  somebody({ name: 'مريم', phone: null, roleNames: [] }, 'suspended'),
]

export const aCrowd = (count: number, suffix = ''): ListedUser[] =>
  Array.from({ length: count }, (_, at) => somebody({ id: `user-${at}`, name: `Person ${at}${suffix}` }))

export const page = (users: ListedUser[], next: string | null = null, total = users.length): UserPage => ({
  users,
  total,
  isTotalExact: true,
  next,
  vocabulary: 'active-inactive',
})

export const choices: FilterChoices = {
  role: [{ id: 'role-1', name: 'Owner' }],
  department: [{ id: 'department-1', name: 'Engineering' }],
  unit: [],
  team: [{ id: 'team-1', name: 'Plat*form*' }],
  site: [{ id: 'site-1', name: 'Leeds' }],
}

export const inviteChoices: InviteChoices = {
  organization: {
    requiredFields: ['displayName'],
    passwordMinimum: 8,
  } as unknown as InviteChoices['organization'],
  roles: [
    { id: 'role-1', name: 'Owner' },
    { id: 'role-2', name: 'Member' },
  ],
  defaultRoleId: 'role-2',
  groups: { department: choices.department, unit: [], team: choices.team, site: choices.site },
  mayInviteDirectly: true,
}

export const noFilters = {
  status: null,
  role: null,
  team: null,
  department: null,
  unit: null,
  site: null,
  search: '',
  unreadable: [],
  suggestions: [],
}

const role = (name: string, siteName: string | null, expiresAt: Date | null) => ({
  roleId: name,
  name,
  siteId: siteName,
  siteName,
  expiresAt,
  source: expiresAt ? ('temporary' as const) : ('manual' as const),
})

export function aProfile(state: Exclude<UserState, 'deleted'> = 'active'): Profile {
  const status = statusIn(state)
  const isPending = state === 'invited'
  return {
    user: {
      organizationId: 'o',
      id: 'ada',
      email: 'ada@acme.test',
      address: 'ada@acme.test',
      phone: isPending ? null : '+905551234567',
      deliveryEmail: 'ada@home.test',
      firstName: 'Ada',
      lastName: 'Lovelace',
      displayName: 'Ada',
      gender: 'female',
      birthday: '1990-05-17',
      position: isPending ? null : 'Engineer <b>',
      managerId: 'grace',
      origin: 'invite',
      emailVerifiedAt: isPending ? null : NOW,
      createdAt: NOW,
      registeredAt: isPending ? null : NOW,
      lastLoginAt: isPending ? null : NOW,
      lastActivityAt: null,
      version: 3,
    } as User,
    name: 'Ada',
    avatarUrl: isPending ? null : 'https://usher.test/avatars/x.png',
    status,
    statusInWords: statusOf(status, NOW),
    slack: isPending ? null : { slackUserId: 'U0ADA000000', workspace: 'Acme & co' },
    managerName: 'Grace',
    roles: [role('Owner', null, null), role('Auditor', null, LATER)],
    sites: [
      { id: 'site-1', name: 'Leeds', roles: [role('Manager', 'Leeds', null)] },
      { id: 'site-2', name: 'York', roles: [] },
    ],
    department: { id: 'department-1', kind: 'department', name: 'Engineering' },
    unit: null,
    teams: [{ id: 'team-1', kind: 'team', name: 'Plat*form*' }],
    invitations: isPending
      ? Array.from({ length: 5 }, (_, at) => ({
          id: `invitation-${at}`,
          state: at === 0 ? ('pending' as const) : ('cancelled' as const),
          email: 'ada@home.test',
          inviterName: 'Grace',
          createdAt: NOW,
          sentAt: NOW,
          expiresAt: LATER,
          endedAt: at === 0 ? null : NOW,
          endedWhy: null,
        }))
      : [],
    actions: isPending
      ? actionsIn(state).map((it) =>
          it.action === 'resend-invitation' ? { ...it, unavailable: 'no-address' as const } : it,
        )
      : actionsIn(state),
    openInvitationId: isPending ? 'invitation-0' : null,
    promised: isPending ? { roleNames: ['Member'], groupNames: ['Engineering', 'Plat*form*'] } : null,
    managed: null,
    undoSeconds: 900,
  }
}

export const aSession = (at: number): ListedSession => ({
  organizationId: 'o',
  id: `session-${at}`,
  userId: at === 0 ? 'ada' : 'mel',
  kind: at === 1 ? 'must-change' : 'full',
  ip: at === 2 ? null : '203.0.113.7',
  device: 'Firefox on Linux',
  startedAt: new Date('2026-03-02T07:00:00Z'),
  lastActiveAt: new Date('2026-03-02T08:30:00Z'),
  endsAt: new Date('2026-03-09T07:00:00Z'),
  revokedAt: null,
  personName: 'Mel <M>',
  email: 'mel@acme.test',
})

export const anAttempt = (at: number): ListedSignIn => ({
  id: `attempt-${at}`,
  userId: at % 2 ? 'mel' : null,
  at: NOW,
  ip: '203.0.113.7',
  device: at % 3 ? 'Firefox on Linux' : null,
  succeeded: at % 2 === 1,
  reason: at % 2 ? null : 'unknown user',
  personName: at % 2 ? 'Mel <M>' : null,
  email: at % 2 ? 'mel@acme.test' : null,
})
