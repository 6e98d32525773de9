import { statusNamed } from '../../domain/status-words.ts'
import type { ListedUser, UserPage } from '../../usecases/users/list-users.ts'
import { actions, type Block, button, context, safe, section, type Words } from '../blocks.ts'
import { shortened } from '../words/escape-for-slack.ts'
import type { ListFilters } from '../words/read-filters.ts'
import { filterWords } from './filters.view.ts'
import { statusWords, userRow } from './user-row.view.ts'
import { totalWords } from './users-area.view.ts'

export interface Listed extends UserPage {
  filters: ListFilters
  /** What was typed, so that the next page asks the same. */
  line: string
  isFirstPage: boolean
}

const LINE = 1500

export function listWords(seen: Listed): Words {
  const { users, filters } = seen
  const asked = askedFor(seen)
  const title = totalWords(seen) ?? 'Further people'
  return {
    text:
      users.length > 0 ? `${title}: ${users.map((it) => it.name).join(', ')}`.slice(0, 2900) : 'Nobody fits.',
    blocks: [
      section(`*${title}*${asked.length > 0 ? `\n${filterWords(asked)}` : ''}`),
      ...notUnderstood(filters),
      ...(users.length > 0
        ? rows(users)
        : [section('Nobody fits. Search for less of the name, or leave a filter out.')]),
      ...pages(seen),
    ],
  }
}

/** What all blocks of a message may take, with room for what stands around the rows. */
const LETTERS = 11_500

function rows(users: ListedUser[]): Block[] {
  const whole = users.flatMap(userRow)
  return JSON.stringify(whole).length <= LETTERS ? whole : users.map(shortRow)
}

/** People with very long names: everything else about them is one click away. */
const shortRow = (it: ListedUser): Block =>
  section(
    `*${safe(shortened(it.name, 150))}*\n${statusWords(it.status, it.statusInWords)}`,
    button('Open profile', 'user.open', it.id),
  )

function askedFor({ filters, vocabulary }: Listed) {
  const { search, status, unreadable: _u, suggestions: _s, ...named } = filters
  const all = Object.entries(named).flatMap(([field, value]) =>
    value ? [{ field, text: `${field}: ${value}` }] : [],
  )
  return [
    ...(status ? [{ field: 'status', text: `status: ${statusNamed(status, vocabulary)}` }] : []),
    ...all,
    ...(search ? [{ field: 'search', text: `“${search}”` }] : []),
  ]
}

function notUnderstood({ unreadable, suggestions }: ListFilters): Block[] {
  const lines = [
    ...unreadable.map((it) => `Not understood: “${safe(it)}”`),
    ...suggestions.map((it) => `“${safe(it.typed)}”: did you mean *${safe(it.meant)}*?`),
  ]
  return lines.length > 0 ? [context(`:grey_question: ${lines.join(' · ')}`)] : []
}

function pages({ isFirstPage, next, line }: Listed): Block[] {
  const asked = line.slice(0, LINE)
  const ways = [
    ...(isFirstPage ? [] : [button('« First page', 'users.page#first', `first ${asked}`)]),
    ...(next ? [button('Next page »', 'users.page#next', `${next} ${asked}`)] : []),
  ]
  return ways.length > 0 ? [actions(...ways)] : []
}

export function noSuchName(kind: string, name: string): Words {
  const text = `There is no ${kind} called “${name}”.`
  return { text, blocks: [section(`:grey_question: There is no ${kind} called “${safe(name)}”.`)] }
}
