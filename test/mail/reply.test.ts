import { expect, test } from 'vitest'
import { replyFor } from '../../src/mail/reply.ts'

const login = { user: 'ada', pass: 'p@ss/word' }
const reply = replyFor(login)

test('a reply of many lines is one', () => {
  expect(reply('550-5.7.1 This is\r\n550-5.7.1 not\n550 wanted')).toBe('550-5.7.1 This is 5.7.1 not wanted')
})

test('a token is gone however the server quotes it, and before the reply is cut', () => {
  const token = `inv_${'x'.repeat(43)}`
  expect(reply(`554 spam: https://usher.test/i/${token}`)).toBe('554 spam: https://usher.test/i/[redacted]')
  expect(reply(`554 ${'z'.repeat(280)} ${token}`)).not.toContain('inv_')
  expect(reply('x'.repeat(5000))).toHaveLength(300)
})

test('the login is gone in every form', () => {
  const wire = Buffer.from('\0ada\0p@ss/word').toString('base64')
  const forms = [
    'p@ss/word',
    encodeURIComponent('p@ss/word'),
    Buffer.from('p@ss/word').toString('base64'),
    wire,
  ]
  for (const form of forms) expect(reply(`535 no: ${form}`)).toBe('535 no: [redacted]')
})
