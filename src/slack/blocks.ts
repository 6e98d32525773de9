import type { types } from '@slack/bolt'
import type { Metadata } from './door/told.ts'
import { shortened as cut } from './words/escape-for-slack.ts'

/** The few shapes of Block Kit that Usher speaks in. Limits are kept here, so that no view has to count. */
export type Block = types.KnownBlock
export type Modal = types.ModalView
export type Home = types.HomeView
type Option = types.PlainTextOption
type Button = types.Button
export type Accessory = types.SectionBlockAccessory
type Element = types.ActionsBlockElement

const TEXT = 3000
const BUTTON = 75
const OPTION = 75
const OPTIONS = 100
const TITLE = 24
const HEADER = 150

const plain = (text: string, limit: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, limit) || ' ',
  emoji: true,
})

/** Markup of ours; whatever somebody else wrote in it has gone through `safe`. */
export const mrkdwn = (text: string): types.MrkdwnElement => ({
  type: 'mrkdwn',
  text: cut(text, TEXT) || ' ',
})

/** What people wrote, as they wrote it: it mentions nobody, links nowhere and is not markup. */
export { verbatim as safe } from './words/escape-for-slack.ts'

export const section = (text: string, accessory?: Accessory): Block => ({
  type: 'section',
  text: mrkdwn(text),
  ...(accessory ? { accessory } : {}),
})

export const header = (text: string): Block => ({ type: 'header', text: plain(text, HEADER) })
export const divider: Block = { type: 'divider' }
export const context = (...texts: string[]): Block => ({
  type: 'context',
  elements: texts.slice(0, 10).map(mrkdwn),
})
export const fields = (pairs: [label: string, text: string][]): Block => ({
  type: 'section',
  fields: pairs
    .slice(0, 10)
    .map(([label, text]) => ({ ...mrkdwn(`*${label}*\n${text}`), text: cut(`*${label}*\n${text}`, 2000) })),
})
export const actions = (...elements: Element[]): Block => ({
  type: 'actions',
  elements: elements.slice(0, 25),
})

export interface Confirmed {
  title: string
  text: string
  yes: string
  no?: string
  isDanger?: boolean
}

const confirmation = ({
  title,
  text,
  yes,
  no = 'Go back',
  isDanger,
}: Confirmed): types.ConfirmationDialog => ({
  title: plain(title, 100),
  text: plain(text, 300),
  confirm: plain(yes, 30),
  deny: plain(no, 30),
  ...(isDanger ? { style: 'danger' as const } : {}),
})

interface ButtonLooks {
  style?: 'primary' | 'danger'
  confirm?: Confirmed
  label?: string
  url?: string
}

/** The action it does, and what it does it to. */
export const button = (text: string, action: string, value = '', looks: ButtonLooks = {}): Button => ({
  type: 'button',
  text: plain(text, BUTTON),
  action_id: action,
  ...(value ? { value } : {}),
  ...(looks.style ? { style: looks.style } : {}),
  ...(looks.confirm ? { confirm: confirmation(looks.confirm) } : {}),
  ...(looks.label ? { accessibility_label: cut(looks.label, BUTTON) } : {}),
  ...(looks.url ? { url: looks.url } : {}),
})

export interface Choice {
  text: string
  value: string
  description?: string
}

export const option = ({ text, value, description }: Choice): Option => ({
  text: plain(text, OPTION),
  value,
  ...(description ? { description: plain(description, OPTION) } : {}),
})

/** A row's menu: each entry is a deed and what it is done to. At most five, which is all Slack shows. */
export const menu = (
  id: string,
  entries: { text: string; action: string; value: string }[],
): types.Overflow => ({
  type: 'overflow',
  action_id: id,
  options: entries
    .slice(0, 5)
    .map(({ text, action, value }) => option({ text, value: `${action} ${value}` })),
})

interface SelectLooks {
  placeholder?: string
  chosen?: string | null
}

export function select(action: string, choices: Choice[], looks: SelectLooks = {}): types.StaticSelect {
  const options = choices.slice(0, OPTIONS).map(option)
  const initial = options.find((it) => it.value === looks.chosen)
  return {
    type: 'static_select',
    action_id: action,
    options,
    ...(looks.placeholder ? { placeholder: plain(looks.placeholder, 150) } : {}),
    ...(initial ? { initial_option: initial } : {}),
  }
}

export function multiSelect(
  action: string,
  choices: Choice[],
  looks: { placeholder?: string; chosen?: string[] } = {},
): types.MultiStaticSelect {
  const options = choices.slice(0, OPTIONS).map(option)
  const initial = options.filter((it) => looks.chosen?.includes(it.value ?? ''))
  return {
    type: 'multi_static_select',
    action_id: action,
    options,
    ...(looks.placeholder ? { placeholder: plain(looks.placeholder, 150) } : {}),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  }
}

interface TextLooks {
  placeholder?: string
  initial?: string | null
  max?: number
  isMultiline?: boolean
}

export const textInput = (action: string, looks: TextLooks = {}): types.PlainTextInput => ({
  type: 'plain_text_input',
  action_id: action,
  ...(looks.isMultiline ? { multiline: true } : {}),
  ...(looks.placeholder ? { placeholder: plain(looks.placeholder, 150) } : {}),
  ...(looks.initial ? { initial_value: cut(looks.initial, looks.max ?? TEXT) } : {}),
  max_length: looks.max ?? TEXT,
})

interface InputLooks {
  hint?: string
  isOptional?: boolean
  dispatches?: boolean
}

/** A field of a form. Its block carries the name of the field, so that an error finds it. */
export const input = (
  field: string,
  label: string,
  element: types.InputBlock['element'],
  looks: InputLooks = {},
): Block => ({
  type: 'input',
  block_id: field,
  label: plain(label, 2000),
  element,
  ...(looks.hint ? { hint: plain(looks.hint, 2000) } : {}),
  ...(looks.isOptional ? { optional: true } : {}),
  ...(looks.dispatches ? { dispatch_action: true } : {}),
})

export interface ModalParts {
  title: string
  blocks: Block[]
  /** The form's name, where it is one. */
  form?: string
  submit?: string
  close?: string
  metadata?: Metadata
  tellsOfClosing?: boolean
  /** Closing it closes those below it too: what they show is no longer so. */
  closesAll?: boolean
}

const BLOCKS = 100

export const modal = ({
  title,
  blocks,
  form,
  submit,
  close,
  metadata,
  tellsOfClosing,
  closesAll,
}: ModalParts): Modal => ({
  type: 'modal',
  title: plain(title, TITLE),
  blocks: blocks.slice(0, BLOCKS),
  ...(form ? { callback_id: form } : {}),
  ...(submit ? { submit: plain(submit, TITLE) } : {}),
  close: plain(close ?? (submit ? 'Cancel' : 'Close'), TITLE),
  ...(metadata ? { private_metadata: JSON.stringify(metadata) } : {}),
  ...(tellsOfClosing ? { notify_on_close: true } : {}),
  ...(closesAll ? { clear_on_close: true } : {}),
})

export const home = (blocks: Block[], metadata: Metadata = {}): Home => ({
  type: 'home',
  blocks: blocks.slice(0, BLOCKS),
  private_metadata: JSON.stringify(metadata),
})

/** A message: what notifications and screen readers say, and what everybody else sees. */
export interface Words {
  text: string
  blocks?: Block[]
}
