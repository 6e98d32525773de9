import { newId } from '../../src/db/id.ts'
import type { Connection } from '../../src/domain/connection.ts'
import type { House } from './house.ts'

/** A person who is active and belongs to this connection, by SQL alone. Their role came from it. */
export async function provisionedPerson(
  house: House,
  { organizationId, id: connectionId }: Connection,
  name: string,
): Promise<string> {
  const now = house.clock.now()
  const id = newId(now)
  await house.query(
    `with made as (
       insert into users (organization_id, id, email, address, first_name, last_name, origin, created_at, activated_at)
       values (:organizationId, :id, :address, :address, :name, 'Poe', 'scim', :now, :now)
     ), granted as (
       insert into grants (organization_id, id, user_id, role_id, source, created_at)
       select :organizationId, gen_random_uuid(), :id, r.id, 'scim', :now
       from roles r where r.organization_id = :organizationId and r.key = 'member'
     )
     insert into provisioned_users (organization_id, user_id, connection_id, user_name, user_name_key, created_at, changed_at)
     values (:organizationId, :id, :connectionId, :address, :address, :now, :now) returning 1`,
    { organizationId, connectionId, id, name, address: `${name}@idp.test`, now },
  )
  return id
}

/** A team of this connection with these people in it. */
export async function provisionedTeam(
  house: House,
  { organizationId, id: connectionId }: Connection,
  name: string,
  userIds: string[],
): Promise<string> {
  const now = house.clock.now()
  const id = newId(now)
  await house.query(
    `with made as (
       insert into groups (organization_id, id, kind, name, created_at)
       values (:organizationId, :id, 'team', :name, :now)
     ), joined as (
       insert into group_members (organization_id, group_id, user_id, created_at)
       select :organizationId, :id, unnest(:userIds::uuid[]), :now
     )
     insert into provisioned_groups (organization_id, group_id, connection_id, created_at, changed_at)
     values (:organizationId, :id, :connectionId, :now, :now) returning 1`,
    { organizationId, connectionId, id, name, userIds, now },
  )
  return id
}
