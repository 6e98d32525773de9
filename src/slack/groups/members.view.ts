import type { GroupKind } from '../../domain/group-kind.ts'
import { listInWords } from '../../domain/plain-words.ts'
import type { Member, MemberPage } from '../../usecases/groups/see-members.ts'
import {
  type Accessory,
  actions,
  type Block,
  button,
  context,
  divider,
  header,
  input,
  type Modal,
  menu,
  modal,
  safe,
  section,
} from '../blocks.ts'
import { kindWords, sizeOf } from './group.view.ts'

interface Seen extends MemberPage {
  isFirstPage: boolean
  /** People are added and removed here, in a group of this kind, by this viewer. */
  mayFill: boolean
  /** What has just been done. */
  said?: string
}

/** Who belongs to a group, a page at a time; where one may, the form to add somebody. */
export const membersModal = (seen: Seen): Modal =>
  modal({
    title: 'Members',
    ...(seen.mayFill ? { form: 'group.add', submit: 'Add them' } : {}),
    close: 'Close',
    metadata: { group: seen.group.id, field: fieldOf(seen) },
    blocks: [
      ...(seen.said ? [section(`:white_check_mark: ${safe(seen.said)}`)] : []),
      header(seen.group.name),
      context(`${titleOf(seen.group.kind)} · ${sizeOf(seen.group)}`),
      ...(seen.mayFill ? [adding(fieldOf(seen))] : []),
      divider,
      ...(seen.members.length > 0
        ? seen.members.map((it) => memberRow(it, seen))
        : [section('Nobody you may see is in it.')]),
      ...pages(seen),
      ...(isJoined(seen.group.kind)
        ? []
        : [context(`Somebody’s ${seen.group.kind} is set in their profile, under *Edit*.`)]),
    ],
  })

export const isJoined = (kind: GroupKind): boolean => kind === 'team' || kind === 'site'

const titleOf = (kind: GroupKind): string => {
  const { one } = kindWords[kind]
  return one.charAt(0).toUpperCase() + one.slice(1)
}

/** Slack keeps what stands in a field of the same name: after somebody has joined it is another one, and empty. */
const fieldOf = ({ group }: Seen): string => `people ${group.members}`

const adding = (field: string): Block =>
  input(
    field,
    'Add people',
    {
      type: 'multi_external_select',
      action_id: 'group.people',
      min_query_length: 1,
      placeholder: { type: 'plain_text', text: 'Type a name' },
    },
    { hint: 'Whoever is in it already stays in it.' },
  )

function memberRow(it: Member, seen: Seen): Block {
  const { label, notes } = it.statusInWords
  const here = it.rolesHere.length > 0 ? `\nHere: ${safe(listInWords(it.rolesHere))}` : ''
  return section(
    `*${safe(it.name)}* · ${safe([label, ...notes].join(', '))}${here}`,
    seen.mayFill ? rowMenu(it, seen.group.kind) : undefined,
  )
}

const rowMenu = ({ id }: Member, kind: GroupKind): Accessory =>
  menu('member.menu', [
    { text: kind === 'site' ? 'Roles here and elsewhere' : 'Roles', action: 'user.roles', value: id },
    { text: `Remove from this ${kindWords[kind].one}`, action: 'group.remove', value: id },
  ])

function pages({ isFirstPage, next }: Seen): Block[] {
  const ways = [
    ...(isFirstPage ? [] : [button('« First page', 'group.members-page#first')]),
    ...(next ? [button('Next page »', 'group.members-page#next', next)] : []),
  ]
  return ways.length > 0 ? [actions(...ways)] : []
}

interface Leaver {
  group: { id: string; name: string; kind: GroupKind }
  user: { id: string; name: string }
  rolesHere: string[]
}

/** Asked before somebody leaves: what they lose with it. */
export const removeMemberModal = ({ group, user, rolesHere }: Leaver): Modal =>
  modal({
    title: 'Remove from group',
    form: 'group.remove',
    submit: 'Remove',
    metadata: { group: group.id, user: user.id },
    blocks: [
      section(
        `*${safe(user.name)}* leaves the ${kindWords[group.kind].one} *${safe(group.name)}*.${losses(rolesHere)} They can be added again.`,
      ),
      actions(button('« Back', 'group.members-page')),
    ],
  })

const losses = (roles: string[]): string =>
  roles.length > 0
    ? ` With it ends what they hold there: *${safe(listInWords(roles))}*.`
    : ' Whoever looks after its people no longer looks after them.'
