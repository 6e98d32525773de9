import { type EmailAddress, readAddress, withoutTag } from './email-address.ts'
import { type AddressFault, Refusal } from './refusal.ts'
import type { InvitationState, UserState } from './states.ts'
import { after, DAY } from './time.ts'

/** What somebody asks for when they invite: the same promises for every address. */
export interface Wish {
  addresses: string[]
  /** Names or ids; none: the organization's default role. */
  roles: string[]
  /** Names or ids of departments, units and teams. */
  groups: string[]
  message: string | null
  /** True once somebody has looked at an address that could be mistaken for another, and still means it. */
  isConfirmed: boolean
  /** By letter, or by a link that is handed over and shown to nobody but the one who asked. */
  by: 'letter' | 'link'
  /** Whether whoever invites is shown the link of a letter too, to hand it over if the letter does not arrive. */
  showsLinks?: boolean
  /** When the letter leaves; null or left out: at once. The link's life begins then, not now. */
  sendAfter?: Date | null
}

export const ADDRESS_LIMIT = 500
export const MESSAGE_LIMIT = 1000
/** Nobody remembers what they planned for later than this. */
export const SCHEDULE_LIMIT_SECONDS = 90 * DAY

/** When the letters of this wish leave; null: at once. A link can not be handed over later. */
export function sendTimeOf({ sendAfter, by }: Pick<Wish, 'sendAfter' | 'by'>, now: Date): Date | null {
  if (!sendAfter) return null
  if (by === 'link' || sendAfter <= now || sendAfter > after(now, SCHEDULE_LIMIT_SECONDS))
    throw new Refusal('send-time-unusable', { limitDays: SCHEDULE_LIMIT_SECONDS / DAY })
  return sendAfter
}

/** One answer for each address, in the order they were asked for. */
export type Outcome = { email: string } & (
  | { result: 'invited'; invitationId: string; userId: string; link: string | null; similarTo: string | null }
  | { result: 'awaits-approval'; invitationId: string; userId: string }
  | { result: 'scheduled'; invitationId: string; userId: string; sendAfter: Date; similarTo: string | null }
  | { result: 'already-invited'; invitationId: string; state: InvitationState }
  | { result: 'already-a-user'; userId: string; state: UserState; label: string }
  | { result: 'repeated' }
  | { result: 'needs-confirmation'; readsAs: string }
  | { result: 'refused'; refusal: Refusal }
)

/** The same when somebody looks again later: what is pending no more says where it has got to. */
export type OutcomeNow =
  | Outcome
  | { email: string; result: 'was-invited'; invitationId: string; state: InvitationState }

/** The label is the organization's own word for the state. */
interface KnownUser {
  id: string
  state: UserState
  label: string
}

/** What is already there under the addresses of a wish. */
export interface Known {
  users: Map<string, KnownUser>
  invitations: Map<string, { id: string; state: InvitationState }>
  /** Those who have had so many letters lately that they get no more for now. */
  pestered: Map<string, Refusal>
}

/** What to do with one address: an answer already, or somebody to invite. */
export type Verdict =
  | { answer: Exclude<Outcome, { result: 'invited' | 'awaits-approval' | 'scheduled' }> }
  | { invite: EmailAddress; stagedUserId: string | null; similarTo: string | null }

export type ReadAddress = { typed: string; read: EmailAddress | { fault: AddressFault } }

export const readAll = (typed: string[]): ReadAddress[] =>
  typed.map((it) => ({ typed: it, read: readAddress(it) }))

/** Everything to look up for these addresses; a tagged one may be a person we know without the tag. */
export const addressesToLookUp = (all: ReadAddress[]): string[] => {
  const canonical = all.flatMap(({ read }) => ('fault' in read ? [] : [read.canonical]))
  return [...new Set([...canonical, ...canonical.map(withoutTag)])].sort()
}

/** The rule for one address, given what is known. An invited or existing person is never invited twice. */
export function judge(address: EmailAddress, known: Known, isConfirmed: boolean): Verdict {
  const email = address.typed
  const invitation = known.invitations.get(address.canonical)
  if (invitation)
    return {
      answer: { email, result: 'already-invited', invitationId: invitation.id, state: invitation.state },
    }
  const user = known.users.get(address.canonical)
  if (user && user.state !== 'staged') return { answer: { email, result: 'already-a-user', ...whoIs(user) } }
  const refusal = known.pestered.get(address.canonical)
  if (refusal) return { answer: { email, result: 'refused', refusal } }
  if (address.lookAlike && !isConfirmed)
    return { answer: { email, result: 'needs-confirmation', readsAs: address.lookAlike } }
  return { invite: address, stagedUserId: user?.id ?? null, similarTo: similarTo(address, known) }
}

export const whoIs = ({ id, state, label }: KnownUser) => ({ userId: id, state, label })

/** Somebody who is here already under the same address without its tag. */
export function similarTo(address: EmailAddress, known: Known): string | null {
  const plain = withoutTag(address.canonical)
  if (plain === address.canonical) return null
  return known.users.has(plain) || known.invitations.has(plain) ? plain : null
}
