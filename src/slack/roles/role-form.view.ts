import { type Permission, permissions } from '../../domain/permission.ts'
import { byArea, permissionWords } from '../../domain/permission-words.ts'
import { countInWords } from '../../domain/plain-words.ts'
import { type Reach, reaches } from '../../domain/role.ts'
import type { RoleInUse } from '../../usecases/roles/see-roles.ts'
import { type Block, context, input, type Modal, modal, safe, section, textInput } from '../blocks.ts'
import { checkboxes, radio } from '../inputs.ts'
import { usesInWords } from './role.view.ts'

const NAME = 120

interface RoleForm {
  title: string
  form: string
  submit: string
  /** What this person may give, and therefore may put into a role. */
  offered: Permission[]
  before: { name: string; permissions: Permission[]; reach: Reach }
  metadata?: Record<string, string>
  warning?: string
}

const empty: RoleForm['before'] = { name: '', permissions: ['users.read'], reach: 'everybody' }

export const newRoleForm = (offered: Permission[]): Modal =>
  roleForm({ title: 'New role', form: 'role.create', submit: 'Make the role', offered, before: empty })

/** It says whom the change concerns before it is made. */
export const editRoleForm = (role: RoleInUse, offered: Permission[]): Modal =>
  roleForm({
    title: 'Edit role',
    form: 'role.edit',
    submit: 'Save',
    offered,
    before: role,
    metadata: { role: role.id, version: String(role.version) },
    warning: warningFor(role),
  })

export function warningFor(role: Pick<RoleInUse, 'name' | 'holders' | 'promises'>): string {
  const uses = usesInWords(role)
  if (role.holders + role.promises === 0)
    return `Nobody has *${safe(role.name)}* yet: the change concerns nobody.`
  return `:warning: This changes what *${uses}* may do, from their next click on.`
}

const roleForm = ({ title, form, submit, offered, before, metadata, warning }: RoleForm): Modal =>
  modal({
    title,
    form,
    submit,
    ...(metadata ? { metadata } : {}),
    blocks: [
      ...(warning ? [section(warning)] : []),
      input('name', 'Name', textInput('name', { initial: before.name, max: NAME, placeholder: 'Support' })),
      ...groupsOf(offered).map(({ area, permissions: theirs }) =>
        input(
          blockOf(area),
          area,
          checkboxes(
            'permissions',
            theirs.map((it) => ({ text: permissionWords[it], value: it })),
            before.permissions,
          ),
          { isOptional: true },
        ),
      ),
      input('reach', 'Over whom', radio('reach', reachChoices, before.reach), {
        hint: 'At a site, a role always reaches the people of that site alone.',
      }),
      ...beyond(offered),
    ],
  })

const groupsOf = (offered: Permission[]) => byArea(offered)

export const blockOf = (area: string): string => `permissions of ${area}`

/** All that was ticked, whichever subject it stood under. */
export const permissionBlocks = byArea(permissions).map(({ area }) => blockOf(area))

const reachWords: Record<Reach, string> = {
  everybody: 'Everybody of the organization',
  'own-teams': 'Only the people of the teams that its holder belongs to',
}
const reachChoices = reaches.map((value) => ({ text: reachWords[value], value }))

function beyond(offered: Permission[]): Block[] {
  const missing = permissions.length - 1 - offered.length
  return missing > 0
    ? [context(`${countInWords(missing, 'permission')} you do not hold yourself can not be given by you.`)]
    : []
}

export const copyRoleForm = (role: RoleInUse): Modal =>
  modal({
    title: 'Copy role',
    form: 'role.copy',
    submit: 'Make the copy',
    metadata: { role: role.id },
    blocks: [
      section(
        `The copy allows what *${safe(role.name)}* allows${role.key === 'owner' ? ', except to own the organization' : ''}. Nobody has it yet, and you can change it.`,
      ),
      input('name', 'Name of the copy', textInput('name', { initial: `Copy of ${role.name}`, max: NAME })),
    ],
  })
