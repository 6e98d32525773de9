import { Refusal } from './refusal.ts'
import type { UserState } from './states.ts'

/** Somebody who was here when a provider wanted to make a person. */
export interface Known {
  id: string
  state: UserState
  /** Whose they are; null: nobody's but ours. */
  connectionId: string | null
  /** They were this connection's before. */
  hasLeft: boolean
  /** What an owner answered when they were asked about this person and this user name. */
  answer: 'linked' | 'refused' | null
}

/** Who was found under what the provider said of the new person. */
export interface Found {
  /** Who bears this user name, or this external id, in this connection. */
  named: Known | null
  external: Known | null
  /** Whom this connection took away under this external id or user name, and who is not erased yet. */
  left: Known | null
  /** Who has this address, or this phone. */
  addressed: Known | null
  phoned: Known | null
}

/** What the provider said, where an answer names it. */
interface Said {
  userName: string
  externalId: string | null
  email: string | null
  phone: string | null
}

export type Verdict =
  | { is: 'new' }
  /** Somebody who is here already is that person from now on. */
  | { is: 'known'; person: Known }
  /** Nobody but an owner can say whether they are the same. */
  | { is: 'asked'; userId: string; refusal: Refusal }
  | { is: 'refused'; refusal: Refusal }

/**
 * Who a person is whom a provider wants to make. An address alone is believed of those who never were anything but
 * invited, or staged: nobody's account is taken over because a provider names its address.
 */
export function judgeMeeting(said: Said, found: Found, connectionId: string): Verdict {
  const taken = takenBy(said, found)
  if (taken) return { is: 'refused', refusal: taken }
  const bearer = gone(found.named) ?? gone(found.external)
  const person = found.addressed ?? bearer ?? found.left ?? (said.email === null ? found.phoned : null)
  if (isOther(found.phoned, person)) return refused(new Refusal('phone-taken', { phone: said.phone ?? '' }))
  if (!person) return { is: 'new' }
  if (isOther(bearer, person)) return refused(new Refusal('user-name-taken', { userName: said.userName }))
  if (person.connectionId === connectionId && person.state !== 'deleted')
    return refused(new Refusal('address-taken', { address: said.email ?? said.phone ?? '' }))
  return mayBe(person, connectionId) ? { is: 'known', person } : asked(said, person)
}

const refused = (refusal: Refusal): Verdict => ({ is: 'refused', refusal })

/** Nobody is made twice; whoever was deleted by hand can be made again. */
function takenBy({ userName, externalId }: Said, { named, external }: Found): Refusal | null {
  if (named && named.state !== 'deleted') return new Refusal('user-name-taken', { userName })
  if (external && external.state !== 'deleted')
    return new Refusal('external-id-taken', { externalId: externalId ?? '' })
  return null
}

const gone = (it: Known | null): Known | null => (it?.state === 'deleted' ? it : null)
const isOther = (one: Known | null, other: Known | null): boolean => one !== null && one.id !== other?.id

const mayBe = (it: Known, connectionId: string): boolean =>
  it.answer === 'linked' || isTheirs(it, connectionId)

/** Theirs before, or nobody's account yet: an owner need not be asked. */
export function isTheirs({ state, connectionId: whose, hasLeft }: Known, connectionId: string): boolean {
  if (whose !== null) return whose === connectionId
  return hasLeft || state === 'invited' || state === 'staged'
}

const asked = (said: Said, { id, answer }: Known): Verdict => {
  const refusal = new Refusal('link-needed', { address: said.email ?? said.userName })
  return answer === 'refused' ? refused(refusal) : { is: 'asked', userId: id, refusal }
}
