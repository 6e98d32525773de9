import { initialsOf } from '../../domain/initials.ts'
import { countInWords, listInWords } from '../../domain/plain-words.ts'
import type { SaidField } from '../../domain/said-user.ts'
import type { ListedState } from '../../domain/status-words.ts'
import type { UserAction } from '../../domain/user-actions.ts'
import type { Profile } from '../../usecases/users/see-user.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  fields,
  type Modal,
  modal,
  safe,
  section,
  type Words,
} from '../blocks.ts'
import { moment } from '../moments.ts'
import { badge, deedsOf, momentOr, promisedIn, statusWords } from './user-row.view.ts'

export interface ProfileSeen {
  profile: Profile
  /** What else whoever looks may see or do. */
  may: {
    sessions: boolean
    signIns: boolean
    invitations: boolean
    grant: boolean
    personal: boolean
    history: boolean
    disconnect: boolean
  }
  note?: Words | undefined
}

export const profileModal = (seen: ProfileSeen): Modal =>
  modal({
    title: 'Profile',
    metadata: { user: seen.profile.user.id },
    blocks: [...noteBlocks(seen.note), ...profileBlocks(seen)],
  })

export const noteBlocks = (note: Words | undefined): Block[] =>
  note ? [...(note.blocks ?? [section(safe(note.text))]), divider] : []

function profileBlocks({ profile, may }: ProfileSeen): Block[] {
  return [
    head(profile),
    ...lookedAfter(profile),
    ...helpWith(profile),
    ...buttons(profile),
    divider,
    fields(contact(profile, may.personal)),
    fields(belonging(profile)),
    section(`*Roles*\n${rolesIn(profile)}`),
    ...sites(profile),
    divider,
    fields(times(profile)),
    ...invitationLines(profile, may.invitations),
    ...moreButtons(profile, may),
  ]
}

const dash = (text: string | null): string => (text ? safe(text) : '–')

function head({ user, name, avatarUrl, status, statusInWords }: Profile): Block {
  const text = `*${safe(name)}*${user.displayName ? ` · ${safe([user.firstName, user.lastName].filter(Boolean).join(' '))}` : ''}\n${statusWords(status, statusInWords)}`
  if (!avatarUrl?.startsWith('https://')) return section(`\`${safe(initialsOf(user))}\`  ${text}`)
  return section(text, { type: 'image', image_url: avatarUrl, alt_text: `Picture of ${name}`.slice(0, 2000) })
}

/** What is fixed here is changed there. */
function lookedAfter({ managed }: Profile): Block[] {
  if (!managed) return []
  const names = managed.fields.map((it) => saidWords[it])
  const fixed = names.length > 0 ? ` It says ${listInWords(names)}, and that is changed there alone.` : ''
  return [context(`:arrows_counterclockwise: Looked after by *${safe(managed.connection)}*.${fixed}`)]
}

const saidWords: Record<SaidField, string> = {
  email: 'the e-mail address',
  deliveryEmail: 'the personal address',
  phone: 'the phone number',
  firstName: 'the first name',
  lastName: 'the last name',
  displayName: 'the display name',
  position: 'the position',
  gender: 'the gender',
  birthday: 'the birthday',
  avatarUrl: 'the picture',
  managerId: 'the manager',
  department: 'the department',
}

const help: Partial<Record<ListedState, string>> = {
  invited:
    'means that the invitation was not accepted yet: nobody can sign in with this account before that. Resend it if the letter did not arrive.',
  staged: 'means that this person is known here but has no open invitation. Send one, and they can join.',
  suspended:
    'means that nobody can sign in with this account. Everything else is kept, and comes back when it is enabled.',
}

function helpWith({ status, statusInWords, actions: offered }: Profile): Block[] {
  const text = status.state === 'deleted' ? undefined : help[status.state]
  const why = offered.flatMap(({ action, unavailable }) =>
    unavailable
      ? [`${hindered[action] ?? 'Something here'} is not possible: ${hindrances[unavailable]}.`]
      : [],
  )
  return [
    ...(text ? [context(`:information_source: *${statusInWords.label}* ${text}`)] : []),
    ...(why.length > 0 ? [context(why.join('\n'))] : []),
  ]
}

const hindered: Partial<Record<UserAction, string>> = {
  invite: 'A letter with an invitation',
  'resend-invitation': 'To send the invitation again',
  'reset-password': 'A letter to reset the password',
  'renew-temporary-password': 'Another temporary password',
  'resend-welcome': 'Another letter of welcome',
}

const hindrances = {
  'no-address': 'there is no e-mail address to write to',
  'address-unverified': 'the e-mail address was never confirmed',
  'switched-off': 'this organization makes no temporary passwords',
}

/** Exactly what the row's menu offers, in the same order. */
function buttons(profile: Profile): Block[] {
  const deeds = deedsOf({ ...profile, id: profile.user.id })
  if (deeds.length === 0) return []
  const danger = new Set(['user.delete', 'user.suspend', 'invitation.cancel'])
  return [
    actions(
      ...deeds.map(({ text, action, value }) =>
        button(text, action, value, danger.has(action) ? { style: 'danger' } : {}),
      ),
    ),
  ]
}

function contact({ user, slack }: Profile, isPersonal: boolean): [string, string][] {
  const unproved = user.email && !user.emailVerifiedAt ? ' (not confirmed)' : ''
  return [
    ['Name', dash([user.firstName, user.lastName].filter(Boolean).join(' '))],
    ['E-mail', `${dash(user.email)}${unproved}`],
    ['Phone', dash(user.phone)],
    ['Position', dash(user.position)],
    ['Slack', slack ? `<@${slack.slackUserId}> in ${safe(slack.workspace)}` : 'Not connected'],
    ...(isPersonal
      ? ([
          ['Personal address', dash(user.deliveryEmail)],
          ['Gender', dash(user.gender)],
          ['Birthday', dash(user.birthday)],
        ] as [string, string][])
      : []),
  ]
}

const belonging = ({ managerName, department, unit, teams }: Profile): [string, string][] => [
  ['Manager', dash(managerName)],
  ['Department', dash(department?.name ?? null)],
  ['Unit', dash(unit?.name ?? null)],
  ['Teams', dash(teams.map((it) => it.name).join(', '))],
]

type Role = Profile['roles'][number]

function roleLine({ name, expiresAt, source }: Role): string {
  const from = source === 'scim' ? ' (from the identity provider)' : ''
  return `${badge(name)}${expiresAt ? ` until ${moment(expiresAt)}` : ''}${from}`
}

const rolesIn = ({ roles, promised }: Pick<Profile, 'roles' | 'promised'>): string =>
  [...roles.map(roleLine), ...promisedIn(promised?.roleNames ?? [])].join(', ') || '–'

function sites({ sites: all }: Profile): Block[] {
  if (all.length === 0) return []
  const lines = all.map(
    (it) => `• ${safe(it.name)}: ${it.roles.map(roleLine).join(', ') || 'no role of its own'}`,
  )
  return [section(`*Sites*\n${lines.join('\n')}`)]
}

const origins: Record<Profile['user']['origin'], string> = {
  invite: 'Invited',
  add: 'Added',
  create: 'Created',
  import: 'Imported',
  scim: 'By the identity provider',
}

const times = ({ user }: Profile): [string, string][] => [
  ['Registered', momentOr(user.registeredAt)],
  ['Last login', momentOr(user.lastLoginAt)],
  ['Last activity', momentOr(user.lastActivityAt)],
  ['Came here', `${origins[user.origin]} ${moment(user.createdAt)}`],
]

const INVITATIONS = 3

function invitationLines(
  { invitations: all, promised, openInvitationId }: Profile,
  mayOpen: boolean,
): Block[] {
  if (all.length === 0) return []
  const lines = all.slice(0, INVITATIONS).map((it) => {
    const groups = it.id === openInvitationId ? (promised?.groupNames ?? []) : []
    const into = groups.length > 0 ? `, into ${safe(listInWords(groups))}` : ''
    const sent = it.sentAt ? ` · sent ${moment(it.sentAt)}` : ''
    const ends = it.endedAt
      ? ` · ${it.state} ${moment(it.endedAt)}`
      : it.expiresAt
        ? ` · ${it.state === 'expired' ? 'expired' : 'expires'} ${moment(it.expiresAt)}`
        : ''
    return `• ${it.state}${into}, by ${safe(it.inviterName)}${sent}${ends}`
  })
  const more = all.length - INVITATIONS
  const [newest] = all
  return [
    section(
      `*Invitations*\n${lines.join('\n')}${more > 0 ? `\n… and ${countInWords(more, 'older one')}` : ''}`,
      newest && mayOpen ? button('Details and trail', 'invitation.open', newest.id) : undefined,
    ),
  ]
}

function moreButtons({ user, name, status, slack }: Profile, may: ProfileSeen['may']): Block[] {
  const hasRoles = status.state !== 'invited'
  const all = [
    ...(may.grant && hasRoles ? [button('Roles', 'user.roles', user.id)] : []),
    ...(may.sessions ? [button('Sessions', 'user.sessions', user.id)] : []),
    ...(may.signIns ? [button('Login attempts', 'user.sign-ins', user.id)] : []),
    ...(may.history ? [button('History', 'user.history', user.id)] : []),
    ...(may.disconnect && slack ? [disconnectButton(user.id, name)] : []),
  ]
  return all.length > 0 ? [actions(...all)] : []
}

const disconnectButton = (userId: string, name: string) =>
  button('Disconnect Slack', 'user.disconnect-slack', userId, {
    style: 'danger',
    confirm: {
      title: 'Disconnect Slack?',
      text: `Usher forgets which Slack account is ${name}'s: it can do nothing here any more, and gets no cards. What ${name} may do on the web stays as it is; to work here again they connect anew, by a letter.`,
      yes: 'Disconnect',
      isDanger: true,
    },
  })
