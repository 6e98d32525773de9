import type { GroupAction } from '../../domain/group-actions.ts'
import type { GroupKind } from '../../domain/group-kind.ts'
import { countInWords } from '../../domain/plain-words.ts'
import type { GroupInUse } from '../../usecases/groups/see-groups.ts'
import { type Block, menu, safe, section } from '../blocks.ts'

export interface ShownGroup extends GroupInUse {
  actions: GroupAction[]
}

/** In the order people meet them. */
export const kinds: GroupKind[] = ['team', 'department', 'unit', 'site']

export const kindWords: Record<GroupKind, { one: string; many: string; what: string }> = {
  team: {
    one: 'team',
    many: 'Teams',
    what: 'People can be in several. A Manager looks after the people of their own teams.',
  },
  department: { one: 'department', many: 'Departments', what: 'A person is in one at most.' },
  unit: { one: 'unit', many: 'Units', what: 'A person is in one at most.' },
  site: {
    one: 'site',
    many: 'Sites',
    what: 'People can be at several, and hold roles that count only there.',
  },
}

const labels: Record<GroupAction, string> = {
  members: 'Members',
  rename: 'Rename',
  archive: 'Archive',
  unarchive: 'Bring back',
}

export const groupRow = (it: ShownGroup, tellsKind = false): Block =>
  section(
    `*${safe(it.name)}*${tellsKind ? ` · ${kindWords[it.kind].one}` : ''}${it.archivedAt ? ' · archived' : ''}${it.keeper === null ? '' : ` · from ${safe(it.keeper)}`}\n${sizeOf(it)}`,
    it.actions.length > 0
      ? menu(
          'group.menu',
          it.actions.map((action) => ({ text: labels[action], action: `group.${action}`, value: it.id })),
        )
      : undefined,
  )

/** How many are in it, and how many were promised to be. */
export const sizeOf = ({ members, promises }: Pick<GroupInUse, 'members' | 'promises'>): string =>
  [
    members > 0 ? countInWords(members, 'person', 'people') : 'Nobody yet',
    ...(promises > 0 ? [`${countInWords(promises, 'open invitation')} into it`] : []),
  ].join(' · ')
