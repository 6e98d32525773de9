import { countInWords } from '../../domain/plain-words.ts'
import { can } from '../../domain/policy.ts'
import type { Context } from '../../usecases/context.ts'
import { addMembers, removeMembers } from '../../usecases/groups/change-members.ts'
import { seeGroup } from '../../usecases/groups/see-groups.ts'
import { seeMembers, seeRolesAt } from '../../usecases/groups/see-members.ts'
import { seeUser } from '../../usecases/users/see-user.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import { metadataOf } from '../door/told.ts'
import { isJoined, membersModal, removeMemberModal } from './members.view.ts'

const PAGE = 20

export const openMembers: Reaction = opening('Members', async ({ ctx, value }) => shown(ctx, value, {}))

export const turnMembersPage: Reaction = acting((heard) =>
  shown(heard.ctx, groupIn(heard), { cursor: heard.value }),
)

export async function addPeople(heard: Heard): Promise<Answer> {
  const joined = await addMembers(heard.ctx, groupIn(heard), heard.fields.many(metadataOf(heard).field ?? ''))
  const said = joined > 0 ? `${countInWords(joined, 'person', 'people')} joined.` : 'They were in it already.'
  return { ...(await shown(heard.ctx, groupIn(heard), { said })), home: 'again' }
}

/** Asks first, in the same modal. */
export const askToRemove: Reaction = acting(async (heard) => {
  const { ctx, value } = heard
  const [group, { user, name }] = await Promise.all([seeGroup(ctx, groupIn(heard)), seeUser(ctx, value)])
  const here =
    group.kind === 'site' ? await seeRolesAt(ctx, group.id, [user.id]) : new Map<string, string[]>()
  return {
    modal: removeMemberModal({ group, user: { id: user.id, name }, rolesHere: here.get(user.id) ?? [] }),
  }
})

export async function removePerson(heard: Heard): Promise<Answer> {
  const left = await removeMembers(heard.ctx, groupIn(heard), [metadataOf(heard).user ?? ''])
  const said = left > 0 ? 'Removed.' : 'They had left it already.'
  return { ...(await shown(heard.ctx, groupIn(heard), { said })), home: 'again' }
}

const groupIn = (heard: Heard): string => metadataOf(heard).group ?? ''

async function shown(
  ctx: Context,
  groupId: string,
  { cursor, said }: { cursor?: string; said?: string },
): Promise<Answer> {
  const page = await seeMembers(ctx, groupId, { cursor: cursor || null, pageSize: PAGE })
  const { kind, archivedAt } = page.group
  return {
    modal: membersModal({
      ...page,
      isFirstPage: !cursor,
      mayFill: isJoined(kind) && !archivedAt && can(ctx.actor, 'group.fill'),
      ...(said ? { said } : {}),
    }),
  }
}
