import { settingWords } from '../../domain/setting-words.ts'
import type { SeenSettings } from '../../usecases/organizations/see-settings.ts'
import { actions, type Block, button, context, section, type Words } from '../blocks.ts'
import { emailSection } from '../email/email.view.ts'
import { type SettingGroup, settingGroups } from './setting-groups.ts'
import { type NameOf, settingInWords } from './setting-values.view.ts'

interface Seen {
  settings: SeenSettings
  nameOf: NameOf
  maySeeAudit: boolean
  /** Null to whoever may do nothing about it. */
  undelivered: number | null
}

/** Every setting as it is, with a way to change those that belong together. */
export const settingsArea = (seen: Seen): Block[] => [
  ...settingGroups.map((it) => groupSection(it, seen)),
  ...(seen.undelivered === null ? [] : emailSection(seen.undelivered)),
  context('A change binds whoever uses the setting next, and is written to the audit.'),
  ...(seen.maySeeAudit ? [actions(button('Who changed what', 'audit.of-act', 'settings'))] : []),
]

const groupSection = ({ id, title, about, settings }: SettingGroup, seen: Seen): Block =>
  section(
    `*${title}*\n${about}\n${settings.map((it) => lineOf(it, seen)).join('\n')}`,
    button('Change', `settings.open#${id}`, id, { label: `Change: ${title}` }),
  )

const lineOf = (setting: SettingGroup['settings'][number], { settings, nameOf }: Seen): string =>
  `• ${capitalized(settingWords[setting])}: *${settingInWords(setting, settings[setting], nameOf)}*`

export const capitalized = (it: string): string => it.charAt(0).toUpperCase() + it.slice(1)

export const settingsWords = (seen: Seen): Words => ({
  text: 'The settings of your organization',
  blocks: settingsArea(seen),
})
