import { describe, expect, test } from 'vitest'
import type { Grant } from '../../../src/domain/grant.ts'
import { permissions } from '../../../src/domain/permission.ts'
import { builtInRoles } from '../../../src/domain/role.ts'
import { home } from '../../../src/slack/blocks.ts'
import { archiveRoleModal } from '../../../src/slack/roles/archive-role.view.ts'
import {
  giveRoleForm,
  type PersonRoles,
  personRolesModal,
} from '../../../src/slack/roles/person-roles.view.ts'
import type { ShownRole } from '../../../src/slack/roles/role.view.ts'
import { copyRoleForm, editRoleForm, newRoleForm } from '../../../src/slack/roles/role-form.view.ts'
import { rolesArea, rolesWords } from '../../../src/slack/roles/roles-area.view.ts'
import { expectGolden } from '../golden.ts'

const organizationId = '01900000-0000-7000-8000-000000000001'
const now = new Date('2026-11-21T09:00:00Z')
const id = (n: number) => `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`

const own: ShownRole = {
  organizationId,
  id: id(9),
  key: null,
  name: 'Support <b> & *friends*',
  permissions: ['users.read', 'users.manage', 'sessions.read'],
  reach: 'own-teams',
  archivedAt: null,
  version: 3,
  holders: 3,
  promises: 1,
  actions: ['holders', 'edit', 'copy', 'archive'],
}
const all: ShownRole[] = [
  ...builtInRoles.map((it, at) => ({
    ...own,
    ...it,
    id: id(at),
    holders: at,
    promises: 0,
    actions: at === 0 ? [] : (['holders', 'copy'] as const).slice(),
  })),
  own,
]
const usable = permissions.filter((it) => it !== 'organization.own')

describe('roles', () => {
  test('are listed with what they allow', () => {
    expectGolden(
      'roles/area',
      home(rolesArea({ shown: all, mayCreate: true, isFirstPage: true, next: '20' })),
    )
    expectGolden(
      'roles/area-read-only',
      home(rolesArea({ shown: [{ ...own, actions: [] }], mayCreate: false, isFirstPage: false, next: null })),
    )
  })

  test('answer a word', () => {
    expectGolden('roles/words', rolesWords({ shown: all, sought: '', more: 4, known: [] }))
    expectGolden(
      'roles/words-none',
      rolesWords({ shown: [], sought: 'Boss', more: 0, known: ['Owner', 'Admin'] }),
    )
  })

  test('fit a message however many there are and whatever they allow', () => {
    const long = { ...own, name: 'N'.repeat(120), permissions: usable.slice(0, -1) }
    expectGolden(
      'roles/words-long',
      rolesWords({ shown: Array.from({ length: 10 }, () => long), sought: '', more: 90, known: [] }),
    )
  })

  test('are made, changed and copied in a form', () => {
    expectGolden('roles/new', newRoleForm(usable))
    expectGolden('roles/edit', editRoleForm(own, usable))
    expectGolden('roles/edit-beyond', editRoleForm({ ...own, holders: 0, promises: 0 }, ['users.read']))
    expectGolden('roles/copy', copyRoleForm(own))
  })

  test('say what stands against archiving them', () => {
    const unused = { ...own, holders: 0, promises: 0 }
    expectGolden('roles/archive', archiveRoleModal({ role: unused, isDefault: false, holderNames: [] }))
    expectGolden(
      'roles/archive-blocked',
      archiveRoleModal({ role: own, isDefault: true, holderNames: ['Ada', 'Grace <b>'] }),
    )
  })
})

describe('the roles of a person', () => {
  const grant = (n: number, name: string, more: Partial<Grant> = {}): Grant => ({
    id: id(20 + n),
    roleId: id(n),
    key: null,
    name,
    permissions: [],
    siteId: null,
    siteName: null,
    source: 'manual',
    expiresAt: null,
    ...more,
  })
  const leeds = { id: id(50), name: 'Leeds' }
  const seen: PersonRoles = {
    user: { id: id(60), name: 'Grace *Hopper*', version: 4 },
    held: [
      grant(0, 'Owner'),
      grant(2, 'Manager'),
      grant(3, 'Support', { source: 'temporary', expiresAt: new Date('2026-11-28T09:00:00Z') }),
      grant(4, 'Helper', { source: 'scim' }),
      grant(2, 'Manager', { siteId: leeds.id, siteName: leeds.name }),
    ],
    offered: [
      { id: id(1), name: 'Admin' },
      { id: id(2), name: 'Manager' },
      { id: id(3), name: 'Support' },
    ],
    offeredAtSites: [{ id: id(2), name: 'Manager' }],
    sites: [leeds],
    hindrance: null,
    now,
  }

  test('are all there: for good, for a while, at a site, from elsewhere', () => {
    expectGolden('roles/person', personRolesModal(seen))
    expectGolden(
      'roles/person-saved',
      personRolesModal({ ...seen, sites: [], offeredAtSites: [], said: 'Saved.' }),
    )
  })

  test.each(['yourself', 'not-permitted', 'invited'] as const)('are only shown: %s', (hindrance) => {
    const drawn = personRolesModal({ ...seen, hindrance })
    expectGolden(`roles/person-${hindrance}`, drawn)
    expect(drawn.submit).toBeUndefined()
    expect(JSON.stringify(drawn)).not.toContain('"button"')
  })

  test('are given in a form', () => {
    expectGolden('roles/give-for-a-while', giveRoleForm(seen, 'for-a-while', now))
    expectGolden('roles/give-at-a-site', giveRoleForm(seen, 'at-a-site', now))
  })
})
