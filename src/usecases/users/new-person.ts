import type { Tx } from '../../db/database.ts'
import * as users from '../../db/users.ts'
import { addressFrom } from '../../domain/email-address.ts'
import type { Organization } from '../../domain/organization.ts'
import { readRecord, type TypedRecord } from '../../domain/personal-record.ts'
import { type RecordField, Refusal, refuseTogether } from '../../domain/refusal.ts'
import type { User } from '../../domain/user.ts'

/** Somebody as they are typed in: who they are, and at least one of the two to sign in with. */
export interface NewPerson extends TypedRecord {
  email?: string | null
}

/** The row they become; every field that must be there is there, and nothing else than fields of a record. */
export function readPerson(
  typed: NewPerson,
  required: RecordField[],
  organization: Organization,
  now: Date,
): Partial<User> {
  const asked = [...new Set([...required, ...organization.requiredFields])]
  const blank = asked.filter((it) => !String(typed[it as keyof TypedRecord] ?? '').trim())
  const filled = withoutBlank(typed, blank)
  const hasContact = Boolean(typed.email?.trim() || typed.phone?.trim())
  refuseTogether([
    ...blank.map((field) => () => {
      throw new Refusal('field-missing', { field })
    }),
    () => readRecord(filled, now),
    () => typed.email?.trim() && addressFrom(typed.email),
    () => {
      if (!hasContact) throw new Refusal('contact-missing')
    },
  ])
  const read = readRecord(typed, now)
  const email = typed.email?.trim() ? addressFrom(typed.email) : null
  const allowed = organization.allowedEmailDomains
  if (email && allowed.length > 0 && !allowed.includes(email.domain))
    throw new Refusal('address-domain-not-allowed', { address: email.typed, allowed })
  return {
    ...read,
    organizationId: organization.id,
    email: email?.typed ?? null,
    address: email?.canonical ?? null,
    createdAt: now,
  }
}

/** What is missing has been said; it is not said again that it can not be read. */
const withoutBlank = (typed: NewPerson, blank: RecordField[]): TypedRecord =>
  Object.fromEntries(Object.entries(typed).filter(([field]) => !blank.some((it) => it === field)))

/** Inserts, or says which of the two somebody else has. Deleted people keep theirs until they are purged. */
export async function insertPerson(tx: Tx, person: Partial<User>): Promise<User> {
  const { organizationId = '', email, address, phone } = person
  const [user] = await users.insertNew(tx, [person])
  if (user) return user
  const holders = address ? await users.byAddresses(tx, organizationId, [address]) : []
  if (phone && holders.length === 0) throw new Refusal('phone-taken', { phone })
  throw new Refusal('address-taken', { address: email ?? '' })
}
