import type { ListedSession, SessionPage } from '../../usecases/sessions/list-live-sessions.ts'
import { actions, type Block, button, context, divider, type Modal, modal, safe, section } from '../blocks.ts'
import type { HomePlace } from '../door/answer.ts'
import { paging } from '../home/paging.view.ts'
import { search } from '../home/search.view.ts'
import { moment, relative } from '../moments.ts'
import { noteBlocks } from '../users/profile.view.ts'

interface Seen extends SessionPage {
  mayEnd: boolean
  selfId: string | null
  now: Date
}

/** One session: whose, on what, from where, since when; and its end. */
function row(it: ListedSession, { mayEnd, selfId, now }: Seen): Block[] {
  const isOwn = it.userId === selfId
  const who = `*${safe(it.personName)}*${it.email ? ` · ${safe(it.email)}` : ''}${isOwn ? ' · yours' : ''}`
  const kind = it.kind === 'must-change' ? ' · may only choose a new password' : ''
  const end =
    mayEnd || isOwn
      ? button('Revoke', 'session.end', it.id, {
          confirm: {
            title: 'Revoke this session?',
            text: `${it.personName} is signed out on ${it.device} at the next click there. Other sessions go on.`,
            yes: 'Revoke',
            isDanger: true,
          },
        })
      : undefined
  return [
    section(`${who}\n:computer: ${safe(it.device)} · IP ${safe(it.ip ?? 'unknown')}${kind}`, end),
    context(
      `Started ${moment(it.startedAt)} · Last active ${moment(it.lastActiveAt)}, ${relative(it.lastActiveAt, now)}`,
    ),
  ]
}

export const sessionsArea = (seen: Seen & { place: HomePlace }): Block[] => [
  section(
    '*Sessions*\nWho is signed in now, newest first. A revoked session is refused at its next click; to revoke twice does no harm.',
  ),
  search('sessions', seen.place.search ?? '', 'Search by person'),
  divider,
  ...(seen.sessions.length > 0
    ? seen.sessions.flatMap((it) => row(it, seen))
    : [
        section(
          seen.place.search
            ? 'Nobody of that name is signed in now.'
            : 'Nobody is signed in now. Sessions end after 8 hours without a click, and after 7 days at the latest.',
        ),
      ]),
  ...paging({ isFirstPage: !seen.place.cursor, next: seen.next }),
]

export interface OfOne extends Seen {
  /** Null: everybody's. */
  person: { id: string; name: string } | null
  cursor: string | null
  note?: string | undefined
}

export function sessionsModal(seen: OfOne): Modal {
  const { person, cursor, sessions, note } = seen
  const mayEndAll = person !== null && sessions.length > 0 && (seen.mayEnd || person.id === seen.selfId)
  return modal({
    title: 'Sessions',
    metadata: { list: 'sessions', ...(person ? { of: person.id } : {}), ...(cursor ? { cursor } : {}) },
    blocks: [
      ...noteBlocks(note ? { text: note } : undefined),
      section(person ? `*Sessions of ${safe(person.name)}*` : '*Everybody who is signed in now*'),
      ...(mayEndAll ? [actions(endAll(person))] : []),
      ...(sessions.length > 0
        ? sessions.flatMap((it) => row(it, seen))
        : [section(person ? `${safe(person.name)} is not signed in anywhere.` : 'Nobody is signed in.')]),
      ...pages({ isFirstPage: cursor === null, next: seen.next }),
    ],
  })
}

const endAll = ({ id, name }: { id: string; name: string }) =>
  button('Revoke all', 'sessions.end-all', id, {
    style: 'danger',
    confirm: {
      title: 'Revoke all sessions?',
      text: `${name} is signed out everywhere, and can sign in again with the same password.`,
      yes: 'Revoke all',
      isDanger: true,
    },
  })

const pages = ({ isFirstPage, next }: { isFirstPage: boolean; next: string | null }): Block[] => {
  const ways = [
    ...(isFirstPage ? [] : [button('« First page', 'sessions.page#first', 'first')]),
    ...(next ? [button('Next page »', 'sessions.page#next', next)] : []),
  ]
  return ways.length > 0 ? [actions(...ways)] : []
}
