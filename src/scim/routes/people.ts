import type { JsonObject } from '../../domain/json.ts'
import type { SaidUser, UserFacts, UserFields } from '../../domain/provisioned.ts'
import { changeProvisionedUser } from '../../usecases/provisioning/change-provisioned-user.ts'
import { deprovisionUser } from '../../usecases/provisioning/deprovision-user.ts'
import { listProvisionedUsers } from '../../usecases/provisioning/list-provisioned-users.ts'
import { provisionUser } from '../../usecases/provisioning/provision-users.ts'
import { seeProvisionedUser } from '../../usecases/provisioning/see-provisioned-user.ts'
import type { Asked } from '../http/asked.ts'
import { readOperations } from '../patch/operations.ts'
import { patchUser } from '../patch-user.ts'
import { isWanted, type Projection } from '../query/projection.ts'
import { walkOf } from '../question.ts'
import { readResource } from '../read/resource.ts'
import { storedUser, userResource } from '../render/user.resource.ts'
import { userFields } from '../render/user-fields.ts'
import { replacedUser } from '../replace-user.ts'
import { userType } from '../schema/resource-type.ts'
import { urns } from '../schema/urns.ts'
import { mustBeAsExpected } from './expected.ts'
import { type Changed, type Kind, type Standing, withResult } from './kind.ts'

/** RFC 7643 §4.1: a user is the person of the house. */
export const people: Kind = {
  type: userType,
  word: 'user',
  patchAnswer: ({ flags }) => flags.patchAnswer.user,

  create: async (it) =>
    withResult(await provisionUser(it.ctx, saidBy(readUser(it))), (made) => standing(made, it.base)),

  see: async (it, projection) =>
    withResult(await seeProvisionedUser(it.ctx, it.id, wantsOf(projection)), (seen) =>
      standing(seen, it.base),
    ),

  replace: (it, projection) => {
    const resource = readUser(it)
    return change(it, projection, (before) => replacedUser(before, resource))
  },

  modify: (it, projection) => {
    const operations = readOperations(userType, it.body, it.how)
    return change(it, projection, (before) => patchUser(before, operations, it.how))
  },

  remove: (it) => deprovisionUser(it.ctx, it.id, mustBeAsExpected(it)),

  list: async (it, search) =>
    withResult(await listProvisionedUsers(it.ctx, walkOf(search), wantsOf(search.projection)), (walked) => ({
      ...walked,
      found: walked.found.map((one) => standing(one, it.base)),
    })),
}

const readUser = ({ body, how }: Pick<Asked, 'body' | 'how'>): JsonObject => readResource(userType, body, how)

/** What a new person is said to be, and all of it as it would be shown. */
export const saidBy = (resource: JsonObject): SaidUser => said(userFields(resource, null))

const said = (fields: UserFields): SaidUser => ({ fields, resource: storedUser(fields) })

export const standing = (it: UserFacts, base: string): Standing => ({
  id: it.id,
  version: it.version,
  name: it.userName,
  shown: () => userResource(it, base),
})

/** Decided on the person as they are held; asked again where Postgres asks for it. */
async function change(
  it: Asked,
  projection: Projection | null,
  edit: (before: UserFields) => { fields: UserFields; changed: string[] },
) {
  const mustBeSo = mustBeAsExpected(it)
  let changed: string[] = []
  const done = await changeProvisionedUser(
    it.ctx,
    it.id,
    (before) => {
      mustBeSo(before.version)
      const after = edit(before)
      changed = after.changed
      return changed.length > 0 ? said(after.fields) : null
    },
    wantsOf(projection),
  )
  return withResult(done, (after): Changed => ({ ...standing(after, it.base), changed, members: null }))
}

/** Groups and sites are other tables: looked up for whoever wants to see them. */
const wantsOf = (projection: Projection | null) => ({
  groups: projection !== null && isWanted(projection, 'groups'),
  sites: projection !== null && isWanted(projection, urns.usher, 'sites'),
})
