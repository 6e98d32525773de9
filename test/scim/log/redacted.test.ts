import { describe, expect, test } from 'vitest'
import { redactedBody, redactedPath } from '../../../src/scim/log/redacted.ts'

const TOKEN = `scim_${'k'.repeat(43)}`

describe('a body is kept without', () => {
  test.each([
    ['{"userName":"ada","password":"hunter2"}', '{"userName":"ada","password":"[removed]"}'],
    ['{"a":{"Password":{"value":"hunter2"}}}', '{"a":{"Password":"[removed]"}}'],
    ['{"p\\u0061ssword":"hunter2"}', '{"password":"[removed]"}'],
    [
      '{"Operations":[{"op":"replace","path":"password","value":"hunter2"}]}',
      '{"Operations":[{"op":"replace","path":"password","value":"[removed]"}]}',
    ],
    [
      '{"Operations":[{"value":"hunter2","op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:PASSWORD"}]}',
      '{"Operations":[{"value":"[removed]","op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:PASSWORD"}]}',
    ],
    [
      '{"Operations":[{"op":"replace","value":{"password":"hunter2","active":true}}]}',
      '{"Operations":[{"op":"replace","value":{"password":"[removed]","active":true}}]}',
    ],
    [
      '{"clientSecret":"hunter2","apiToken":"hunter2"}',
      '{"clientSecret":"[removed]","apiToken":"[removed]"}',
    ],
    [`{"title":"${TOKEN}"}`, '{"title":"[redacted]"}'],
    [`{"title":"scs_${'k'.repeat(43)}"}`, '{"title":"[redacted]"}'],
  ])('%s', (text, kept) => expect(redactedBody(text)).toBe(kept))

  test.each([
    ['no JSON at all', '{"password":"hunter2"'],
    ['too much to look through', `{"password":"hunter2","title":"${'x'.repeat(70_000)}"}`],
    ['deeper than the stack', `{"password":"hunter2","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  ])('anything where it is %s', (_, text) => {
    const kept = redactedBody(text)
    expect(kept).toMatch(/^\[left out: \d+ characters that .*may hold a password\]$/)
  })
})

test('what holds no secret is kept to the letter, and cut where it is long', () => {
  expect(redactedBody('{"userName": "ada"}')).toBe('{"userName": "ada"}')
  expect(redactedBody('not { json')).toBe('not { json')
  expect(redactedBody(null)).toBeNull()
  expect(redactedBody('')).toBeNull()
  const long = redactedBody(`{"title":"${'x'.repeat(20_000)}"}`)
  expect(long).toHaveLength(8_193)
  expect(long?.endsWith('…')).toBe(true)
})

test.each([
  ['/Users?filter=userName%20eq%20%22ada%22', '/Users?filter=userName%20eq%20%22ada%22'],
  ['/Users?filter=password%20eq%20%22hunter2%22&count=1', '/Users?filter=password%20[removed]&count=1'],
  ['/Users?filter=password+eq+%22hunter2%22', '/Users?filter=password+[removed]'],
  ['/Users?access_token=hunter2', '/Users?access_token=[removed]'],
  [`/Users/${TOKEN}`, '/Users/[redacted]'],
])('an address is kept without a secret: %s', (url, kept) => expect(redactedPath(url)).toBe(kept))
