import { countInWords, listInWords } from '../../domain/plain-words.ts'
import type { RoleInUse } from '../../usecases/roles/see-roles.ts'
import { actions, type Block, button, type Modal, modal, safe, section } from '../blocks.ts'

interface Seen {
  role: RoleInUse
  isDefault: boolean
  /** A few of those who have it, by name. */
  holderNames: string[]
}

/** Asked before it is done; where something stands against it, that instead. */
export function archiveRoleModal(seen: Seen): Modal {
  const { role, isDefault } = seen
  if (role.holders > 0 || role.promises > 0 || isDefault) return blockedModal(seen)
  return modal({
    title: 'Archive role',
    form: 'role.archive',
    submit: 'Archive it',
    metadata: { role: role.id },
    blocks: [
      section(
        `*${safe(role.name)}* is not offered any more. Nobody has it, so nobody loses anything. An archived role does not come back; a new one may take its name.`,
      ),
    ],
  })
}

const blockedModal = (seen: Seen): Modal =>
  modal({
    title: 'Role is in use',
    blocks: [
      section(
        `*${safe(seen.role.name)}* can not be archived yet: whoever holds it would be left without it.\n${reasons(seen).join('\n')}`,
      ),
      ...ways(seen),
    ],
  })

function reasons({ role, isDefault, holderNames }: Seen): string[] {
  const rest = role.holders - holderNames.length
  const names = [...holderNames, ...(rest > 0 && holderNames.length > 0 ? [countInWords(rest, 'other')] : [])]
  return [
    ...(role.holders > 0
      ? [
          `• ${countInWords(role.holders, 'person has', 'people have')} it${names.length > 0 ? `: ${safe(listInWords(names))}` : ''}. Give them another role.`,
        ]
      : []),
    ...(role.promises > 0
      ? [
          `• ${countInWords(role.promises, 'open invitation promises', 'open invitations promise')} it. Edit or cancel ${role.promises === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...(isDefault
      ? ['• It is the default role, which people get when none is named. Choose another in the settings.']
      : []),
  ]
}

function ways({ role, isDefault }: Seen): Block[] {
  const buttons = [
    ...(role.holders > 0 ? [button('Show who has it', 'role.holders', role.id)] : []),
    ...(isDefault ? [button('Change the default role', 'settings.open', 'invitations')] : []),
  ]
  return buttons.length > 0 ? [actions(...buttons)] : []
}
