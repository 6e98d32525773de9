import type { GroupKind } from '../../domain/group-kind.ts'
import { actions, type Block, button, context, divider, safe, section, type Words } from '../blocks.ts'
import { runs } from '../commands/people.view.ts'
import { fitting } from '../fitting.ts'
import { paging } from '../home/paging.view.ts'
import { search } from '../home/search.view.ts'
import { groupRow, kinds, kindWords, type ShownGroup } from './group.view.ts'

interface Seen {
  kind: GroupKind
  counts: Record<GroupKind, number>
  shown: ShownGroup[]
  search: string
  /** There are so many that somebody would look for one. */
  isLong: boolean
  showsArchived: boolean
  mayCreate: boolean
  isFirstPage: boolean
  next: string | null
}

export const groupsArea = (seen: Seen): Block[] => [
  actions(
    ...(seen.mayCreate
      ? [button(`New ${kindWords[seen.kind].one}`, 'group.create', seen.kind, { style: 'primary' })]
      : []),
    ...kinds.map((it) => tab(it, seen)),
    button(
      seen.showsArchived ? 'Hide archived' : 'Show archived',
      'home.archived',
      seen.showsArchived ? '' : 'yes',
    ),
  ),
  ...(seen.isLong || seen.search ? [search(`groups ${seen.kind}`, seen.search, 'Search by name')] : []),
  context(kindWords[seen.kind].what),
  divider,
  ...(seen.shown.length > 0 ? seen.shown.map((it) => groupRow(it)) : [section(emptyWords(seen))]),
  ...paging(seen),
]

const tab = (kind: GroupKind, seen: Seen) => {
  const text = `${kindWords[kind].many} (${seen.counts[kind]})`
  return button(text, `home.kind#${kind}`, kind, kind === seen.kind ? { label: `${text}, shown now` } : {})
}

function emptyWords({ kind, search: sought, mayCreate }: Seen): string {
  const { one } = kindWords[kind]
  if (sought) return `There is no ${one} called like that. Clear the search to see all.`
  return mayCreate
    ? `There is no ${one} yet. *New ${one}* makes one; then people can be invited into it, and added to it.`
    : `There is no ${one} yet.`
}

/** The same for whoever typed it, to them alone. */
export function groupsWords({
  shown,
  more,
  sought,
}: {
  shown: ShownGroup[]
  more: number
  sought: string
}): Words {
  if (shown.length === 0) {
    const text = sought ? `There is no group called “${sought}”.` : 'There is none yet.'
    return {
      text,
      blocks: [section(safe(text)), ...(sought ? [actions(runs('Show all groups', 'groups'))] : [])],
    }
  }
  const { blocks, left } = fitting(shown.map((it) => [groupRow(it, true)]))
  const rest = more + left
  return {
    text: shown
      .map((it) => it.name)
      .join(', ')
      .slice(0, 300),
    blocks: [
      ...blocks,
      ...(rest > 0 ? [context(`… and ${rest} more, all of them on the Home of Usher.`)] : []),
    ],
  }
}
