import type { Socket } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import type { Deliver, InvitationLetter } from '../../src/domain/message.ts'
import { openSmtp } from '../../src/mail/smtp.ts'
import type { SmtpOptions } from '../../src/mail/smtp-settings.ts'
import { link, samples } from './samples.ts'
import { certificate, closeEverything, later, mailServer, scriptedServer } from './smtp-servers.ts'

const letter = samples.invitation as InvitationLetter
const envelope = { messageId: '<7.1@usher.acme.test>', to: 'Ada.L+x@lovelace.test' }
const PASSWORD = 'p@ss/w0rd'
/** smtp-server itself waits 100 ms before it greets. */
const impatient = { connectMs: 1_000, greetingMs: 500, socketMs: 700, letterMs: 1_300, closeMs: 300 }
afterAll(closeEverything)

function opened(
  port: number,
  more: Partial<SmtpOptions> & { login?: string; query?: string; scheme?: string } = {},
) {
  const { login = '', query = '', scheme = 'smtp', ...options } = more
  const url = `${scheme}://${login}localhost:${port}${query}`
  const room = openSmtp({ url, from: 'usher@acme.test', timeouts: impatient, ...options })
  later(() => room.close())
  return room
}

const withLogin = { login: `ada:${encodeURIComponent(PASSWORD)}@` }
const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })
const deliver = (room: { deliver: Deliver }, to = envelope.to) => room.deliver(letter, { ...envelope, to })

describe.concurrent('a letter that arrives', () => {
  test('goes to exactly one person, with the headers of a machine', async () => {
    const { port, received } = await mailServer()
    expect(await deliver(opened(port))).toEqual({ result: 'sent', reply: '250 2.0.0 Taken' })

    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ from: 'usher@acme.test', to: ['Ada.L+x@lovelace.test'] })
    const head = headOf(received[0]?.source)
    expect(head).toContain('From: Acme via Usher <usher@acme.test>')
    expect(head).toContain('To: Ada.L+x@lovelace.test')
    expect(head).toContain('Subject: Grace Hopper invites you to join Acme')
    expect(head).toContain('Message-ID: <7.1@usher.acme.test>')
    expect(head).toContain('Date: Sat, 21 Nov 2026 11:05:00 +0000')
    expect(head).toContain('Auto-Submitted: auto-generated')
    expect(head).toContain('X-Auto-Response-Suppress: All')
    expect(head.join('\n')).not.toMatch(/^(bcc|cc|x-mailer):/im)
  })

  test('to a domain in another script goes there by its true name', async () => {
    const { port, received } = await mailServer()
    expect(await deliver(opened(port), 'ada@münchen.test')).toMatchObject({ result: 'sent' })
    expect(headOf(received[0]?.source)).toContain('To: ada@xn--mnchen-3ya.test')
  })

  test('says nothing else in its headers, whatever people and organizations are called', async () => {
    const { port, received } = await mailServer()
    const name = 'Eve\r\nBcc: x@evil.test\r\n\r\n<b>\u202e"'
    await opened(port).deliver({ ...letter, inviterName: name, organizationName: name }, envelope)
    expect(received[0]?.to).toEqual([envelope.to])
    const fields = headOf(received[0]?.source).map((line) => line.split(':')[0])
    expect(fields).toEqual(
      expect.arrayContaining(['From', 'To', 'Subject', 'Message-ID', 'Date', 'MIME-Version', 'Content-Type']),
    )
    expect(fields).toHaveLength(9)
  })

  test('carries the same Message-ID and the same link on every try', async () => {
    const bodies: string[] = []
    const { port } = await mailServer({
      onData(stream, _, callback) {
        let body = ''
        stream.on('data', (chunk) => {
          body += chunk
        })
        stream.on('end', () => {
          bodies.push(body)
          callback(bodies.length === 1 ? refusal(451, '4.3.0 Not now') : null, 'Taken')
        })
      },
    })
    const room = opened(port)
    expect(await deliver(room)).toEqual({ result: 'deferred', reply: '451 4.3.0 Not now', isForDomain: true })
    expect(await deliver(room)).toMatchObject({ result: 'sent' })
    const ids = bodies.map((body) => headOf(body).filter((it) => it.startsWith('Message-ID')))
    expect(ids).toEqual([['Message-ID: <7.1@usher.acme.test>'], ['Message-ID: <7.1@usher.acme.test>']])
  })

  test('shares at most five connections with the others', async () => {
    let most = 0
    const { port, received, server } = await mailServer({
      onMailFrom(_, __, callback) {
        most = Math.max(most, server.connections.size)
        setImmediate(callback)
      },
    })
    const room = opened(port)
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        room.deliver(letter, { ...envelope, messageId: `<${at}@usher>` }),
      ),
    )
    expect(all.map((it) => it.result)).toEqual(Array(12).fill('sent'))
    expect(received).toHaveLength(12)
    expect(most).toBeLessThanOrEqual(5)
  })
})

describe.concurrent('two people in one recipient', () => {
  test.each([
    'a@x.test,b@evil.test',
    'victim@x.test\r\nBcc: evil@x.test',
    'x.test',
    'a@x.test>\r\nRCPT TO:<b@evil.test',
  ])('%j reaches nobody', async (to) => {
    const { port, server } = await mailServer()
    let visitors = 0
    server.server.on('connection', () => visitors++)
    expect(await deliver(opened(port), to)).toMatchObject({
      result: 'failed',
      reply: expect.stringContaining('Not sent'),
    })
    expect(visitors).toBe(0)
  })
})

describe.concurrent('a server that refuses', () => {
  const atRcpt = (error: Error): SMTPServerOptions => ({ onRcptTo: (_, __, callback) => callback(error) })
  const atEnd = (error: Error): SMTPServerOptions => ({
    onData(stream, _, callback) {
      stream.resume()
      stream.on('end', () => callback(error))
    },
  })
  const atMail = (error: Error): SMTPServerOptions => ({ onMailFrom: (_, __, callback) => callback(error) })
  const atHello = (error: Error): SMTPServerOptions => ({ onConnect: (_, callback) => callback(error) })

  test.each([
    ['450 at RCPT', atRcpt(refusal(450, '4.2.1 Greylisted')), 'deferred', '450 4.2.1 Greylisted'],
    [
      '421 at RCPT',
      atRcpt(refusal(421, '4.3.2 Closing')),
      'deferred',
      expect.stringContaining('421 4.3.2 Closing'),
    ],
    ['550 at RCPT', atRcpt(refusal(550, '5.1.1 No such user')), 'failed', '550 5.1.1 No such user'],
    ['452 after DATA', atEnd(refusal(452, '4.2.2 Full')), 'deferred', '452 4.2.2 Full'],
    ['554 after DATA', atEnd(refusal(554, '5.7.1 Spam')), 'failed', '554 5.7.1 Spam'],
    ['552 at MAIL', atMail(refusal(552, '5.3.4 Too big')), 'failed', '552 5.3.4 Too big'],
    ['530 at MAIL', atMail(refusal(530, '5.7.0 Log in first')), 'deferred', '530 5.7.0 Log in first'],
    [
      '554 for a greeting',
      atHello(refusal(554, 'We do not talk to you')),
      'deferred',
      expect.stringContaining('554 '),
    ],
  ] as const)('%s', async (_, options, result, reply) => {
    const { port } = await mailServer(options)
    expect(await deliver(opened(port))).toEqual({ result, reply })
  })

  test('and quotes our letter gives no link away', async () => {
    const { port } = await mailServer(atEnd(refusal(554, `Blocked for ${link}`)))
    const { reply } = await deliver(opened(port))
    expect(reply).toBe('554 Blocked for https://usher.acme.test/i/[redacted]')
  })

  test('one letter still takes the next', async () => {
    const { port, received } = await mailServer({
      onRcptTo: ({ address }, _, callback) =>
        callback(address.startsWith('no') ? refusal(550, 'No such user') : null),
    })
    const room = opened(port)
    expect(await deliver(room, 'nobody@x.test')).toMatchObject({ result: 'failed' })
    expect(await deliver(room, 'ada@x.test')).toMatchObject({ result: 'sent' })
    expect(received.map((it) => it.to)).toEqual([['ada@x.test']])
  })
})

describe.concurrent('a server that keeps us waiting', () => {
  test('before its greeting', async () => {
    const { port, allClosed } = await scriptedServer(null, () => {})
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('did not greet us'),
    })
    await allClosed()
  })

  test('at RCPT', async () => {
    const { port } = await mailServer({ onRcptTo: () => {} })
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('fell silent'),
    })
  })

  test('in the middle of DATA', async () => {
    const { port, allClosed } = await scriptedServer('220 x', dialogue({ DATA: '354 Go on' }))
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('fell silent'),
    })
    await allClosed()
  })

  test('by dripping, which no timeout of silence hears: it is dropped, and the slot is free again', async () => {
    const drip = (line: string, socket: Socket) => {
      if (!line.startsWith('RCPT')) return dialogue()(line, socket)
      const tap = setInterval(() => socket.write('250-still\r\n'), 20)
      socket.once('close', () => clearInterval(tap))
    }
    const { port, allClosed } = await scriptedServer('220 x', drip)
    const began = performance.now()
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('took too long'),
    })
    expect(performance.now() - began).toBeLessThan(2 * impatient.letterMs)
    await allClosed()
  })
})

describe.concurrent('a server that goes away', () => {
  test('in the middle of DATA', async () => {
    const { port, lines } = await scriptedServer('220 x', (line, socket) => {
      if (line.startsWith('Subject:')) socket.destroy()
      else dialogue({ DATA: '354 Go on' })(line, socket)
    })
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('closed the connection'),
    })
    expect(lines.filter((it) => it.startsWith('MAIL'))).toHaveLength(1)
  })

  test('with 421 in the middle of everything', async () => {
    const { port } = await scriptedServer('220 x', dialogue({ MAIL: '421 4.3.2 Bye' }))
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('421 4.3.2 Bye'),
    })
  })

  test('before it was ever there', async () => {
    const { port, server } = await mailServer()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('while the connection was idle costs nothing: the next letter takes a new one', async () => {
    const { port, server, received } = await mailServer()
    const room = opened(port)
    await deliver(room)
    for (const connection of server.connections) connection.close()
    expect(await deliver(room)).toMatchObject({ result: 'sent' })
    expect(received).toHaveLength(2)
  })
})

describe.concurrent('the login', () => {
  const picky: SMTPServerOptions = {
    authOptional: false,
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    onAuth: ({ password }, _, callback) =>
      password === PASSWORD
        ? callback(null, { user: 'ada' })
        : callback(refusal(535, `5.7.8 Not ${password}`)),
  }
  const wrong = { login: 'ada:wr0ng@' }

  test('is made', async () => {
    const { port } = await mailServer(picky)
    expect(await deliver(opened(port, withLogin))).toMatchObject({ result: 'sent' })
  })

  test('refused is a fault of ours and not of who we write to; the password stays in the house', async () => {
    const { port } = await mailServer(picky)
    const delivery = await deliver(opened(port, wrong))
    expect(delivery.result).toBe('deferred')
    expect(delivery.reply).toContain('refused the login')
    expect(delivery.reply).toContain('535 5.7.8 Not [redacted]')
    expect(delivery.reply).not.toContain('wr0ng')
  })

  test('missing where it is wanted is a fault of ours too', async () => {
    const { port } = await mailServer(picky)
    expect(await deliver(opened(port))).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('530'),
    })
  })

  test('given but not offered is tried, not skipped: we never write as nobody', async () => {
    const { port, received } = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
    expect(await deliver(opened(port, withLogin))).toMatchObject({ result: 'deferred' })
    expect(received).toEqual([])
  })

  test('and the check say the same', async () => {
    const { port } = await mailServer(picky)
    expect(await opened(port, withLogin).check()).toEqual({ ok: true, reply: expect.stringMatching(/^235 /) })
    const { ok, reply } = await opened(port, wrong).check()
    expect(ok).toBe(false)
    expect(reply).toContain('check user and password in SMTP_URL')
    expect(reply).not.toContain('wr0ng')
  })
})

describe.concurrent('encryption', () => {
  const pem = certificate()
  const signed = { ...pem, authMethods: ['PLAIN'] }
  const offering: SMTPServerOptions = { ...signed, disabledCommands: [] }

  test('required and not offered: nothing is said, not even the login', async () => {
    const { port, lines } = await scriptedServer('220 x', dialogue({ STARTTLS: '502 5.5.1 No such thing' }))
    const delivery = await deliver(opened(port, { ...withLogin, query: '?tls=on' }))
    expect(delivery).toMatchObject({
      result: 'deferred',
      reply: expect.stringContaining('offers no encryption'),
    })
    expect(lines.map((it) => it.split(' ')[0])).toEqual(['EHLO', 'STARTTLS'])
  })

  test('smtps:// to a port that does not start with it', async () => {
    const { port } = await mailServer()
    expect(await deliver(opened(port, { scheme: 'smtps' }))).toMatchObject({ result: 'deferred' })
  })

  describe.skipIf(pem === null)('with a certificate made by openssl', () => {
    test.each([
      ['smtps://', { scheme: 'smtps' }, { ...signed, secure: true }],
      ['STARTTLS', { query: '?tls=on' }, offering],
    ] as const)('%s is used when it can be trusted', async (_, how, server) => {
      const { port, received } = await mailServer(server)
      expect(await deliver(opened(port, { ...how, ...withLogin, ca: pem?.cert ?? '' }))).toMatchObject({
        result: 'sent',
      })
      expect(received[0]?.isSecure).toBe(true)
    })

    test.each([
      ['smtps://', { scheme: 'smtps' }, { ...signed, secure: true }],
      ['STARTTLS', { query: '?tls=on' }, offering],
    ] as const)('%s is refused when nobody we know signed it', async (_, how, server) => {
      const { port, received } = await mailServer(server)
      const room = opened(port, { ...how, ...withLogin })
      expect(await deliver(room)).toMatchObject({
        result: 'deferred',
        reply: expect.stringContaining('certificate'),
      })
      expect(await room.check()).toMatchObject({
        ok: false,
        reply: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      })
      expect(received).toEqual([])
    })

    test('a good certificate of somebody else is refused', async () => {
      const { port } = await mailServer({ ...signed, secure: true })
      const room = openSmtp({
        url: `smtps://127.0.0.1:${port}`,
        from: 'usher@acme.test',
        ca: pem?.cert ?? '',
        timeouts: impatient,
      })
      later(() => room.close())
      expect(await deliver(room)).toMatchObject({
        result: 'deferred',
        reply: expect.stringContaining('ALTNAME'),
      })
    })
  })
})

describe.concurrent('the check', () => {
  test('repeats the words of a server that needs no login', async () => {
    const { port } = await mailServer()
    expect(await opened(port).check()).toEqual({ ok: true, reply: expect.stringMatching(/^250/) })
  })

  test('says what to do when nobody is there', async () => {
    const { port, server } = await mailServer()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    const { ok, reply } = await opened(port).check()
    expect(ok).toBe(false)
    expect(reply).toBe(`localhost:${port} cannot be reached (ECONNREFUSED): check host and port in SMTP_URL.`)
  })

  test('ends, even where the server drips', async () => {
    const { port, allClosed } = await scriptedServer('220 x', (_, socket) => {
      const tap = setInterval(() => socket.write('250-still\r\n'), 20)
      socket.once('close', () => clearInterval(tap))
    })
    expect(await opened(port).check()).toMatchObject({
      ok: false,
      reply: expect.stringContaining('took too long'),
    })
    await allClosed()
  })
})

describe.concurrent('closing', () => {
  test('lets a letter on its way arrive, and takes no more', async () => {
    let begun = () => {}
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const { port, received } = await mailServer({
      onRcptTo(_, __, callback) {
        begun()
        setTimeout(callback, 50)
      },
    })
    const room = opened(port)
    const underway = deliver(room)
    await hasBegun
    await room.close()
    expect(await underway).toMatchObject({ result: 'sent' })
    expect(received).toHaveLength(1)
    expect(await deliver(room)).toMatchObject({ result: 'deferred' })
  })

  test('before its first letter, takes none either', async () => {
    const { port, received } = await mailServer()
    const room = opened(port)
    await room.close()
    expect(await deliver(room)).toMatchObject({ result: 'deferred' })
    expect(received).toEqual([])
  })

  test('hangs up on a server that would take for ever', async () => {
    let begun = () => {}
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const { port } = await mailServer({ onRcptTo: () => begun() })
    const room = opened(port, { timeouts: { ...impatient, socketMs: 5_000, letterMs: 5_000, closeMs: 50 } })
    const underway = deliver(room)
    await hasBegun
    const began = performance.now()
    await room.close()
    expect(await underway).toMatchObject({ result: 'deferred' })
    expect(performance.now() - began).toBeLessThan(2_500)
  })
})

/** The lines of the head, unfolded. */
const headOf = (source = ''): string[] =>
  (source.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n')

/** Polite answers to everything but DATA, and the ones given where a test wants others. */
function dialogue(answers: Record<string, string> = {}) {
  return (line: string, socket: Socket) => {
    const verb = /^(EHLO|STARTTLS|MAIL|RCPT|DATA|RSET|QUIT|AUTH)\b/.exec(line)?.[1]
    if (verb) socket.write(`${answers[verb] ?? '250 Fine'}\r\n`)
  }
}
