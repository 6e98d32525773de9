import { archiveGroup, type Leaving } from '../../usecases/groups/archive-group.ts'
import { createGroup } from '../../usecases/groups/create-group.ts'
import { renameGroup, unarchiveGroup } from '../../usecases/groups/edit-group.ts'
import { seeGroup, seeGroups } from '../../usecases/groups/see-groups.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { metadataOf } from '../door/told.ts'
import { kinds, kindWords } from './group.view.ts'
import { archiveGroupForm, newGroupForm, renameGroupForm } from './group-forms.view.ts'

const kindCalled = (value: string | undefined) => kinds.find((it) => it === value) ?? 'team'

export const openNewGroup: Reaction = opening(
  ({ value }) => `New ${kindWords[kindCalled(value)].one}`,
  ({ value }) => ({ modal: newGroupForm(kindCalled(value)) }),
)

export const openRenameGroup: Reaction = opening('Rename', async ({ ctx, value }) => ({
  modal: renameGroupForm(await seeGroup(ctx, value)),
}))

export const openArchiveGroup: Reaction = opening('Archive', async ({ ctx, value }) => {
  const group = await seeGroup(ctx, value)
  const others = (await seeGroups(ctx, { kind: group.kind })).filter((it) => it.id !== group.id)
  return { modal: archiveGroupForm(group, others) }
})

export async function makeGroup(heard: Heard): Promise<Answer> {
  const kind = kindCalled(metadataOf(heard).kind)
  const { name } = await createGroup(heard.ctx, { kind, name: heard.fields.text('name') })
  return {
    closes: true,
    home: { area: 'groups', kind },
    note: { text: `The ${kindWords[kind].one} ${name} was made.` },
  }
}

export async function saveGroupName(heard: Heard): Promise<Answer> {
  const { name } = await renameGroup(heard.ctx, groupIn(heard), { name: heard.fields.text('name') })
  return { closes: true, home: 'again', note: { text: `It is called ${name} now.` } }
}

export async function putGroupAway(heard: Heard): Promise<Answer> {
  if (heard.fields.one('leaving') === 'move' && !heard.fields.one('moveTo'))
    return { errors: { moveTo: 'Choose where they go, or let them leave.' } }
  const { name } = await archiveGroup(heard.ctx, groupIn(heard), leavingIn(heard.fields))
  return { closes: true, home: 'again', note: { text: `${name} was archived.` } }
}

function leavingIn(fields: Fields): Leaving {
  const leaving = fields.one('leaving')
  if (leaving === 'move') return { moveTo: fields.text('moveTo') }
  return leaving === 'leave' ? { evenIfUsed: true } : {}
}

export const bringGroupBack: Reaction = acting(async ({ ctx, value }) => {
  const { name } = await unarchiveGroup(ctx, value)
  return { home: 'again', note: { text: `${name} is offered again. It comes back empty.` } }
})

const groupIn = (heard: Heard): string => metadataOf(heard).group ?? ''
