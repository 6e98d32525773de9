import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressesInMessage } from '../../../src/slack/words/addresses-in-message.ts'
import { escaped, shortEscaped, shortened, verbatim } from '../../../src/slack/words/escape-for-slack.ts'
import { readAddresses, readInvite } from '../../../src/slack/words/read-invite.ts'
import { readPeople } from '../../../src/slack/words/read-people.ts'
import { unslack } from '../../../src/slack/words/unslack.ts'
import { known, now } from './understood.ts'

const many = {
  ...known,
  roles: Array.from({ length: 100 }, (_, at) => `Admin and ${'a '.repeat(at % 30)}${at}`),
  teams: Array.from({ length: 100 }, (_, at) => `a a a a, and ${at}`),
}

const readers: [string, (text: string) => unknown][] = [
  ['readInvite', (text) => readInvite(text, now)],
  ['readInvite with known names', (text) => readInvite(text, now, many)],
  ['readInvite behind a keyword', (text) => readInvite(`as ${text}`, now, many)],
  ['readAddresses', readAddresses],
  ['readPeople', (text) => readPeople(text, now, known)],
  ['readPeople list', (text) => readPeople(`list ${text}`, now, many)],
  ['readPeople show', (text) => readPeople(`show ${text}`, now, known)],
  ['addressesInMessage', (text) => addressesInMessage({ text, blocks: [{ type: 'text', text }] })],
  ['unslack', unslack],
  ['escaped', escaped],
  ['verbatim', verbatim],
  ['shortened', (text) => shortened(text, 3_000)],
  ['shortEscaped', (text) => shortEscaped(text, 3_000)],
]

const scraps = [
  ...'<>"\'“”‘’„«»()[]{}|,;:@*_~`-.&#!\n\t \u00a0\u200b\ud800',
  ...[
    'as ',
    'in ',
    'to ',
    'at ',
    'dept ',
    'role:',
    'team:',
    'unit ',
    'site ',
    'and ',
    'for ',
    'send ',
    'on ',
  ],
  ...[
    'message:',
    'later ',
    'tomorrow ',
    'next ',
    '1 ',
    '3 days ',
    '2026-12-01 ',
    'Dec ',
    '9am ',
    'an ',
    'the ',
  ],
  ...[
    '<mailto:',
    '<@U1|',
    '<#C1|',
    '<!',
    'http://',
    'a@b.test',
    'Admin',
    'a a a a',
    ' - ',
    '&lt;',
    '&amp;',
    '👩‍💻',
  ],
]
const hostile = fc.array(fc.constantFrom(...scraps), { maxLength: 60 }).map((it) => it.join(''))

const nasty = [
  ...[
    'a',
    'a ',
    'a, ',
    '<',
    '<a',
    '“"',
    '"a ',
    "'a ",
    '“',
    '_',
    '(',
    'a@b.test (',
    'a@b.test ',
    'é́',
    ':',
    'team:',
  ],
  ...[
    'team:) ',
    'role:a ',
    'a a a a, ',
    'as a, ',
    '”in ',
    'in a ',
    'at 9 ',
    '<mailto:',
    '<@U1|',
    '&lt;',
    '\u200b',
    ' ',
  ],
]

describe.each(readers)('%s', (_, read) => {
  test('understands anything, somehow', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        read(text)
      }),
      { numRuns: 100 },
    )
  })

  test('takes 40,000 hostile characters in its stride', () => {
    const slow = nasty
      .map((it) => {
        const tookFor = (length: number) => quickestOf(3, () => read(it.repeat(length / it.length)))
        const took = tookFor(40_000)
        return { it, took, grows: took < LIMIT ? 0 : took / tookFor(10_000) }
      })
      .filter(({ took, grows }) => took >= 4 * LIMIT || grows >= 8)
    expect(slow).toEqual([])
  })
})

/**
 * 50 ms is the promise, on a machine that is left alone; sharing a processor with the other tests costs up to twice.
 * A slow machine may take four times that for what takes four times as long where it is four times as much.
 */
const LIMIT = 100

/** Milliseconds of this process alone, the quickest of a few tries: a crowded machine makes nobody's text hostile. */
function quickestOf(tries: number, run: () => unknown): number {
  let quickest = Number.POSITIVE_INFINITY
  for (let left = tries; left > 0 && quickest > 40; left--) {
    const from = process.cpuUsage()
    run()
    quickest = Math.min(quickest, process.cpuUsage(from).user / 1000)
  }
  return quickest
}

test('nothing that was typed gets lost: every word is understood or named', () => {
  const word = fc.constantFrom('foo', 'bar', 'qux', 'zap').map((it) => `${it}ish`)
  const list = fc.array(fc.tuple(word, fc.constantFrom(',', ';', '\n', ', ', ' ')), {
    minLength: 1,
    maxLength: 20,
  })
  fc.assert(
    fc.property(list, (words) => {
      const text = words.map(([it, sep]) => it + sep).join('')
      const named = readInvite(`ada@x.test, ${text}, bob@y.test`, now).unreadable.join(' ')
      expect(named.split(/\s+/)).toEqual(words.map(([it]) => it))
    }),
  )
})

test('addresses come back as many as there were, in order, whatever stands between them', () => {
  const address = fc.integer({ min: 1, max: 999 }).map((it) => `p${it}@x.test`)
  const between = fc.constantFrom(
    ',',
    ';',
    ' ',
    '\n',
    '\t',
    ', ',
    ' and ',
    '\n- ',
    ' & ',
    '，',
    '\u00a0',
    ' • ',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(address, between), { maxLength: 50 }), (all) => {
      const read = readInvite(all.map(([it, sep]) => it + sep).join(''), now)
      expect(read.addresses).toEqual(all.map(([it]) => it))
      expect(read.unreadable).toEqual([])
    }),
  )
})
