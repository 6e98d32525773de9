import type { JsonObject } from '../../domain/json.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'
import { changeProvisionedGroup } from '../../usecases/provisioning/change-provisioned-group.ts'
import { deprovisionGroup } from '../../usecases/provisioning/deprovision-group.ts'
import { listProvisionedGroups } from '../../usecases/provisioning/list-provisioned-groups.ts'
import { provisionGroup } from '../../usecases/provisioning/provision-group.ts'
import { seeProvisionedGroup } from '../../usecases/provisioning/see-provisioned-group.ts'
import type { Asked } from '../http/asked.ts'
import type { Members } from '../log/said.ts'
import type { MemberChange } from '../patch/member-change.ts'
import { readOperations } from '../patch/operations.ts'
import { applyPatch, differences } from '../patch.ts'
import { isWanted, type Projection } from '../query/projection.ts'
import { walkOf } from '../question.ts'
import { idsOf } from '../read/members.ts'
import { readResource } from '../read/resource.ts'
import { groupResource, storedGroup } from '../render/group.resource.ts'
import { groupType } from '../schema/resource-type.ts'
import { mustBeAsExpected } from './expected.ts'
import { type Changed, type Kind, type Standing, withResult } from './kind.ts'

type Before = Pick<GroupFacts, 'externalId' | 'name'>

/** RFC 7643 §4.2: a group is a team of the house. */
export const teams: Kind = {
  type: groupType,
  word: 'group',
  patchAnswer: ({ flags }) => flags.patchAnswer.group,

  create: async (it) =>
    withResult(await provisionGroup(it.ctx, whole(readGroup(it))), (made) => standing(made, it.base)),

  see: async (it, projection) =>
    withResult(await seeProvisionedGroup(it.ctx, it.id, wantsOf(projection)), (seen) =>
      standing(seen, it.base),
    ),

  replace: (it, projection) => {
    const resource = readGroup(it)
    const said = whole(resource)
    return change(it, projection, (before) => {
      const externalId = said.externalId ?? before.externalId
      const after = { ...said, externalId }
      return { after, changed: differences(groupType, storedGroup(before), storedGroup(after)) }
    })
  },

  modify: (it, projection) => {
    const operations = readOperations(groupType, it.body, it.how)
    return change(it, projection, (before) => {
      const { resource, changed, members } = applyPatch(groupType, storedGroup(before), operations, it.how)
      return { after: { ...namesIn(resource), ...moving(members) }, changed }
    })
  },

  remove: (it) => deprovisionGroup(it.ctx, it.id, mustBeAsExpected(it)),

  list: async (it, search) =>
    withResult(await listProvisionedGroups(it.ctx, walkOf(search), wantsOf(search.projection)), (walked) => ({
      ...walked,
      found: walked.found.map((one) => standing(one, it.base)),
    })),
}

const readGroup = ({ body, how }: Asked): JsonObject => readResource(groupType, body, how)

const namesIn = ({ externalId, displayName }: JsonObject) => ({
  externalId: typeof externalId === 'string' ? externalId : null,
  name: String(displayName),
})

/** Said whole: whoever is not named is no member. */
const whole = (resource: JsonObject): SaidGroup => ({
  ...namesIn(resource),
  joining: idsOf(resource.members),
  leaving: [],
  isWhole: true,
})

const moving = (it: MemberChange | null) => ({
  joining: it?.add ?? [],
  leaving: it?.remove ?? [],
  isWhole: it?.replaceAll ?? false,
})

const standing = (it: GroupFacts, base: string): Standing => ({
  id: it.id,
  version: it.version,
  name: it.name,
  shown: () => groupResource(it, base),
})

/** Decided on the group as it is held; who comes and who goes is said without knowing who is there. */
async function change(
  it: Asked,
  projection: Projection | null,
  edit: (before: Before) => { after: SaidGroup; changed: string[] },
) {
  const mustBeSo = mustBeAsExpected(it)
  let told: { changed: string[]; members: Members | null } = { changed: [], members: null }
  const done = await changeProvisionedGroup(
    it.ctx,
    it.id,
    (before) => {
      mustBeSo(before.version)
      const { after, changed } = edit(before)
      const members = membersIn(after)
      told = { changed, members }
      return changed.length > 0 || members ? after : null
    },
    wantsOf(projection),
  )
  return withResult(done, (after): Changed => ({ ...standing(after, it.base), ...told }))
}

const membersIn = ({ joining, leaving, isWhole }: SaidGroup): Members | null =>
  isWhole || joining.length + leaving.length > 0
    ? { joining: joining.length, leaving: leaving.length, isWhole }
    : null

/** Members can be a hundred thousand: looked up for whoever wants to see them. */
const wantsOf = (projection: Projection | null) => ({
  members: projection !== null && isWanted(projection, 'members'),
})
