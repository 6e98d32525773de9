import * as groups from '../../db/provisioned-groups.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { holdNamed, mayFill } from './fill-group.ts'
import { groupFacts, ownerOf, stampOf } from './group-facts.ts'
import { settlingNames } from './provision-group.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'

/** Says how a group is to be; it may refuse. Pure, and asked again where the group changed while it was waited for. */
export type GroupEdit = (before: Omit<GroupFacts, 'members'>) => SaidGroup | null

export async function changeProvisionedGroup(
  ctx: Context,
  id: string,
  edit: GroupEdit,
  wants: { members: boolean },
): Promise<Provisioned<GroupFacts>> {
  let wish: SaidGroup | null = null
  const work = provisioning(ctx, 'groups.write', async (it) => {
    const seen = await groups.find(it.tx, ownerOf(it.actor), id)
    wish = edit(stampOf(seen))
    const changed = wish ? await change(it, seen, wish, edit) : seen
    return groupFacts(it.tx, changed, wants)
  })
  return work.catch((fault) =>
    settlingNames(wish?.externalId ?? null, wish?.name ?? '', Promise.reject(fault)),
  )
}

async function change(
  it: Provisioning,
  seen: groups.ProvisionedGroup,
  wish: SaidGroup,
  edit: GroupEdit,
): Promise<groups.ProvisionedGroup> {
  const people = await holdNamed(it, wish, wish.isWhole ? seen.id : null)
  const group = await groups.lock(it.tx, ownerOf(it.actor), seen.id)
  const said = group.version === seen.version ? wish : edit(stampOf(group))
  if (!said) return group
  // Whoever joined while the group was waited for leaves with the others, and stands still for it too.
  if (wish.isWhole && group.version !== seen.version) await holdNamed(it, wish, seen.id)

  const joining = people.map((person) => person.id)
  await mayFill(it, group.id, joining)
  const { joined, left } = await groups.move(it.tx, group, { ...wish, joining }, it.now)
  const after = { name: nameFrom('group', said.name), externalId: said.externalId }
  const isSame = after.name === group.name && after.externalId === group.externalId
  if (isSame && joined.length === 0 && left.length === 0) return group

  const saved = await groups.save(it.tx, group, after, it.now)
  await it.note({
    act: 'group.change',
    targetKind: 'group',
    targetId: group.id,
    before: { name: group.name, externalId: group.externalId, removed: left },
    after: { ...after, added: joined },
  })
  return saved
}
