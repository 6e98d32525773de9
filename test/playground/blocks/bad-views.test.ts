import { describe, expect, test } from 'vitest'
import { checkView } from '../../../src/playground/blocks/views.ts'
import {
  accessory,
  button,
  home,
  input,
  many,
  modal,
  mrkdwn,
  plain,
  section,
  select,
  textInput,
} from './samples.ts'

const long = (length: number) => 'a'.repeat(length)
const filter = (it: unknown) => ({ type: 'conversations_select', filter: it })
const answering = { type: 'channels_select', action_id: 'where', response_url_enabled: true }

type Row = [what: string, view: unknown, pointer: string, words: string]

const outside: Row[] = [
  ['null', null, '/view', 'must provide an object'],
  ['a list', [], '/view', 'must provide an object'],
  ['JSON not yet read', '{"type":"home","blocks":[]}', '/view', 'must provide an object'],
  ['no type', { blocks: [] }, '/view', 'missing required field: type'],
  ['a number for a type', { type: 1, blocks: [] }, '/view/type', 'must provide a string'],
  ['another type', { type: 'dialog', blocks: [] }, '/view/type', 'unsupported type: dialog'],
  ["a prototype's name for a type", { type: 'constructor' }, '/view/type', 'unsupported type: constructor'],
  [
    'a workflow step',
    { type: 'workflow_step', blocks: [] },
    '/view/type',
    'not modelled here: workflow_step',
  ],
  ['no blocks', modal(undefined), '/view', 'missing required field: blocks'],
  ['null for blocks', home(null), '/view/blocks', 'must provide an array'],
  ['101 blocks in a modal', modal(many(101, section())), '/view/blocks', 'no more than 100 items allowed'],
  ['101 blocks at home', home(many(101, section())), '/view/blocks', 'no more than 100 items allowed'],
  ['no title', modal([], { title: undefined }), '/view', 'missing required field: title'],
  ['a bare title', modal([], { title: 'Invite' }), '/view/title', 'must provide an object'],
  [
    'a long title',
    modal([], { title: plain(long(25)) }),
    '/view/title/text',
    'must be less than 25 characters',
  ],
  ['an empty title', modal([], { title: plain('') }), '/view/title/text', 'must be more than 0 characters'],
  [
    'a title in mrkdwn',
    modal([], { title: mrkdwn('*a*') }),
    '/view/title/type',
    'must be a valid enum value',
  ],
  [
    'a long submit',
    modal([], { submit: plain(long(25)) }),
    '/view/submit/text',
    'must be less than 25 characters',
  ],
  [
    'a long close',
    modal([], { close: plain(long(25)) }),
    '/view/close/text',
    'must be less than 25 characters',
  ],
  ['null for close', modal([], { close: null }), '/view/close', 'must provide an object'],
  ['a title at home', home([], { title: plain('Home') }), '/view', 'invalid additional property: title'],
  ['a submit at home', home([], { submit: plain('Go') }), '/view', 'invalid additional property: submit'],
  ['a view as Slack sent it', modal([], { state: {} }), '/view', 'invalid additional property: state'],
  ['its hash', modal([], { hash: '156.7' }), '/view', 'invalid additional property: hash'],
  [
    'submit_disabled',
    modal([], { submit_disabled: true }),
    '/view',
    'invalid additional property: submit_disabled',
  ],
  [
    'much private metadata',
    modal([], { private_metadata: long(3001) }),
    '/view/private_metadata',
    'must be less than 3001 characters',
  ],
  [
    'metadata not written out',
    home([], { private_metadata: {} }),
    '/view/private_metadata',
    'must provide a string',
  ],
  [
    'a long callback_id',
    modal([], { callback_id: long(256) }),
    '/view/callback_id',
    'must be less than 256 characters',
  ],
  [
    'a long external_id',
    home([], { external_id: long(256) }),
    '/view/external_id',
    'must be less than 256 characters',
  ],
  ['"true" for a flag', modal([], { clear_on_close: 'true' }), '/view/clear_on_close', 'must be a boolean'],
  ['1 for a flag', modal([], { notify_on_close: 1 }), '/view/notify_on_close', 'must be a boolean'],
]

const rules: Row[] = [
  [
    'an input without submit',
    modal([section(), input(textInput())], { submit: undefined }),
    '/view/blocks/1/input',
    'must define `submit` to use an `input` block in modals',
  ],
  [
    'a block_id twice',
    modal([section({ block_id: 'a' }), section(), { type: 'divider', block_id: 'a' }]),
    '/view/blocks/2/block_id',
    '`block_id` "a" already exists',
  ],
  [
    'the focus twice',
    modal([input(textInput({ focus_on_load: true })), accessory(select({ focus_on_load: true }))]),
    '/view/blocks/1/accessory/focus_on_load',
    'only one element may set `focus_on_load` to true',
  ],
  [
    'a menu beside a section that wants the address to answer at',
    modal([accessory(answering)]),
    '/view/blocks/0/accessory/response_url_enabled',
    '`response_url_enabled` needs an `input` block in a modal',
  ],
  [
    'the same at home',
    home([input(answering)]),
    '/view/blocks/0/element/response_url_enabled',
    '`response_url_enabled` needs an `input` block in a modal',
  ],
  [
    'an empty filter',
    modal([input(filter({}))]),
    '/view/blocks/0/element/filter',
    'must have minimum 1 properties',
  ],
  [
    'a filter that includes nothing',
    modal([input(filter({ include: [] }))]),
    '/view/blocks/0/element/filter/include',
    'must provide at least 1 items',
  ],
  [
    'a filter for another kind',
    modal([input(filter({ include: ['dm'] }))]),
    '/view/blocks/0/element/filter/include/0',
    'must be a valid enum value',
  ],
  [
    'a filter that says a thing twice',
    modal([input(filter({ include: ['im', 'im'] }))]),
    '/view/blocks/0/element/filter/include',
    'Input contains duplicate items',
  ],
]

const surfaces: Row[] = [
  ...['markdown', 'table', 'context_actions', 'task_card', 'plan', 'data_visualization', 'file'].flatMap(
    (type): Row[] => [
      [`${type} in a modal`, modal([{ type }]), '/view/blocks/0/type', `unsupported type: ${type}`],
      [`${type} at home`, home([{ type }]), '/view/blocks/0/type', `unsupported type: ${type}`],
    ],
  ),
  ['a card in a modal', modal([{ type: 'card' }]), '/view/blocks/0/type', 'unsupported type: card'],
  [
    'a carousel in a modal',
    modal([{ type: 'carousel' }]),
    '/view/blocks/0/type',
    'unsupported type: carousel',
  ],
  ['an alert at home', home([{ type: 'alert' }]), '/view/blocks/0/type', 'unsupported type: alert'],
  ['an alert in a modal', modal([{ type: 'alert' }]), '/view/blocks/0/type', 'not modelled here: alert'],
  ['a card at home', home([{ type: 'card' }]), '/view/blocks/0/type', 'not modelled here: card'],
  ['a video', modal([{ type: 'video' }]), '/view/blocks/0/type', 'not modelled here: video'],
  ['a data table', home([{ type: 'data_table' }]), '/view/blocks/0/type', 'not modelled here: data_table'],
  ['a container', home([{ type: 'container' }]), '/view/blocks/0/type', 'not modelled here: container'],
  ['a block nobody knows', home([{ type: 'sectoin' }]), '/view/blocks/0/type', 'unsupported type: sectoin'],
  [
    'files at home',
    home([input({ type: 'file_input' })]),
    '/view/blocks/0/element/type',
    'unsupported type: file_input',
  ],
]

describe('Slack refuses a view with', () => {
  test.each([...outside, ...rules, ...surfaces])('%s', (_, view, pointer, words) =>
    expect(checkView(view)).toEqual([expect.objectContaining({ pointer, words })]),
  )

  test('more than 250 kB', () => {
    const heavy = home(many(84, section({ text: plain(long(3000)) })))
    expect(checkView(heavy)).toEqual([expect.objectContaining({ pointer: '/view', code: 'view_too_large' })])
    expect(checkView(home(many(80, section({ text: plain(long(3000)) }))))).toEqual([])
  })

  test('what cannot be written as JSON', () => {
    const circle: Record<string, unknown> = home([])
    circle.private_metadata = circle
    expect(checkView(circle)).toContainEqual(expect.objectContaining({ code: 'view_too_large' }))
  })

  test('several faults, and names them all', () => {
    const faults = checkView(
      modal([accessory(button({ text: plain('') })), { type: 'divider', text: plain('a') }]),
    )
    expect(faults).toEqual([
      { pointer: '/view/blocks/0/accessory/text/text', words: 'must be more than 0 characters' },
      { pointer: '/view/blocks/1', words: 'invalid additional property: text' },
    ])
  })
})
