import type { Piece } from './together.ts'

/** Sessions and every link that is not an invitation die, beside whatever else is written. */
export const shuttingOut = (of: {
  organizationId: string
  userId: string
  now: Date
  why: string
}): Piece => ({
  sql: `
    ended_sessions as (
      update sessions set revoked_at = :shutAt, revoked_why = :shutWhy
      where organization_id = :shutIn and user_id = :shutOut and revoked_at is null
    ), voided_links as (
      update one_time_tokens set voided_at = :shutAt
      where organization_id = :shutIn and user_id = :shutOut and used_at is null and voided_at is null
    )`,
  bindings: { shutIn: of.organizationId, shutOut: of.userId, shutAt: of.now, shutWhy: of.why },
})
