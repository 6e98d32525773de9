import { describe, expect, test } from 'vitest'
import type { Fault } from '../../../src/playground/blocks/fault.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import {
  accessory,
  actions,
  button,
  checkboxes,
  confirm,
  fileInput,
  home,
  image,
  input,
  many,
  modal,
  moment,
  mrkdwn,
  numberInput,
  option,
  options,
  overflow,
  plain,
  rich,
  richSection,
  section,
  select,
  textInput,
} from './samples.ts'

const faults = (block: unknown): Fault[] => checkView(modal([block]))
const first = (found: Fault[]) => found.map(({ words }) => words)
const asks = (more: Record<string, unknown>) => accessory(button({ confirm: confirm(more) }))
const offers = (more: Record<string, unknown>) =>
  accessory(select({ options: [{ ...option('a'), ...more }] }))
const groupOf = (label: string) => ({ label: plain(label), options: options(1) })
const richInput = (more: Record<string, unknown>) =>
  input({ type: 'rich_text_input', action_id: 'a', ...more })
const web = (length: number) => `https://a.de/${'a'.repeat(length - 13)}`
const texts = ['plain_text_input', 'email_text_input', 'url_text_input'] as const

/** What, how much of it is taken, and a view that has a text of this length. */
const lengths: [what: string, most: number, view: (text: string) => unknown][] = [
  ['title', 24, (it) => modal([], { title: plain(it) })],
  ['submit', 24, (it) => modal([], { submit: plain(it) })],
  ['close', 24, (it) => modal([], { close: plain(it) })],
  ['private_metadata', 3000, (it) => modal([], { private_metadata: it })],
  ['callback_id', 255, (it) => home([], { callback_id: it })],
  ['external_id', 255, (it) => home([], { external_id: it })],
  ...(
    [
      ['block_id', 255, (it) => section({ block_id: it })],
      ['action_id', 255, (it) => accessory(button({ action_id: it }))],
      ['text of a section', 3000, (it) => section({ text: mrkdwn(it) })],
      ['field', 2000, (it) => section({ fields: [mrkdwn(it)] })],
      ['plain text in a context', 3000, (it) => ({ type: 'context', elements: [plain(it)] })],
      ['text in a context', 3000, (it) => ({ type: 'context', elements: [mrkdwn(it)] })],
      ['header', 150, (it) => ({ type: 'header', text: plain(it) })],
      ['label', 2000, (it) => input(textInput(), { label: plain(it) })],
      ['hint', 2000, (it) => input(textInput(), { hint: plain(it) })],
      ['alt_text', 2000, (it) => image({ alt_text: it })],
      ['alt_text beside a section', 2000, (it) => accessory(image({ alt_text: it }))],
      ['title of an image', 2000, (it) => image({ title: plain(it) })],
      ['text of a button', 75, (it) => accessory(button({ text: plain(it) }))],
      ['value of a button', 2000, (it) => accessory(button({ value: it }))],
      ['label for screen readers', 75, (it) => accessory(button({ accessibility_label: it }))],
      ['title to confirm', 100, (it) => asks({ title: plain(it) })],
      ['text to confirm', 300, (it) => asks({ text: plain(it) })],
      ['yes', 30, (it) => asks({ confirm: plain(it) })],
      ['no', 30, (it) => asks({ deny: plain(it) })],
      ['text of an option', 75, (it) => offers({ text: plain(it) })],
      ['value of an option', 75, (it) => offers({ value: it })],
      ['description of an option', 75, (it) => offers({ description: plain(it) })],
      [
        'text of a checkbox',
        75,
        (it) => accessory(checkboxes({ options: [{ ...option('a'), text: mrkdwn(it) }] })),
      ],
      [
        'description of one',
        75,
        (it) => accessory(checkboxes({ options: [option('a', { description: mrkdwn(it) })] })),
      ],
      [
        'text in an overflow',
        75,
        (it) => accessory(overflow({ options: [{ ...option('a'), text: plain(it) }] })),
      ],
      [
        'description in one',
        75,
        (it) => accessory(overflow({ options: [option('a', { description: plain(it) })] })),
      ],
      [
        'label of a group',
        75,
        (it) => accessory(select({ options: undefined, option_groups: [groupOf(it)] })),
      ],
      ['placeholder of a menu', 150, (it) => accessory(select({ placeholder: plain(it) }))],
      ['placeholder of a day', 150, (it) => accessory({ type: 'datepicker', placeholder: plain(it) })],
      ['placeholder of an input', 150, (it) => input(textInput({ placeholder: plain(it) }))],
      ...texts.map((type): [string, number, (text: string) => unknown] => [
        `first text of ${type}`,
        3000,
        (it) => input({ type, initial_value: it }),
      ]),
    ] as [string, number, (text: string) => unknown][]
  ).map(([what, most, block]): [string, number, (text: string) => unknown] => [
    what,
    most,
    (it) => modal([block(it)]),
  ]),
]

/** The same for numbers of things. */
const counts: [what: string, most: number, block: (count: number) => unknown][] = [
  ['fields', 10, (it) => section({ fields: many(it, plain('a')) })],
  ['elements of a context', 10, (it) => ({ type: 'context', elements: many(it, plain('a')) })],
  ['actions', 25, (it) => actions(...options(it).map(({ value }) => button({ action_id: value })))],
  ['options', 100, (it) => accessory(select({ options: options(it) }))],
  [
    'groups',
    100,
    (it) =>
      accessory(
        select({
          options: undefined,
          option_groups: options(it).map((one) => ({ label: plain('A'), options: [one] })),
        }),
      ),
  ],
  [
    'options of a group',
    100,
    (it) =>
      accessory(select({ options: undefined, option_groups: [{ label: plain('A'), options: options(it) }] })),
  ],
  ['checkboxes', 10, (it) => accessory(checkboxes({ options: options(it) }))],
  ['radio buttons', 10, (it) => accessory({ type: 'radio_buttons', options: options(it) })],
  ['options of an overflow', 5, (it) => accessory(overflow({ options: options(it) }))],
  ['users at first', 100, (it) => accessory({ type: 'multi_users_select', initial_users: many(it, 'U1') })],
]

/** Whole numbers from the first to the second. */
const ranges: [what: string, min: number, max: number, block: (value: number) => unknown][] = [
  ['level', 1, 4, (it) => ({ type: 'header', text: plain('a'), level: it })],
  ['moment', 1_000_000_000, 9_999_999_999, (it) => input({ ...moment, initial_date_time: it })],
  ['min_length', 0, 3000, (it) => input(textInput({ min_length: it }))],
  ['max_length', 1, 3000, (it) => input(textInput({ max_length: it }))],
  ['min_lines', 1, 100, (it) => richInput({ min_lines: it })],
  ['max_lines', 1, 100, (it) => richInput({ max_lines: it })],
  ['max_files', 1, 10, (it) => input({ ...fileInput, max_files: it })],
  ['skin_tone', 1, 6, (it) => rich(richSection({ type: 'emoji', name: 'wave', skin_tone: it }))],
]

const least: [what: string, block: unknown][] = [
  ['label for screen readers', accessory(button({ accessibility_label: '' }))],
  ['kind of file', input({ ...fileInput, filetypes: [''] })],
  ['name of an emoji', rich(richSection({ type: 'emoji', name: '' }))],
  ['user', rich(richSection({ type: 'user', user_id: '' }))],
  ['usergroup', rich(richSection({ type: 'usergroup', usergroup_id: '' }))],
  ['channel', rich(richSection({ type: 'channel', channel_id: '' }))],
  ['team', rich(richSection({ type: 'team', team_id: '' }))],
  ['format of a moment', rich(richSection({ type: 'date', timestamp: 1, format: '' }))],
  ['fallback of a moment', rich(richSection({ type: 'date', timestamp: 1, format: '{date}', fallback: '' }))],
  ['language', rich({ type: 'rich_text_preformatted', elements: [], language: '' })],
  ['first user', accessory({ type: 'users_select', initial_user: '' })],
  ['first conversation', accessory({ type: 'conversations_select', initial_conversation: '' })],
  ['first channel', accessory({ type: 'channels_select', initial_channel: '' })],
  ['name of a file', { type: 'image', alt_text: 'a', slack_file: { id: '' } }],
]

describe('the limit of', () => {
  test.each(least)('a %s is one character at least', (_, block) =>
    expect(first(faults(block))).toEqual(['must be more than 0 characters']),
  )

  test.each(lengths)('%s is %d characters', (_, most, view) => {
    expect(checkView(view('é'.repeat(most)))).toEqual([])
    expect(first(checkView(view('é'.repeat(most + 1))))).toEqual([`must be less than ${most + 1} characters`])
  })

  test.each([
    ['a link', (it: string) => accessory(button({ url: it }))],
    ['an image', (it: string) => image({ image_url: it })],
  ])('%s is 3000 characters', (_, block) => {
    expect(faults(block(web(3000)))).toEqual([])
    expect(first(faults(block(web(3001))))).toEqual(['must be less than 3001 characters'])
  })

  test.each(counts)('%s is %d', (_, most, block) => {
    expect([faults(block(1)), faults(block(most))]).toEqual([[], []])
    expect(first(faults(block(most + 1)))).toEqual([`no more than ${most} items allowed`])
    expect(first(faults(block(0)))).toContain('must provide at least 1 items')
  })

  test.each(ranges)('%s is from %d to %d', (_, min, max, block) => {
    expect([faults(block(min)), faults(block(max))]).toEqual([[], []])
    expect(first(faults(block(min - 1)))).toEqual([`must be greater than ${min}`])
    expect(first(faults(block(max + 1)))).toEqual([`must be less than ${max}`])
  })

  test.each([
    ['a button without value', accessory(button({ value: '' }))],
    ['an input with nothing in it', input(textInput({ initial_value: '' }))],
    [
      'a number as small and as great as may be',
      input(numberInput({ min_value: '5', max_value: '5', initial_value: '5' })),
    ],
    [
      'a text as short and as long as may be',
      input(textInput({ min_length: 2, max_length: 2, initial_value: 'ab' })),
    ],
    ['an address not yet typed', input({ type: 'email_text_input', initial_value: '' })],
    ['a query of nothing', accessory({ type: 'multi_external_select', min_query_length: 0 })],
    [
      'a link in code',
      rich({ type: 'rich_text_preformatted', elements: [{ type: 'link', url: 'https://a.de' }] }),
    ],
    ['a label of one letter', accessory(button({ accessibility_label: 'a' }))],
    ['a kind of file in one letter', input({ ...fileInput, filetypes: ['c'] })],
    ['rich text without parts', rich()],
    [
      'parts without elements',
      rich({ type: 'rich_text_quote', elements: [] }, { type: 'rich_text_preformatted', elements: [] }),
    ],
    ['the first moment', rich(richSection({ type: 'date', timestamp: 0, format: '{date}' }))],
    [
      'a list at the margin',
      rich({
        type: 'rich_text_list',
        style: 'ordered',
        indent: 0,
        offset: 0,
        border: 0,
        elements: [richSection()],
      }),
    ],
  ])('what may be little: %s', (_, block) => expect(faults(block)).toEqual([]))
})
