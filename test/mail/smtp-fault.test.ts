import { expect, test } from 'vitest'
import { isForDomain } from '../../src/mail/smtp-fault.ts'

const fault = (response: string, command = 'RCPT TO') => ({
  ...{ message: response, code: 'EENVELOPE', response, command },
  responseCode: Number(response.slice(0, 3)),
})

test.each([
  '421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume',
  '421 Service not available, closing transmission channel',
  '450 4.7.1 Error: too much mail from 192.0.2.1',
  '451 4.7.500 Server busy. Please try again later',
  '451 Requested action aborted: local error in processing',
  '452 Too many recipients received this hour',
  '454 Throttling failure: Maximum sending rate exceeded',
])('%s is said to the whole domain', (response) => {
  expect(isForDomain(fault(response))).toBe(true)
  expect(isForDomain(fault(response, 'DATA'))).toBe(true)
})

test.each([
  '450 4.2.0 <ada@x.test>: Recipient address rejected: Greylisted',
  '451 4.7.1 Greylisting in action, please come back later',
  '450-4.2.1 The user you are trying to contact is receiving mail too quickly',
  '452 4.2.2 Mailbox full',
  '450 Requested mail action not taken: mailbox unavailable',
  '550 5.7.1 Too many spam messages',
])('%s is about one letter', (response) => {
  expect(isForDomain(fault(response))).toBe(false)
})

test('what is said to the greeting or the login is about us, not about any domain', () => {
  expect(isForDomain(fault('421 Too many connections', 'CONN'))).toBe(false)
  expect(isForDomain(fault('454 Temporary authentication failure', 'AUTH LOGIN'))).toBe(false)
})
