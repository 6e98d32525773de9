import { isDuplicate } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as groups from '../../db/provisioned-groups.ts'
import * as members from '../../db/provisioned-members.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { holdNamed, mayFill } from './fill-group.ts'
import { groupFacts, ownerOf, stampOf } from './group-facts.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { settleRoles } from './settle-roles.ts'

/** A team that a provider makes, with whoever it says is in it; or the one that was linked to it by hand. */
export function provisionGroup(ctx: Context, said: SaidGroup): Promise<Provisioned<GroupFacts>> {
  return settlingNames((told) =>
    provisioning(ctx, 'groups.write', async (it) => {
      const name = nameFrom('group', told(said).name)
      const people = await holdNamed(it, said)
      const joining = people.map((person) => person.id)
      const group = await make(it, name, said.externalId)
      await mayFill(it, group.id, joining)
      const { joined } = await members.move(it.tx, group, { joining, leaving: [], isWhole: false }, it.now)
      const settled = group.isMapped ? await settleRoles(it.tx, group.organizationId, joined, it.now) : null
      await it.note(
        {
          act: 'group.provision',
          targetKind: 'group',
          targetId: group.id,
          after: { name, externalId: said.externalId, added: joined },
        },
        ...(settled?.notes ?? []),
      )
      return group.version === 1
        ? { ...stampOf(group), members: people }
        : groupFacts(it.tx, group, { members: true })
    }),
  )
}

/** The index decides whether the name is free; whose it is decides what becomes of this. */
async function make(
  { tx, actor, now }: Provisioning,
  name: string,
  externalId: string | null,
): Promise<groups.ProvisionedGroup> {
  const owner = ownerOf(actor)
  const made = await groups.insert(tx, { ...owner, id: newId(now), name, externalId }, now)
  if (made) return made
  const holder = await groups.holderOf(tx, owner, name)
  if (!holder?.awaitedId)
    throw new Refusal('name-taken', { what: 'team', name, isLinkable: holder?.isLocal === true })
  const awaited = await groups.lock(tx, owner, holder.awaitedId)
  return groups.save(tx, awaited, { name, externalId }, now)
}

/** The indexes decide whose name and whose id it is; this says it in our words, by what was said last. */
export async function settlingNames<T>(work: (told: (it: SaidGroup) => SaidGroup) => Promise<T>): Promise<T> {
  let last: SaidGroup | null = null
  const told = (it: SaidGroup) => {
    last = it
    return it
  }
  const said = (): SaidGroup =>
    last ?? { name: '', externalId: null, joining: [], leaving: [], isWhole: false }
  try {
    return await work(told)
  } catch (fault) {
    if (isDuplicate(fault, 'provisioned_groups_external'))
      throw new Refusal('external-id-taken', { externalId: said().externalId ?? '' })
    return uniquely({ what: 'team', name: said().name }, 'groups_name', Promise.reject(fault))
  }
}
