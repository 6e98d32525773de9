import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFrom, readAddress, withoutTag } from '../../src/domain/email-address.ts'
import type { AddressFault } from '../../src/domain/refusal.ts'

const canonicalOf = (text: string): string => addressFrom(text).canonical
const faultOf = (text: string): AddressFault | null => {
  const read = readAddress(text)
  return 'fault' in read ? read.fault : null
}

describe('what is read', () => {
  test.each([
    ['ann@x.test', 'ann@x.test'],
    ['  Ann.Lee@X.Test\n', 'ann.lee@x.test'],
    ['ann＠x.test', 'ann@x.test'],
    ['ann﹫x.test', 'ann@x.test'],
    ['ａｎｎ@ｘ．ｔｅｓｔ', 'ann@x.test'],
    ['ann@x。test', 'ann@x.test'],
    ["o'brien+news@sub.x-y.test", "o'brien+news@sub.x-y.test"],
    ["!#$%&'*+/=?^_`{|}~-@x.test", "!#$%&'*+/=?^_`{|}~-@x.test"],
    ['ann@münchen.de', 'ann@xn--mnchen-3ya.de'],
    ['ann@MÜNCHEN.DE', 'ann@xn--mnchen-3ya.de'],
    ['ann@mu\u0308nchen.de', 'ann@xn--mnchen-3ya.de'],
    ['ann@straße.de', 'ann@xn--strae-oqa.de'],
    ['ann@почта.рф', 'ann@xn--80a1acny.xn--p1ai'],
    ['ann@例え.jp', 'ann@xn--r8jz45g.jp'],
  ])('%j is %s', (typed, canonical) => expect(canonicalOf(typed)).toBe(canonical))

  test('as it was typed, but for spaces around it and for NFKC', () =>
    expect(addressFrom(' Ann.Lee＠München.de ')).toMatchObject({
      typed: 'Ann.Lee@München.de',
      canonical: 'ann.lee@xn--mnchen-3ya.de',
      domain: 'xn--mnchen-3ya.de',
    }))

  test('two spellings are one person, a tag makes another', () => {
    expect(canonicalOf('Ann@X.test')).toBe(canonicalOf('ann@x.test'))
    expect(canonicalOf('ann+work@x.test')).not.toBe(canonicalOf('ann@x.test'))
    expect(withoutTag(canonicalOf('ann+work+more@x.test'))).toBe('ann@x.test')
    expect(withoutTag('ann@x.test')).toBe('ann@x.test')
  })
})

describe('what is not', () => {
  test.each<[string, AddressFault]>([
    ['', 'empty'],
    [' \t\n', 'empty'],
    ['ann', 'no-at-sign'],
    ['ann.x.test', 'no-at-sign'],
    ['ann@bob@x.test', 'several-at-signs'],
    ['ann＠bob@x.test', 'several-at-signs'],
    ['ann@x.test, bob@x.test', 'several-at-signs'],
    ['"ann@home"@x.test', 'several-at-signs'],
    ['@x.test', 'local-part'],
    ['"ann"@x.test', 'local-part'],
    ['ann lee@x.test', 'local-part'],
    ['ann,bob@x.test', 'local-part'],
    ['ann;bob@x.test', 'local-part'],
    ['<ann@x.test', 'local-part'],
    ['ann>@x.test', 'local-part'],
    ['Ann <ann@x.test>', 'local-part'],
    ['ann(home)@x.test', 'local-part'],
    ['ann\\@x.test', 'local-part'],
    ['ann\u0000@x.test', 'local-part'],
    ['ann\r\nBcc:eve@x.test', 'local-part'],
    ['ann\u200b@x.test', 'local-part'],
    ['ann\u202e@x.test', 'local-part'],
    ['.ann@x.test', 'local-part'],
    ['ann.@x.test', 'local-part'],
    ['ann..lee@x.test', 'local-part'],
    ['änn@x.test', 'local-part'],
    ['аnn@x.test', 'local-part'],
    ['ann@', 'domain'],
    ['ann@x.test,', 'domain'],
    ['ann@x.test;', 'domain'],
    ['ann@x.test>', 'domain'],
    ['ann@x.test"', 'domain'],
    ['ann@x .test', 'domain'],
    ['ann@x\u0000.test', 'domain'],
    ['ann@x.test:25', 'domain'],
    ['ann@x..test', 'domain'],
    ['ann@.x.test', 'domain'],
    ['ann@x.test.', 'domain'],
    ['ann@-x.test', 'domain'],
    ['ann@x-.test', 'domain'],
    ['ann@x_y.test', 'domain'],
    ['ann@x.t', 'domain'],
    ['ann@x.1test', 'domain'],
    ['ann@xn--a.test', 'domain'],
    ['ann@[127.0.0.1]', 'domain'],
    ['ann@[IPv6:::1]', 'domain'],
    ['ann@127.0.0.1', 'domain'],
    ['ann@0x7f.1', 'domain'],
    ['ann@1.2', 'domain'],
    ['ann@localhost', 'domain-without-dot'],
  ])('%j: %s', (typed, fault) => expect(faultOf(typed)).toBe(fault))

  /** The host is read by a URL's rules; what only a URL understands must not come through with it. */
  test.each([
    'ann@x.test/eve',
    'ann@x.test/',
    'ann@x.test\\eve',
    'ann@x.test?eve',
    'ann@x.test#eve',
    'ann@x%2etest',
    'ann@%78.test',
    'ann@x.te\nst',
    'ann@x.te\r\nst',
    'ann@x.te\tst',
    'ann@x.te\u00adst',
    'ann@x.te\u200bst',
  ])('%j: no such domain', (typed) => expect(faultOf(typed)).toBe('domain'))

  test('whatever is let through holds nothing but a local part, an at sign and a host name', () => {
    const almost = fc
      .tuple(fc.nat(16), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }))
      .map(([at, odd]) => `ann@exam.ple.test`.slice(0, at) + odd + `ann@exam.ple.test`.slice(at))
    fc.assert(
      fc.property(almost, (text) => {
        const read = readAddress(text)
        if ('fault' in read) return
        expect(read.typed).toMatch(/^[!-~]+@[\p{L}\p{M}\p{N}.。-]+$/u)
        expect(read.canonical).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
        expect(readAddress(read.canonical)).toMatchObject({ canonical: read.canonical })
        expect(readAddress(read.typed)).toEqual(read)
      }),
      { numRuns: 700 },
    )
  })
})

describe('how long it may be', () => {
  const domainOf = (length: number) => `${`${'d'.repeat(62)}.`.repeat(4)}test`.slice(-length)
  const address = (local: number, domain: number) => `${'l'.repeat(local)}@${domainOf(domain)}`

  test.each<[string, string, AddressFault | null]>([
    ['64 before the at sign', address(64, 20), null],
    ['65 before the at sign', address(65, 20), 'too-long'],
    ['254 in all', address(64, 189), null],
    ['255 in all', address(64, 190), 'too-long'],
    ['a label of 63', `l@${'d'.repeat(63)}.test`, null],
    ['a label of 64', `l@${'d'.repeat(64)}.test`, 'domain'],
    ['a domain of 256', `l@${'d.'.repeat(126)}test`, 'too-long'],
    [
      'a short name whose ASCII form is long',
      `${'l'.repeat(64)}@${'ü'.repeat(40)}.${'ü'.repeat(50)}.${'ü'.repeat(50)}.de`,
      null,
    ],
  ])('%s', (_, text, fault) => expect(faultOf(text)).toBe(fault))
})

describe('what could be mistaken for another', () => {
  test.each([
    ['аpple.com', 'a Cyrillic а'],
    ['раураl.com', 'Cyrillic but for the l'],
    ['аррӏе.com', 'a Latin word in Cyrillic letters'],
    ['xn--80ak6aa92e.com', 'the same, already encoded'],
    ['gοοgle.com', 'Greek omicrons'],
    ['ехаmple.test', 'Cyrillic е, х and а'],
    ['google.сom', 'a Cyrillic с in the last label'],
    ['mail.аpple.com', 'below an honest name'],
    ['mоскваx.рф', 'Latin among Cyrillic'],
    ['АPPLE.com', 'in capitals'],
  ])('%s: %s', (domain) => {
    const { lookAlike, domain: ascii } = addressFrom(`ann@${domain}`)
    expect(lookAlike).toBe(ascii)
    expect(lookAlike).toContain('xn--')
  })

  test.each([
    'apple.com',
    'münchen.de',
    'bücher.example',
    'straße.de',
    'łódź.pl',
    'đakovo.hr',
    'почта.рф',
    'москва.рф',
    'пример.укр',
    'пример.com',
    'ελλάδα.gr',
    'παράδειγμα.ελ',
    '例え.jp',
    'にほんご.jp',
    'iphone例.jp',
    '例.中国',
    '한국.kr',
    'موقع.com',
    'ישראל.co.il',
    'ตัวอย่าง.th',
    'հայ.am',
    'xn--mnchen-3ya.de',
  ])('%s is honest', (domain) => expect(addressFrom(`ann@${domain}`).lookAlike).toBeNull())
})

test('an address that cannot be read is refused with what was typed and why', () =>
  expect(() => addressFrom('ann@localhost')).toThrow(
    expect.objectContaining({
      code: 'address-unreadable',
      facts: { typed: 'ann@localhost', fault: 'domain-without-dot' },
    }),
  ))
