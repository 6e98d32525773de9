import { isId } from '../../db/id.ts'
import type { Sought } from '../../db/people-met.ts'
import type { Known } from '../../domain/meeting.ts'
import type { Named, SaidUser, UserFacts } from '../../domain/provisioned.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { departmentFrom, userNameKey } from '../../domain/said-user.ts'
import type { User } from '../../domain/user.ts'

export type ProvisionedOutcome = { user: UserFacts } | { refusal: Refusal }

/** One of those whom the request asks for, read as far as it could be. */
export interface Wanted {
  n: number
  said: SaidUser
  read: Partial<User>
}

export const soughtOf = ({ n, said: { fields }, read }: Wanted): Sought => ({
  n,
  userNameKey: userNameKey(fields.userName),
  externalId: fields.externalId,
  address: read.address ?? null,
  phone: read.phone ?? null,
  department: departmentFrom(fields),
  managerId: fields.managerId !== null && isId(fields.managerId) ? fields.managerId : null,
})

/** The same with what was found: their department, and their manager where that is one of this connection. */
export interface Placed extends Wanted {
  department: Named | null
  manager: Named | null
}

/** And that person was here already. */
export type Taken = Placed & { person: Known }
