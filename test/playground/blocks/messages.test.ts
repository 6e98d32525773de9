import { describe, expect, test } from 'vitest'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { accessory, actions, button, input, many, mrkdwn, plain, section, select } from './samples.ts'

const long = (length: number) => 'a'.repeat(length)
const saying = (blocks: unknown, more: Record<string, unknown> = {}) => ({
  text: 'Invitations',
  blocks,
  ...more,
})
const attached = (attachments: unknown) => ({ text: 'Invitations', attachments })

type Row = [what: string, message: unknown, fault: { pointer: string; words: string; code?: string }]

const rows: Row[] = [
  ['nothing', null, { pointer: '', words: 'must provide an object', code: 'invalid_arguments' }],
  [
    'neither text nor blocks',
    {},
    { pointer: '/text', words: 'missing required field: text', code: 'no_text' },
  ],
  [
    'an empty text',
    { text: '' },
    { pointer: '/text', words: 'missing required field: text', code: 'no_text' },
  ],
  [
    'blocks and no text for who cannot see them',
    { blocks: [section()] },
    { pointer: '/text', words: 'missing required field: text', code: 'no_text' },
  ],
  [
    'a text object',
    { text: plain('a') },
    { pointer: '/text', words: 'must provide a string', code: 'invalid_arguments' },
  ],
  [
    'a text that would be cut off',
    { text: long(40_001) },
    { pointer: '/text', words: 'must be less than 40001 characters', code: 'msg_too_long' },
  ],
  ['51 blocks', saying(many(51, section())), { pointer: '/blocks', words: 'no more than 50 items allowed' }],
  [
    'blocks written out and no list',
    saying('section'),
    { pointer: '/blocks', words: 'must provide an array', code: 'invalid_blocks_format' },
  ],
  [
    'long blocks in sum',
    saying(many(5, section({ text: mrkdwn(long(3000)) }))),
    { pointer: '/blocks', words: 'must be less than 13201 characters', code: 'msg_blocks_too_long' },
  ],
  ['null among blocks', saying([section(), null]), { pointer: '/blocks/1', words: 'must provide an object' }],
  ['an alert', saying([{ type: 'alert' }]), { pointer: '/blocks/0/type', words: 'unsupported type: alert' }],
  [
    'a file block',
    saying([{ type: 'file' }]),
    { pointer: '/blocks/0/type', words: 'unsupported type: file' },
  ],
  ...[
    'markdown',
    'table',
    'context_actions',
    'task_card',
    'plan',
    'card',
    'carousel',
    'video',
    'data_table',
  ].map(
    (type): Row => [
      `a ${type}`,
      saying([{ type }]),
      { pointer: '/blocks/0/type', words: `not modelled here: ${type}` },
    ],
  ),
  [
    'an input for files',
    saying([input({ type: 'file_input' })]),
    { pointer: '/blocks/0/element/type', words: 'unsupported type: file_input' },
  ],
  [
    'an empty menu',
    saying([accessory(select({ options: [] }))]),
    { pointer: '/blocks/0/accessory/options', words: 'must provide at least 1 items' },
  ],
  [
    'an action twice in a block',
    saying([actions(button(), button())]),
    { pointer: '/blocks/0/elements/1/action_id', words: '`action_id` "resend" already exists' },
  ],
  [
    'a block_id twice',
    saying([section({ block_id: 'a' }), section({ block_id: 'a' })]),
    { pointer: '/blocks/1/block_id', words: '`block_id` "a" already exists' },
  ],
  [
    '101 attachments',
    attached(many(101, { blocks: [section()] })),
    { pointer: '/attachments', words: 'no more than 100 items allowed', code: 'too_many_attachments' },
  ],
  [
    'an attachment for attachments',
    attached({ blocks: [] }),
    { pointer: '/attachments', words: 'must provide an array', code: 'invalid_attachments' },
  ],
  [
    'an attachment of the old kind',
    attached([{ title: 'a' }]),
    { pointer: '/attachments/0', words: 'not modelled here: title', code: 'invalid_attachments' },
  ],
  [
    'a bad block in an attachment',
    attached([{ blocks: [{ type: 'header' }] }]),
    {
      pointer: '/attachments/0/blocks/0',
      words: 'missing required field: text',
      code: 'invalid_attachments',
    },
  ],
]

describe('Slack refuses a message with', () => {
  test.each(rows)('%s', (_, message, fault) =>
    expect(checkMessage(message)).toEqual([expect.objectContaining(fault)]),
  )

  test('4,001 characters in an update, where a post may have 40,000', () => {
    const message = { text: long(4_001) }
    expect(checkMessage(message)).toEqual([])
    expect(checkMessage(message, 'update')).toEqual([
      { pointer: '/text', words: 'must be less than 4001 characters', code: 'msg_too_long' },
    ])
  })
})
