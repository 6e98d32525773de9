import { describe, expect, test } from 'vitest'
import type { GroupKind } from '../../../src/domain/group-kind.ts'
import { home } from '../../../src/slack/blocks.ts'
import { kinds, type ShownGroup } from '../../../src/slack/groups/group.view.ts'
import {
  archiveGroupForm,
  newGroupForm,
  renameGroupForm,
} from '../../../src/slack/groups/group-forms.view.ts'
import { groupsArea, groupsWords } from '../../../src/slack/groups/groups-area.view.ts'
import { membersModal, removeMemberModal } from '../../../src/slack/groups/members.view.ts'
import type { Member } from '../../../src/usecases/groups/see-members.ts'
import { expectGolden } from '../golden.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000002${String(n).padStart(2, '0')}`
const group = (n: number, kind: GroupKind, name: string, more: Partial<ShownGroup> = {}): ShownGroup => ({
  organizationId: id(0),
  id: id(n),
  kind,
  name,
  archivedAt: null,
  members: n,
  promises: 0,
  keeper: null,
  actions: ['members', 'rename', 'archive'],
  ...more,
})
const platform = group(3, 'team', 'Platform & <Core>', { promises: 2 })
const seen = {
  kind: 'team' as const,
  counts: { team: 3, department: 0, unit: 0, site: 1 },
  shown: [
    platform,
    group(12, 'team', 'Core', { keeper: 'Okta <EU>', actions: ['members'] }),
    group(1, 'team', 'Old', { archivedAt: new Date('2026-01-01'), actions: ['unarchive'], members: 0 }),
  ],
  search: '',
  isLong: false,
  showsArchived: true,
  mayCreate: true,
  isFirstPage: true,
  next: null,
}

describe('groups', () => {
  test('are listed, one kind at a time', () => {
    expectGolden('groups/area', home(groupsArea(seen)))
    expectGolden(
      'groups/area-long',
      home(groupsArea({ ...seen, isLong: true, search: 'plat', isFirstPage: false, next: '50' })),
    )
  })

  test.each(kinds)('teach what a %s is where there is none', (kind) => {
    const empty = { ...seen, kind, shown: [], showsArchived: false }
    expectGolden(`groups/empty-${kind}`, home(groupsArea(empty)))
    const mayNot = JSON.stringify(groupsArea({ ...empty, mayCreate: false }))
    expect(mayNot).not.toContain('group.create')
  })

  test('answer a word, as many as fit', () => {
    expectGolden('groups/words', groupsWords({ shown: [platform], more: 0, sought: '' }))
    expectGolden('groups/words-none', groupsWords({ shown: [], more: 0, sought: '<x>' }))
    const long = Array.from({ length: 15 }, () => group(1, 'site', 'N'.repeat(256)))
    expectGolden('groups/words-long', groupsWords({ shown: long, more: 3, sought: '' }))
  })

  test('are made, renamed and archived in a form', () => {
    expectGolden('groups/new', newGroupForm('site'))
    expectGolden('groups/rename', renameGroupForm(platform))
    expectGolden('groups/archive-unused', archiveGroupForm({ ...platform, members: 0, promises: 0 }, []))
    expectGolden('groups/archive-used', archiveGroupForm(platform, [group(4, 'team', 'Core')]))
    expectGolden('groups/archive-site', archiveGroupForm(group(2, 'site', 'Leeds'), []))
  })

  const member = (n: number, name: string, rolesHere: string[] = []): Member => ({
    ...({} as Member),
    id: id(60 + n),
    name,
    statusInWords: { label: 'Active', notes: n === 2 ? ['must change password'] : [] },
    rolesHere,
  })
  const leeds = group(5, 'site', 'Leeds')

  test('show who belongs to them', () => {
    const members = [member(1, 'Ada'), member(2, 'Grace *H*', ['Manager', 'Support'])]
    const page = { group: leeds, members, next: 'abc', isFirstPage: false, mayFill: true }
    expectGolden('groups/members', membersModal({ ...page, said: '1 person joined.' }))
    expectGolden('groups/members-read-only', membersModal({ ...page, next: null, mayFill: false }))
    const department = group(1, 'department', 'Engineering')
    expectGolden(
      'groups/members-department',
      membersModal({
        ...page,
        group: department,
        members: [],
        next: null,
        isFirstPage: true,
        mayFill: false,
      }),
    )
  })

  test('ask before somebody is removed', () => {
    const user = { id: id(61), name: 'Ada' }
    expectGolden('groups/remove', removeMemberModal({ group: leeds, user, rolesHere: ['Manager'] }))
    expectGolden('groups/remove-team', removeMemberModal({ group: platform, user, rolesHere: [] }))
  })
})
