import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

export async function set(
  tx: Tx,
  credential: {
    organizationId: string
    userId: string
    passwordHash: string
    changedAt: Date
    temporaryUntil?: Date
    /** Whoever handed it over, and when they are told that nobody has used it. */
    givenById?: string | null
    warnAt?: Date | null
  },
): Promise<void> {
  await tx('credentials')
    .insert({ temporaryUntil: null, givenById: null, warnAt: null, ...credential })
    .onConflict(['organizationId', 'userId'])
    .merge()
}

/** A better hash of the same password, made at sign-in when the parameters have risen. */
export async function upgrade(
  tx: Tx,
  organizationId: string,
  userId: string,
  hashes: { old: string; better: string },
): Promise<void> {
  await tx('credentials')
    .where({ organizationId, userId, passwordHash: hashes.old })
    .update({ passwordHash: hashes.better })
}

export async function find(tx: Tx, organizationId: string, userId: string): Promise<string | null> {
  return (await findWithEnd(tx, organizationId, userId))?.passwordHash ?? null
}

/** The same with the end of a temporary one; of a spent one that has come. */
export async function findWithEnd(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<{ passwordHash: string; temporaryUntil: Date | null } | undefined> {
  return tx('credentials').first('passwordHash', 'temporaryUntil').where({ organizationId, userId })
}

/** A temporary password opens the door once: from now on it only proves who changes it. */
export async function spend(tx: Tx, organizationId: string, userId: string, now: Date): Promise<void> {
  await tx('credentials')
    .where({ organizationId, userId })
    .whereNotNull('temporaryUntil')
    .update({ temporaryUntil: now, warnAt: null })
}

export interface EndingPassword {
  organizationId: string
  userId: string
  givenById: string | null
  temporaryUntil: Date
}

/** Notes in one statement that these are being warned of: never twice, whoever else looks at this moment. */
export const claimEnding = (tx: Tx, now: Date, limit: number): Promise<EndingPassword[]> =>
  select<EndingPassword>(
    tx,
    `with due as (
       select organization_id, user_id from credentials where warn_at <= :now order by warn_at limit :limit
       for no key update skip locked
     )
     update credentials c set warn_at = null from due d
     where c.organization_id = d.organization_id and c.user_id = d.user_id
     returning c.organization_id "organizationId", c.user_id "userId", c.given_by_id "givenById",
               c.temporary_until "temporaryUntil"`,
    { now, limit },
  )

/** What a warning tells, as it is when the letter is written. */
export interface EndingPasswordFacts {
  temporaryUntil: Date | null
  person: Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'> & { state: string }
}

export async function endingPasswordFacts(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<EndingPasswordFacts | null> {
  const [row] = await select<EndingPasswordFacts>(
    tx,
    `select c.temporary_until "temporaryUntil", jsonb_build_object('displayName', u.display_name,
       'firstName', u.first_name, 'lastName', u.last_name, 'email', u.email, 'phone', u.phone, 'state', u.state) person
     from credentials c join users u on u.organization_id = c.organization_id and u.id = c.user_id
     where c.organization_id = :organizationId and c.user_id = :userId`,
    { organizationId, userId },
  )
  return row ?? null
}
