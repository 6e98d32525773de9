import { describe, expect, test } from 'vitest'
import type { InviteWords } from '../../../src/slack/words/read-invite.ts'
import { understood } from './understood.ts'

const people = { addresses: ['ada@x.test', 'bob@y.test', 'carol.d@z.test'] }

/** As they arrive: what mail programs, tables and Slack itself put into a clipboard. */
const pasted: [from: string, text: string, read: Partial<InviteWords>][] = [
  [
    'the To field of Outlook',
    'Lovelace, Ada <ada@x.test>; Jones, Bob (External) <bob@y.test>; carol.d@z.test',
    people,
  ],
  [
    'the To field of Outlook, through Slack',
    'Lovelace, Ada &lt;<mailto:ada@x.test|ada@x.test>&gt;; Jones, Bob &lt;<mailto:bob@y.test|bob@y.test>&gt;; <mailto:carol.d@z.test|carol.d@z.test>',
    people,
  ],
  [
    'Outlook where names are addresses',
    "'ada@x.test' <ada@x.test>; 'bob@y.test' <bob@y.test>; 'Carol D' <carol.d@z.test>;",
    people,
  ],
  ['Outlook for the web', 'Ada Lovelace<ada@x.test>;Bob Jones<bob@y.test>;Carol D<carol.d@z.test>', people],
  [
    'the To field of Gmail',
    'Ada Lovelace <ada@x.test>, "Jones, Bob" <bob@y.test>, "Carol D." <carol.d@z.test>, ',
    people,
  ],
  [
    'Gmail, one a line, with no-break spaces',
    'Ada\u00a0Lovelace\u00a0<ada@x.test>,\r\nBob\u00a0Jones\u00a0<bob@y.test>,\r\n<carol.d@z.test>\r\n',
    people,
  ],
  ['a column of Excel', 'ada@x.test\r\nbob@y.test\r\ncarol.d@z.test\r\n', people],
  ['a column with its title', 'Email\nada@x.test\nbob@y.test\ncarol.d@z.test\n', people],
  [
    'two columns of Excel',
    'Name\tE-mail\r\nAda Lovelace\tada@x.test\r\nBob Jones\tbob@y.test\r\nCarol D\tcarol.d@z.test\r\n',
    people,
  ],
  [
    'three columns, first and last names',
    'First name\tLast name\tEmail\nAda\tLovelace\tada@x.test\nBob\tJones\tbob@y.test\nCarol\tD\tcarol.d@z.test',
    people,
  ],
  [
    'a column behind the address, which nobody promised to read',
    'Ada\tada@x.test\tAdmin\nBob\tbob@y.test\tBilling\nCarol\tcarol.d@z.test\t',
    { ...people, unreadable: ['Admin', 'Billing'] },
  ],
  ['a row of Excel', 'ada@x.test\tbob@y.test\tcarol.d@z.test', people],
  ['a table of Markdown', '| ada@x.test | bob@y.test |\n| carol.d@z.test |', people],
  [
    'a message in Slack',
    'hi &amp; welcome: <mailto:ada@x.test|ada@x.test>, <mailto:bob@y.test|bob@y.test> and also <mailto:carol.d@z.test|carol.d@z.test> :tada:',
    { ...people, unreadable: [':tada:'] },
  ],
  [
    'a list in Slack',
    '• <mailto:ada@x.test|ada@x.test>\n• <mailto:bob@y.test|bob@y.test>\n    ◦ <mailto:carol.d@z.test|carol.d@z.test>',
    people,
  ],
  [
    'a numbered list of a document',
    '1. Ada – ada@x.test\n2. Bob – bob@y.test\n10. Carol – carol.d@z.test',
    people,
  ],
  ['JSON', '["ada@x.test","bob@y.test","carol.d@z.test"]', people],
  ['quoted values', '"ada@x.test","bob@y.test","carol.d@z.test"', people],
  ['an address bar', 'mailto:ada@x.test,bob@y.test;carol.d@z.test?subject=Hi', people],
  [
    'a phone’s keyboard',
    'Ada@x.test , bob@y.test . carol.d@z.test. As Admin “Welcome!”',
    { addresses: ['Ada@x.test', 'bob@y.test', 'carol.d@z.test'], roles: ['Admin'], message: 'Welcome!' },
  ],
]

describe('lists that people paste', () => {
  test.each(pasted)('%s', (_, text, read) => expect(understood(text)).toEqual(read))
})
