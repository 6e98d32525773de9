import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import type { Place } from './people-met.ts'
import type { ProvisionedUser } from './provisioned-users.ts'
import { prepared } from './row.ts'
import { searchColumns } from './search-columns.ts'
import type { Piece } from './together.ts'

/** Somebody as they are to be, who was looked at, and is as they were when their version is. */
export interface OneChange {
  user: User
  row: ProvisionedUser
  /** What was decided on. */
  version: number
  /** Whether they are called otherwise: then they are found and listed by other words. */
  isRenamed: boolean
  /** Whether they must answer for nothing: whoever holds the owner's role is counted first, by the long way. */
  unlessOwner: boolean
  /** What was remembered of where they come in, and must be so; null where it does not matter. */
  place: Place | null
}

/** What else is written asks for this. */
export const ifChanged = 'exists (select from changed)'

/**
 * Writes only where nothing is otherwise than it was when that was decided: every write of a person raises their
 * version. False: it is not that simple, and nothing was done. Whom a connection that is ended meanwhile held can not
 * be remembered for it, which is for the caller to hear from the constraint.
 */
export async function changeOne(tx: Tx, it: OneChange, pieces: (Piece | null)[]): Promise<boolean> {
  const all = pieces.filter((piece) => piece !== null)
  const parts = [changing(it), remembering, ...all.flatMap((piece) => piece.sql ?? [])]
  const results = ['true done', ...all.flatMap((piece) => piece.result ?? [])]
  const [done] = await prepared(
    tx,
    `with ${parts.join(', ')} select ${results.join(', ')} from changed`,
    Object.assign(bindingsOf(it), ...all.map((piece) => piece.bindings)),
  )
  return done !== undefined
}

const changing = ({ isRenamed, unlessOwner, place }: OneChange) => `
  changed as (
    update users u set version = u.version + 1, position = :position, gender = :gender, birthday = :birthday,
      avatar_url = :avatarUrl, suspended_at = :suspendedAt, activated_at = :activatedAt ${isRenamed ? named : ''}
    where u.organization_id = :organizationId and u.id = :userId and u.version = :version
      ${unlessOwner ? noOwner : ''} ${place ? `and ${samePlace}` : ''}
    returning u.id
  )`

const named = `, first_name = :firstName, last_name = :lastName, display_name = :displayName,
  search_text = :searchText, search_codes = :searchCodes, sort_name = :sortName`

const noOwner = `and not exists (
  select from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
  where g.organization_id = :organizationId and g.user_id = :userId and r.key = 'owner')`

/** Asked of the connection by whoever lets somebody in. */
export const samePlace = `exists (
  select from connections c join organizations o on o.id = c.organization_id
  where c.organization_id = :organizationId and c.id = :connectionId and c.sends_welcome = :sendsWelcome
    and o.invitation_lifetime_seconds = :lifetime)`

export const placeBindings = (place: Place | null) => ({
  sendsWelcome: place?.connection.sendsWelcome,
  lifetime: place?.organization.invitationLifetimeSeconds,
})

const remembering = `
  remembered as (
    insert into provisioned_users as p (organization_id, connection_id, user_id, external_id, user_name, user_name_key,
      kept, resource, email_keys, said, said_active, created_at, changed_at)
    select :organizationId::uuid, :connectionId::uuid, id, :externalId::text, :userName::text, :userNameKey::text,
      :kept::jsonb, :resource::jsonb, :emailKeys::text[], :said::text[], :saidActive::boolean, :createdAt::timestamptz,
      :changedAt::timestamptz
    from changed
    on conflict (organization_id, user_id) do update set external_id = excluded.external_id,
      user_name = excluded.user_name, user_name_key = excluded.user_name_key, kept = excluded.kept,
      resource = excluded.resource, email_keys = excluded.email_keys, said = excluded.said,
      said_active = excluded.said_active, changed_at = excluded.changed_at
  )`

const bindingsOf = ({ user, row, version, isRenamed, place }: OneChange) => ({
  ...user,
  ...row,
  ...(isRenamed ? searchColumns(user) : {}),
  kept: JSON.stringify(row.kept),
  resource: JSON.stringify(row.resource),
  createdAt: row.createdAt,
  version,
  ...placeBindings(place),
})
