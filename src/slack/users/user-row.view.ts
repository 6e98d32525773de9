import type { Status, StatusFacts } from '../../domain/status-words.ts'
import type { OfferedAction, UserAction } from '../../domain/user-actions.ts'
import type { ListedUser } from '../../usecases/users/list-users.ts'
import { type Block, context, menu, safe, section } from '../blocks.ts'
import { moment } from '../moments.ts'

const dots: Record<StatusFacts['state'], string> = {
  staged: ':white_circle:',
  invited: ':hourglass:',
  active: ':large_green_circle:',
  suspended: ':no_entry:',
  deleted: ':wastebasket:',
}

/** The organization's own word, and what stands beside it; a lock ends at a moment of the reader's own clock. */
export function statusWords({ state, lockedUntil }: StatusFacts, { label, notes }: Status): string {
  const said = notes.map((it) =>
    it.startsWith('locked until') && lockedUntil ? `locked until ${moment(lockedUntil)}` : it,
  )
  return [`${dots[state]} ${label}`, ...said].join(' · ')
}

export const badge = (name: string): string => `\`${safe(name).replaceAll('`', 'ˋ')}\``

/** One person in a list: two blocks, whatever there is to say. */
export const userRow = (it: ListedUser): Block[] => [
  section(firstLines(it), menu('users.menu', menuOf(it))),
  context(
    `Last login ${momentOr(it.lastLoginAt)} · Last activity ${momentOr(it.lastActivityAt)} · Registered ${momentOr(it.registeredAt)}`,
  ),
]

export const momentOr = (at: Date | null): string => (at ? moment(at) : '–')

function firstLines({ name, email, phone, status, statusInWords, ...held }: ListedUser): string {
  const reached = [email, phone].filter((it) => it !== null && it !== name)
  const who = [`*${safe(name)}*`, ...reached.map((it) => safe(it ?? ''))].join(' · ')
  return [`${who}\n${statusWords(status, statusInWords)}`, ...rolesIn(held)].join(' · ')
}

const rolesIn = ({ roleNames, promisedRoleNames }: Pick<ListedUser, 'roleNames' | 'promisedRoleNames'>) => [
  ...(roleNames.length > 0 ? [roleNames.map(badge).join(' ')] : []),
  ...promisedIn(promisedRoleNames),
]

/** What nobody holds yet, but will. */
export const promisedIn = (roleNames: string[]): string[] =>
  roleNames.length > 0 ? [`${roleNames.map(badge).join(' ')} on acceptance`] : []

/** A deed on a person, as menus and buttons name it. */
export interface Deed {
  text: string
  action: string
  value: string
}

type Whom = { id: string; openInvitationId: string | null; actions: OfferedAction[]; status: StatusFacts }

/** To change an address is part of editing, and has no entry of its own. */
const deeds: Record<Exclude<UserAction, 'change-email'>, [text: string, action: string]> = {
  edit: ['Edit', 'user.edit'],
  invite: ['Send an invitation', 'user.invite'],
  'resend-invitation': ['Resend invitation', 'invitation.resend'],
  'copy-invitation-link': ['Copy link', 'invitation.copy-link'],
  'cancel-invitation': ['Cancel invitation', 'invitation.cancel'],
  'reset-password': ['Send password reset', 'user.reset-password'],
  'renew-temporary-password': ['New temporary password', 'user.renew-temporary-password'],
  'resend-welcome': ['Resend welcome', 'user.resend-welcome'],
  suspend: ['Suspend', 'user.suspend'],
  enable: ['Enable', 'user.enable'],
  delete: ['Delete', 'user.delete'],
  'undo-delete': ['Undo delete', 'user.undo-delete'],
}

/** What may be done with somebody and is of use just now: the same for a row's menu and for the profile. */
export const deedsOf = ({ id, openInvitationId, actions, status }: Whom): Deed[] =>
  actions.flatMap(({ action, unavailable }) => {
    if (action === 'change-email' || unavailable) return []
    const [text, name] = deeds[action]
    const value = name.startsWith('invitation.') ? openInvitationId : id
    return value ? [{ text: labelFor[labelled(action, status)] ?? text, action: name, value }] : []
  })

/** What is over says so where it is begun anew. */
const labelled = (action: UserAction, { invitation }: StatusFacts) =>
  `${action} ${invitation?.state}` as const

const labelFor: Record<string, string> = {
  'resend-invitation expired': 'Resend expired invitation',
  'resend-invitation scheduled': 'Send invitation now',
}

const MENU = 5

/** The profile first; where that makes one too many, editing is left to it. */
export function menuOf(it: Whom): Deed[] {
  const all = [{ text: 'Open profile', action: 'user.open', value: it.id }, ...deedsOf(it)]
  return all.length <= MENU ? all : all.filter(({ action }) => action !== 'user.edit').slice(0, MENU)
}
