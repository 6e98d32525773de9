import { describe, expect, test } from 'vitest'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { messageRefused, viewRefused } from '../../../src/playground/blocks/refusals.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import { input, many, modal, mrkdwn, plain, section, select, textInput } from './samples.ts'

const long = (length: number) => 'a'.repeat(length)
const ofView = (view: unknown) => viewRefused(checkView(view))
const ofMessage = (message: unknown) => messageRefused(checkMessage(message))

describe('the body of a refusal', () => {
  test('is none for a view and a message that are taken', () => {
    expect(ofView(modal([section()]))).toBeUndefined()
    expect(ofMessage({ text: 'Hello' })).toBeUndefined()
  })

  test('of a view has the lines seen from Slack: first the view, then every fault', () =>
    expect(ofView(modal([section()], { private_metadata: long(3001) }))).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
          '[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]',
        ],
      },
    }))

  test('of a view that breaks only a rule about the whole has that line alone, as seen', () =>
    expect(ofView(modal([section(), section(), input(textInput())], { submit: undefined }))).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/2/input]',
        ],
      },
    }))

  test('of a view names each of several faults', () => {
    const view = modal([input(select({ options: [] }))], { title: plain(long(25)) })
    expect(ofView(view)?.response_metadata?.messages.slice(1)).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
      '[ERROR] must provide at least 1 items [json-pointer:/view/blocks/0/element/options]',
    ])
  })

  test('of a view that is too large is its code', () =>
    expect(ofView(modal(many(90, section({ text: plain(long(3000)) }))))).toEqual({
      ok: false,
      error: 'view_too_large',
    }))

  test('of a message says everything twice, as seen', () => {
    const lines = [
      'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ]
    expect(ofMessage({ text: 'a', blocks: [section({ text: mrkdwn(long(3001)) })] })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: lines,
      response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
    })
  })

  test('of a message with too many blocks names the list', () =>
    expect(ofMessage({ text: 'a', blocks: many(51, section()) })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['no more than 50 items allowed [json-pointer:/blocks]'],
    }))

  test.each([
    ['no_text', {}],
    ['msg_too_long', { text: long(40_001) }],
    ['msg_blocks_too_long', { text: 'a', blocks: many(5, section({ text: plain(long(3000)) })) }],
    ['invalid_blocks_format', { text: 'a', blocks: {} }],
    ['too_many_attachments', { text: 'a', attachments: many(101, {}) }],
  ])('is the bare code %s where the code says it all', (error, message) =>
    expect(ofMessage(message)).toEqual({ ok: false, error }),
  )

  test('names the part when an argument is wrong', () =>
    expect(ofMessage({ text: 7 })).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must provide a string [json-pointer:/text]'] },
    }))
})
