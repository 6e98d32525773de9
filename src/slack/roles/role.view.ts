import { permissions } from '../../domain/permission.ts'
import { whatTheyMayDo } from '../../domain/permission-words.ts'
import { countInWords, listInWords } from '../../domain/plain-words.ts'
import type { RoleAction } from '../../domain/role-actions.ts'
import type { RoleInUse } from '../../usecases/roles/see-roles.ts'
import { type Block, menu, safe, section } from '../blocks.ts'

export interface ShownRole extends RoleInUse {
  isDefault?: boolean
  actions: RoleAction[]
}

const labels: Record<RoleAction, string> = {
  holders: 'Show who has it',
  edit: 'Edit',
  copy: 'Make a copy',
  archive: 'Archive',
}

/** One role: what it is called, whom it concerns, what it allows. */
export const roleRow = (it: ShownRole): Block =>
  section(
    [`*${safe(it.name)}*${it.key ? ' · built in' : ''} · ${usesInWords(it)}`, ...allowedLines(it)].join('\n'),
    it.actions.length > 0
      ? menu(
          'role.menu',
          it.actions.map((action) => ({ text: labels[action], action: `role.${action}`, value: it.id })),
        )
      : undefined,
  )

export function usesInWords({ holders, promises }: Pick<RoleInUse, 'holders' | 'promises'>): string {
  if (holders === 0 && promises === 0) return 'nobody has it'
  return listInWords([
    ...(holders > 0 ? [countInWords(holders, 'person', 'people')] : []),
    ...(promises > 0 ? [countInWords(promises, 'open invitation')] : []),
  ])
}

/** In plain words, a line for each subject. */
export function allowedLines({
  permissions: held,
  reach,
}: Pick<RoleInUse, 'permissions' | 'reach'>): string[] {
  if (held.includes('organization.own')) return ['Everything, other owners included']
  if (held.length === 0) return ['Their own account and the org chart, nothing of others']
  if (held.length === permissions.length - 1)
    return ['Everything but to own the organization', ...reachLine(reach)]
  return [
    ...whatTheyMayDo(held).map(({ area, words }) => `_${area}:_ ${words.map(lowered).join('; ')}`),
    ...reachLine(reach),
  ]
}

const reachLine = (reach: RoleInUse['reach']): string[] =>
  reach === 'own-teams' ? [':small_blue_diamond: Only over the people of their own teams'] : []

const lowered = (it: string): string => it.charAt(0).toLowerCase() + it.slice(1)
