import { describe, expect, test } from 'vitest'
import { blocksAsText, mrkdwnAsText, untouchedAsText } from '../../../src/playground/human/as-text.view.ts'
import { giveIds } from '../../../src/playground/workspace/normal.ts'
import { valuesOf } from '../../../src/playground/workspace/values.ts'
import { actions, button, input, option, section } from './blocks.ts'

const called = { user: (id: string) => (id === 'U1' ? 'Ada' : undefined), channel: () => 'general' }

describe('as text', () => {
  test.each([
    ['*bold* and _soft_ and `code`', 'bold and soft and code'],
    ['<@U1> in <#C1>, <@U2|bob>', '@Ada in #general, @bob'],
    ['<mailto:a@b.c|a@b.c> &lt;x&gt; &amp; <https://x.test|the page>', 'a@b.c <x> & the page'],
    ['<!date^1700000000^{date}|14 November> <!here>', '14 November @here'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
  ])('%s reads %s', (mrkdwn, text) => {
    expect(mrkdwnAsText(mrkdwn, called)).toBe(text)
  })

  test('what nobody has touched reads with its initial values', () => {
    const blocks = [input('Name', 'name', { type: 'plain_text_input', initial_value: 'Ada' })]
    expect(untouchedAsText(blocks)).toBe('Name: ‹Ada›')
  })

  test('a view reads row by row, with what stands in its inputs and what is wrong', () => {
    const blocks = giveIds([
      { type: 'header', text: { type: 'plain_text', text: 'People' } },
      section('*Bob*', {
        accessory: { type: 'overflow', options: [option('Edit', 'e'), option('Cancel', 'c')] },
      }),
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Role*\nAdmin' }] },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'a' },
          { type: 'mrkdwn', text: 'b' },
        ],
      },
      { type: 'divider' },
      actions(button('Resend', 'resend'), button('Copy', 'copy')),
      input(
        'Teams',
        'teams',
        {
          type: 'checkboxes',
          options: [option('One', '1'), option('Two', '2')],
          initial_options: [option('Two', '2')],
        },
        { optional: true },
      ),
      input('Name', 'name', { type: 'plain_text_input', initial_value: 'Ada' }),
    ] as never)
    expect(blocksAsText({ blocks, values: valuesOf(blocks), errors: { name: 'Too short.' } })).toBe(
      [
        '# People',
        'Bob  ⋯ [Edit | Cancel]',
        '  Role: Admin',
        'a · b',
        '———',
        '[Resend] [Copy]',
        'Teams (optional): ☐ One  ☑ Two',
        'Name: ‹Ada›',
        '  ⚠ Too short.',
      ].join('\n'),
    )
  })
})
