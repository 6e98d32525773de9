import type { Tx } from '../../db/database.ts'
import * as invitations from '../../db/invitations.ts'
import { sentTo } from '../../db/sent-lately.ts'
import * as users from '../../db/users.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import { type Invitation, stateOf } from '../../domain/invitation.ts'
import type { Organization } from '../../domain/organization.ts'
import { Refusal } from '../../domain/refusal.ts'
import { tooManyLetters } from '../../domain/sending-limits.ts'
import { labelOf, type Vocabulary } from '../../domain/status-words.ts'
import { after, DAY } from '../../domain/time.ts'
import * as user from '../../domain/user.ts'
import {
  addressesToLookUp,
  judge,
  type Known,
  type Outcome,
  type ReadAddress,
  type Verdict,
  type Wish,
  whoIs,
} from '../../domain/wish.ts'

/** Who is known under these addresses: one query for people, one for open invitations, one for what went there lately. */
export async function lookUp(
  tx: Tx,
  { id: organizationId, statusVocabulary }: Pick<Organization, 'id' | 'statusVocabulary'>,
  asked: ReadAddress[],
  now: Date,
): Promise<Known> {
  const addresses = addressesToLookUp(asked)
  const people = await users.byAddresses(tx, organizationId, addresses)
  const open = await invitations.openByAddresses(tx, organizationId, addresses)
  const sent = await sentTo(tx, organizationId, addresses, after(now, -DAY))
  const byAddress = (it: Invitation) =>
    [it.address, it.email?.toLowerCase()]
      .filter((key) => key != null)
      .map((key) => [key, found(it, now)] as const)
  return {
    users: new Map(people.map((it) => [it.address ?? '', known(it, statusVocabulary)])),
    invitations: new Map(open.flatMap(byAddress)),
    pestered: new Map(
      [...sent].flatMap(([address, it]) => {
        const refusal = tooManyLetters(it, now)
        return refusal ? [[address, refusal] as const] : []
      }),
    ),
  }
}

const known = (it: user.User, vocabulary: Vocabulary) => {
  const state = user.stateOf(it)
  return { id: it.id, state, label: labelOf(state, vocabulary) }
}

const found = (it: Invitation, now: Date) => ({ id: it.id, state: stateOf(it, now) })

/** A verdict for each address, in the order they were asked for. */
export function judgeAll(
  asked: ReadAddress[],
  known: Known,
  organization: Organization,
  wish: Pick<Wish, 'isConfirmed'>,
): Verdict[] {
  const seen = new Set<string>()
  return asked.map(({ typed, read }) => {
    if ('fault' in read)
      return refused(typed, new Refusal('address-unreadable', { typed, fault: read.fault }))
    if (seen.has(read.canonical)) return { answer: { email: read.typed, result: 'repeated' } }
    seen.add(read.canonical)
    const outside = refusalOf(read, organization)
    if (outside) return refused(read.typed, outside)
    return judge(read, known, wish.isConfirmed)
  })
}

/** Where the organization names its domains, no other is invited. */
export function refusalOf(
  address: EmailAddress,
  { allowedEmailDomains: allowed }: Organization,
): Refusal | null {
  if (allowed.length === 0 || allowed.includes(address.domain)) return null
  return new Refusal('address-domain-not-allowed', { address: address.typed, allowed })
}

const refused = (email: string, refusal: Refusal): Verdict => ({
  answer: { email, result: 'refused', refusal },
})

/** Somebody else was quicker, between our look and our insert: their invitation is the answer. */
export function lost(email: string, canonical: string, meanwhile: Known | null): Outcome {
  const invitation = meanwhile?.invitations.get(canonical)
  if (invitation)
    return { email, result: 'already-invited', invitationId: invitation.id, state: invitation.state }
  const person = meanwhile?.users.get(canonical)
  if (person) return { email, result: 'already-a-user', ...whoIs(person) }
  return { email, result: 'refused', refusal: new Refusal('changed-meanwhile') }
}
