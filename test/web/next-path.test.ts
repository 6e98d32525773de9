import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPath } from '../../src/web/guard/next-path.ts'

const publicUrl = 'https://usher.test'

test.each([
  ['/account', '/account'],
  ['/account?tab=1#roles', '/account?tab=1#roles'],
  ['/a/../account', '/account'],
  ['/%2F/evil.test', '/%2F/evil.test'],
])('%s is ours', (wanted, path) => {
  expect(nextPath(wanted, publicUrl)).toBe(path)
})

test.each([
  'https://evil.test/',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/.//evil.test',
  '/a/..//evil.test',
  'javascript:alert(1)',
  'account',
  ' /account',
  '',
  `/${'a'.repeat(2000)}`,
  ['/account'],
  undefined,
])('%j is not', (wanted) => {
  expect(nextPath(wanted, publicUrl)).toBe(null)
})

test('whatever comes out stays with us, however often a browser reads it', () => {
  const piece = fc.constantFrom('/', '\\', '.', '..', '@', ':', 'evil.test', '\t', '%2f', '?', '#', 'https:')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const path = nextPath(`/${pieces.join('')}`, publicUrl)
      if (path !== null) expect(new URL(path, publicUrl).origin).toBe(publicUrl)
    }),
    { numRuns: 3000 },
  )
})
