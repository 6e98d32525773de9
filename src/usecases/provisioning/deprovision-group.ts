import * as teams from '../../db/groups.ts'
import * as groups from '../../db/provisioned-groups.ts'
import * as mappings from '../../db/role-mappings.ts'
import type { Context } from '../context.ts'
import { foreseeOwners } from './fill-group.ts'
import { ownerOf } from './group-facts.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { settleRoles } from './settle-roles.ts'
import { tellingOwners } from './telling-owners.ts'

/** Its people leave, and the team is archived: its name is free, and the provider may make it anew. */
export function deprovisionGroup(
  ctx: Context,
  id: string,
  check: (version: number) => void = () => {},
): Promise<Provisioned<void>> {
  return tellingOwners(ctx, () => provisioning(ctx, 'groups.write', (it) => deprovision(it, id, check)))
}

async function deprovision(it: Provisioning, id: string, check: (version: number) => void): Promise<void> {
  const { tx, actor, now } = it
  const { organizationId } = actor
  const seen = await groups.find(tx, ownerOf(actor), id)
  await foreseeOwners(it, seen)
  await teams.holdPeople(tx, organizationId, seen.id)
  const group = await groups.lockToEnd(tx, ownerOf(actor), seen.id)
  check(group.version)
  const people = await mappings.holdMembers(tx, organizationId, [seen.id])

  await groups.remove(tx, group)
  const team = { organizationId, id: group.id, kind: 'team' as const, name: group.name, archivedAt: null }
  await teams.empty(tx, team, null, now)
  await teams.save(tx, team, { archivedAt: now })
  const { notes } = await settleRoles(tx, organizationId, people, now)
  await it.note(
    {
      act: 'group.deprovision',
      targetKind: 'group',
      targetId: group.id,
      before: { name: group.name, members: people.length },
    },
    ...notes,
  )
}
