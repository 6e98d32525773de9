import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { callerOf } from '../../../src/caller.ts'
import { addressIn } from '../../../src/scim/http/address.ts'
import { Chapters } from '../../../src/scim/http/chapter.ts'
import { openScimHouse } from '../../support/scim/door.ts'

describe('an address', () => {
  test.each([
    ['/scim/v2/Users', { path: '/Users', query: '' }],
    ['/SCIM/V2/Users/42?attributes=id', { path: '/Users/42', query: 'attributes=id' }],
    ['/scim/v2//Users?a=b?c', { path: '/Users', query: 'a=b?c' }],
    ['/scim/v2', { path: '/', query: '' }],
    ['/scim/v2/?filter=x#top', { path: '/', query: 'filter=x' }],
    ['https://usher.test:8443/scim/v2/Groups?x=1', { path: '/Groups', query: 'x=1' }],
    ['/scim', { path: null, query: '' }],
    ['/scim/v1/Users', { path: null, query: '' }],
    ['/scim/v22/Users', { path: null, query: '' }],
    ['/scimitar', null],
    ['/', null],
    ['', null],
    ['*', null],
    ['https://usher.test', null],
  ])('%s', (url, address) => expect(addressIn(url)).toEqual(address))
})

describe('a chapter is found', () => {
  const all = new Chapters()
  const [users, one, search] = [1, 2, 3].map(() => ({ enter: () => {}, verbs: {} }))
  for (const [path, chapter] of [
    ['/Users', users],
    ['/Users/:id', one],
    ['/Users/.search', search],
  ] as const)
    if (chapter) all.add(path, chapter)

  test.each([
    ['/users', users, ''],
    ['/USERS/', users, ''],
    ['/Users/42', one, '42'],
    ['/users/Ab%20C/', one, 'Ab%20C'],
    ['/Users/.SEARCH', search, ''],
    ['/Users/__proto__', one, '__proto__'],
    ['/Users/:id', one, ':id'],
  ])('for %s', (path, chapter, id) => expect(all.at(path)).toEqual({ chapter, id }))

  test.each(['/', '/Users//', '/Users/1/2', '/constructor', '/__proto__', '/toString/1'])(
    'for %s: none',
    (path) => expect(all.at(path)).toBeNull(),
  )
})

describe('where a request came from', () => {
  const from = (forwarded?: string) =>
    ({
      socket: { remoteAddress: '10.0.0.9' },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    }) as unknown as IncomingMessage
  const inside = (ip: string) => ip.startsWith('10.')

  test('is the nearest that is no trusted proxy’s', () => {
    expect(callerOf(from(), () => true)).toBe('10.0.0.9')
    expect(callerOf(from('203.0.113.5'), () => false)).toBe('10.0.0.9')
    expect(callerOf(from('203.0.113.5, 10.0.0.1'), inside)).toBe('203.0.113.5')
    expect(callerOf(from('198.51.100.1, 203.0.113.5, 10.0.0.1'), inside)).toBe('203.0.113.5')
    expect(callerOf(from('10.0.0.3,10.0.0.1'), inside)).toBe('10.0.0.3')
    expect(callerOf(from('198.51.100.1, 203.0.113.5'), (_, hop) => hop < 1)).toBe('203.0.113.5')
  })
})

test('a request that can not even begin ends, and the next is answered', async () => {
  let isBroken = false
  const scim = await openScimHouse({
    around: (it) => {
      if (isBroken) throw new Error('nothing can begin')
      return it
    },
  })
  const idp = await scim.connect()
  isBroken = true
  await expect(idp.get('/Users')).rejects.toThrow()
  isBroken = false
  expect((await idp.get('/Users')).status).toBe(200)
  await scim.close()
})
