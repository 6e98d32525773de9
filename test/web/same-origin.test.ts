import { expect, test } from 'vitest'
import { isFromOurPages } from '../../src/web/guard/same-origin.ts'

const publicUrl = 'https://usher.test'
const self = 'http://10.0.0.5:3000'

test.each<[string, string | undefined, string | undefined, boolean]>([
  ['a browser on our page', 'same-origin', publicUrl, true],
  ['one that shows no referrer', 'same-origin', 'null', true],
  ['one that reached us by another name', 'same-origin', self, true],
  ['an old browser', undefined, publicUrl, true],
  ['no browser at all', undefined, undefined, true],
  ['a foreign page', 'cross-site', 'https://evil.test', false],
  ['a foreign page that hides', 'cross-site', 'null', false],
  ['a neighbour', 'same-site', 'https://shop.usher.test', false],
  ['an address bar', 'none', undefined, false],
  ['a foreign page that claims our origin', 'cross-site', publicUrl, false],
  ['an old browser that hides', undefined, 'null', false],
  ['an old browser by another name', undefined, self, false],
  ['an origin that only begins like ours', 'same-origin', 'https://usher.test.evil.test', false],
])('%s', (_, fetchSite, origin, isOurs) => {
  expect(isFromOurPages({ fetchSite, origin, self }, publicUrl)).toBe(isOurs)
})
