import { permissions } from '../../domain/permission.ts'
import { can, mayGrant } from '../../domain/policy.ts'
import type { Context } from '../../usecases/context.ts'
import { seeSettings } from '../../usecases/organizations/see-settings.ts'
import { archiveRole } from '../../usecases/roles/archive-role.ts'
import { cloneRole, createRole } from '../../usecases/roles/create-role.ts'
import { editRole } from '../../usecases/roles/edit-role.ts'
import { seeRole } from '../../usecases/roles/see-roles.ts'
import { listUsers } from '../../usecases/users/list-users.ts'
import { type Answer, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { metadataOf } from '../door/told.ts'
import { archiveRoleModal } from './archive-role.view.ts'
import { copyRoleForm, editRoleForm, newRoleForm, permissionBlocks } from './role-form.view.ts'

/** What somebody may put into a role: what they may give. */
const offeredTo = ({ actor }: Context) =>
  permissions.filter((it) => it !== 'organization.own' && mayGrant(actor, { name: '', permissions: [it] }))

export const openNewRole: Reaction = opening('New role', ({ ctx }) => ({
  modal: newRoleForm(offeredTo(ctx)),
}))

export const openEditRole: Reaction = opening('Edit role', async ({ ctx, value }) => ({
  modal: editRoleForm(await seeRole(ctx, value), offeredTo(ctx)),
}))

export const openCopyRole: Reaction = opening('Copy role', async ({ ctx, value }) => ({
  modal: copyRoleForm(await seeRole(ctx, value)),
}))

const NAMED = 5

export const openArchiveRole: Reaction = opening('Archive role', async ({ ctx, value }) => {
  const role = await seeRole(ctx, value)
  const mayName = role.holders > 0 && can(ctx.actor, 'user.list')
  const { users } = mayName ? await listUsers(ctx, { roleId: role.id, pageSize: NAMED }) : { users: [] }
  const settings = can(ctx.actor, 'settings.see') ? await seeSettings(ctx) : null
  const isDefault = settings?.defaultRoleId === role.id
  return { modal: archiveRoleModal({ role, isDefault, holderNames: users.map((it) => it.name) }) }
})

export async function makeRole({ ctx, fields }: Heard): Promise<Answer> {
  return done(`The role ${(await createRole(ctx, wantedIn(fields))).name} was made.`)
}

export async function saveRole(heard: Heard): Promise<Answer> {
  const { role, version } = metadataOf(heard)
  const wanted = { ...wantedIn(heard.fields), version: Number(version) }
  const { name, holders } = await editRole(heard.ctx, role ?? '', wanted)
  return done(
    holders > 0
      ? `${name} was changed. It binds ${holders} from their next click on.`
      : `${name} was changed.`,
  )
}

export async function copyRole(heard: Heard): Promise<Answer> {
  const wanted = { name: heard.fields.text('name') }
  return done(`The role ${(await cloneRole(heard.ctx, metadataOf(heard).role ?? '', wanted)).name} was made.`)
}

export async function putRoleAway(heard: Heard): Promise<Answer> {
  return done(`${(await archiveRole(heard.ctx, metadataOf(heard).role ?? '')).name} was archived.`)
}

const done = (text: string): Answer => ({ closes: true, home: 'again', note: { text } })

const wantedIn = (fields: Fields) => ({
  name: fields.text('name'),
  permissions: permissionBlocks.flatMap((it) => fields.many(it)),
  reach: fields.one('reach') ?? 'everybody',
})
