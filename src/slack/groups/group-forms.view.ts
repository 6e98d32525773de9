import type { GroupKind } from '../../domain/group-kind.ts'
import { countInWords, listInWords } from '../../domain/plain-words.ts'
import type { GroupInUse } from '../../usecases/groups/see-groups.ts'
import { type Block, input, type Modal, modal, safe, section, select, textInput } from '../blocks.ts'
import { radio } from '../inputs.ts'
import { kindWords } from './group.view.ts'

const NAME = 120

const examples: Record<GroupKind, string> = {
  team: 'Platform',
  department: 'Engineering',
  unit: 'Research',
  site: 'Leeds',
}

export const newGroupForm = (kind: GroupKind): Modal =>
  modal({
    title: `New ${kindWords[kind].one}`,
    form: 'group.create',
    submit: `Make the ${kindWords[kind].one}`,
    metadata: { kind },
    blocks: [
      section(kindWords[kind].what),
      input('name', 'Name', textInput('name', { max: NAME, placeholder: examples[kind] })),
    ],
  })

export const renameGroupForm = ({ id, name, kind }: GroupInUse): Modal =>
  modal({
    title: `Rename ${kindWords[kind].one}`,
    form: 'group.rename',
    submit: 'Save',
    metadata: { group: id },
    blocks: [
      section('Everybody in it stays in it; open invitations into it carry the new name.'),
      input('name', 'Name', textInput('name', { initial: name, max: NAME })),
    ],
  })

/** In use, somebody says where its people go; nothing vanishes silently. */
export const archiveGroupForm = (group: GroupInUse, others: GroupInUse[]): Modal =>
  modal({
    title: `Archive ${kindWords[group.kind].one}`,
    form: 'group.archive',
    submit: 'Archive it',
    metadata: { group: group.id },
    blocks: [section(consequence(group)), ...(isUsed(group) ? whereTo(group, others) : [])],
  })

export const isUsed = ({ members, promises }: Pick<GroupInUse, 'members' | 'promises'>): boolean =>
  members > 0 || promises > 0

function consequence(group: GroupInUse): string {
  const name = `*${safe(group.name)}*`
  if (!isUsed(group)) return `${name} is not offered any more. Nobody is in it. It can be brought back.`
  const uses = listInWords([
    ...(group.members > 0 ? [countInWords(group.members, 'person', 'people')] : []),
    ...(group.promises > 0 ? [countInWords(group.promises, 'open invitation')] : []),
  ])
  const roles = group.kind === 'site' ? ' Roles that they hold there move with them, or end.' : ''
  return `:warning: ${name} is in use by *${uses}*. Say where they go.${roles} The ${kindWords[group.kind].one} can be brought back, but it comes back empty.`
}

function whereTo({ kind }: GroupInUse, others: GroupInUse[]): Block[] {
  const { one } = kindWords[kind]
  const choices = [
    ...(others.length > 0 ? [{ text: `They move to another ${one}`, value: 'move' }] : []),
    { text: `They leave the ${one}`, value: 'leave' },
  ]
  const targets = others.map(({ id, name }) => ({ text: name, value: id }))
  return [
    input('leaving', 'Its people and invitations', radio('leaving', choices, choices[0]?.value ?? 'leave')),
    ...(targets.length > 0
      ? [
          input('moveTo', 'Where they move', select('moveTo', targets, { placeholder: `Choose a ${one}` }), {
            isOptional: true,
          }),
        ]
      : []),
  ]
}
