import { expect, test } from 'vitest'
import { compose, recipientOf } from '../../src/mail/compose.ts'
import { nameOfSender, readSender } from '../../src/mail/sender.ts'
import { samples } from './samples.ts'

test.each([
  ['ada@acme.test', 'ada@acme.test'],
  ['Ada.O+x@ACME.test', 'Ada.O+x@acme.test'],
  ['ada@münchen.test', 'ada@xn--mnchen-3ya.test'],
  ['a@x.test,b@evil.test', null],
  ['victim@x.test\r\nBcc: evil@x.test', null],
  ['victim@x.test\r\nDATA', null],
  ['a@evil.test/acme.test', null],
  ['a@evil.test?acme.test', null],
  ['a@evil.test#acme.test', null],
  ['a@acme%2etest', null],
  ['a@ac\u200bme.test', null],
  ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ['Ada <ada@acme.test>', null],
  ['"ada,eve@evil.test"@acme.test', null],
  ['ada@acme.test>', null],
  ['', null],
])('%j goes to %j', (to, recipient) => {
  expect(recipientOf(to)).toBe(recipient)
})

test.each([
  ['usher@acme.test', 'Acme via Usher', 'usher@acme.test'],
  ['  usher@acme.test ', 'Acme via Usher', 'usher@acme.test'],
  ['Acme People <people@acme.test>', 'Acme People', 'people@acme.test'],
  ['"Acme, Inc." <people@acme.test>', 'Acme, Inc.', 'people@acme.test'],
  ['<usher@localhost>', 'Acme via Usher', 'usher@localhost'],
])('%j signs as %j', (from, name, address) => {
  const sender = readSender(from)
  expect([nameOfSender(sender, 'Acme'), sender.address]).toEqual([name, address])
})

test('an organization cannot be called an address, or nothing', () => {
  const sender = readSender('usher@acme.test')
  expect(nameOfSender(sender, '"Bank" <help@bank.test>\r\nBcc: x')).toBe(
    'Bank help bank.test Bcc: x via Usher',
  )
  expect(nameOfSender(sender, '\u202e')).toBe('Somebody via Usher')
})

test.each(['', 'usher', 'a@b.test, c@d.test', 'A <a@b.test> <c@d.test>', 'a@b.test\nBcc: c@d.test'])(
  'MAIL_FROM %j is refused',
  (from) => {
    expect(() => readSender(from)).toThrow(/MAIL_FROM/)
  },
)

test('a Message-ID that is none is a bug of ours, and loud', () => {
  const letter = samples.invitation
  if (!letter) throw new Error('no sample')
  const sender = readSender('usher@acme.test')
  expect(() => compose(letter, { messageId: '<a@b>\r\nBcc: x', to: 'a@b.test' }, 'a@b.test', sender)).toThrow(
    /Message-ID/,
  )
})
