import { describe, expect, test } from 'vitest'
import { checkView } from '../../../src/playground/blocks/views.ts'
import {
  accessory,
  actions,
  blocks,
  button,
  confirm,
  image,
  input,
  many,
  modal,
  mrkdwn,
  option,
  plain,
  rich,
  richSection,
  section,
  textInput,
} from './samples.ts'

const long = (length: number) => 'a'.repeat(length)
const leaf = (it: unknown) => rich(richSection(it))
const header = (text: unknown) => ({ type: 'header', text })
const context = (elements: unknown) => ({ type: 'context', elements })

/** The pointer goes on from the block, which is the first of a modal. */
type Row = [what: string, block: unknown, pointer: string, words: string]

const shapes: Row[] = [
  ['nothing', null, '', 'must provide an object'],
  ['no type', { text: plain('a') }, '', 'missing required field: type'],
  ['a number for a type', { type: 5 }, '/type', 'must provide a string'],
  ['an unknown field', section({ style: 'primary' }), '', 'invalid additional property: style'],
  ['a field of every block', { type: 'divider', text: plain('a') }, '', 'invalid additional property: text'],
  ['a long block_id', section({ block_id: long(256) }), '/block_id', 'must be less than 256 characters'],
  ['an empty block_id', section({ block_id: '' }), '/block_id', 'must be more than 0 characters'],
  ['a number for a block_id', section({ block_id: 7 }), '/block_id', 'must provide a string'],
]

const texts: Row[] = [
  ['neither text nor fields', { type: 'section' }, '/type', 'must define either `text` or `fields`'],
  ['a long text', section({ text: mrkdwn(long(3001)) }), '/text/text', 'must be less than 3001 characters'],
  ['an empty text', section({ text: mrkdwn('') }), '/text/text', 'must be more than 0 characters'],
  ['a bare text', section({ text: 'a' }), '/text', 'must provide an object'],
  ['a number for a text', section({ text: mrkdwn(3 as never) }), '/text/text', 'must provide a string'],
  ['a text without text', section({ text: { type: 'mrkdwn' } }), '/text', 'missing required field: text'],
  ['a text without type', section({ text: { text: 'a' } }), '/text', 'missing required field: type'],
  [
    'a text of another type',
    section({ text: { type: 'markdown', text: 'a' } }),
    '/text/type',
    'must be a valid enum value',
  ],
  [
    'emoji in mrkdwn',
    section({ text: mrkdwn('a', { emoji: true }) }),
    '/text',
    'invalid additional property: emoji',
  ],
  [
    'verbatim in plain text',
    section({ text: plain('a', { verbatim: true }) }),
    '/text',
    'invalid additional property: verbatim',
  ],
  ['"yes" for emoji', section({ text: plain('a', { emoji: 'yes' }) }), '/text/emoji', 'must be a boolean'],
  ['no fields in the list', section({ fields: [] }), '/fields', 'must provide at least 1 items'],
  ['eleven fields', section({ fields: many(11, plain('a')) }), '/fields', 'no more than 10 items allowed'],
  [
    'a long field',
    section({ fields: [plain(long(2001))] }),
    '/fields/0/text',
    'must be less than 2001 characters',
  ],
  [
    'an empty field',
    section({ fields: [plain('a'), plain('')] }),
    '/fields/1/text',
    'must be more than 0 characters',
  ],
  ['bare fields', section({ fields: ['a'] }), '/fields/0', 'must provide an object'],
  ['"true" for expand', section({ expand: 'true' }), '/expand', 'must be a boolean'],
  ['null for an accessory', section({ accessory: null }), '/accessory', 'must provide an object'],
  ['two accessories', section({ accessory: [button()] }), '/accessory', 'must provide an object'],
  ['a header in mrkdwn', header(mrkdwn('*a*')), '/text/type', 'must be a valid enum value'],
  ['a long header', header(plain(long(151))), '/text/text', 'must be less than 151 characters'],
  ['an empty header', header(plain('')), '/text/text', 'must be more than 0 characters'],
  ['a header without text', { type: 'header' }, '', 'missing required field: text'],
  ['a header of level 0', { ...header(plain('a')), level: 0 }, '/level', 'must be greater than 1'],
  ['a header of level 5', { ...header(plain('a')), level: 5 }, '/level', 'must be less than 4'],
]

const lists: Row[] = [
  ['no elements', actions(), '/elements', 'must provide at least 1 items'],
  ['elements that are missing', { type: 'actions' }, '', 'missing required field: elements'],
  ['an element for elements', { type: 'actions', elements: button() }, '/elements', 'must provide an array'],
  [
    '26 elements',
    actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` }))),
    '/elements',
    'no more than 25 items allowed',
  ],
  ['a text among actions', actions(plain('a')), '/elements/0/type', 'unsupported type: plain_text'],
  ['an image among actions', actions(image()), '/elements/0/type', 'unsupported type: image'],
  ['an input among actions', actions(textInput()), '/elements/0/type', 'unsupported type: plain_text_input'],
  [
    'a workflow button',
    actions({ type: 'workflow_button' }),
    '/elements/0/type',
    'not modelled here: workflow_button',
  ],
  [
    'an action twice',
    actions(button(), button()),
    '/elements/1/action_id',
    '`action_id` "resend" already exists',
  ],
  ['an empty context', context([]), '/elements', 'must provide at least 1 items'],
  ['eleven in a context', context(many(11, plain('a'))), '/elements', 'no more than 10 items allowed'],
  ['a button in a context', context([button()]), '/elements/0/type', 'unsupported type: button'],
  ['an empty text in a context', context([mrkdwn('')]), '/elements/0/text', 'must be more than 0 characters'],
  [
    'an input beside a section',
    accessory(textInput()),
    '/accessory/type',
    'unsupported type: plain_text_input',
  ],
  [
    'a moment beside a section',
    accessory({ type: 'datetimepicker' }),
    '/accessory/type',
    'unsupported type: datetimepicker',
  ],
]

const inputs: Row[] = [
  ['no label', input(textInput(), { label: undefined }), '', 'missing required field: label'],
  [
    'a label in mrkdwn',
    input(textInput(), { label: mrkdwn('*a*') }),
    '/label/type',
    'must be a valid enum value',
  ],
  [
    'a long label',
    input(textInput(), { label: plain(long(2001)) }),
    '/label/text',
    'must be less than 2001 characters',
  ],
  [
    'a hint in mrkdwn',
    input(textInput(), { hint: mrkdwn('*a*') }),
    '/hint/type',
    'must be a valid enum value',
  ],
  [
    'a long hint',
    input(textInput(), { hint: plain(long(2001)) }),
    '/hint/text',
    'must be less than 2001 characters',
  ],
  ['"no" for optional', input(textInput(), { optional: 'no' }), '/optional', 'must be a boolean'],
  [
    '1 for dispatch_action',
    input(textInput(), { dispatch_action: 1 }),
    '/dispatch_action',
    'must be a boolean',
  ],
  ['no element', input(undefined), '', 'missing required field: element'],
  ['elements', { ...input(textInput()), elements: [] }, '', 'invalid additional property: elements'],
  ['a button', input(button()), '/element/type', 'unsupported type: button'],
  ['an overflow', input({ type: 'overflow' }), '/element/type', 'unsupported type: overflow'],
  ['an image', input(image()), '/element/type', 'unsupported type: image'],
]

const images: Row[] = [
  ['no alt_text', image({ alt_text: undefined }), '', 'missing required field: alt_text'],
  ['an empty alt_text', image({ alt_text: '' }), '/alt_text', 'must be more than 0 characters'],
  [
    'an empty alt_text beside a section',
    accessory(image({ alt_text: '' })),
    '/accessory/alt_text',
    'must be more than 0 characters',
  ],
  [
    'a long alt_text beside a section',
    accessory(image({ alt_text: long(2001) })),
    '/accessory/alt_text',
    'must be less than 2001 characters',
  ],
  ['a long title', image({ title: plain(long(2001)) }), '/title/text', 'must be less than 2001 characters'],
  ['a long alt_text', image({ alt_text: long(2001) }), '/alt_text', 'must be less than 2001 characters'],
  ['no address', image({ image_url: undefined }), '', 'missing required field: image_url'],
  [
    'two addresses',
    image({ slack_file: { id: 'F1' } }),
    '',
    'cannot provide both `image_url` and `slack_file`',
  ],
  ['no scheme', image({ image_url: 'example.com/a.png' }), '/image_url', 'input must be a valid: uri'],
  [
    'its own bytes',
    image({ image_url: 'data:image/png;base64,AA' }),
    '/image_url',
    'input must be a valid: uri',
  ],
  [
    'a long address',
    image({ image_url: `https://a.de/${long(3000)}` }),
    '/image_url',
    'must be less than 3001 characters',
  ],
  [
    'this machine',
    image({ image_url: 'http://localhost:3000/a.png' }),
    '/image_url',
    'downloading image failed',
  ],
  ...['127.0.0.1:3000', '10.0.0.4', '0.0.0.0', '[::1]', 'intranet'].map(
    (host): Row => [
      `an address only ${host} knows`,
      image({ image_url: `http://${host}/a.png` }),
      '/image_url',
      'downloading image failed',
    ],
  ),
  [
    'this network',
    image({ image_url: 'https://192.168.1.4/a.png' }),
    '/image_url',
    'downloading image failed',
  ],
  ['a title in mrkdwn', image({ title: mrkdwn('a') }), '/title/type', 'must be a valid enum value'],
  [
    'a file of two names',
    { type: 'image', alt_text: 'a', slack_file: { id: 'F', url: 'https://a.de' } },
    '/slack_file',
    'cannot provide both `id` and `url`',
  ],
  [
    'a title beside a section',
    accessory(image({ title: plain('a') })),
    '/accessory',
    'invalid additional property: title',
  ],
]

const richTexts: Row[] = [
  ['no elements', { type: 'rich_text' }, '', 'missing required field: elements'],
  ['a text without section', rich({ type: 'text', text: 'a' }), '/elements/0/type', 'unsupported type: text'],
  [
    'an empty text',
    leaf({ type: 'text', text: '' }),
    '/elements/0/elements/0/text',
    'must be more than 0 characters',
  ],
  ['a text object', leaf(plain('a')), '/elements/0/elements/0/type', 'unsupported type: plain_text'],
  [
    'another style',
    leaf({ type: 'text', text: 'a', style: { blink: true } }),
    '/elements/0/elements/0/style',
    'invalid additional property: blink',
  ],
  [
    'a style by name',
    leaf({ type: 'text', text: 'a', style: 'bold' }),
    '/elements/0/elements/0/style',
    'must provide an object',
  ],
  [
    '1 for bold',
    leaf({ type: 'text', text: 'a', style: { bold: 1 } }),
    '/elements/0/elements/0/style/bold',
    'must be a boolean',
  ],
  ['a link to nowhere', leaf({ type: 'link' }), '/elements/0/elements/0', 'missing required field: url'],
  [
    'an emoji in colons that is no field',
    leaf({ type: 'emoji', emoji: ':a:', name: 'a' }),
    '/elements/0/elements/0',
    'invalid additional property: emoji',
  ],
  ['a user without id', leaf({ type: 'user' }), '/elements/0/elements/0', 'missing required field: user_id'],
  [
    'a call to all',
    leaf({ type: 'broadcast', range: 'all' }),
    '/elements/0/elements/0/range',
    'must be a valid enum value',
  ],
  [
    'a moment in words',
    leaf({ type: 'date', timestamp: 'now', format: '{date}' }),
    '/elements/0/elements/0/timestamp',
    'must provide an integer',
  ],
  [
    'a list without style',
    rich({ type: 'rich_text_list', elements: [richSection()] }),
    '/elements/0',
    'missing required field: style',
  ],
  [
    'a list of dashes',
    rich({ type: 'rich_text_list', style: 'dash', elements: [richSection()] }),
    '/elements/0/style',
    'must be a valid enum value',
  ],
  [
    'an empty list',
    rich({ type: 'rich_text_list', style: 'bullet', elements: [] }),
    '/elements/0/elements',
    'must provide at least 1 items',
  ],
  [
    'a list in a list',
    rich({
      type: 'rich_text_list',
      style: 'bullet',
      elements: [{ type: 'rich_text_list', style: 'bullet', elements: [] }],
    }),
    '/elements/0/elements/0/type',
    'unsupported type: rich_text_list',
  ],
  [
    'a user in code',
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U' }] }),
    '/elements/0/elements/0/type',
    'unsupported type: user',
  ],
  [
    'a border of 2',
    rich({ type: 'rich_text_quote', elements: [], border: 2 }),
    '/elements/0/border',
    'must be a valid enum value',
  ],
]

const asks = (more: Record<string, unknown>) => accessory(button({ confirm: confirm(more) }))
const buttons: Row[] = [
  ['no text', accessory(button({ text: undefined })), '/accessory', 'missing required field: text'],
  [
    'a text in mrkdwn',
    accessory(button({ text: mrkdwn('*a*') })),
    '/accessory/text/type',
    'must be a valid enum value',
  ],
  [
    'a long text',
    accessory(button({ text: plain(long(76)) })),
    '/accessory/text/text',
    'must be less than 76 characters',
  ],
  [
    'a long value',
    accessory(button({ value: long(2001) })),
    '/accessory/value',
    'must be less than 2001 characters',
  ],
  ['a number for a value', accessory(button({ value: 12 })), '/accessory/value', 'must provide a string'],
  [
    'the default style by name',
    accessory(button({ style: 'default' })),
    '/accessory/style',
    'must be a valid enum value',
  ],
  [
    'a long action_id',
    accessory(button({ action_id: long(256) })),
    '/accessory/action_id',
    'must be less than 256 characters',
  ],
  [
    'an empty action_id',
    accessory(button({ action_id: '' })),
    '/accessory/action_id',
    'must be more than 0 characters',
  ],
  ['an empty url', accessory(button({ url: '' })), '/accessory/url', 'must be more than 0 characters'],
  [
    'a path for a url',
    accessory(button({ url: '/welcome' })),
    '/accessory/url',
    'input must be a valid: uri',
  ],
  [
    'a long url',
    accessory(button({ url: `https://a.de/${long(3000)}` })),
    '/accessory/url',
    'must be less than 3001 characters',
  ],
  [
    'a long label',
    accessory(button({ accessibility_label: long(76) })),
    '/accessory/accessibility_label',
    'must be less than 76 characters',
  ],
  [
    'a block_id of its own',
    accessory(button({ block_id: 'b' })),
    '/accessory',
    'invalid additional property: block_id',
  ],
  ['no title to confirm', asks({ title: undefined }), '/accessory/confirm', 'missing required field: title'],
  ['no way back', asks({ deny: undefined }), '/accessory/confirm', 'missing required field: deny'],
  [
    'a long title to confirm',
    asks({ title: plain(long(101)) }),
    '/accessory/confirm/title/text',
    'must be less than 101 characters',
  ],
  [
    'a title to confirm in mrkdwn',
    asks({ title: mrkdwn('a') }),
    '/accessory/confirm/title/type',
    'must be a valid enum value',
  ],
  [
    'a long text to confirm',
    asks({ text: mrkdwn(long(301)) }),
    '/accessory/confirm/text/text',
    'must be less than 301 characters',
  ],
  [
    'a long yes',
    asks({ confirm: plain(long(31)) }),
    '/accessory/confirm/confirm/text',
    'must be less than 31 characters',
  ],
  [
    'a long no',
    asks({ deny: plain(long(31)) }),
    '/accessory/confirm/deny/text',
    'must be less than 31 characters',
  ],
  [
    'another style of yes',
    asks({ style: 'warning' }),
    '/accessory/confirm/style',
    'must be a valid enum value',
  ],
  [
    'a button to confirm',
    asks({ cancel: plain('a') }),
    '/accessory/confirm',
    'invalid additional property: cancel',
  ],
  [
    'options',
    accessory(button({ options: [option('a')] })),
    '/accessory',
    'invalid additional property: options',
  ],
]

const faultsOf = (block: unknown) => checkView(modal([block]))

describe('Slack refuses', () => {
  const table = {
    block: shapes,
    text: texts,
    list: lists,
    input: inputs,
    image: images,
    'rich text': richTexts,
    button: buttons,
  }
  for (const [kind, rows] of Object.entries(table))
    test.each(rows)(`a ${kind} with %s`, (_, block, pointer, words) =>
      expect(faultsOf(block)).toEqual([
        expect.objectContaining({ pointer: `/view/blocks/0${pointer}`, words }),
      ]),
    )

  test.each(Object.entries(blocks))('%s with a field nobody knows', (_, block) =>
    expect(faultsOf({ ...(block as object), colour: 'red' })).toEqual([
      { pointer: '/view/blocks/0', words: 'invalid additional property: colour' },
    ]),
  )
})
