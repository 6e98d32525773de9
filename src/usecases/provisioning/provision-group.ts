import { isDuplicate } from '../../db/database.ts'
import * as teams from '../../db/groups.ts'
import { newId } from '../../db/id.ts'
import * as groups from '../../db/provisioned-groups.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { holdNamed, mayFill } from './fill-group.ts'
import { ownerOf, stampOf } from './group-facts.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'

/** A team that a provider makes, with whoever it says is in it. */
export function provisionGroup(ctx: Context, said: SaidGroup): Promise<Provisioned<GroupFacts>> {
  const name = nameFrom('group', said.name)
  const work = provisioning(ctx, 'groups.write', async (it) => {
    const people = await holdNamed(it, said)
    const joining = people.map(({ id }) => id)
    const group = await make(it, name, said.externalId)
    await mayFill(it, group.id, joining)
    await groups.move(it.tx, group, { joining, leaving: [], isWhole: false }, it.now)
    await it.note({
      act: 'group.provision',
      targetKind: 'group',
      targetId: group.id,
      after: { kind: 'team', name, members: people.map((person) => person.name) },
    })
    return { ...stampOf(group), members: people }
  })
  return settlingNames(said.externalId, name, work)
}

async function make(
  { tx, actor, now }: Provisioning,
  name: string,
  externalId: string | null,
): Promise<groups.ProvisionedGroup> {
  const owner = ownerOf(actor)
  const id = newId(now)
  const { organizationId } = owner
  await teams.insertMany(tx, [{ organizationId, id, kind: 'team', name, archivedAt: null, createdAt: now }])
  await groups.insert(tx, { ...owner, groupId: id, externalId, isAwaited: false }, now)
  return { ...owner, id, name, externalId, createdAt: now, changedAt: now, version: 1, isAwaited: false }
}

/** The indexes decide whose name and whose id it is; this says it in our words. */
export async function settlingNames<T>(
  externalId: string | null,
  name: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await uniquely({ what: 'team', name }, 'groups_name', work)
  } catch (fault) {
    if (externalId !== null && isDuplicate(fault, 'provisioned_groups_external'))
      throw new Refusal('external-id-taken', { externalId })
    throw fault
  }
}
