import type { JsonObject } from './json.ts'

/** What a provider may say of a person, in the words of the model. */
export interface UserFields {
  externalId: string | null
  userName: string
  /** Null when nothing was said of it. */
  isActive: boolean | null
  email: string | null
  deliveryEmail: string | null
  phone: string | null
  firstName: string | null
  lastName: string | null
  displayName: string | null
  position: string | null
  gender: string | null
  birthday: string | null
  avatarUrl: string | null
  managerId: string | null
  /** By name: a provider knows no ids of departments. */
  department: string | null
  /** What has no column, and the lists that hold more than the model: as it came. */
  kept: JsonObject
}

/** What every resource is shown with. */
export interface Stamp {
  id: string
  createdAt: Date
  changedAt: Date
  version: number
}

export interface Named {
  id: string
  name: string
}

/** A person as the database knows them, with what only we may say. */
export interface UserFacts extends UserFields, Stamp {
  isActive: boolean
  managerName: string | null
  /** Null when they were not asked for. */
  groups: Named[] | null
  sites: Named[] | null
}

/** A person as a request leaves them: the fields, and all of it as it would be shown, for filters to look in. */
export interface SaidUser {
  fields: UserFields
  resource: JsonObject
}

export interface GroupFacts extends Stamp {
  externalId: string | null
  name: string
  /** Null when they were not asked for: then they are not there, which is not the same as nobody. */
  members: Named[] | null
}

/** A group as a request leaves it. Its members are never loaded for that: who comes and who goes is enough. */
export interface SaidGroup {
  externalId: string | null
  name: string
  joining: string[]
  leaving: string[]
  /** Everybody goes who is not among the joining. */
  isWhole: boolean
}
