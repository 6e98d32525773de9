import { describe, expect, test } from 'vitest'
import { checkSuggestions } from '../../../src/playground/blocks/suggestions.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import {
  accessory,
  checkboxes,
  fileInput,
  input,
  many,
  modal,
  moment,
  mrkdwn,
  numberInput,
  option,
  options,
  overflow,
  pickable,
  pickableSeveral,
  plain,
  select,
  textInput,
  typable,
} from './samples.ts'

const long = (length: number) => 'a'.repeat(length)
const group = (more: Record<string, unknown> = {}) => ({
  label: plain('People'),
  options: options(1),
  ...more,
})
const grouped = (...groups: unknown[]) => select({ options: undefined, option_groups: groups })
const multi = (more: Record<string, unknown>) => ({
  type: 'multi_static_select',
  options: options(3),
  ...more,
})
const radio = (more: Record<string, unknown>) => ({ type: 'radio_buttons', options: options(3), ...more })
const dispatch = (it: unknown) => textInput({ dispatch_action_config: it })
const among = 'must be one of the provided options'

/** The pointer goes on from the element. */
type Row = [what: string, element: unknown, pointer: string, words: string]

const menus: Row[] = [
  ['no options', select({ options: undefined }), '', 'missing required field: options'],
  ['an empty list of options', select({ options: [] }), '/options', 'must provide at least 1 items'],
  ['101 options', select({ options: options(101) }), '/options', 'no more than 100 items allowed'],
  [
    'options and groups',
    select({ option_groups: [group({ options: [option('z')] })] }),
    '',
    'cannot provide both `options` and `option_groups`',
  ],
  ['no groups in the list', grouped(), '/option_groups', 'must provide at least 1 items'],
  [
    'a group without options',
    grouped(group({ options: [] })),
    '/option_groups/0/options',
    'must provide at least 1 items',
  ],
  [
    'a group without label',
    grouped(group({ label: undefined })),
    '/option_groups/0',
    'missing required field: label',
  ],
  [
    'a long label',
    grouped(group({ label: plain(long(76)) })),
    '/option_groups/0/label/text',
    'must be less than 76 characters',
  ],
  ['a bare option', select({ options: ['a'] }), '/options/0', 'must provide an object'],
  [
    'an option in mrkdwn',
    select({ options: [{ text: mrkdwn('a'), value: 'a' }] }),
    '/options/0/text/type',
    'must be a valid enum value',
  ],
  [
    'a long option',
    select({ options: [{ text: plain(long(76)), value: 'a' }] }),
    '/options/0/text/text',
    'must be less than 76 characters',
  ],
  [
    'an empty option',
    select({ options: [{ text: plain(''), value: 'a' }] }),
    '/options/0/text/text',
    'must be more than 0 characters',
  ],
  [
    'an option without value',
    select({ options: [{ text: plain('a') }] }),
    '/options/0',
    'missing required field: value',
  ],
  [
    'a number for a value',
    select({ options: [option(7 as never)] }),
    '/options/0/value',
    'must provide a string',
  ],
  ['an empty value', select({ options: [option('')] }), '/options/0/value', 'must be more than 0 characters'],
  [
    'a long value',
    select({ options: [{ text: plain('a'), value: long(76) }] }),
    '/options/0/value',
    'must be less than 76 characters',
  ],
  [
    'a long description',
    select({ options: [option('a', { description: plain(long(76)) })] }),
    '/options/0/description/text',
    'must be less than 76 characters',
  ],
  [
    'a link',
    select({ options: [option('a', { url: 'https://a.de' })] }),
    '/options/0',
    'invalid additional property: url',
  ],
  [
    'a value twice',
    select({ options: [option('a'), option('a')] }),
    '/options/1/value',
    'two options of one value: a',
  ],
  [
    'a value in two groups',
    grouped(group(), group()),
    '/option_groups/1/options/0/value',
    'two options of one value: v0',
  ],
  ['null chosen', select({ initial_option: null }), '/initial_option', 'must provide an object'],
  ['another option chosen', select({ initial_option: option('z') }), '/initial_option', among],
  [
    'an option chosen in other words',
    select({ initial_option: { text: plain('Other'), value: 'v0' } }),
    '/initial_option',
    among,
  ],
  [
    'several chosen where one can be',
    select({ initial_options: [option('v0')] }),
    '',
    'invalid additional property: initial_options',
  ],
  [
    'a placeholder in mrkdwn',
    select({ placeholder: mrkdwn('a') }),
    '/placeholder/type',
    'must be a valid enum value',
  ],
  [
    'a long placeholder',
    select({ placeholder: plain(long(151)) }),
    '/placeholder/text',
    'must be less than 151 characters',
  ],
  ['"true" for the focus', select({ focus_on_load: 'true' }), '/focus_on_load', 'must be a boolean'],
  [
    'a maximum of one',
    select({ max_selected_items: 1 }),
    '',
    'invalid additional property: max_selected_items',
  ],
  ['nothing among several chosen', multi({ initial_options: [] }), '/initial_options', among],
  [
    'another among several chosen',
    multi({ initial_options: [option('v0'), option('z')] }),
    '/initial_options',
    among,
  ],
  [
    'a choice across groups',
    multi({
      options: undefined,
      option_groups: [group({ options: [option('a')] }), group({ options: [option('b')] })],
      initial_options: [option('a'), option('b')],
    }),
    '/initial_options',
    among,
  ],
  ['a maximum of none', multi({ max_selected_items: 0 }), '/max_selected_items', 'must be greater than 1'],
  [
    'a maximum in words',
    multi({ max_selected_items: '2' }),
    '/max_selected_items',
    'must provide an integer',
  ],
  [
    'more chosen than may be',
    multi({ initial_options: options(2), max_selected_items: 1 }),
    '/initial_options',
    'no more than 1 items allowed',
  ],
  [
    'a negative query',
    { type: 'external_select', min_query_length: -1 },
    '/min_query_length',
    'must be greater than 0',
  ],
  [
    'half a query',
    { type: 'external_select', min_query_length: 1.5 },
    '/min_query_length',
    'must provide an integer',
  ],
  [
    'options from elsewhere and here',
    { type: 'external_select', options: options(1) },
    '',
    'invalid additional property: options',
  ],
  [
    'a list for a user',
    { type: 'users_select', initial_user: ['U1'] },
    '/initial_user',
    'must provide a string',
  ],
  [
    'no users',
    { type: 'multi_users_select', initial_users: [] },
    '/initial_users',
    'must provide at least 1 items',
  ],
  [
    'more users than may be',
    { type: 'multi_users_select', initial_users: ['U1', 'U2'], max_selected_items: 1 },
    '/initial_users',
    'no more than 1 items allowed',
  ],
  [
    'a filter of channels',
    { type: 'channels_select', filter: { include: ['im'] } },
    '',
    'invalid additional property: filter',
  ],
]

const choices: Row[] = [
  ['eleven checkboxes', checkboxes({ options: options(11) }), '/options', 'no more than 10 items allowed'],
  ['no checkboxes', checkboxes({ options: [] }), '/options', 'must provide at least 1 items'],
  ['missing options', checkboxes({ options: undefined }), '', 'missing required field: options'],
  ['nothing ticked, in a list', checkboxes({ initial_options: [] }), '/initial_options', among],
  ['another ticked', checkboxes({ initial_options: [option('z')] }), '/initial_options', among],
  [
    'a checkbox twice',
    checkboxes({ options: [option('a'), option('a')] }),
    '/options/1/value',
    'two options of one value: a',
  ],
  ['a placeholder', checkboxes({ placeholder: plain('a') }), '', 'invalid additional property: placeholder'],
  ['eleven radio buttons', radio({ options: options(11) }), '/options', 'no more than 10 items allowed'],
  ['another radio button on', radio({ initial_option: option('z') }), '/initial_option', among],
  [
    'two radio buttons on',
    radio({ initial_options: options(2) }),
    '',
    'invalid additional property: initial_options',
  ],
  [
    'a day that is none',
    { type: 'datepicker', initial_date: '2027-02-29' },
    '/initial_date',
    'input must be a valid: date',
  ],
  [
    'a day written otherwise',
    { type: 'datepicker', initial_date: '01.02.2027' },
    '/initial_date',
    'input must be a valid: date',
  ],
  [
    'a number for a day',
    { type: 'datepicker', initial_date: 20270101 },
    '/initial_date',
    'must provide a string',
  ],
  [
    'no such hour',
    { type: 'timepicker', initial_time: '24:00' },
    '/initial_time',
    'input must match regex pattern: ^([01][0-9]|2[0-3]):[0-5][0-9]$',
  ],
  [
    'no such zone',
    { type: 'timepicker', timezone: 'Europe/Atlantis' },
    '/timezone',
    'input must be a valid: timezone',
  ],
]

const inputs: Row[] = [
  [
    'milliseconds',
    { ...moment, initial_date_time: 1_798_761_600_000 },
    '/initial_date_time',
    'must be less than 9999999999',
  ],
  [
    'a moment in words',
    { ...moment, initial_date_time: '1798761600' },
    '/initial_date_time',
    'must provide an integer',
  ],
  [
    'a placeholder for a moment',
    { ...moment, placeholder: plain('a') },
    '',
    'invalid additional property: placeholder',
  ],
  ['a length of 3001', textInput({ max_length: 3001 }), '/max_length', 'must be less than 3000'],
  ['a length of none', textInput({ max_length: 0 }), '/max_length', 'must be greater than 1'],
  ['a length in words', textInput({ min_length: '5' }), '/min_length', 'must provide an integer'],
  [
    'crossed lengths',
    textInput({ min_length: 5, max_length: 4 }),
    '/min_length',
    '`min_length` must be less than or equal to `max_length`',
  ],
  [
    'too much in it',
    textInput({ max_length: 3, initial_value: 'abcd' }),
    '/initial_value',
    'must be less than 4 characters',
  ],
  [
    'too little in it',
    textInput({ min_length: 3, initial_value: 'ab' }),
    '/initial_value',
    'must be more than 2 characters',
  ],
  [
    '3001 characters in it',
    textInput({ initial_value: long(3001) }),
    '/initial_value',
    'must be less than 3001 characters',
  ],
  ['"yes" for multiline', textInput({ multiline: 'yes' }), '/multiline', 'must be a boolean'],
  ['a confirmation', textInput({ confirm: {} }), '', 'invalid additional property: confirm'],
  [
    'a dispatch of nothing',
    dispatch({ trigger_actions_on: [] }),
    '/dispatch_action_config/trigger_actions_on',
    'must provide at least 1 items',
  ],
  [
    'an empty dispatch',
    dispatch({}),
    '/dispatch_action_config',
    'missing required field: trigger_actions_on',
  ],
  [
    'a dispatch on blur',
    dispatch({ trigger_actions_on: ['on_blur'] }),
    '/dispatch_action_config/trigger_actions_on/0',
    'must be a valid enum value',
  ],
  [
    'a dispatch said twice',
    dispatch({ trigger_actions_on: many(2, 'on_enter_pressed') }),
    '/dispatch_action_config/trigger_actions_on',
    'Input contains duplicate items',
  ],
  [
    'several lines of address',
    { type: 'email_text_input', multiline: true },
    '',
    'invalid additional property: multiline',
  ],
  [
    'a number for an address',
    { type: 'url_text_input', initial_value: 1 },
    '/initial_value',
    'must provide a string',
  ],
  [
    'decimals left open',
    numberInput({ is_decimal_allowed: undefined }),
    '',
    'missing required field: is_decimal_allowed',
  ],
  ['numbers as numbers', numberInput({ min_value: 1 }), '/min_value', 'must provide a string'],
  [
    'a number in words',
    numberInput({ initial_value: 'one' }),
    '/initial_value',
    'input must match regex pattern: ^-?[0-9]+(\\.[0-9]+)?$',
  ],
  [
    'crossed numbers',
    numberInput({ min_value: '9', max_value: '10', initial_value: '8' }),
    '/initial_value',
    'must be greater than 9',
  ],
  [
    'a greater minimum',
    numberInput({ min_value: '10', max_value: '9' }),
    '/min_value',
    '`min_value` must be less than or equal to `max_value`',
  ],
  [
    'too great a number',
    numberInput({ max_value: '9', initial_value: '10' }),
    '/initial_value',
    'must be less than 9',
  ],
  [
    'a decimal where none is allowed',
    numberInput({ initial_value: '1.5' }),
    '/initial_value',
    'must provide an integer',
  ],
  ['rich text without action_id', { type: 'rich_text_input' }, '', 'missing required field: action_id'],
  [
    'rich text as text',
    { type: 'rich_text_input', action_id: 'a', initial_value: 'a' },
    '/initial_value',
    'must provide an object',
  ],
  [
    'crossed lines',
    { type: 'rich_text_input', action_id: 'a', min_lines: 3, max_lines: 2 },
    '/min_lines',
    '`min_lines` must be less than or equal to `max_lines`',
  ],
  ['eleven files', { ...fileInput, max_files: 11 }, '/max_files', 'must be less than 10'],
  ['no kinds of file', { ...fileInput, filetypes: [] }, '/filetypes', 'must provide at least 1 items'],
  [
    'a placeholder for files',
    { ...fileInput, placeholder: plain('a') },
    '',
    'invalid additional property: placeholder',
  ],
]

const overflows: Row[] = [
  ['six options', overflow({ options: options(6) }), '/options', 'no more than 5 items allowed'],
  ['no options', overflow({ options: [] }), '/options', 'must provide at least 1 items'],
  [
    'an option in mrkdwn',
    overflow({ options: [{ text: mrkdwn('a'), value: 'a' }] }),
    '/options/0/text/type',
    'must be a valid enum value',
  ],
  [
    'an empty link',
    overflow({ options: [option('a', { url: '' })] }),
    '/options/0/url',
    'must be more than 0 characters',
  ],
  [
    'a value twice',
    overflow({ options: [option('a'), option('a')] }),
    '/options/1/value',
    'two options of one value: a',
  ],
  ['a placeholder', overflow({ placeholder: plain('a') }), '', 'invalid additional property: placeholder'],
]

const expectFault = (block: unknown, pointer: string, words: string) =>
  expect(checkView(modal([block]))).toEqual([
    expect.objectContaining({ pointer: `/view/blocks/0${pointer}`, words }),
  ])

describe('Slack refuses', () => {
  test.each([...menus, ...choices, ...inputs])('in an input: %s', (_, it, pointer, words) =>
    expectFault(input(it), `/element${pointer}`, words),
  )
  test.each([...menus, ...choices])('beside a section: %s', (_, it, pointer, words) =>
    expectFault(accessory(it), `/accessory${pointer}`, words),
  )
  test.each(overflows)('in an overflow: %s', (_, it, pointer, words) =>
    expectFault(accessory(it), `/accessory${pointer}`, words),
  )
  test.each(Object.entries({ ...pickable, ...pickableSeveral, ...typable }))(
    '%s with a field nobody knows',
    (_, it) =>
      expectFault(input({ ...(it as object), colour: 1 }), '/element', 'invalid additional property: colour'),
  )

  test.each<Row>([
    ['neither', {}, '', 'missing required field: options'],
    ['101 options', { options: options(101) }, '/options', 'no more than 100 items allowed'],
    [
      'a long option',
      { options: [{ text: plain(long(76)), value: 'a' }] },
      '/options/0/text/text',
      'must be less than 76 characters',
    ],
    ['nothing at all', null, '', 'must provide an object'],
  ])('suggestions with %s', (_, answer, pointer, words) =>
    expect(checkSuggestions(answer)).toContainEqual({ pointer, words }),
  )
})
