import type { Grant } from '../domain/grant.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface EndedGrant extends Pick<Grant, 'name' | 'siteName' | 'expiresAt'> {
  organizationId: string
  userId: string
}

/**
 * Takes away what has ended, in one statement. Its people are held, so that nobody changes their roles meanwhile;
 * whoever is held already comes with the next tick, and two instances share the rows.
 */
export const takeEnded = async (
  tx: Tx,
  now: Date,
  limit: number,
  organizationId: string | null,
): Promise<EndedGrant[]> =>
  select<EndedGrant>(
    tx,
    `with ended as (
       select g.organization_id, g.id from grants g
       join users u on u.organization_id = g.organization_id and u.id = g.user_id
       where g.expires_at <= :now and (cast(:organizationId as uuid) is null or g.organization_id = :organizationId)
       order by g.expires_at limit :limit
       for no key update of u skip locked
     ), gone as (
       delete from grants g using ended e where g.organization_id = e.organization_id and g.id = e.id
       returning g.*
     )
     select g.organization_id "organizationId", g.user_id "userId", r.name, s.name "siteName",
            g.expires_at "expiresAt"
     from gone g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     left join groups s on s.organization_id = g.organization_id and s.id = g.site_id
     order by g.organization_id, g.expires_at`,
    { now, limit, organizationId },
  )

export async function organizationsWithEnded(tx: Tx, now: Date): Promise<string[]> {
  const rows: { organizationId: string }[] = await tx('grants')
    .where('expiresAt', '<=', now)
    .distinct('organizationId')
  return rows.map((it) => it.organizationId)
}

/** Those of these people whom no role is left that lasts and holds everywhere. */
export async function leftWithout(tx: Tx, organizationId: string, userIds: string[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `select it.id from unnest(:userIds::uuid[]) it(id) where not exists (
       select from grants g where g.organization_id = :organizationId and g.user_id = it.id
         and g.site_id is null and g.expires_at is null)`,
    { organizationId, userIds },
  )
  return rows.map((it) => it.id)
}

export interface EndingGrant {
  organizationId: string
  id: string
  userId: string
  grantedById: string | null
  expiresAt: Date
}

/** Notes in one statement that these are being warned of: never twice, whoever else looks at this moment. */
export const claimEnding = async (tx: Tx, now: Date, limit: number): Promise<EndingGrant[]> =>
  select<EndingGrant>(
    tx,
    `with due as (
       select organization_id, id from grants where warn_at <= :now order by warn_at limit :limit
       for no key update skip locked
     )
     update grants g set warn_at = null from due d where g.organization_id = d.organization_id and g.id = d.id
     returning g.organization_id "organizationId", g.id, g.user_id "userId", g.granted_by_id "grantedById",
               g.expires_at "expiresAt"`,
    { now, limit },
  )

/** What a warning tells, as it is when the letter is written. */
export interface EndingFacts extends Pick<Grant, 'name' | 'siteName' | 'expiresAt'> {
  holder: Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'> & { state: string }
}

export async function endingFacts(tx: Tx, organizationId: string, id: string): Promise<EndingFacts | null> {
  const [row] = await select<EndingFacts>(
    tx,
    `select r.name, s.name "siteName", g.expires_at "expiresAt", jsonb_build_object('displayName', u.display_name,
       'firstName', u.first_name, 'lastName', u.last_name, 'email', u.email, 'phone', u.phone, 'state', u.state) holder
     from grants g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     join users u on u.organization_id = g.organization_id and u.id = g.user_id
     left join groups s on s.organization_id = g.organization_id and s.id = g.site_id
     where g.organization_id = :organizationId and g.id = :id`,
    { organizationId, id },
  )
  return row ?? null
}
