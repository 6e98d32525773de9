import type { types } from '@slack/bolt'
import { requirableFields } from '../../domain/organization.ts'
import type { SettingName } from '../../domain/setting-names.ts'
import { settingWords } from '../../domain/setting-words.ts'
import { vocabularies } from '../../domain/status-words.ts'
import type { SeenSettings } from '../../usecases/organizations/see-settings.ts'
import { type Block, type Choice, input, type Modal, modal, section, textInput } from '../blocks.ts'
import { choiceOf, chooser, lookup, multiChooser } from '../choosers.ts'
import { checkboxes, radio } from '../inputs.ts'
import type { SettingGroup } from './setting-groups.ts'
import { fieldWords, type NameOf, vocabularyInWords, weekdays } from './setting-values.view.ts'
import { capitalized } from './settings-area.view.ts'

interface Seen {
  settings: SeenSettings
  roles: { id: string; name: string }[]
  /** Of these the default may be chosen: nobody makes a default of what they could not give. */
  grantable: { id: string; name: string }[]
  nameOf: NameOf
}

/** The settings of one group as they are, each block called as its setting, so that a fault finds it. */
export const settingsForm = (group: SettingGroup, seen: Seen): Modal =>
  modal({
    title: group.title,
    form: 'settings',
    submit: 'Save',
    metadata: { group: group.id, version: String(seen.settings.version) },
    blocks: [section(group.about), ...group.settings.map((it) => fieldOf(it, seen))],
  })

interface Field {
  element: (seen: Seen, setting: SettingName) => types.InputBlock['element']
  label?: string
  hint?: string
  isOptional?: true
}

const hours =
  (of: (it: SeenSettings) => number): Field['element'] =>
  ({ settings }, setting) =>
    number(setting, of(settings) / 3600)

const number = (setting: string, value: number): types.NumberInput => ({
  type: 'number_input',
  action_id: setting,
  is_decimal_allowed: true,
  initial_value: String(Number(value.toFixed(2))),
})

const onOff =
  (of: (it: SeenSettings) => boolean, on: string, off: string): Field['element'] =>
  ({ settings }, setting) =>
    radio(
      setting,
      [
        { text: on, value: 'yes' },
        { text: off, value: 'no' },
      ],
      of(settings) ? 'yes' : 'no',
    )

const domains =
  (of: (it: SeenSettings) => string[]): Field['element'] =>
  ({ settings }, setting) =>
    textInput(setting, { initial: of(settings).join('\n'), isMultiline: true, placeholder: 'example.com' })

const chosenIn = (choices: Choice[], id: string | null): Choice | null =>
  choices.find((it) => it.value === id) ?? null

const NOBODY: Choice = { text: 'Nobody in particular', value: 'none' }
const MEMBER: Choice = { text: 'None: people become Member', value: 'none' }

const halfHours = Array.from({ length: 49 }, (_, at) => {
  const text = `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`
  return { text, value: text }
})

/** Where a day begins at 08:45 already, that stands in the list too. */
const clock =
  (of: (it: SeenSettings) => string, from: number, to: number): Field['element'] =>
  ({ settings }, setting) => {
    const value = of(settings)
    const steps = halfHours.slice(from, to)
    const choices = chosenIn(steps, value) ? steps : [{ text: value, value }, ...steps]
    return chooser(setting, choices, { chosen: { text: value, value } })
  }

const fields: Record<SettingName, Field> = {
  invitationLifetimeSeconds: {
    label: 'Lifetime of invitations, in hours',
    element: hours((it) => it.invitationLifetimeSeconds),
    hint: '1 hour to 30 days. Links that were sent already keep the end that stands in their letter.',
  },
  allowedEmailDomains: {
    element: domains((it) => it.allowedEmailDomains),
    hint: 'One a line. Empty: any domain may be invited.',
    isOptional: true,
  },
  defaultRoleId: {
    element: ({ settings, grantable, roles }, setting) => {
      const held = roles.filter((it) => it.id === settings.defaultRoleId)
      const choices = [MEMBER, ...held, ...grantable.filter((it) => !held.includes(it))].map((it) =>
        'value' in it ? it : choiceOf(it),
      )
      return chooser(setting, choices.slice(0, 100), {
        chosen: chosenIn(choices, settings.defaultRoleId) ?? MEMBER,
      })
    },
    hint: 'What people get when nobody names a role.',
  },
  approvalRoleIds: {
    element: ({ settings, roles }, setting) => {
      const held = roles.filter((it) => settings.approvalRoleIds.includes(it.id))
      const choices = [...held, ...roles.filter((it) => !held.includes(it))].map(choiceOf).slice(0, 100)
      return multiChooser(setting, choices, { chosen: held.map(choiceOf), placeholder: 'None' })
    },
    hint: 'Whoever is invited to one of these needs a second person’s yes.',
    isOptional: true,
  },
  homeEmailDomains: {
    element: domains((it) => it.homeEmailDomains),
    hint: 'One a line. An address elsewhere needs approval. Empty: no address does.',
    isOptional: true,
  },
  approvalHours: {
    element: ({ settings }, setting) => number(setting, settings.approvalHours),
    hint: '1 to 720. What nobody has decided by then is closed.',
  },
  requiredFields: {
    element: ({ settings }, setting) =>
      checkboxes(
        setting,
        requirableFields.map((it) => ({ text: fieldWords[it], value: it })),
        settings.requiredFields,
      ),
    hint: 'Asked of everybody who joins, besides their names.',
    isOptional: true,
  },
  passwordMinimum: {
    element: ({ settings }, setting) => number(setting, settings.passwordMinimum),
    hint: '8 to 64 characters. Passwords that are older stay good until they are changed.',
  },
  temporaryPasswords: {
    element: onOff(
      (it) => it.temporaryPasswords,
      'On: admins may make accounts with one',
      'Off: people come by invitation alone',
    ),
  },
  undoSeconds: {
    label: 'Time in which a deletion can be undone, in minutes',
    element: ({ settings }, setting) => number(setting, settings.undoSeconds / 60),
    hint: '0: deleted at once and for good. At most 30 days.',
  },
  remindersOn: {
    element: onOff((it) => it.remindersOn, 'On', 'Off'),
  },
  reminderAgeSeconds: {
    label: 'Remind after so many hours',
    element: hours((it) => it.reminderAgeSeconds),
    hint: '1 hour to 30 days, counted from the newest letter.',
  },
  reminderChannel: {
    element: ({ settings }, setting) => ({
      type: 'conversations_select',
      action_id: setting,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(settings.reminderChannel ? { initial_conversation: settings.reminderChannel } : {}),
    }),
    hint: 'Usher has to be a member of it: mention it there once and let Slack add it. Empty: the inviter alone is reminded.',
    isOptional: true,
  },
  digestOn: {
    element: onOff((it) => it.digestOn, 'On', 'Off'),
    hint: 'When the week begins: what ran out, who was never invited, and what could not be delivered. In the channel, or to whoever manages invitations.',
  },
  timeZone: {
    element: ({ settings }, setting) =>
      textInput(setting, { initial: settings.timeZone, max: 60, placeholder: 'Europe/Istanbul' }),
    hint: 'By its name, as in Europe/Istanbul.',
  },
  businessFrom: { element: clock((it) => it.businessFrom, 0, 48) },
  businessUntil: { element: clock((it) => it.businessUntil, 1, 49) },
  businessDays: {
    element: ({ settings }, setting) =>
      checkboxes(
        setting,
        weekdays.map((text, at) => ({ text, value: String(at + 1) })),
        settings.businessDays.map(String),
      ),
  },
  statusVocabulary: {
    element: ({ settings }, setting) =>
      radio(
        setting,
        vocabularies.map((it) => ({ text: vocabularyInWords(it), value: it })),
        settings.statusVocabulary,
      ),
  },
  contactId: {
    element: ({ settings, nameOf }, setting) => {
      const { contactId } = settings
      const chosen = contactId ? { text: nameOf(contactId) ?? 'One that is gone', value: contactId } : NOBODY
      return { ...lookup(setting, { chosen, placeholder: 'Type a name' }), action_id: 'settings.contact' }
    },
    hint: 'Named first to whoever is told that they may not do something.',
  },
  contactText: {
    element: ({ settings }, setting) =>
      textInput(setting, { initial: settings.contactText, max: 500, isMultiline: true }),
    hint: 'As in: Write to #people-ops, or ask at the front desk.',
    isOptional: true,
  },
}

function fieldOf(setting: SettingName, seen: Seen): Block {
  const { element, label, hint, isOptional } = fields[setting]
  return input(setting, label ?? capitalized(settingWords[setting]), element(seen, setting), {
    ...(hint ? { hint } : {}),
    ...(isOptional ? { isOptional } : {}),
  })
}
