import { searchText } from '../domain/search-text.ts'
import type { Tx } from './database.ts'
import type { OneChange } from './one-change.ts'
import type { Condition } from './one-time-tokens.ts'
import { prepared } from './row.ts'
import { given, INTEGERS } from './rows-of.ts'
import type { Piece } from './together.ts'

interface Of {
  organizationId: string
  connectionId: string
}

/** What else is written asks for this. */
export const ifAllHeld = 'exists (select from all_held)'

/**
 * The same as one-change.ts for several people of a connection, all or none: they are held in the order in which
 * everybody takes them, and where one of them is otherwise by then, or one of the conditions is not met, nothing is done.
 */
export async function changeMany(
  tx: Tx,
  { organizationId, connectionId }: Of,
  changes: OneChange[],
  conditions: Condition[],
  pieces: (Piece | null)[],
): Promise<boolean> {
  const c = given('c', columns, changes.map(rowOf))
  const all = pieces.filter((it) => it !== null)
  const parts = [holding(c.from, conditions), writing, ...all.flatMap((it) => it.sql ?? [])]
  const results = [`${ifAllHeld} done`, ...all.flatMap((it) => it.result ?? [])]
  const [found] = await prepared<{ done: boolean }>(
    tx,
    `with ${parts.join(', ')} select ${results.join(', ')}`,
    Object.assign(
      { organizationId, connectionId, count: changes.length, ...c.bindings },
      ...conditions.map((it) => it.bindings),
      ...all.map((it) => it.bindings),
    ),
  )
  return found?.done === true
}

const columns = {
  id: 'uuid',
  version: 'integer',
  unlessOwner: 'boolean',
  isRenamed: 'boolean',
  firstName: 'text',
  lastName: 'text',
  displayName: 'text',
  searchText: 'text',
  searchCodes: INTEGERS,
  sortName: 'text',
  position: 'text',
  gender: 'text',
  birthday: 'date',
  avatarUrl: 'text',
  suspendedAt: 'timestamptz',
  activatedAt: 'timestamptz',
  externalId: 'text',
  userName: 'text',
  userNameKey: 'text',
  kept: 'jsonb',
  resource: 'jsonb',
  emailKeys: 'text[]',
  said: 'text[]',
  saidActive: 'boolean',
  createdAt: 'timestamptz',
  changedAt: 'timestamptz',
}

const unsearched = { searchText: null, searchCodes: null, sortName: null }

/** Picked one by one: to lay one on the other what is known of somebody costs as much as the rest of their change. */
function rowOf({ user, row, version, isRenamed, unlessOwner }: OneChange) {
  const { searchText: text, searchCodes, sortName } = isRenamed ? searchText(user) : unsearched
  return {
    id: user.id,
    version,
    unlessOwner,
    isRenamed,
    firstName: user.firstName,
    lastName: user.lastName,
    displayName: user.displayName,
    searchText: text,
    searchCodes,
    sortName,
    position: user.position,
    gender: user.gender,
    birthday: user.birthday,
    avatarUrl: user.avatarUrl,
    suspendedAt: user.suspendedAt,
    activatedAt: user.activatedAt,
    externalId: row.externalId,
    userName: row.userName,
    userNameKey: row.userNameKey,
    kept: row.kept,
    resource: row.resource,
    emailKeys: row.emailKeys,
    said: row.said,
    saidActive: row.saidActive,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  }
}

/** Counted, because Postgres would rather gather every owner there is, by reading all grants of everybody. */
const ownerGrants = `(
      select count(*) from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
      where g.organization_id = :organizationId and g.user_id = c.id and r.key = 'owner')`

const holding = (from: string, conditions: Condition[]) => `
  c as materialized (
    select * from ${from}
  ), held as materialized (
    select u.id from c cross join lateral (
      select id, version from users where organization_id = :organizationId and id = c.id offset 0 for no key update) u
    where u.version = c.version and not (c.unless_owner and ${ownerGrants} > 0)
  ), all_held as materialized (
    select from held having count(*) = cast(:count as bigint)
    ${conditions.map((it) => `and ${it.where}`).join(' ')}
  )`

const renamed = ['first_name', 'last_name', 'display_name', 'search_text', 'search_codes', 'sort_name']
  .map((it) => `${it} = case when c.is_renamed then c.${it} else u.${it} end`)
  .join(', ')

const writing = `
  changed as (
    update users u set version = u.version + 1, position = c.position, gender = c.gender, birthday = c.birthday,
      avatar_url = c.avatar_url, suspended_at = c.suspended_at, activated_at = c.activated_at, ${renamed}
    from c where u.organization_id = :organizationId and u.id = c.id and ${ifAllHeld}
  ), remembered as (
    insert into provisioned_users as p (organization_id, connection_id, user_id, external_id, user_name, user_name_key,
      kept, resource, email_keys, said, said_active, created_at, changed_at)
    select :organizationId, :connectionId, id, external_id, user_name, user_name_key, kept, resource, email_keys, said,
      said_active, created_at, changed_at
    from c where ${ifAllHeld}
    on conflict (organization_id, user_id) do update set external_id = excluded.external_id,
      user_name = excluded.user_name, user_name_key = excluded.user_name_key, kept = excluded.kept,
      resource = excluded.resource, email_keys = excluded.email_keys, said = excluded.said,
      said_active = excluded.said_active, changed_at = excluded.changed_at
  )`
