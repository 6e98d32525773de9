import * as groups from '../../db/provisioned-groups.ts'
import * as members from '../../db/provisioned-members.ts'
import { holdAll } from '../../db/role-mappings.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'
import { atOnce, type Context } from '../context.ts'
import { foreseeOwners, holdNamed, mayFill } from './fill-group.ts'
import { type GroupEdit, groupFacts, memberNote, ownerOf, stampOf } from './group-facts.ts'
import { moveOneMember } from './move-one-member.ts'
import { settlingNames } from './provision-group.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { settleRoles } from './settle-roles.ts'
import { tellingOwners } from './telling-owners.ts'

export async function changeProvisionedGroup(
  ctx: Context,
  id: string,
  edit: GroupEdit,
  wants: { members: boolean },
): Promise<Provisioned<GroupFacts>> {
  const moved = await moveOneMember(ctx, id, edit)
  if (moved) return { result: await atOnce(ctx, (tx) => groupFacts(tx, moved, wants)), wouldChange: null }
  return tellingOwners(ctx, () =>
    settlingNames((told) =>
      provisioning(ctx, 'groups.write', async (it) => {
        const seen = await groups.find(it.tx, ownerOf(it.actor), id)
        const wish = edit(stampOf(seen))
        const changed = wish ? await change(it, seen, told(wish), edit) : seen
        return groupFacts(it.tx, changed, wants)
      }),
    ),
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
  const joining = people.map((person) => person.id)
  await mayFill(it, group.id, joining)
  const moved = await members.move(it.tx, group, { ...wish, joining }, it.now)
  return save(it, group, said, moved)
}

/** One version, one word in the audit, whatever the request changed; nothing of either where it changed nothing. */
async function save(
  { tx, actor, now, note }: Provisioning,
  group: groups.ProvisionedGroup,
  { name, externalId }: SaidGroup,
  { joined, left }: members.Moved,
): Promise<groups.ProvisionedGroup> {
  const before = { name: group.name, externalId: group.externalId }
  const after = { name: nameFrom('group', name), externalId }
  const isSame = after.name === before.name && after.externalId === before.externalId && !group.isAwaited
  const people = [...joined, ...left]
  if (isSame && people.length === 0) return group

  const saved = await groups.save(tx, group, after, now)
  // Whoever joined while the group was waited for, and left with the others, is held against the order.
  if (group.isMapped) await holdAll(tx, actor.organizationId, left)
  const settled = group.isMapped ? await settleRoles(tx, actor.organizationId, people, now) : null
  const renamed = isSame ? undefined : { before, after }
  await note(memberNote(group.id, { joined, left }, renamed), ...(settled?.notes ?? []))
  return saved
}
