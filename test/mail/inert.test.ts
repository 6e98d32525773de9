import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanLines, inert, oneLine, shortened } from '../../src/mail/inert.ts'

test('a non-joiner makes an address no address, where a word joiner would have been dropped', () => {
  expect(domainToASCII('evil.\u2060test')).toBe('evil.test')
  expect(domainToASCII(inert('evil.test'))).toBe('')
  expect(URL.canParse(inert('https://evil.test/x'))).toBe(false)
})

test.each([
  ['see evil.test.', 'see evil.\u200ctest.'],
  ['a@b.co', 'a@\u200cb.\u200cco'],
  ['http://x', 'http:\u200c//x'],
  ['evil。test', 'evil。\u200ctest'],
  ['5.1.1 from 192.0.2.44', '5.1.1 from 192.0.2.44'],
  ['Dear J. R. Smith', 'Dear J. R. Smith'],
])('%s', (text, inertText) => {
  expect(inert(text)).toBe(inertText)
})

test('nothing invisible survives on one line, and joiners that spell words do', () => {
  expect(oneLine('a\r\nb\u2028c\u202ed\u200be\u0000f\u{e0041}g\ud800')).toBe('a b cde fg\ufffd')
  expect(oneLine('می‌خواهم 👩‍👧')).toBe('می‌خواهم 👩‍👧')
})

test('lines stay lines, and gaps are one line tall', () => {
  expect(cleanLines('\n\nHi\r\n\r\n\n\nthere\u2028you\n\n')).toEqual(['Hi', '', 'there', 'you'])
})

test('shortened at a whole character', () => {
  expect(shortened('𝒙𝒙𝒙', 3)).toBe('𝒙𝒙𝒙')
  expect(shortened('𝒙𝒙𝒙𝒙', 3)).toBe('𝒙𝒙…')
})

test('whatever is typed, it holds no address and no second line', () => {
  const typed = fc.array(
    fc.constantFrom('http://', 'evil', '.', '@', 'test', '//', ':', ' ', '\r\n', '\u202e', '\u200b', '1'),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        typed.map((it) => it.join('')),
      ),
      (text) => {
        expect(inert(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|:\/\/|[^\s\d]\.\w|\w@\w/u)
      },
    ),
  )
})
