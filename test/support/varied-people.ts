import { newId } from '../../src/db/id.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import type { UserFields } from '../../src/domain/provisioned.ts'
import { emailKeysOf, saidFields, userNameKey } from '../../src/domain/said-user.ts'
import { kindly } from '../../src/scim/read/reading.ts'
import { readResource } from '../../src/scim/read/resource.ts'
import { storedUser } from '../../src/scim/render/user.resource.ts'
import { userFields } from '../../src/scim/render/user-fields.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'
import { urns } from '../../src/scim/schema/urns.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import type { Dice } from './dice.ts'
import type { House } from './house.ts'

/** Words that a search could stumble over: case, accents, what means something in patterns, several scripts. */
export const words = [
  'Ada',
  'ada',
  'ADA',
  'Ada Lovelace',
  '100%',
  'under_score',
  'underXscore',
  'back\\slash',
  'quo"te',
  "O'Malley",
  'Élodie',
  'élodie',
  'STRASSE',
  'straße',
  'Σίσυφος',
  'ΣΊΣΥΦΟΣ',
  'İstanbul',
  'istanbul',
  'Žluťoučký',
  '山田 太郎',
  'Zoë 🚀',
  'a',
  '%',
  '_',
  '\\',
  '?',
  ':name',
  'true',
  '5',
] as const

const kinds = ['work', 'Work', 'home', 'other', 'WORK'] as const

/** As a provider could send somebody; most of it is left out most of the time. */
export function variedBody(dice: Dice, n: number): JsonObject {
  const word = () => dice.pick(words)
  const maybe = (share: number, it: () => JsonObject): JsonObject => (dice.roll() < share ? it() : {})
  const listOf = (most: number, one: (at: number) => JsonObject) =>
    Array.from({ length: Math.floor(dice.roll() * (most + 1)) }, (_, at) => one(at))
  const handle = `${word().replace(/[^\p{L}\p{N}%_]/gu, '')}${n}`
  const primary = (at: number) => maybe(at === 0 ? 0.3 : 0, () => ({ primary: true }))
  return {
    schemas: [urns.user],
    userName: dice.roll() < 0.5 ? `${handle}@People.test` : handle,
    ...maybe(0.6, () => ({ externalId: `${dice.roll() < 0.5 ? 'Ext' : 'ext'}-${n}` })),
    ...maybe(0.7, () => ({
      name: {
        ...maybe(0.7, () => ({ givenName: word() })),
        ...maybe(0.7, () => ({ familyName: word() })),
        ...maybe(0.3, () => ({ middleName: word() })),
        ...maybe(0.2, () => ({ formatted: '' })),
      },
    })),
    ...maybe(0.5, () => ({ displayName: word() })),
    ...maybe(0.4, () => ({ title: word() })),
    ...maybe(0.4, () => ({ nickName: word() })),
    ...maybe(0.2, () => ({ nickName: '' })),
    ...maybe(0.3, () => ({ profileUrl: `https://x.test/${word()}` })),
    ...maybe(0.3, () => ({ userType: dice.pick(['Employee', 'employee', 'Intern']) })),
    ...maybe(0.8, () => ({ active: dice.roll() < 0.6 })),
    ...maybe(0.7, () => ({
      emails: listOf(3, (at) => ({
        value: dice.pick([`${handle}.${at}@People.test`, `shared@people.test`, `x_${n}@b%d.test`, '']),
        ...maybe(0.8, () => ({ type: dice.pick(kinds) })),
        ...primary(at),
      })),
    })),
    ...maybe(0.4, () => ({
      phoneNumbers: listOf(2, (at) => ({
        value: `tel:+9055512${n}${at}`,
        type: dice.pick(['work', 'home', 'fax']),
        ...primary(at),
      })),
    })),
    ...maybe(0.3, () => ({
      addresses: listOf(2, () => ({
        ...maybe(0.7, () => ({ locality: word() })),
        ...maybe(0.5, () => ({ country: dice.pick(['TR', 'tr', 'DE']) })),
        ...maybe(0.5, () => ({ type: dice.pick(kinds) })),
      })),
    })),
    ...maybe(0.3, () => ({
      roles: listOf(2, () => ({ value: word(), ...maybe(0.5, () => ({ display: word() })) })),
    })),
    ...maybe(0.2, () => ({ x509Certificates: [{ value: dice.pick(['AAaa', 'aaAA']) }] })),
    ...maybe(0.5, () => ({
      [urns.enterprise]: {
        ...maybe(0.5, () => ({ employeeNumber: `${n}` })),
        ...maybe(0.5, () => ({ costCenter: word() })),
        ...maybe(0.4, () => ({ department: dice.pick(['Engines', 'engines of war', 'Ländereien']) })),
        ...maybe(0.4, () => ({ manager: { value: dice.pick(['somebody', 'Nobody']) } })),
      },
    })),
    ...maybe(0.4, () => ({
      [urns.usher]: {
        ...maybe(0.5, () => ({ gender: dice.pick(['female', 'male', 'other']) })),
        ...maybe(0.5, () => ({ birthday: dice.pick(['1990-12-10', '2001-01-31']) })),
        ...maybe(0.5, () => ({ personalAddress: `Me${n}@Home.test` })),
      },
    })),
  }
}

export interface Place {
  organizationId: string
  connectionId: string
}

/** A provider that is connected, and where its people go. */
export async function connect(
  house: House,
  owner: Context,
  name: string,
): Promise<{ ctx: Context; place: Place }> {
  const { connection, token } = await createConnection(owner, { connector: 'generic', name })
  const provider = await whoProvisions(house.outside(), token.secret)
  if (!provider) throw new Error('The provider may not speak')
  const { organizationId, id: connectionId } = connection
  return { ctx: house.as(provider.actor), place: { organizationId, connectionId } }
}

interface Filled {
  id: string
  fields: UserFields
}

/** What was read of a body, without what a column refuses; the same that a create would keep. */
function read(body: JsonObject): UserFields {
  const fields = userFields(readResource(userType, body, kindly), null)
  return { ...fields, email: fields.email?.includes('@') ? fields.email : null }
}

/**
 * People of a connection by SQL alone. Every seventh has a phone and a personal address that somebody in Usher filled
 * in, every fifth another of them for a manager, and all were made and changed a minute after each other. Numbers
 * are unique in an organization: theirs begin with a line of their own.
 */
export async function fillPeople(
  house: House,
  place: Place,
  bodies: JsonObject[],
  line = 1000,
): Promise<Filled[]> {
  const start = new Date('2026-01-01T00:00:00.250Z').getTime()
  const at = (n: number) => new Date(start + n * 60_000)
  const filled = bodies.map((body, n) => ({ id: newId(at(n)), fields: read(body) }))
  const departments = [...new Set(filled.flatMap(({ fields }) => fields.department ?? []))]
  await house.query(
    `insert into groups (organization_id, id, kind, name, created_at)
     select :organizationId, gen_random_uuid(), 'department', name, now()
     from unnest(cast(:departments as text[])) name on conflict do nothing`,
    { organizationId: place.organizationId, departments },
  )
  const rows = filled.map(({ id, fields }, n) => {
    const resource = storedUser(fields)
    const byHand = n % 7 === 0 && fields.deliveryEmail === null
    const managerId = n % 5 === 1 ? filled[n - 1]?.id : null
    return {
      ...fields,
      id,
      said: saidFields.filter((it) => fields[it] !== null),
      // Somebody needs an address or a number, so whoever has neither was given a number in Usher.
      phone: byHand || fields.email === null ? `+90555123${line + n}` : null,
      deliveryEmail: byHand ? `ByHand${n}@Home.test` : fields.deliveryEmail,
      managerId,
      unknownManager: managerId ? null : fields.managerId,
      isActive: fields.isActive !== false,
      userNameKey: userNameKey(fields.userName),
      resource,
      emailKeys: emailKeysOf({ fields, resource }),
      createdAt: at(n),
      changedAt: at(n * 2),
    }
  })
  const snake = (it: object) =>
    Object.fromEntries(
      Object.entries(it).map(([name, value]) => [
        name.replace(/[A-Z]/g, (a) => `_${a.toLowerCase()}`),
        value,
      ]),
    )
  await house.query(
    `with r as (
       select * from jsonb_to_recordset(cast(:rows as jsonb)) r(id uuid, email text, phone text,
         delivery_email text, first_name text, last_name text, display_name text, position text, gender text,
         birthday date, manager_id uuid, department text, is_active boolean, external_id text, user_name text,
         user_name_key text, kept jsonb, resource jsonb, email_keys text[], said text[], unknown_manager text,
         created_at timestamptz, changed_at timestamptz)
     ), made as (
       insert into users (organization_id, id, email, address, phone, delivery_email, first_name, last_name, display_name,
         gender, birthday, position, manager_id, department_id, origin, created_at, activated_at, suspended_at)
       select :organizationId, r.id, r.email, case when r.email is null then null else 'a' || r.id end,
         r.phone, r.delivery_email, r.first_name, r.last_name, r.display_name, r.gender, r.birthday, r.position, r.manager_id,
         d.id, 'scim', r.created_at, r.created_at, case when r.is_active then null else r.created_at end
       from r left join groups d on d.organization_id = :organizationId and d.kind = 'department'
         and lower(d.name) = lower(r.department)
     )
     insert into provisioned_users (organization_id, user_id, connection_id, external_id, user_name, user_name_key, kept,
       resource, email_keys, said, unknown_manager, created_at, changed_at)
     select :organizationId, id, :connectionId, external_id, user_name, user_name_key, kept, resource, email_keys, said,
       unknown_manager, created_at, changed_at from r`,
    { ...place, rows: JSON.stringify(rows.map(snake)) },
  )
  await house.query('analyze users, provisioned_users, groups')
  return filled
}

/** Teams of the connection and one that is not, a site, and who belongs to them. */
export async function fillGroups(
  house: House,
  place: Place,
  people: string[],
  dice: Dice,
): Promise<{ id: string; externalId: string | null }[]> {
  const now = new Date('2026-02-01T10:00:00Z')
  const groups = words.slice(0, 12).map((word, n) => ({
    id: newId(now),
    kind: n === 11 ? 'site' : 'team',
    name: `${word} ${n}`,
    external_id: n % 3 === 0 ? `Group-${n}` : null,
    is_own: n < 10,
    members: people.filter(() => dice.roll() < 0.15),
  }))
  await house.query(
    `with r as (
       select * from jsonb_to_recordset(cast(:rows as jsonb)) r(id uuid, kind text, name text, external_id text,
         is_own boolean, members uuid[])
     ), made as (
       insert into groups (organization_id, id, kind, name, created_at) select :organizationId, id, kind, name, :now from r
     ), joined as (
       insert into group_members (organization_id, group_id, user_id, created_at)
       select :organizationId, id, member, :now from r, unnest(members) member
     )
     insert into provisioned_groups (organization_id, group_id, connection_id, external_id, created_at, changed_at)
     select :organizationId, id, :connectionId, external_id, :now, :now from r where is_own`,
    { ...place, now, rows: JSON.stringify(groups) },
  )
  return groups.filter((it) => it.is_own).map((it) => ({ id: it.id, externalId: it.external_id }))
}
