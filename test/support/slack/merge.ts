import { newId } from '../../../src/db/id.ts'
import { addMembers } from '../../../src/usecases/groups/change-members.ts'
import { signIn } from '../../../src/usecases/sessions/sign-in.ts'
import { BROWSER, PASSWORD } from '../house.ts'
import { smoothly } from './meanwhile.ts'
import type { Office } from './office.ts'

/**
 * Another organization moves in: so many groups and roles that they are looked up while somebody types, and lists of
 * members, sessions and sign-ins that go on overleaf.
 */
export async function mergeInto(office: Office): Promise<void> {
  const { house, organizationId } = office
  const ids = Array.from({ length: 101 }, () => newId(house.clock.now()))
  await house.query(
    `insert into groups (organization_id, id, kind, name, created_at)
     select :organizationId, gen_random_uuid(), kind, kind || ' ' || n, now()
     from generate_series(1, 101) n, unnest(array['department', 'unit', 'team', 'site']) kind`,
    { organizationId },
  )
  await house.query(
    `insert into roles (organization_id, id, name, permissions, created_at)
     select :organizationId, id, 'Merged ' || n, '{}', now() from unnest(cast(:ids as uuid[])) with ordinality it(id, n)`,
    { organizationId, ids },
  )
  await smoothly(office, () => newPeople(office))
  await everybodyJoins(office)
  for (let count = 0; count < 30; count++)
    await signIn(
      house.outside(),
      { identifier: 'moved1@people.test', password: PASSWORD, organizationId },
      BROWSER,
    )
}

async function newPeople({ house, organizationId }: Office): Promise<void> {
  const addresses = Array.from({ length: 25 }, (_, n) => `moved${n + 1}@people.test`)
  await house.invite(house.operatorOf(organizationId), addresses, { roles: ['Member'] })
  await house.deliverAll()
  for (const it of addresses) await house.accept(house.post.tokenFor(it))
}

async function everybodyJoins({ house, organizationId }: Office): Promise<void> {
  const people = await house.query<{ id: string }>(
    `select id from users where state = 'active' and organization_id = :organizationId`,
    { organizationId },
  )
  const userIds = people.map((it) => it.id)
  const teams = await house.query<{ id: string }>(
    `select id from groups where kind in ('team', 'site') and archived_at is null order by created_at limit 4`,
  )
  for (const { id } of teams) await addMembers(house.operatorOf(organizationId), id, userIds)
}
