import type { Piece } from './together.ts'

/** Sessions and every link that is not an invitation die, beside whatever else is written. */
export const shuttingOut = (
  { organizationId, now, by, why }: { organizationId: string; now: Date; by: string | null; why: string },
  userIds: string[],
): Piece | null =>
  userIds.length === 0
    ? null
    : {
        sql: `ended_sessions as (
          update sessions set revoked_at = :shutAt, revoked_by_id = cast(:shutBy as uuid), revoked_why = :shutWhy
          where organization_id = :shutIn and user_id = any(cast(:shutOut as uuid[])) and revoked_at is null
        ), voided_links as (
          update one_time_tokens set voided_at = :shutAt
          where organization_id = :shutIn and user_id = any(cast(:shutOut as uuid[]))
            and used_at is null and voided_at is null
        )`,
        bindings: { shutIn: organizationId, shutAt: now, shutBy: by, shutWhy: why, shutOut: userIds },
      }
