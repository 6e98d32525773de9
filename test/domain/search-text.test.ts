import { describe, expect, test } from 'vitest'
import { folded, needlesOf, searchText } from '../../src/domain/search-text.ts'

const nobody = {
  firstName: null,
  lastName: null,
  displayName: null,
  email: null,
  deliveryEmail: null,
  phone: null,
}

/** Whether the row would be found: the index by pieces, the text by the rest. */
const finds = (typed: string, person: Partial<typeof nobody | Record<keyof typeof nobody, string>>) => {
  const it = searchText({ ...nobody, ...person })
  const known = it.searchPieces.split(' ')
  return needlesOf(typed).every(
    ({ text, pieces }) => pieces.every((one) => known.includes(one)) && it.searchText.includes(text),
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

describe('the pieces of a person', () => {
  const piecesOf = (firstName: string) => searchText({ ...nobody, firstName }).searchPieces
  test('are every run of one to three letters, each once and in order', () => {
    expect(piecesOf('abcab')).toBe('a ab abc b bc bca c ca cab')
    expect(piecesOf('a~! "~')).toBe('! " "~ a a~ a~! ~ ~!')
    expect(piecesOf('  ')).toBe('')
  })
  test('are the same of letters of any keyboard', () => {
    expect(piecesOf('αβγαβ')).toBe('α αβ αβγ β βγ βγα γ γα γαβ')
    expect(piecesOf('αabcab')).toBe('a ab abc b bc bca c ca cab α αa αab')
    expect(piecesOf('𝒶b')).toBe('a ab b')
    expect(piecesOf('😀b')).toBe('b 😀 😀b')
  })
})

test('people are listed by the name they are called by', () => {
  expect(searchText({ ...nobody, firstName: 'Ada', displayName: 'Ćountess' }).sortName).toBe('countess')
  expect(searchText({ ...nobody, phone: '+905551234567' }).sortName).toBe('+905551234567')
})
