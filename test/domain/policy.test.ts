import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../src/domain/actor.ts'
import { authorityOf } from '../../src/domain/authority.ts'
import { type Permission, permissions } from '../../src/domain/permission.ts'
import {
  type Act,
  authorize,
  authorizeFill,
  authorizeGrant,
  authorizeOther,
  authorizeWithin,
  can,
  type Power,
} from '../../src/domain/policy.ts'
import { builtInRoles } from '../../src/domain/role.ts'

const organizationId = 'acme'
/** Ann, over everybody or over the members of these groups alone. */
const holding = (held: Iterable<Permission>, groupIds: string[] | null = null): Actor => ({
  kind: 'user',
  organizationId,
  userId: 'ann',
  ...authorityOf([{ permissions: [...held], groupIds }]),
})
/** Of the blue team. */
const BLUE = ['blue']
const operator: Actor = { kind: 'operator', organizationId, name: 'Acme' }
const system: Actor = { kind: 'system', organizationId }
const invitee: Actor = { kind: 'invitee', organizationId, userId: 'ann' }
const actors: Record<string, Actor> = {
  ...Object.fromEntries(
    builtInRoles.map((it) => [it.key, holding(it.permissions, it.reach === 'own-teams' ? BLUE : null)]),
  ),
  recruiter: holding(['invite.direct']),
  operator,
  system,
  invitee,
}

const own = { inviterId: 'ann' }
const anothers = { inviterId: 'bob' }
const ofTheCommandLine = { inviterId: null }

/** Who may, written out: a new role or act has to be thought about here. */
const everybodyWhoManages = ['owner', 'admin', 'operator', 'system']
const law: Record<
  Exclude<Act, 'org.see' | 'invitation.withdraw'>,
  { may: string[]; mayInTeam?: string[]; needs: Permission; ownInviterMay: boolean }
> = {
  'invitation.list': {
    may: everybodyWhoManages,
    mayInTeam: ['manager'],
    needs: 'invitations.read',
    ownInviterMay: false,
  },
  'invitation.see': {
    may: everybodyWhoManages,
    mayInTeam: ['manager'],
    needs: 'invitations.read',
    ownInviterMay: true,
  },
  'invitation.create': {
    may: [...everybodyWhoManages, 'recruiter'],
    needs: 'invite.direct',
    ownInviterMay: false,
  },
  'invitation.resend': { may: everybodyWhoManages, needs: 'invitations.manage', ownInviterMay: true },
  'invitation.cancel': { may: everybodyWhoManages, needs: 'invitations.manage', ownInviterMay: true },
  'invitation.edit': { may: everybodyWhoManages, needs: 'invitations.manage', ownInviterMay: true },
  'invitation.copy-link': { may: everybodyWhoManages, needs: 'invitations.manage', ownInviterMay: true },
  'user.suspend': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.enable': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.delete': { may: everybodyWhoManages, needs: 'users.delete', ownInviterMay: false },
  'invitation.request': {
    may: [...everybodyWhoManages, 'manager'],
    needs: 'invitations.request',
    ownInviterMay: false,
  },
  'user.unbind-slack': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'invitation.approve': {
    may: [...everybodyWhoManages, 'recruiter'],
    needs: 'invite.direct',
    ownInviterMay: false,
  },
  'user.list': {
    may: everybodyWhoManages,
    mayInTeam: ['manager'],
    needs: 'users.read',
    ownInviterMay: false,
  },
  'user.see': {
    may: everybodyWhoManages,
    mayInTeam: ['manager'],
    needs: 'users.read',
    ownInviterMay: false,
  },
  'user.see-roles': {
    may: everybodyWhoManages,
    mayInTeam: ['manager'],
    needs: 'users.read',
    ownInviterMay: false,
  },
  'user.edit': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.change-email': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.add': { may: [...everybodyWhoManages, 'recruiter'], needs: 'invite.direct', ownInviterMay: false },
  'user.create': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'role.read': { may: [...everybodyWhoManages, 'manager'], needs: 'users.read', ownInviterMay: false },
  'role.create': { may: everybodyWhoManages, needs: 'roles.manage', ownInviterMay: false },
  'role.edit': { may: everybodyWhoManages, needs: 'roles.manage', ownInviterMay: false },
  'role.archive': { may: everybodyWhoManages, needs: 'roles.manage', ownInviterMay: false },
  'role.grant': { may: everybodyWhoManages, needs: 'roles.grant', ownInviterMay: false },
  'group.read': { may: [...everybodyWhoManages, 'manager'], needs: 'users.read', ownInviterMay: false },
  'group.create': { may: everybodyWhoManages, needs: 'groups.manage', ownInviterMay: false },
  'group.edit': { may: everybodyWhoManages, needs: 'groups.manage', ownInviterMay: false },
  'group.archive': { may: everybodyWhoManages, needs: 'groups.manage', ownInviterMay: false },
  'group.fill': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.reset-password': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.temporary-password': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.send-welcome': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'user.export': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'session.list': { may: everybodyWhoManages, needs: 'sessions.read', ownInviterMay: false },
  'session.revoke': { may: everybodyWhoManages, needs: 'sessions.manage', ownInviterMay: false },
  'sign-in.list': { may: everybodyWhoManages, needs: 'sign-ins.read', ownInviterMay: false },
  'audit.list': { may: everybodyWhoManages, needs: 'audit.read', ownInviterMay: false },
  'message.list': { may: everybodyWhoManages, needs: 'invitations.manage', ownInviterMay: false },
  'message.resend': { may: everybodyWhoManages, needs: 'invitations.manage', ownInviterMay: false },
  'settings.see': { may: everybodyWhoManages, needs: 'settings.manage', ownInviterMay: false },
  'settings.change': { may: everybodyWhoManages, needs: 'settings.manage', ownInviterMay: false },
  'connection.list': { may: everybodyWhoManages, needs: 'connections.manage', ownInviterMay: false },
  'connection.manage': { may: everybodyWhoManages, needs: 'connections.manage', ownInviterMay: false },
  'connection.link': {
    may: ['owner', 'operator', 'system'],
    needs: 'organization.own',
    ownInviterMay: false,
  },
}
const acts = Object.keys(law) as (keyof typeof law)[]

describe.each(acts)('%s', (act) => {
  const { may, mayInTeam = [], needs, ownInviterMay } = law[act]

  test.each(Object.keys(actors))(`%s`, (name) => {
    const actor = actors[name] ?? invitee
    expect(can(actor, act)).toBe(may.includes(name))
    expect(can(actor, act, anothers)).toBe(may.includes(name))
    expect(can(actor, act, ofTheCommandLine)).toBe(may.includes(name))
    expect(can(actor, act, { groupIds: ['red', 'blue'] })).toBe(
      may.includes(name) || mayInTeam.includes(name),
    )
    expect(can(actor, act, { groupIds: ['red'] })).toBe(may.includes(name))
    expect(can(actor, act, { groupIds: [] })).toBe(may.includes(name))
    const isOwnInviter = name === 'recruiter' && ownInviterMay
    expect(can(actor, act, own)).toBe(may.includes(name) || isOwnInviter)
  })

  test('one permission decides, and no other', () => {
    expect(can(holding([needs]), act)).toBe(true)
    expect(can(holding(permissions.filter((it) => it !== needs)), act)).toBe(false)
  })

  test('who may not is told what it needs', () =>
    expect(() => authorize(holding([]), act)).toThrow(
      expect.objectContaining({ code: 'not-permitted', facts: { needs } }),
    ))
})

test('every user of the organization may see its chart, and nobody else', () => {
  const { invitee: stranger = invitee, ...insiders } = actors
  for (const it of [...Object.values(insiders), holding([])]) expect(can(it, 'org.see')).toBe(true)
  expect(can(stranger, 'org.see')).toBe(false)
  expect(() => authorize(stranger, 'org.see')).toThrow(expect.objectContaining({ code: 'not-for-you' }))
})

test('whoever asked for an invitation withdraws it, and nobody else, whatever they may', () => {
  const may = (actor: Actor, subject = {}) => can(actor, 'invitation.withdraw', subject)
  for (const held of [holding(['invitations.request']), holding(['invitations.request'], BLUE)]) {
    expect(may(held, own)).toBe(true)
    for (const it of [anothers, ofTheCommandLine, {}]) expect(may(held, it)).toBe(false)
  }
  expect(may(holding(permissions.filter((it) => it !== 'invitations.request')), own)).toBe(false)
  for (const it of [operator, system, invitee]) expect(may(it, own)).toBe(false)
  expect(may(holding(permissions), anothers)).toBe(false)
})

test('an inviter who may no longer invite keeps no hold on what they sent', () => {
  for (const act of acts) expect(can(holding([]), act, own)).toBe(false)
})

describe('who may grant what', () => {
  const named = (key: string | null) => builtInRoles.filter((it) => it.key === key)
  const may = (actor: Actor, role: { name: string; permissions: Permission[] }): boolean => {
    try {
      authorizeGrant(actor, [role])
      return true
    } catch {
      return false
    }
  }

  test.each([
    ['owner', ['owner', 'admin', 'manager', 'member']],
    ['admin', ['admin', 'manager', 'member']],
    ['manager', ['member']],
    ['member', ['member']],
    ['operator', ['owner', 'admin', 'manager', 'member']],
    ['invitee', ['member']],
  ])('%s: %j', (actor, grantable) => {
    const granted = builtInRoles.filter((role) => may(actors[actor] ?? invitee, role)).map((it) => it.key)
    expect(granted).toEqual(grantable)
  })

  test('only what one holds oneself, all of it, whatever the sets are', () => {
    const some = fc.subarray([...permissions])
    fc.assert(
      fc.property(some, some, (held, wanted) => {
        const isWithin = wanted.every((it) => held.includes(it))
        expect(may(holding(held), { name: 'R', permissions: wanted })).toBe(isWithin)
      }),
      { numRuns: 500 },
    )
  })

  test('one role too many is too many, and it is named', () =>
    expect(() => authorizeGrant(actors.admin ?? invitee, [...named('member'), ...named('owner')])).toThrow(
      expect.objectContaining({ code: 'beyond-your-own-permissions', facts: { role: 'Owner' } }),
    ))

  test('two roles together allow what each of them does not', () => {
    const reader = { permissions: ['users.read' as const], groupIds: null }
    const auditor = { permissions: ['audit.read' as const], groupIds: null }
    const both: Actor = { kind: 'user', organizationId, userId: 'ann', ...authorityOf([reader, auditor]) }
    expect(may(both, { name: 'R', permissions: ['audit.read', 'users.read'] })).toBe(true)
  })
})

test('nobody does it to themselves; the command line is nobody', () => {
  expect(() => authorizeOther(holding([]), 'ann')).toThrow(expect.objectContaining({ code: 'yourself' }))
  authorizeOther(holding([]), 'bob')
  authorizeOther(operator, 'ann')
})

test('only the owner holds what makes an owner, and every role is within it', () => {
  const owner = builtInRoles.find((it) => it.key === 'owner')?.permissions
  for (const it of builtInRoles) {
    expect(it.permissions.includes('organization.own')).toBe(it.key === 'owner')
    for (const permission of it.permissions) expect(owner).toContain(permission)
  }
})

describe('a permission that reaches some groups alone', () => {
  /** Written out once more: a new act on people has to be thought about here. */
  const onPeople = [
    ...[
      'invitation.list',
      'invitation.see',
      'invitation.resend',
      'invitation.cancel',
      'invitation.edit',
      'invitation.copy-link',
    ],
    ...['user.list', 'user.see', 'user.see-roles', 'user.edit', 'user.change-email', 'user.suspend'],
    ...[
      'user.enable',
      'user.delete',
      'user.unbind-slack',
      'user.reset-password',
      'user.temporary-password',
      'user.send-welcome',
      'user.export',
    ],
    ...['role.grant', 'session.list', 'session.revoke', 'sign-in.list'],
  ]
  const whateverReach = ['role.read', 'group.read', 'invitation.request']
  const groups = ['blue', 'red', 'leeds']
  const someGroups = fc.subarray(groups)
  const somePermissions = fc.subarray([...permissions])

  test('is enough for acts on their members, for asking, and for nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...acts),
        somePermissions,
        somePermissions,
        someGroups,
        someGroups,
        (act, everywhere, within, reach, groupIds) => {
          const actor: Actor = {
            ...{ kind: 'user', organizationId, userId: 'ann' },
            ...authorityOf([
              { permissions: everywhere, groupIds: null },
              { permissions: within, groupIds: reach },
            ]),
          } as Actor
          const { needs } = law[act]
          const isInside = onPeople.includes(act) && groupIds.some((id) => reach.includes(id))
          const isHeld = within.includes(needs)
          expect(can(actor, act, { groupIds })).toBe(
            everywhere.includes(needs) || (isHeld && (isInside || whateverReach.includes(act))),
          )
          expect(can(actor, act)).toBe(everywhere.includes(needs) || (isHeld && whateverReach.includes(act)))
          // A longer list of groups of the person never takes anything away.
          if (can(actor, act)) expect(can(actor, act, { groupIds })).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('names those groups to the query of a list, and refuses who has none at all', () => {
    expect(authorizeWithin(holding(['users.read'], ['blue', 'red']), 'user.list')).toEqual(['blue', 'red'])
    expect(authorizeWithin(holding(['users.read'], []), 'user.list')).toEqual([])
    expect(authorizeWithin(holding(['users.read']), 'user.list')).toBe('everybody')
    expect(authorizeWithin(operator, 'user.list')).toBe('everybody')
    for (const [actor, act] of [
      [holding(['users.manage'], BLUE), 'user.list'],
      [invitee, 'user.list'],
      [holding(['audit.read'], BLUE), 'audit.list'],
      [holding(['settings.manage'], BLUE), 'settings.change'],
    ] as const)
      expect(() => authorizeWithin(actor, act)).toThrow('not-permitted')
  })

  test('gives a role at a site no more than it has at that site, and none everywhere', () => {
    const may = (actor: Actor, power: Power) => {
      try {
        authorizeGrant(actor, [power])
        return true
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(
        somePermissions,
        somePermissions,
        somePermissions,
        fc.constantFrom('leeds', 'york', null),
        (everywhere, atLeeds, wanted, siteId) => {
          const actor = {
            ...{ kind: 'user', organizationId, userId: 'ann' },
            ...authorityOf([
              { permissions: everywhere, groupIds: null },
              { permissions: atLeeds, groupIds: ['leeds'] },
            ]),
          } as Actor
          const held = siteId === 'leeds' ? [...everywhere, ...atLeeds] : everywhere
          const isWithin = wanted.every((it) => held.includes(it))
          expect(may(actor, { name: 'R', permissions: wanted, siteId })).toBe(isWithin)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('who fills a group gives what its roles reach, as far as it is about people', () => {
    const clerk = holding(['users.read', 'users.manage', 'invitations.read'])
    const manager = builtInRoles.filter((it) => it.key === 'manager')
    authorizeFill(clerk, manager)
    expect(() => authorizeFill(holding(['users.manage']), manager)).toThrow('beyond-your-own-permissions')
    const lead = [{ name: 'Lead', permissions: ['users.delete' as const, 'audit.read' as const] }]
    expect(() => authorizeFill(clerk, lead)).toThrow('beyond-your-own-permissions')
    authorizeFill(holding(['users.delete']), lead)
  })
})
