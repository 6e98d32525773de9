import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../src/domain/actor.ts'
import { type Permission, permissions } from '../../src/domain/permission.ts'
import { type Act, authorize, authorizeGrant, authorizeOther, can } from '../../src/domain/policy.ts'
import { builtInRoles, permissionsOf } from '../../src/domain/role.ts'

const organizationId = 'acme'
const holding = (held: Iterable<Permission>): Actor => ({
  kind: 'user',
  organizationId,
  userId: 'ann',
  permissions: new Set(held),
})
const operator: Actor = { kind: 'operator', organizationId, name: 'Acme' }
const system: Actor = { kind: 'system', organizationId }
const invitee: Actor = { kind: 'invitee', organizationId, userId: 'ann' }
const actors: Record<string, Actor> = {
  ...Object.fromEntries(builtInRoles.map((it) => [it.key, holding(it.permissions)])),
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
const law: Record<Exclude<Act, 'org.see'>, { may: string[]; needs: Permission; ownInviterMay: boolean }> = {
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
  'invitation.approve': {
    may: [...everybodyWhoManages, 'recruiter'],
    needs: 'invite.direct',
    ownInviterMay: false,
  },
  'user.list': { may: [...everybodyWhoManages, 'manager'], needs: 'users.read', ownInviterMay: false },
  'user.see': { may: [...everybodyWhoManages, 'manager'], needs: 'users.read', ownInviterMay: false },
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
  'user.export': { may: everybodyWhoManages, needs: 'users.manage', ownInviterMay: false },
  'session.list': { may: everybodyWhoManages, needs: 'sessions.read', ownInviterMay: false },
  'session.revoke': { may: everybodyWhoManages, needs: 'sessions.manage', ownInviterMay: false },
  'sign-in.list': { may: everybodyWhoManages, needs: 'sign-ins.read', ownInviterMay: false },
  'audit.list': { may: everybodyWhoManages, needs: 'audit.read', ownInviterMay: false },
}
const acts = Object.keys(law) as (keyof typeof law)[]

describe.each(acts)('%s', (act) => {
  const { may, needs, ownInviterMay } = law[act]

  test.each(Object.keys(actors))(`%s`, (name) => {
    const actor = actors[name] ?? invitee
    expect(can(actor, act)).toBe(may.includes(name))
    expect(can(actor, act, anothers)).toBe(may.includes(name))
    expect(can(actor, act, ofTheCommandLine)).toBe(may.includes(name))
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
    ['manager', ['manager', 'member']],
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
    expect(() =>
      authorizeGrant(holding(permissionsOf(named('admin'))), [...named('member'), ...named('owner')]),
    ).toThrow(expect.objectContaining({ code: 'beyond-your-own-permissions', facts: { role: 'Owner' } })))

  test('two roles together allow what each of them does not', () => {
    const [manager, member] = [named('manager'), named('member')]
    const both = permissionsOf([...manager, ...member, { permissions: ['audit.read'] }])
    expect(may(holding(both), { name: 'R', permissions: ['audit.read', 'users.read'] })).toBe(true)
  })
})

test('nobody does it to themselves; the command line is nobody', () => {
  expect(() => authorizeOther(holding([]), 'ann')).toThrow(expect.objectContaining({ code: 'yourself' }))
  authorizeOther(holding([]), 'bob')
  authorizeOther(operator, 'ann')
})

test('only the owner holds what makes an owner, and every role is within it', () => {
  const owner = permissionsOf(builtInRoles.filter((it) => it.key === 'owner'))
  for (const it of builtInRoles) {
    expect(it.permissions.includes('organization.own')).toBe(it.key === 'owner')
    for (const permission of it.permissions) expect(owner.has(permission)).toBe(true)
  }
})
