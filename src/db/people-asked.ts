import type { Needle } from '../domain/search-text.ts'
import { hasAll, indexed, needleBindings, spelled } from './needle-conditions.ts'

/**
 * Whether the person with this id fits, for lists of what people did: by what is known of them, and within reach. Null:
 * everybody does.
 */
export function isAsked(
  id: string,
  { needles, withinGroups }: { needles: Needle[]; withinGroups: readonly string[] | null },
): { sql: string; bindings: Record<string, unknown> } | null {
  if (needles.length === 0 && !withinGroups) return null
  return {
    sql: withinGroups ? isWithin(id, needles) : hasAll(id, needles, ['p.deleted_at is null']),
    bindings: { withinGroups, ...needleBindings(needles) },
  }
}

const isWithin = (id: string, needles: Needle[]): string => `${id} in (
  select p.id from users p where p.organization_id = :organizationId and p.deleted_at is null
    ${[...indexed('p', needles), ...spelled('p', needles)].map((it) => `and ${it}`).join(' ')}
    and exists (select from group_members m where m.organization_id = :organizationId
      and m.user_id = p.id and m.group_id = any(cast(:withinGroups as uuid[]))))`

/** What somebody is called, of the row `u`; null where it is nobody's. */
export const personOf = `case when u.id is null then null else jsonb_build_object('displayName', u.display_name,
  'firstName', u.first_name, 'lastName', u.last_name, 'email', u.email, 'phone', u.phone) end`
