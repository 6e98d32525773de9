import { describe, expect, test } from 'vitest'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { checkSuggestions } from '../../../src/playground/blocks/suggestions.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import {
  accessory,
  actions,
  blocks,
  button,
  clickable,
  fileInput,
  home,
  input,
  many,
  modal,
  moment,
  option,
  options,
  pickable,
  pickableSeveral,
  plain,
  section,
  typable,
} from './samples.ts'

const everywhere = (block: unknown) => [
  ...checkView(modal([block])),
  ...checkView(home([block])),
  ...checkMessage({ text: 'Invitations', blocks: [block] }),
]

describe('Slack takes', () => {
  test.each(Object.entries(blocks))('%s on every surface', (_, block) =>
    expect(everywhere(block)).toEqual([]),
  )

  test.each(Object.entries({ ...pickable, ...pickableSeveral, ...clickable }))(
    '%s beside a section',
    (_, it) => expect(everywhere(accessory(it))).toEqual([]),
  )

  test.each(Object.entries({ ...pickable, ...clickable }))('%s in actions', (_, it) =>
    expect(everywhere(actions(it))).toEqual([]),
  )

  test.each(Object.entries({ ...pickable, ...pickableSeveral, ...typable }))('%s in an input', (_, it) =>
    expect(everywhere(input(it))).toEqual([]),
  )

  test('a moment in actions and in an input', () =>
    expect([...everywhere(actions(moment)), ...everywhere(input(moment))]).toEqual([]))

  test('files in a modal', () => expect(checkView(modal([input(fileInput)]))).toEqual([]))

  test('a menu that wants the address to answer at, in a modal', () => {
    const menu = { type: 'conversations_select', response_url_enabled: true }
    expect(checkView(modal([input(menu)]))).toEqual([])
  })

  test('views filled to the limit', () => {
    const filled = {
      private_metadata: 'é'.repeat(3000),
      callback_id: 'c'.repeat(255),
      external_id: 'e'.repeat(255),
    }
    expect(checkView(modal(many(100, section()), { ...filled, clear_on_close: true }))).toEqual([])
    expect(checkView(home(many(100, section()), filled))).toEqual([])
    expect(checkView(modal([section()], { title: plain('a'.repeat(24)), notify_on_close: false }))).toEqual(
      [],
    )
  })

  test('a modal without submit that asks for nothing', () =>
    expect(checkView(modal([section()], { submit: undefined, close: undefined }))).toEqual([]))

  test('an emoji as one character, as Slack counts', () =>
    expect(checkView(modal([], { title: plain('🎉'.repeat(24)) }))).toEqual([]))

  test('fields that are undefined, for they do not travel', () =>
    expect(checkView(modal([section({ accessory: undefined, block_id: undefined })]))).toEqual([]))

  test('the same action in different blocks', () =>
    expect(checkView(home([accessory(button()), accessory(button())]))).toEqual([]))

  test('messages filled to the limit', () => {
    expect(checkMessage({ text: 'a'.repeat(40_000) })).toEqual([])
    expect(checkMessage({ text: 'a'.repeat(4_000) }, 'update')).toEqual([])
    expect(checkMessage({ channel: 'C012', text: 'a', blocks: many(50, section()) })).toEqual([])
    const coloured = { color: '#36a64f', fallback: 'a', blocks: [section()] }
    expect(checkMessage({ text: 'a', attachments: many(100, coloured) })).toEqual([])
    expect(checkMessage({ text: 'a', blocks: [], attachments: [] })).toEqual([])
  })

  test('suggestions, also none', () => {
    expect(checkSuggestions({ options: options(100) })).toEqual([])
    expect(checkSuggestions({ options: [] })).toEqual([])
    expect(checkSuggestions({ option_groups: [{ label: plain('A'), options: [option('a')] }] })).toEqual([])
  })
})
