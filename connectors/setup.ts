import type { Mapping } from './connector.ts'

export const theToken = 'the token that was shown when this connection was made'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** What is kept of a person, and how SCIM calls it. */
const targets = {
  userName: { to: 'userName', note: 'required, and unique' },
  active: { to: 'active', note: 'off suspends at once' },
  email: { to: 'emails[type eq "work"].value', note: 'where letters go' },
  givenName: { to: 'name.givenName', note: 'required' },
  familyName: { to: 'name.familyName', note: 'required' },
  displayName: { to: 'displayName' },
  externalId: { to: 'externalId', note: 'keeps a person the same person when the address changes' },
  title: { to: 'title', note: 'the position' },
  phone: { to: 'phoneNumbers[type eq "work"].value' },
  department: { to: `${enterprise}:department` },
  manager: { to: `${enterprise}:manager` },
  employeeNumber: { to: `${enterprise}:employeeNumber` },
} satisfies Record<string, Omit<Mapping, 'from'>>

/** The mapping table, with what the provider calls each of them. */
export const attributes = (from: Partial<Record<keyof typeof targets, string>>): Mapping[] =>
  Object.entries(targets).flatMap(([key, target]) => {
    const theirs = from[key as keyof typeof targets]
    return theirs ? [{ from: theirs, ...target }] : []
  })
