import { addressFrom } from './email-address.ts'
import { isObject, isSame, type JsonObject } from './json.ts'
import type { Organization } from './organization.ts'
import { nameFrom } from './person-name.ts'
import { readField, type TypedRecord } from './personal-record.ts'
import type { SaidUser, UserFields } from './provisioned.ts'
import { Refusal, refuseTogether } from './refusal.ts'
import type { User } from './user.ts'

/** What a provider may fill; whatever of it it did fill is not changed by hand. */
export const saidFields = [
  'email',
  'deliveryEmail',
  'phone',
  'firstName',
  'lastName',
  'displayName',
  'position',
  'gender',
  'birthday',
  'avatarUrl',
  'managerId',
  'department',
] as const
export type SaidField = (typeof saidFields)[number]

/** Those that are columns of a person as they stand; department and manager are somebody else's rows. */
type OwnField = Exclude<SaidField, 'managerId' | 'department'>

/** Longer than any login or address, and short enough for an index. */
const KEY_LIMIT = 512
const AVATAR_LIMIT = 1_000

/** What makes two user names one: providers differ in case, and in how they write an accent. */
export const userNameKey = (userName: string): string => userName.normalize('NFC').toLowerCase()

/** Every address in a resource, as a filter looks for it. */
export function emailKeysOf({ fields, resource }: SaidUser): string[] {
  const listed = Array.isArray(resource.emails) ? resource.emails : []
  const keys: string[] = []
  const add = (it: unknown) => {
    const key = typeof it === 'string' && it.length <= KEY_LIMIT ? it.toLowerCase() : null
    if (key !== null && !keys.includes(key)) keys.push(key)
  }
  add(fields.email)
  for (const it of listed) if (isObject(it)) add(it.value)
  return keys
}

/** The names that the provider knows a person by: long enough to be a mistake, they are refused. */
export function mustBeNames({ userName, externalId }: UserFields): void {
  refuseTogether([() => mustFit('userName', userName), () => mustFit('externalId', externalId ?? '')])
}

/** A department as we would write it; null where none was said. */
export const departmentFrom = ({ department }: UserFields): string | null =>
  department?.trim() ? nameFrom('department', department) : null

function mustFit(attribute: 'userName' | 'externalId', text: string): void {
  if (text.length > KEY_LIMIT) throw new Refusal('identifier-too-long', { attribute, limit: KEY_LIMIT })
}

/** Everything that a new person is said to be. Null where nothing was said. */
export function readSaid(fields: UserFields, now: Date): Partial<User> {
  let read: Partial<User> = {}
  refuseTogether([
    () => mustBeNames(fields),
    () => departmentFrom(fields),
    () => {
      read = readFields(fields, saidFields, now)
    },
    () => {
      if (!fields.email && !fields.phone) throw new Refusal('contact-missing')
    },
  ])
  return read
}

/** Some of the fields as they are stored; all that is wrong with them is said together. */
export function readFields(fields: UserFields, names: readonly SaidField[], now: Date): Partial<User> {
  const own = names.filter((it): it is OwnField => it in readers)
  const read: Partial<User> = {}
  refuseTogether(
    own.map((name) => () => {
      const said = fields[name]
      const isSaid = said !== null && said.trim() !== ''
      Object.assign(read, isSaid ? readers[name](said, now) : blank(name))
    }),
  )
  return read
}

const blank = (name: OwnField): Partial<User> =>
  name === 'email' ? { email: null, address: null } : { [name]: null }

type Read = (said: string, now: Date) => Partial<User>

const inRecord =
  (name: keyof TypedRecord): Read =>
  (said, now) => ({ [name]: readField(name, said, now) })

const readers: Record<OwnField, Read> = {
  email: (said) => {
    const { typed, canonical } = addressFrom(said)
    return { email: typed, address: canonical }
  },
  deliveryEmail: inRecord('deliveryEmail'),
  phone: inRecord('phone'),
  firstName: inRecord('firstName'),
  lastName: inRecord('lastName'),
  displayName: inRecord('displayName'),
  position: inRecord('position'),
  gender: inRecord('gender'),
  birthday: inRecord('birthday'),
  avatarUrl: (said) => ({ avatarUrl: said.length <= AVATAR_LIMIT ? said : null }),
}

/** An address that one signs in with is of a domain that the organization takes. */
export function mustBeAtHome(
  { email, address }: Partial<User>,
  { allowedEmailDomains: allowed }: Pick<Organization, 'allowedEmailDomains'>,
): void {
  if (!email || allowed.length === 0 || allowed.includes(address?.split('@')[1] ?? '')) return
  throw new Refusal('address-domain-not-allowed', { address: email, allowed })
}

/**
 * Which fields a request changes. What is said of nothing that the provider ever filled says nothing: a field that
 * somebody filled by hand is not emptied because a provider does not know it.
 */
export function changedFields(
  before: UserFields,
  after: UserFields,
  said: readonly SaidField[],
): SaidField[] {
  return saidFields.filter((it) => after[it] !== before[it] && (after[it] !== null || said.includes(it)))
}

/** What the provider has filled by now. That it sends back what it was shown fills nothing. */
export const saidAfter = (before: UserFields, after: UserFields, said: readonly SaidField[]): SaidField[] =>
  saidFields.filter((it) => after[it] !== null && (said.includes(it) || after[it] !== before[it]))

/** What is kept of a person for the provider alone. */
export const isKeptSame = (before: UserFields, after: UserFields): boolean =>
  before.externalId === after.externalId &&
  before.userName === after.userName &&
  isSame(before.kept as JsonObject, after.kept)
