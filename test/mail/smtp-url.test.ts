import { describe, expect, test } from 'vitest'
import { readSmtpUrl } from '../../src/mail/smtp-url.ts'

const place = (url: string) => {
  const { host, port, tls } = readSmtpUrl(url)
  return `${host} ${port} ${tls}`
}

test.each([
  ['smtps://mail.acme.test', 'mail.acme.test 465 implicit'],
  ['smtps://mail.acme.test:2465', 'mail.acme.test 2465 implicit'],
  ['smtp://mail.acme.test', 'mail.acme.test 587 required'],
  ['smtp://mail.acme.test:25', 'mail.acme.test 25 required'],
  ['smtp://mail.acme.test:25/?tls=off', 'mail.acme.test 25 off'],
  ['smtp://localhost:1025', 'localhost 1025 off'],
  ['smtp://127.0.0.1', '127.0.0.1 587 off'],
  ['smtp://[::1]:25', '::1 25 off'],
  ['smtp://localhost?tls=on', 'localhost 587 required'],
  ['smtp://localhost.evil.test', 'localhost.evil.test 587 required'],
  ['smtp://127.0.0.1.evil.test', '127.0.0.1.evil.test 587 required'],
])('%s', (url, expected) => {
  expect(place(url)).toBe(expected)
})

test('user and password may hold anything, percent-encoded', () => {
  const { login } = readSmtpUrl('smtps://ada%40acme.test:p%40ss%2F%23%25@mail.acme.test')
  expect(login).toEqual({ user: 'ada@acme.test', pass: 'p@ss/#%' })
})

describe('what cannot be read is refused, and the refusal keeps the password to itself', () => {
  test.each([
    'mail.acme.test:587',
    'https://ada:s3cret@mail.acme.test',
    'smtp://ada:s3c#ret@mail.acme.test',
    'smtp://ada:s3c/ret@mail.acme.test',
    'smtp://ada:s3cret%@mail.acme.test',
    'smtp://ada:s3cret@mail.acme.test?tls.rejectUnauthorized=false',
    'smtp://ada:s3cret@mail.acme.test?tls=of',
    'smtp://ada:s3cret@mail.acme.test?tls=off&ignoreTLS=true',
    '',
  ])('%s', (url) => {
    const refusal = (() => {
      try {
        return readSmtpUrl(url)
      } catch (error) {
        return error as Error & { input?: string }
      }
    })()
    expect(refusal).toBeInstanceOf(Error)
    expect(`${(refusal as Error).stack} ${JSON.stringify(refusal)}`).not.toMatch(/s3c|ada/)
  })
})
