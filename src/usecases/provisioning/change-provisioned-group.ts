import * as groups from '../../db/provisioned-groups.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { foreseeOwners, holdNamed, mayFill } from './fill-group.ts'
import { groupFacts, ownerOf, stampOf } from './group-facts.ts'
import { settlingNames } from './provision-group.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { settleRoles } from './settle-roles.ts'

/** Says how a group is to be; it may refuse. Pure, and asked again where the group changed while it was waited for. */
export type GroupEdit = (before: Omit<GroupFacts, 'members'>) => SaidGroup | null

export function changeProvisionedGroup(
  ctx: Context,
  id: string,
  edit: GroupEdit,
  wants: { members: boolean },
): Promise<Provisioned<GroupFacts>> {
  return settlingNames((told) =>
    provisioning(ctx, 'groups.write', async (it) => {
      const seen = await groups.find(it.tx, ownerOf(it.actor), id)
      const wish = edit(stampOf(seen))
      const changed = wish ? await change(it, seen, told(wish), edit) : seen
      return groupFacts(it.tx, changed, wants)
    }),
  )
}

async function change(
  it: Provisioning,
  seen: groups.ProvisionedGroup,
  wish: SaidGroup,
  edit: GroupEdit,
): Promise<groups.ProvisionedGroup> {
  await foreseeOwners(it, seen)
  const people = await holdNamed(it, wish, wish.isWhole ? seen.id : null)
  const group = await groups.lock(it.tx, ownerOf(it.actor), seen.id)
  const said = group.version === seen.version ? wish : edit(stampOf(group))
  if (!said) return group
  // Whoever joined while the group was waited for leaves with the others, and stands still for it too.
  if (wish.isWhole && group.version !== seen.version) await holdNamed(it, wish, seen.id)

  const joining = people.map((person) => person.id)
  await mayFill(it, group.id, joining)
  const moved = await groups.move(it.tx, group, { ...wish, joining }, it.now)
  return save(it, group, said, moved)
}

/** One version, one word in the audit, whatever the request changed; nothing of either where it changed nothing. */
async function save(
  { tx, actor, now, note }: Provisioning,
  group: groups.ProvisionedGroup,
  { name, externalId }: SaidGroup,
  { joined, left, isMapped }: groups.Moved,
): Promise<groups.ProvisionedGroup> {
  const before = { name: group.name, externalId: group.externalId }
  const after = { name: nameFrom('group', name), externalId }
  const isSame = after.name === before.name && after.externalId === before.externalId && !group.isAwaited
  const people = [...joined, ...left]
  if (isSame && people.length === 0) return group

  const saved = await groups.save(tx, group, after, now)
  const settled = isMapped ? await settleRoles(tx, actor.organizationId, people, now) : null
  await note(
    {
      act: 'group.change',
      targetKind: 'group',
      targetId: group.id,
      before: { ...(isSame ? {} : before), ...(left.length > 0 ? { removed: left } : {}) },
      after: { ...(isSame ? {} : after), ...(joined.length > 0 ? { added: joined } : {}) },
    },
    ...(settled?.notes ?? []),
  )
  return saved
}
