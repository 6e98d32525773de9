import { statesMeant, statusChoices } from '../../domain/status-words.ts'
import type { DeletedUser } from '../../usecases/users/list-deleted.ts'
import type { UserPage } from '../../usecases/users/list-users.ts'
import type { FilterChoices } from '../../usecases/users/see-filter-choices.ts'
import { actions, type Block, button, context, divider, safe, section } from '../blocks.ts'
import { chooser } from '../choosers.ts'
import type { HomePlace } from '../door/answer.ts'
import { paging } from '../home/paging.view.ts'
import { search } from '../home/search.view.ts'
import { moment } from '../moments.ts'
import { type Filtered, filterFields, filterWords } from './filters.view.ts'
import { userRow } from './user-row.view.ts'

interface Seen extends UserPage {
  place: HomePlace
  filtered: Filtered[]
  choices: FilterChoices
  deleted: DeletedUser[]
  /** Whether they may bring somebody in. */
  mayBring: boolean
  /** Whether they may invite without asking anybody. */
  mayInvite: boolean
}

export const usersArea = (seen: Seen): Block[] => [
  ...seen.deleted.map(deletedLine),
  search('users', seen.place.search ?? ''),
  selects(seen),
  ...filterLine(seen),
  ...invitingThem(seen),
  divider,
  ...(seen.users.length > 0 ? seen.users.flatMap(userRow) : [section(nobody(seen))]),
  ...(isAlone(seen) ? [section(alone(seen))] : []),
  ...paging({ isFirstPage: !seen.place.cursor, next: seen.next }),
]

const isAlone = ({ total, filtered, place }: Seen): boolean =>
  total !== null && total <= 1 && filtered.length === 0 && !place.search

const deletedLine = ({ id, name, purgeAt }: DeletedUser): Block =>
  section(
    `:wastebasket: *${safe(name)}* was deleted. Until ${moment(purgeAt)} that can be taken back.`,
    button('Undo', 'user.undo-delete', id, { label: `Bring ${name} back` }),
  )

/** Only what this organization has: an empty list would be refused by Slack. */
function selects({ place, choices, vocabulary }: Seen): Block {
  const statuses = statusChoices(vocabulary)
  const shown = filterFields.filter(({ kind }) => choices[kind].length > 0)
  return actions(
    chooser('users.by-status', statuses, {
      placeholder: 'Any status',
      chosen: statuses.find((it) => it.value === place.status) ?? null,
    }),
    ...shown.map(({ field, kind, any }) => {
      const all = choices[kind].map(({ id, name }) => ({ text: name, value: id }))
      return chooser(`users.by-${field}`, all, {
        placeholder: any,
        chosen: all.find((it) => it.value === place[field]) ?? null,
      })
    }),
  )
}

/** How many, of what; each filter can be taken off again. */
function filterLine(seen: Seen): Block[] {
  const { filtered, place } = seen
  const asked = [...filtered, ...(place.search ? [{ field: 'search', text: `“${place.search}”` }] : [])]
  const counted = totalWords(seen)
  const words = [...(counted ? [counted] : []), ...(asked.length > 0 ? [filterWords(asked)] : [])]
  return [
    ...(words.length > 0 ? [context(words.join(' · '))] : []),
    ...(asked.length > 0
      ? [
          actions(
            ...asked.map(({ field, text }) => button(`✕ ${text}`, `users.unfilter#${field}`, field)),
            ...(asked.length > 1 ? [button('Show everybody', 'users.unfilter#all', 'all')] : []),
          ),
        ]
      : []),
  ]
}

/** Where those are listed who have no invitation, all of them can be invited; the modal counts, and asks. */
const invitingThem = ({ place, mayInvite }: Seen): Block[] =>
  mayInvite && place.status && statesMeant(place.status)?.includes('staged')
    ? [actions(button('Invite all who are not invited', 'staged.open'))]
    : []

/** Many people are not counted to the last; further pages do not count again. */
export function totalWords({ total, isTotalExact }: Pick<UserPage, 'total' | 'isTotalExact'>): string | null {
  if (total === null) return null
  const count = total.toLocaleString('en')
  if (!isTotalExact) return `More than ${count} people`
  return total === 1 ? '1 person' : `${count} people`
}

const nobody = ({ filtered, place }: Seen): string =>
  filtered.length > 0 || place.search
    ? 'Nobody fits. Take a filter off, or search for less of the name.'
    : 'Nobody is here yet.'

const alone = ({ mayBring }: Seen): string =>
  mayBring
    ? ':wave: *It is only you so far.* Invite people by e-mail, many at once if you like; each of them gets a link, chooses a password and stands here.'
    : 'It is only you so far.'
