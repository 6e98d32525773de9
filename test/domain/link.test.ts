import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  freshLink,
  hashOf,
  isToken,
  keyFrom,
  type LinkPurpose,
  type LinkSeed,
  linkTo,
  tokenOf,
  withoutTokens,
} from '../../src/domain/link.ts'

const purposes: LinkPurpose[] = ['invitation', 'reset', 'email-change']
const key = keyFrom('the first secret of a test')
const other = keyFrom('another secret of a test')
const keys = [key] as const
const seed: LinkSeed = {
  purpose: 'invitation',
  organizationId: '018f0000-0000-7000-8000-000000000001',
  id: '018f0000-0000-7000-8000-000000000002',
  nonce: Buffer.alloc(32, 7),
  keyId: key.id,
}
const body = (token: string): string => token.slice(4)

describe('a token', () => {
  test('is the same each time, so that a letter sent twice carries one link', () =>
    expect(tokenOf(keys, seed)).toBe(tokenOf(keys, { ...seed, nonce: Buffer.alloc(32, 7) })))

  test.each<[string, Partial<LinkSeed>]>([
    ['of another purpose', { purpose: 'reset' }],
    ['of the third purpose', { purpose: 'email-change' }],
    ['of another organization', { organizationId: '018f0000-0000-7000-8000-000000000009' }],
    ['of another invitation', { id: '018f0000-0000-7000-8000-000000000009' }],
    ['of another generation', { nonce: Buffer.alloc(32, 8) }],
    [
      'with organization and invitation the other way round',
      { organizationId: seed.id, id: seed.organizationId },
    ],
  ])('is another one %s', (_, change) =>
    expect(body(tokenOf(keys, { ...seed, ...change }))).not.toBe(body(tokenOf(keys, seed))),
  )

  test('is another one with another key', () =>
    expect(tokenOf([other], { ...seed, keyId: other.id })).not.toBe(tokenOf(keys, seed)))

  test('is found with its own key after a rotation, and new ones use the newest', () => {
    expect(tokenOf([other, key], seed)).toBe(tokenOf(keys, seed))
    expect(freshLink([other, key], seed).stored.keyId).toBe(other.id)
  })

  test('can not be made once its key is gone, and the error says what to set', () =>
    expect(() => tokenOf([other], seed)).toThrow('SECRET_KEY_PREVIOUS'))

  test('works for one purpose and no other', () => {
    for (const made of purposes)
      for (const asked of purposes)
        expect(isToken(asked, freshLink(keys, { ...seed, purpose: made }).token), `${made} as ${asked}`).toBe(
          asked === made,
        )
  })

  test.each([
    '',
    'inv_',
    `inv_${'A'.repeat(42)}`,
    `inv_${'A'.repeat(44)}`,
    `inv_${'A'.repeat(42)}=`,
    `inv_${'A'.repeat(42)}/`,
    `INV_${'A'.repeat(43)}`,
    ` inv_${'A'.repeat(43)}`,
    `inv_${'A'.repeat(43)}\n`,
    'A'.repeat(47),
  ])('is not %j', (text) => expect(isToken('invitation', text)).toBe(false))

  test('carries 256 bits, never the same twice, and only its hash is stored', () => {
    const made = Array.from({ length: 50 }, () => freshLink(keys, seed))
    expect(new Set(made.map((it) => it.token)).size).toBe(50)
    for (const { token, stored } of made) {
      expect(Buffer.from(body(token), 'base64url')).toHaveLength(32)
      expect(stored.nonce).toHaveLength(32)
      expect(stored.hash).toEqual(hashOf(token))
      expect(tokenOf(keys, { ...seed, ...stored })).toBe(token)
      expect(JSON.stringify({ ...stored, hex: stored.nonce.toString('hex') })).not.toContain(body(token))
    }
  })
})

test('a key is named without being told', () => {
  expect(key.id).toMatch(/^[0-9a-f]{8}$/)
  expect(key.secret.toString('hex')).not.toContain(key.id)
  expect(keyFrom('the first secret of a test')).toEqual(key)
  expect(other.id).not.toBe(key.id)
})

test.each<[LinkPurpose, string]>([
  ['invitation', 'https://usher.test/i/t0ken'],
  ['reset', 'https://usher.test/reset/t0ken'],
  ['email-change', 'https://usher.test/email/t0ken'],
])('a link for %s', (purpose, link) => expect(linkTo('https://usher.test', purpose, 't0ken')).toBe(link))

describe('what is written to a log', () => {
  const tokens = [
    ...purposes.map((purpose) => tokenOf(keys, { ...seed, purpose })),
    `scim_${'k7_-Xq'.repeat(7)}x`,
  ]

  test.each<[string, (token: string) => string]>([
    ['alone', (it) => it],
    ['in a link', (it) => `GET https://usher.test/i/${it}?from=mail 200`],
    ['in a header', (it) => `Authorization: Bearer ${it}`],
    ['in JSON', (it) => JSON.stringify({ url: `/i/${it}` })],
    ['twice', (it) => `${it} ${it}`],
    ['behind a letter with an accent', (it) => `é${it}`],
    ['in JSON behind a line break', (it) => JSON.stringify(`the link:\n${it}`)],
    ['in a query, encoded', (it) => `/sign-in?to=${encodeURIComponent(`/i/${it}`)}`],
    ['behind a word', (it) => `token_${it}`],
  ])('never holds a token that stood %s', (_, around) => {
    for (const token of tokens) {
      const written = withoutTokens(around(token))
      expect(written).not.toContain(token)
      expect(written).toContain('[redacted]')
    }
  })

  test('never holds a token, whatever stands around it', () => {
    const anything = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(anything, fc.constantFrom(...tokens), anything, (before, token, behind) => {
        expect(withoutTokens(before + token + behind)).not.toContain(token)
      }),
      { numRuns: 500 },
    )
  })

  test.each(['GET /people 200', 'the invoice inv_12', 'a reset was asked for', '/i', '/images/i.png'])(
    'still holds %j',
    (text) => expect(withoutTokens(text)).toBe(text),
  )

  test('also loses what only looks like a token in the place of one', () =>
    expect(withoutTokens('/i/half-a-tok?x=1 and /reset/"oops')).toBe('/i/[redacted]?x=1 and /reset/"oops'))
})
