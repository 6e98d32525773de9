import { expect, test } from 'vitest'
import { formTokenFor, isFormToken, newFormCookie } from '../../src/web/guard/form-token.ts'

const key = Buffer.alloc(32, 1)
const cookie = newFormCookie()
const token = formTokenFor(key, cookie, 'session')

test('a form token holds for its browser and session', () => {
  expect(isFormToken(key, { given: token, cookie, session: 'session' })).toBe(true)
})

test.each([
  ['another browser', { given: token, cookie: newFormCookie(), session: 'session' }],
  ['another session', { given: token, cookie, session: 'another' }],
  ['nobody signed in', { given: token, cookie, session: null }],
  ['no cookie', { given: token, cookie: null, session: 'session' }],
  ['an empty token', { given: '', cookie, session: 'session' }],
  ['a token cut short', { given: token.slice(0, -1), cookie, session: 'session' }],
  ['a list of tokens', { given: [token], cookie, session: 'session' }],
  ['letters beyond ASCII', { given: `${token.slice(0, -1)}é`, cookie, session: 'session' }],
])('and not for %s', (_, proof) => {
  expect(isFormToken(key, proof)).toBe(false)
})

test('another key makes another token', () => {
  expect(isFormToken(Buffer.alloc(32, 2), { given: token, cookie, session: 'session' })).toBe(false)
})
