import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codesOf } from '../../src/domain/search-codes.ts'
import { folded, type Needle, needlesOf, searchText } from '../../src/domain/search-text.ts'
import { nobody } from '../support/nobody.ts'
import { holds, seed } from '../support/seed.ts'

/** As Postgres looks into its index. */
const knows = (known: Int32Array, { codes }: Needle): boolean => {
  if (!codes) return true
  return 'all' in codes
    ? codes.all.every((it) => known.includes(it))
    : codes.any.some((it) => known.includes(it))
}

/** Whether the row would be found: the index by pieces, the text by the rest. */
const finds = (typed: string, person: Partial<typeof nobody | Record<keyof typeof nobody, string>>) => {
  const it = searchText({ ...nobody, ...person })
  return needlesOf(typed).every(
    (needle) => knows(it.searchCodes, needle) && it.searchText.includes(needle.text),
  )
}

test.each([
  ['ÉLODIE', 'elodie'],
  ['Łukasz Żółć', 'lukasz zolc'],
  ['IŞIK ışık İnci', 'isik isik inci'],
  ['Straße', 'strasse'],
  ['Ångström', 'angstrom'],
  ['Ｆｕｌｌ', 'full'],
  ['Ἀθηνᾶ', 'αθηνα'],
  ['Ørsted Æsir', 'orsted aesir'],
])('%s is found as %s', (written, typed) => {
  expect(folded(written)).toBe(typed)
})

describe('a fragment', () => {
  const elodie = { firstName: 'Élodie', lastName: 'Żak', email: 'e.zak@acme.test', phone: '+905551234567' }
  test.each([
    'elo',
    'ÉLO',
    'odi',
    'z',
    'ak',
    'zak elodie',
    'elodie  zak',
    'ZAK@ACME',
    '.zak@',
    '+90 555 123',
    '0090555',
    '555-12',
    '90555 1234567',
    '1234567',
    '(555) 12',
  ])('%s finds her', (typed) => expect(finds(typed, elodie)).toBe(true))
  test.each(['elx', 'elodiez', 'zake', '556', 'zak bob', '905551234568'])('%s does not', (typed) =>
    expect(finds(typed, elodie)).toBe(false),
  )
  test('no pieces, however they lie, make a word that is not there', () => {
    expect(finds('abcab', { firstName: 'bcabc' })).toBe(false)
  })
  test('nothing typed asks nothing, and too much is cut', () => {
    expect(needlesOf('  ')).toEqual([])
    expect(needlesOf('a b c d e f g h i j k')).toHaveLength(8)
    expect(needlesOf('x'.repeat(10_000))[0]?.text).toHaveLength(100)
  })
})

const wordOf = (letters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength })
const words = fc.array(fc.oneof(wordOf('abqx1.@', 8), wordOf('abαβ漢字😀', 8), wordOf('ab', 4)), {
  maxLength: 6,
})
const needles = fc.oneof(wordOf('abqx1.@', 5), wordOf('abαβ漢字😀', 5))

test(`what the index knows of a fragment is never less than what is written (seed ${seed})`, async () => {
  const property = fc.asyncProperty(words, needles, async (written, fragment) => {
    const [needle] = needlesOf(`${fragment}`)
    if (!needle) throw new Error('Nothing is looked for')
    const isWritten = written.some((it) => it.includes(needle.text))
    const isKnown = knows(codesOf(written), needle)
    if (isWritten) expect(isKnown).toBe(true)
    // One piece says it all, and is asked for; a, b, 1 and those of addresses are left to the list.
    if ([...needle.text].length <= 3 && needle.codes) expect(isKnown).toBe(isWritten)
  })
  await holds(property, { runs: 3000, seconds: 5 })
})

describe('what the index knows of a word', () => {
  const inLetters = (word: string) =>
    [...codesOf([word])].map((code) =>
      [code >> 14, (code >> 7) & 127, code & 127].map((it) => (it ? String.fromCharCode(it) : '')).join(''),
    )
  test('is what begins at each place, and each rare letter, once and in order', () => {
    expect(inLetters('anna')).toEqual(['a', 'ann', 'na', 'nna'])
    expect(inLetters('xaxax')).toEqual(['ax', 'axa', 'x', 'xax'])
    expect(inLetters('a~!')).toEqual(['!', 'a~!', '~', '~!'])
    expect(inLetters('')).toEqual([])
    expect(codesOf([])).toHaveLength(0)
  })
  test('is every run, where some letters are of another keyboard', () => {
    expect(codesOf(['αβγαβ'])).toHaveLength(9)
    const mixed = codesOf(['αabcab'])
    expect(mixed).toHaveLength(12)
    expect([...mixed].filter((it) => it < 2 ** 21)).toHaveLength(9)
    expect([...mixed]).toEqual([...mixed].sort((one, other) => one - other))
    expect(codesOf(['😀b'])).toHaveLength(3)
  })
})

test('people are listed by the name they are called by', () => {
  expect(searchText({ ...nobody, firstName: 'Ada', displayName: 'Ćountess' }).sortName).toBe('countess')
  expect(searchText({ ...nobody, phone: '+905551234567' }).sortName).toBe('+905551234567')
})
