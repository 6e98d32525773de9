import { countInWords } from '../../domain/plain-words.ts'
import { actions, type Block, button, context, divider, safe, section, type Words } from '../blocks.ts'
import { fitting } from '../fitting.ts'
import { paging } from '../home/paging.view.ts'
import { roleRow, type ShownRole } from './role.view.ts'

interface Seen {
  shown: ShownRole[]
  mayCreate: boolean
  isFirstPage: boolean
  next: string | null
}

export const rolesArea = (seen: Seen): Block[] => [
  ...(seen.mayCreate ? [actions(button('New role', 'role.create', '', { style: 'primary' }))] : []),
  ...seen.shown.map(roleRow),
  ...paging(seen),
  divider,
  context(
    'People may hold several roles. To give or take one, open the person in *Users*, then *Roles*. Built-in roles stay as they are: copy one to change it.',
  ),
]

export interface Asked {
  shown: ShownRole[]
  sought: string
  /** Roles there are besides those that are shown. */
  more: number
  known: string[]
}

/** The same for whoever typed it, to them alone. */
export function rolesWords({ shown, sought, more, known }: Asked): Words {
  if (shown.length === 0)
    return {
      text: `There is no role called ${sought}.`,
      blocks: [section(`There is no role called “${safe(sought)}”. There are: ${safe(known.join(', '))}.`)],
    }
  const { blocks, left } = fitting(shown.map((it) => [roleRow(it)]))
  return {
    text: countInWords(shown.length, 'role'),
    blocks: [
      ...blocks,
      ...(more + left > 0 ? [context(`… and ${more + left} more, all of them on the Home of Usher.`)] : []),
    ],
  }
}
