import type { ListedSignIn } from '../../usecases/sessions/list-sign-ins.ts'
import { actions, type Block, button, divider, type Modal, modal, safe, section, select } from '../blocks.ts'
import type { HomePlace } from '../door/answer.ts'
import { paging } from '../home/paging.view.ts'
import { search } from '../home/search.view.ts'
import { moment } from '../moments.ts'

interface Seen {
  attempts: ListedSignIn[]
  next: string | null
  onlyFailed: boolean
}

/** One attempt: when, how it ended and why, from where, on what, whose. */
function line(it: ListedSignIn): string {
  const badge = it.succeeded ? ':white_check_mark: *Success*' : ':x: *Failed*'
  const reason = it.reason ? ` · ${it.reason}` : ''
  const who = it.personName
    ? [...new Set([it.personName, it.email ?? it.personName])].map(safe).join(' · ')
    : '_somebody who is not known here_'
  return `${badge}${reason} · ${who}\n${moment(it.at)} · IP ${safe(it.ip ?? 'unknown')} · ${safe(it.device ?? 'Unknown device')}`
}

/** Several in one block, so that a page of many fits. */
const LINES = 5

function lines(all: ListedSignIn[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < all.length; at += LINES)
    blocks.push(
      section(
        all
          .slice(at, at + LINES)
          .map(line)
          .join('\n\n'),
      ),
    )
  return blocks
}

const results = [
  { text: 'All results', value: 'all' },
  { text: 'Failed only', value: 'failed' },
]

export const signInsArea = (seen: Seen & { place: HomePlace }): Block[] => [
  section(
    '*Login attempts*\nWho came in and who did not, newest first. The page itself never tells anybody why.',
  ),
  search('sign-ins', seen.place.search ?? '', 'Search by person'),
  actions(
    select('sign-ins.by-result', results, {
      placeholder: 'Result',
      chosen: seen.onlyFailed ? 'failed' : 'all',
    }),
  ),
  divider,
  ...(seen.attempts.length > 0 ? lines(seen.attempts) : [section(nothing(seen, Boolean(seen.place.search)))]),
  ...paging({ isFirstPage: !seen.place.cursor, next: seen.next }),
]

const nothing = ({ onlyFailed }: Seen, isSearch: boolean): string => {
  if (isSearch) return 'No attempt fits. Attempts with an address nobody has stand under no name.'
  return onlyFailed
    ? ':tada: Nothing has failed.'
    : 'No attempts yet. To accept an invitation is none: who came in that way stands under Sessions.'
}

export function signInsModal(
  seen: Seen & { person: { id: string; name: string } | null; cursor: string | null },
): Modal {
  const { person, onlyFailed, cursor, next } = seen
  return modal({
    title: 'Login attempts',
    metadata: {
      list: 'sign-ins',
      ...(person ? { of: person.id } : {}),
      ...(onlyFailed ? { failed: 'yes' } : {}),
    },
    blocks: [
      section(person ? `*Login attempts of ${safe(person.name)}*` : '*Login attempts of everybody*'),
      actions(
        onlyFailed
          ? button('Show all results', 'sign-ins.filter', 'all')
          : button('Show failed only', 'sign-ins.filter', 'failed'),
        ...(cursor ? [button('« First page', 'sign-ins.page#first', 'first')] : []),
        ...(next ? [button('Next page »', 'sign-ins.page#next', next)] : []),
      ),
      ...(seen.attempts.length > 0 ? lines(seen.attempts) : [section(nothing(seen, false))]),
    ],
  })
}
