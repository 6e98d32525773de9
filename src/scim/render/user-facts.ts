import type { JsonObject } from '../json.ts'
import type { Stamp } from './meta.resource.ts'

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

interface Named {
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
