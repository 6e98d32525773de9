import { describe, expect, test } from 'vitest'
import { Refusal, type RefusalCode } from '../../../src/domain/refusal.ts'
import { ScimError, type ScimType } from '../../../src/scim/errors.ts'
import { type Did, said, saidOf } from '../../../src/scim/log/said.ts'
import { refusalWords } from '../../../src/scim/refusal-words.ts'

const ada = { kind: 'user', name: 'ada@acme.test' } as const
const sales = { kind: 'group', name: 'Sales' } as const

describe('what was done is said in a sentence', () => {
  const told: [Did, string][] = [
    [{ act: 'created', ...ada }, 'Made the user ada@acme.test.'],
    [{ act: 'replaced', ...ada }, 'Wrote the user ada@acme.test anew.'],
    [
      { act: 'changed', ...ada, changed: ['active', 'name'], members: null },
      'Changed the user ada@acme.test: active, name.',
    ],
    [
      { act: 'changed', ...sales, changed: [], members: { joining: 1, leaving: 2, isWhole: false } },
      'Changed the group Sales: 1 member to join, 2 members to leave.',
    ],
    [
      {
        act: 'changed',
        ...sales,
        changed: ['displayName'],
        members: { joining: 3, leaving: 0, isWhole: true },
      },
      'Changed the group Sales: displayName, its members are now the 3 that were named.',
    ],
    [
      {
        act: 'changed',
        ...ada,
        changed: Array.from({ length: 14 }, (_, at) => `a${at + 1}`),
        members: null,
      },
      'Changed the user ada@acme.test: a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12 and 2 more.',
    ],
    [{ act: 'unchanged', ...ada }, 'Nothing to change: the user ada@acme.test is as it was asked to be.'],
    [{ act: 'deleted', ...ada }, 'Deleted the user ada@acme.test.'],
    [{ act: 'seen', ...ada }, 'Showed the user ada@acme.test.'],
    [
      { act: 'not modified', ...ada },
      'Said that the user ada@acme.test is unchanged since the provider last asked.',
    ],
    [
      { act: 'searched', kind: 'user', filter: 'userName eq "x"', shown: 0, total: 0 },
      'Looked for users with userName eq "x": there are none.',
    ],
    [
      { act: 'searched', kind: 'group', filter: null, shown: 2, total: 20 },
      'Looked for groups: showed 2 of 20.',
    ],
    [
      { act: 'searched', kind: 'resource', filter: null, shown: 2, total: null },
      'Looked for resources: showed 2.',
    ],
    [{ act: 'bulk', done: 1, failed: 0, left: 0 }, 'Did 1 operation.'],
    [
      { act: 'bulk', done: 7, failed: 2, left: 3 },
      'Did 7 operations, refused 2, and left 3 undone because so many had failed.',
    ],
    [{ act: 'described', what: 'Schemas' }, 'Said what this service can do (Schemas).'],
  ]
  test.each(told)('%o', (did, sentence) => expect(said(did, false)).toBe(sentence))
})

test('what was only tried out says so, and what changes nothing has nothing to say about it', () => {
  expect(said({ act: 'created', ...ada }, true)).toBe(
    'Made the user ada@acme.test. Only as if: this connection is tried out, and nothing was changed.',
  )
  expect(said({ act: 'seen', ...ada }, true)).toBe('Showed the user ada@acme.test.')
})

test('a refusal says why, and what to do at the provider', () => {
  const refusal = new Refusal('user-name-taken', { userName: 'ada' })
  expect(saidOf({ error: refusalWords['user-name-taken'](refusal.facts), code: refusal.code })).toBe(
    'Refused. The userName ada belongs to another user of this connection. If this was a retry, nothing is lost: ' +
      'the first one counts. Otherwise let the provider match people by userName, so that it finds the one who is there.',
  )
})

test('every kind of answer of the protocol has advice', () => {
  const types: ScimType[] = [
    ...(['invalidFilter', 'uniqueness', 'mutability', 'invalidSyntax', 'invalidPath', 'noTarget'] as const),
    ...(['invalidValue', 'invalidCursor', 'expiredCursor', 'tooMany', 'invalidCount'] as const),
  ]
  for (const type of types)
    expect(saidOf({ error: new ScimError(type, 'x'), code: null })).not.toBe('Refused. x')
  for (const status of [403, 404, 405, 409, 412, 413, 415, 429, 500, 501])
    expect([status, saidOf({ error: new ScimError(status, 'x'), code: null })]).not.toEqual([
      status,
      'Refused. x',
    ])
})

test('advice is given by what the house refused, where that is known', () => {
  const codes: RefusalCode[] = ['link-needed', 'contact-missing', 'last-owner', 'beyond-scope', 'name-taken']
  const sentences = codes.map((code) => saidOf({ error: new ScimError('uniqueness', ''), code }))
  expect(new Set(sentences).size).toBe(codes.length)
})
