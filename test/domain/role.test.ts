import { describe, expect, test } from 'vitest'
import { type Grant, giveOne, losesOwner, mustKeepARole, setTo, takeOne } from '../../src/domain/grant.ts'
import { permissions } from '../../src/domain/permission.ts'
import { clonedPermissions, permissionsFrom, type Role } from '../../src/domain/role.ts'

const now = new Date('2026-03-02T09:00:00Z')
const later = new Date('2026-03-03T09:00:00Z')
const role = (name: string): Role => ({
  id: name,
  organizationId: 'o',
  key: name === 'owner' ? 'owner' : null,
  name,
  permissions: [],
  reach: 'everybody',
  archivedAt: null,
  version: 1,
})
const held = (name: string, more: Partial<Grant> = {}): Grant => ({
  id: `grant of ${name}`,
  roleId: name,
  key: role(name).key,
  name,
  permissions: [],
  siteId: null,
  siteName: null,
  source: 'manual',
  expiresAt: null,
  ...more,
})
const temporary = (name: string) => held(name, { source: 'temporary', expiresAt: later })
const provisioned = (name: string) => held(name, { source: 'scim' })
const atSite = (name: string) => held(name, { siteId: 's', siteName: 'Leeds' })
const site = { id: 's', name: 'Leeds' }

describe('permissions of a role', () => {
  test('are known, listed once, in one order, and never owning', () => {
    expect(permissionsFrom(['audit.read', 'users.read', 'audit.read'])).toEqual(['users.read', 'audit.read'])
    for (const typed of ['organization.own', 'users.Read', '', 'everything'])
      expect(() => permissionsFrom([typed])).toThrow('permission-unusable')
    expect(clonedPermissions({ permissions: [...permissions] })).not.toContain('organization.own')
  })
})

describe('exactly these roles', () => {
  const table: [string, Grant[], string[], { give: string[]; take: string[] }][] = [
    ['the same', [held('a')], ['a'], { give: [], take: [] }],
    ['one more', [held('a')], ['a', 'b'], { give: ['b'], take: [] }],
    ['one for another', [held('a')], ['b'], { give: ['b'], take: ['a'] }],
    ['nothing', [held('a'), held('b')], [], { give: [], take: ['a', 'b'] }],
    ['a temporary one is left alone', [held('a'), temporary('b')], ['a'], { give: [], take: [] }],
    [
      'a temporary one that is named stays',
      [held('a'), temporary('b')],
      ['a', 'b'],
      { give: ['b'], take: ['b'] },
    ],
    ['a provisioned one is left alone', [held('a'), provisioned('b')], ['a'], { give: [], take: [] }],
    ['a provisioned one that is named', [held('a'), provisioned('b')], ['a', 'b'], { give: [], take: [] }],
    ['one at a site is another matter', [held('a'), atSite('b')], ['a', 'b'], { give: ['b'], take: [] }],
  ]
  test.each(table)('%s', (_, before, wanted, { give, take }) => {
    const change = setTo(before, wanted.map(role))
    expect(change.give.map((it) => it.role.name)).toEqual(give)
    expect(change.take.map((it) => it.name)).toEqual(take)
  })
})

describe('one role', () => {
  const given = (until: Date | null = null, at: typeof site | null = null) => ({
    role: role('a'),
    site: at,
    until,
  })
  test('moves its end, and an end is ahead', () => {
    expect(giveOne([], given(later), now).take).toEqual([])
    expect(giveOne([held('a')], given(later), now).take).toHaveLength(1)
    expect(giveOne([temporary('a')], given(), now).take).toHaveLength(1)
    expect(giveOne([temporary('a')], given(later), now)).toEqual({ give: [], take: [] })
    expect(giveOne([held('a')], given(null, site), now).take).toEqual([])
    for (const end of [now, new Date(0), new Date('never')])
      expect(() => giveOne([], given(end), now)).toThrow('end-not-ahead')
  })

  test('what the identity provider gives only it takes away', () => {
    expect(() => takeOne([provisioned('a')], 'a', null)).toThrow('role-provisioned')
    expect(() => giveOne([provisioned('a')], given(later), now)).toThrow('role-provisioned')
    expect(giveOne([provisioned('a')], given(), now)).toEqual({ give: [], take: [] })
    expect(takeOne([held('a')], 'a', 's')).toEqual({ give: [], take: [] })
  })
})

describe('what must remain', () => {
  test('a role everywhere without an end', () => {
    const last = (before: Grant[]) => () => mustKeepARole(before, takeOne(before, 'a', null))
    expect(last([held('a')])).toThrow('last-role')
    expect(last([held('a'), temporary('b')])).toThrow('last-role')
    expect(last([held('a'), atSite('b')])).toThrow('last-role')
    expect(last([held('a'), held('b')])).not.toThrow()
    expect(last([held('a'), provisioned('b')])).not.toThrow()
    expect(last([temporary('a')])).not.toThrow()
    const shortened = giveOne([held('a')], { role: role('a'), site: null, until: later }, now)
    expect(() => mustKeepARole([held('a')], { give: shortened.give, take: [] })).not.toThrow()
  })

  test('an owner for a while, or at a site, is no owner for good', () => {
    const owner = held('owner')
    const [before, more] = [[owner], { role: role('owner'), site: null, until: later }]
    expect(losesOwner(before, giveOne(before, more, now))).toBe(true)
    expect(losesOwner(before, takeOne(before, 'owner', null))).toBe(true)
    expect(losesOwner(before, giveOne(before, { ...more, until: null, site }, now))).toBe(false)
    const temporal = [temporary('owner')]
    expect(losesOwner(temporal, takeOne(temporal, 'owner', null))).toBe(false)
  })
})
