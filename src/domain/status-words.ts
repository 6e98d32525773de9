import type { InvitationState, UserState } from './states.ts'

/** How an organization calls the states of its people; what is stored is the same for all of them. */
export const vocabularies = ['active-inactive', 'active-suspended', 'enabled-disabled'] as const
export type Vocabulary = (typeof vocabularies)[number]
export const defaultVocabulary: Vocabulary = 'active-inactive'

const labels: Record<Vocabulary, Record<UserState, string>> = {
  'active-inactive': {
    staged: 'Pending',
    invited: 'Pending',
    active: 'Active',
    suspended: 'Inactive',
    deleted: 'Deleted',
  },
  'active-suspended': {
    staged: 'Pending',
    invited: 'Invited',
    active: 'Active',
    suspended: 'Suspended',
    deleted: 'Deleted',
  },
  'enabled-disabled': {
    staged: 'Pending',
    invited: 'Pending Invitation',
    active: 'Enabled',
    suspended: 'Disabled',
    deleted: 'Deleted',
  },
}

export type ListedState = Exclude<UserState, 'deleted'>

/** Every word that any of the vocabularies, or anybody used to one, has for a state. */
const aliases: Record<string, ListedState[]> = {
  active: ['active'],
  enabled: ['active'],
  registered: ['active'],
  pending: ['staged', 'invited'],
  'pending invitation': ['invited'],
  invited: ['invited'],
  staged: ['staged'],
  'not invited': ['staged'],
  inactive: ['suspended'],
  disabled: ['suspended'],
  suspended: ['suspended'],
  deactivated: ['suspended'],
}

export const statusWords = Object.keys(aliases)

/** The states that a word means, whatever the organization's own words are; null for a word that means none. */
export function statesMeant(typed: string): ListedState[] | null {
  const word = typed
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
  return Object.hasOwn(aliases, word) ? (aliases[word] ?? null) : null
}

export interface StatusChoice {
  text: string
  /** A word that every vocabulary understands. */
  value: string
}

/** What a list can be narrowed to, in the organization's own words; one word for two states is told apart. */
export function statusChoices(vocabulary: Vocabulary): StatusChoice[] {
  const { active, invited, staged, suspended } = labels[vocabulary]
  const isOneWord = invited === staged
  return [
    { text: active, value: 'active' },
    { text: isOneWord ? `${invited}: invited` : invited, value: 'invited' },
    { text: `${staged}: not invited`, value: 'staged' },
    { text: isOneWord ? `${invited}: all` : `${invited} or ${staged}`, value: 'pending' },
    { text: suspended, value: 'inactive' },
  ]
}

/** The organization's own words for what somebody has typed or chosen, whichever words they are used to. */
export function statusNamed(typed: string, vocabulary: Vocabulary): string {
  const states = String(statesMeant(typed))
  return statusChoices(vocabulary).find((it) => String(statesMeant(it.value)) === states)?.text ?? typed
}

/** What a status is read from, besides the state itself. */
export interface StatusFacts {
  state: UserState
  /** The newest invitation, and whether its newest letter was given up. */
  invitation: { state: InvitationState; hasFailed: boolean } | null
  mustChangePassword: boolean
  lockedUntil: Date | null
  /** When the reset link that was sent and not used ends, or ended. */
  resetEndsAt: Date | null
}

export interface Status {
  label: string
  /** What stands beside it, most pressing first. */
  notes: string[]
}

export const labelOf = (state: UserState, vocabulary: Vocabulary = defaultVocabulary): string =>
  labels[vocabulary][state]

export const statusOf = (
  facts: StatusFacts,
  now: Date,
  vocabulary: Vocabulary = defaultVocabulary,
): Status => ({
  label: labelOf(facts.state, vocabulary),
  notes: notesOf(facts, now),
})

function notesOf(facts: StatusFacts, now: Date): string[] {
  if (facts.state === 'staged') return [facts.invitation?.state === 'declined' ? 'declined' : 'not invited']
  if (facts.state === 'invited') return invitationNotes(facts.invitation)
  return facts.state === 'active' ? accountNotes(facts, now) : []
}

function invitationNotes(invitation: StatusFacts['invitation']): string[] {
  if (!invitation) return []
  const { state, hasFailed } = invitation
  if (state === 'expired') return ['invitation expired', ...(hasFailed ? ['e-mail failed'] : [])]
  if (state === 'scheduled' || state === 'awaiting approval') return [state]
  return hasFailed ? ['e-mail failed'] : []
}

function accountNotes({ mustChangePassword, lockedUntil, resetEndsAt }: StatusFacts, now: Date): string[] {
  const notes: string[] = []
  if (lockedUntil && now < lockedUntil) notes.push(`locked until ${lockedUntil.toISOString()}`)
  if (mustChangePassword) notes.push('must change password')
  if (resetEndsAt) notes.push(now < resetEndsAt ? 'reset link sent' : 'reset link expired')
  return notes
}
