import type { Needle } from '../domain/search-text.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { firstIdAt, isId } from './id.ts'
import { isAsked, personOf } from './people-asked.ts'
import { select } from './row.ts'

export type SignInFailure =
  | 'bad password'
  | 'unknown user'
  | 'suspended'
  | 'deleted'
  | 'locked'
  | 'pending'
  | 'expired temporary password'

export async function note(
  tx: Tx,
  attempt: {
    id: string
    organizationId: string | null
    userId: string | null
    at: Date
    ip: string | null
    device: string | null
    identifierHmac: Buffer
    succeeded: boolean
    reason: SignInFailure | null
  },
): Promise<void> {
  // The same statement for everybody: how long it takes must not tell whether somebody is known.
  const organizationId = tx.raw(`coalesce(cast(? as uuid), ${theOnlyOne})`, [attempt.organizationId] as never)
  await tx('signInAttempts').insert({ ...attempt, organizationId })
}

/** Whom nobody knows tried the door of the one organization there is; of several, nobody can say which. */
const theOnlyOne = `(select case when count(*) = 1 then min(id::text)::uuid end
  from (select id from organizations limit 2) o)`

export async function failuresSince(
  tx: Tx,
  organizationId: string,
  userId: string,
  since: Date,
): Promise<number> {
  const [row] = await tx('signInAttempts')
    .where({ organizationId, userId, succeeded: false })
    .where('id', '>', firstIdAt(since))
    .count({ count: '*' })
  return Number(row?.count ?? 0)
}

export interface SignInAttempt {
  id: string
  userId: string | null
  at: Date
  ip: string | null
  device: string | null
  succeeded: boolean
  reason: SignInFailure | null
}

/** With whom it was about, where that is known. */
export interface AttemptOfSomebody extends SignInAttempt {
  person: Named | null
}

type Named = Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>

export interface AttemptFilter {
  userId?: string | undefined
  needles?: Needle[] | undefined
  onlyFailed?: boolean | undefined
  before?: string | undefined
}

/** Ids are in the order of time, so the last one seen says where the next page begins. */
export async function page(
  tx: Tx,
  organizationId: string,
  of: AttemptFilter,
  withinGroups: readonly string[] | null,
  limit: number,
): Promise<AttemptOfSomebody[]> {
  if (of.userId !== undefined && !isId(of.userId)) return []
  const whom = isAsked('a.user_id', { needles: of.needles ?? [], withinGroups })
  return select<AttemptOfSomebody>(
    tx,
    `select a.id, a.user_id "userId", a.at, a.ip, a.device, a.succeeded, a.reason, ${personOf} "person"
     from sign_in_attempts a
     left join users u on u.organization_id = a.organization_id and u.id = a.user_id
     where a.organization_id = :organizationId
       ${of.userId === undefined ? '' : 'and a.user_id = :userId'}
       ${of.onlyFailed ? 'and not a.succeeded' : ''}
       ${of.before && isId(of.before) ? 'and a.id < :before' : ''}
       ${whom ? `and ${whom.sql}` : ''}
     order by a.id desc limit :limit`,
    { organizationId, userId: of.userId ?? null, before: of.before ?? null, limit, ...whom?.bindings },
  )
}
