import { describe, expect, test } from 'vitest'
import { commonPasswords } from '../../src/domain/common-passwords.ts'
import {
  faultOf,
  normalPassword,
  PASSWORD_BYTES,
  type PasswordFault,
  strengthOf,
} from '../../src/domain/password.ts'

const nobody = { minimum: 8, words: [] }
const EMOJI = '🦊🌵🚲🎺🧊🪁🧵🥝'
const mixed = (bytes: number) => 'kx7-'.repeat(bytes).slice(0, bytes)

describe('how long', () => {
  test.each<[string, string, PasswordFault | null]>([
    ['nothing', '', 'too-short'],
    ['seven', 'kx7-qwp', 'too-short'],
    ['eight', 'kx7-qwpz', null],
    ['eight spaces and letters', 'k x 7 qw', null],
    ['seven emoji, which are fourteen code units', [...EMOJI].slice(0, 7).join(''), 'too-short'],
    ['eight emoji', EMOJI, null],
    ['seven letters with accents of their own', 'kx7-qwe\u0301', 'too-short'],
    ['1024 bytes', mixed(1024), null],
    ['1025 bytes', mixed(1025), 'too-long'],
    ['342 euro signs and a word, more than 1024 bytes', `${'€'.repeat(342)}abcd`, 'too-long'],
    ['short as typed, too long once normalised', `${'ﷺ'.repeat(40)}abcd`, 'too-long'],
    ['too long as typed, short once normalised', `${'ﬀ'.repeat(342)}abcd`, 'too-long'],
  ])('%s', (_, typed, fault) => expect(faultOf(typed, nobody)).toBe(fault))

  test('the limit is in bytes', () => expect(PASSWORD_BYTES).toBe(1024))

  test('an organization may ask for more', () => {
    expect(faultOf('kx7-qwpz-12345', { minimum: 15, words: [] })).toBe('too-short')
    expect(faultOf('kx7-qwpz-123456', { minimum: 15, words: [] })).toBeNull()
  })
})

describe('what everybody tries first', () => {
  test('the list is long, and holds nothing that the length alone refuses', () => {
    expect(commonPasswords.size).toBeGreaterThanOrEqual(10_000)
    const odd = [...commonPasswords].filter((it) => [...it].length < 8 || it !== it.toLowerCase())
    expect(odd).toEqual([])
  })

  test.each<[string, PasswordFault | null]>([
    ['password', 'common'],
    ['PassWord', 'common'],
    ['ｐａｓｓｗｏｒｄ', 'common'],
    ['12345678', 'common'],
    ['Welcome1!', 'common'],
    ['correcthorsebatterystaple', 'common'],
    ['zzzzzzzz', 'repeated'],
    ['!?!?!?!?', 'repeated'],
    ['ababababab', 'repeated'],
    ['🦊🦊🦊🦊🦊🦊🦊🦊', 'repeated'],
    ['abcabcab!', null],
    // No composition rules: lower-case words alone are fine.
    ['quiet lantern harbour', null],
  ])('%s: %s', (typed, fault) => expect(faultOf(typed, nobody)).toBe(fault))
})

describe('what stands on the badge', () => {
  const words = ['Jürgen', 'van der Meer', 'j.vdmeer', 'Acme Works GmbH', 'Li', null]
  test.each<[string, PasswordFault | null]>([
    ['xx-JÜRGEN-77', 'personal'],
    ['xx-Ju\u0308rgen-77', 'personal'],
    ['Ｊürgen-4711', 'personal'],
    ['xx-van der meer', 'personal'],
    ['meermeer-99', 'personal'],
    ['j.vdmeer-0815', 'personal'],
    ['my-VDMEER-99', 'personal'],
    ['acme4ever!', 'personal'],
    ['gmbh-gmbh-1', 'personal'],
    ['iloveUsher22', 'personal'],
    // Two letters stand in half of all good passwords.
    ['lilac-tundra-9', null],
    ['quiet-Lantern-42', null],
  ])('%s: %s', (typed, fault) => expect(faultOf(typed, { minimum: 8, words })).toBe(fault))

  test('nobody is refused for having no names', () =>
    expect(faultOf('quiet-Lantern-42', { minimum: 8, words: ['', null, '  ', '-'] })).toBeNull())
})

describe('what is hashed', () => {
  test('the same accents, typed on two systems', () =>
    expect(normalPassword('cafe\u0301 \ufb01ve')).toBe(normalPassword('caf\u00e9 five')))

  test('and nothing else is changed: not the case, not a space, not the end', () => {
    for (const it of [' Kx7-qwpz ', 'KX7-QWPZ', `${mixed(199)}a`]) expect(normalPassword(it)).toBe(it)
    expect(normalPassword(`${mixed(199)}a`)).not.toBe(normalPassword(`${mixed(199)}b`))
  })
})

test.each([
  ['password', 'weak'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnop', 'weak'],
  ['9876543210', 'weak'],
  ['kx7-qwp', 'weak'],
  ['kx7-qwpz', 'fair'],
  ['quiet lantern harbour', 'strong'],
])('%s is %s', (typed, strength) => expect(strengthOf(typed)).toBe(strength))
