import { newId } from '../../../src/db/id.ts'
import { addMembers } from '../../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { signIn } from '../../../src/usecases/sessions/sign-in.ts'
import { enableUser, suspendUser } from '../../../src/usecases/users/suspend-user.ts'
import { BROWSER, PASSWORD } from '../house.ts'
import { smoothly } from './meanwhile.ts'
import type { Office } from './office.ts'

/**
 * Another organization moves in: so many groups and roles that they are looked up while somebody types, and more
 * members than one page shows.
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
}

/** Somebody with a past, at one machine after the other: a history, sessions and sign-ins that go on overleaf. */
export async function isBusy({ house, organizationId, owner }: Office, identifier: string): Promise<void> {
  const [found] = await house.query<{ id: string }>('select id from users where address = :identifier', {
    identifier,
  })
  for (let count = 0; found && count < 8; count++) {
    await suspendUser(owner, found.id)
    await enableUser(owner, found.id)
  }
  const typed = { identifier, password: PASSWORD, organizationId }
  for (let count = 0; count < 30; count++) await signIn(house.outside(), typed, BROWSER)
}

async function newPeople({ house, organizationId }: Office): Promise<void> {
  const addresses = Array.from({ length: 25 }, (_, n) => `new.${n + 1}@moved.test`)
  const outcomes = await house.invite(house.operatorOf(organizationId), addresses, { roles: ['Member'] })
  await house.deliverAll()
  for (const { result, email } of outcomes)
    if (result === 'invited') await house.accept(house.post.tokenFor(email))
}

async function everybodyJoins({ house, organizationId }: Office): Promise<void> {
  const people = await house.query<{ id: string }>(
    `select id from users where state = 'active' and organization_id = :organizationId`,
    { organizationId },
  )
  const operator = house.operatorOf(organizationId)
  for (const kind of ['team', 'site'] as const) {
    const { id } = await createGroup(operator, { kind, name: 'Everybody' })
    await addMembers(
      operator,
      id,
      people.map((it) => it.id),
    )
  }
}
