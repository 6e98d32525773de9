import { expect, test } from 'vitest'
import { mustBeModest } from '../../src/scim/read/modest.ts'
import { costOf, faultOf } from './fault.ts'

const TEN = 10 * 1024 * 1024
const bytes = (text: string) => Buffer.from(text)
const members = (count: number) =>
  JSON.stringify({
    members: Array.from({ length: count }, (_, at) => ({ value: `id-${at}`, display: 'a "b" [c]' })),
  })

test.each([
  ['ten megabytes of brackets', bytes('['.repeat(TEN)), 400],
  ['brackets that are closed again', bytes('['.repeat(TEN / 2) + ']'.repeat(TEN / 2)), 400],
  ['millions of empty lists', bytes(`[${'[],'.repeat(TEN / 3 - 2)}[]]`), 413],
  [
    'names without end',
    bytes(`{${Array.from({ length: 700_000 }, (_, at) => `"k${at}":1`).join(',')}}`),
    413,
  ],
])('%s are refused before they are parsed', (_, body, status) => {
  expect(faultOf(() => mustBeModest(body))?.status).toBe(status)
  expect(costOf(() => mustBeModest(body))).toBeLessThan(100)
})

test.each([
  ['a group of a hundred thousand', bytes(members(100_000))],
  ['ten megabytes of text', bytes(`{"title":"${'[{,'.repeat(TEN / 3 - 10)}"}`)],
  ['text with escaped quotation marks', bytes(`{"title":"${'\\"['.repeat(100_000)}"}`)],
  ['what is small, whatever it is', bytes('['.repeat(60_000))],
  [
    'text that ends in backslashes',
    bytes(`{"title":"${'x'.repeat(100_000)}\\\\","a":[${'1,'.repeat(50)}1]}`),
  ],
  ['more closed than was opened, which the parser finds', bytes(']'.repeat(100_000))],
])('%s goes on', (_, body) => {
  expect(faultOf(() => mustBeModest(body))).toBeNull()
})
