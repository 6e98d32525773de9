import { describe, expect, test } from 'vitest'
import { addressesInMessage } from '../../../src/slack/words/addresses-in-message.ts'

const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements })
const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements })
const text = (it: string) => ({ type: 'text', text: it })
const link = (url: string, label?: string) => ({ type: 'link', url, ...(label ? { text: label } : {}) })

describe('the addresses in a message', () => {
  test.each([
    [
      'Please invite <mailto:ada@x.test|ada@x.test> and <mailto:bob@y.test|bob@y.test>!',
      ['ada@x.test', 'bob@y.test'],
    ],
    ['ada@x.test, ADA@x.test; "bob@y.test".', ['ada@x.test', 'bob@y.test']],
    ['see https://x.test/@ada or git@host.test:a/b or @ada or ada@', []],
    ['nobody', []],
    ['', []],
  ])('of the text %j', (said, expected) => expect(addressesInMessage({ text: said })).toEqual(expected))

  test('of rich text: links, lists, quotes and code, in order and each once', () => {
    const blocks = [
      rich(
        section(
          text('Hi '),
          { type: 'user', user_id: 'U1' },
          text(', please add '),
          link('mailto:ada@x.test', 'ada@x.test'),
        ),
        {
          type: 'rich_text_list',
          elements: [section(link('mailto:bob@y.test')), section(text('carol@z.test'))],
        },
        { type: 'rich_text_quote', elements: [link('mailto:dan@x.test', 'write to Dan')] },
        { type: 'rich_text_preformatted', elements: [text('eve@x.test\nada@x.test')] },
      ),
    ]
    const found = ['ada@x.test', 'bob@y.test', 'carol@z.test', 'dan@x.test', 'eve@x.test']
    expect(addressesInMessage({ text: 'cut ada@x.te', blocks })).toEqual(found)
  })

  test('put together where Slack made a link of its domain', () => {
    const blocks = [
      rich(
        section(
          text('ada@'),
          link('http://x.test', 'x.test'),
          text(' bob@'),
          link('http://y.test', 'y.test'),
        ),
      ),
    ]
    expect(addressesInMessage({ blocks })).toEqual(['ada@x.test', 'bob@y.test'])
  })

  test('of other apps: sections, fields, contexts and attachments', () => {
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: '*Who*: <mailto:ada@x.test|ada@x.test>' } },
      {
        type: 'section',
        fields: [
          { type: 'plain_text', text: 'bob@y.test' },
          { type: 'mrkdwn', text: '&lt;carol@z.test&gt;' },
        ],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'from dan@x.test' }] },
    ]
    const attachments = [{ text: 'eve@x.test', fields: [{ title: 'Mail', value: 'flo@x.test' }] }]
    const found = ['ada@x.test', 'bob@y.test', 'carol@z.test', 'dan@x.test', 'eve@x.test', 'flo@x.test']
    expect(addressesInMessage({ blocks, attachments })).toEqual(found)
  })

  test('come from the text where the blocks have none', () => {
    expect(addressesInMessage({ text: 'ada@x.test', blocks: [{ type: 'divider' }] })).toEqual(['ada@x.test'])
  })

  test('are none where nothing is as it should be', () => {
    for (const odd of [null, 7, 'x', [null, [1, {}]], { elements: { elements: 3 } }])
      expect(addressesInMessage({ text: odd, blocks: odd, attachments: odd })).toEqual([])
  })

  test('are found however deep the blocks are, without end in sight', () => {
    let deep: unknown = text('ada@x.test')
    for (let depth = 0; depth < 5_000; depth++) deep = section(deep)
    expect(addressesInMessage({ blocks: [rich(deep)] })).toEqual(['ada@x.test'])
    expect(addressesInMessage({ blocks: Array.from({ length: 100_000 }, () => ({})) })).toEqual([])
  })
})
