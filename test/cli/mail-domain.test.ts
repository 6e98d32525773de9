import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { afterAll, expect, test } from 'vitest'
import { checkMailDomain } from '../../src/cli/mail-domain.ts'
import { closeEverything, later } from '../support/later.ts'

afterAll(closeEverything)

/** A name server on a real socket, that knows these texts and no other name; null: it never answers. */
async function nameServer(texts: Record<string, string[]> | null): Promise<Resolver> {
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    if (texts) socket.send(answerTo(question, texts), from.port, from.address)
  })
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready))
  later(() => socket.close())
  const resolver = new Resolver({ timeout: 200, tries: 1 })
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return resolver
}

function answerTo(question: Buffer, texts: Record<string, string[]>): Buffer {
  const labels: string[] = []
  let at = 12
  for (let size = question[at] ?? 0; size > 0; size = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + size))
    at += size + 1
  }
  const found = texts[labels.join('.').toLowerCase()]
  const head = Buffer.from(question.subarray(0, 12))
  head.writeUInt16BE(found ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(found?.length ?? 0, 6)
  head.fill(0, 8, 12)
  const records = (found ?? []).map((text) => {
    // In parts, as name servers hand out what is longer than 255.
    const parts = (text.match(/.{1,30}/g) ?? []).map((it) =>
      Buffer.concat([Buffer.from([it.length]), Buffer.from(it)]),
    )
    const data = Buffer.concat(parts)
    const size = Buffer.alloc(2)
    size.writeUInt16BE(data.length)
    return Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60]), size, data])
  })
  return Buffer.concat([head, question.subarray(12, at + 5), ...records])
}

const check = async (texts: Record<string, string[]> | null, selector?: string) => {
  const found = await checkMailDomain('mail.acme.test', await nameServer(texts), selector)
  return Object.fromEntries(found.map(({ name, ...it }) => [name, it]))
}

const SPF = 'v=spf1 include:_spf.post.example ip4:192.0.2.0/24 -all'

test('a domain that is set up is said to be, with its records; a parent speaks for DMARC', async () => {
  const found = await check({
    'mail.acme.test': ['something=else', SPF],
    'selector1._domainkey.mail.acme.test': ['v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3'],
    '_dmarc.acme.test': ['v=DMARC1; p=reject'],
  })
  expect(found.SPF).toEqual({ ok: true, says: expect.stringContaining(SPF) })
  expect(found.DKIM).toEqual({ ok: true, says: 'selector1._domainkey.mail.acme.test has a key' })
  expect(found.DMARC).toEqual({ ok: true, says: '_dmarc.acme.test: v=DMARC1; p=reject' })
})

test('what is missing is named, with what to add', async () => {
  const found = await check({})
  expect(found.SPF).toEqual({ ok: false, says: expect.stringMatching(/has none: add the TXT record/) })
  expect(found.DKIM).toEqual({ ok: true, says: expect.stringContaining('--dkim SELECTOR') })
  expect(found.DMARC).toEqual({ ok: false, says: expect.stringContaining('_dmarc.mail.acme.test') })
  expect((await check({}, 'ours')).DKIM).toEqual({
    ok: false,
    says: expect.stringContaining('ours._domainkey'),
  })
})

test.each([
  [[SPF, 'v=spf1 -all'], /2 records, which counts as none/],
  [['v=spf1 +all'], /lets everybody send/],
  [['v=spf1 include:x.example all'], /lets everybody send/],
  [['v=spf10 -all'], /has none/],
])('SPF of %j is no help', async (records, says) => {
  const { SPF: spf } = await check({ 'mail.acme.test': records })
  expect(spf).toEqual({ ok: false, says: expect.stringMatching(says) })
})

test('a key that was withdrawn is no key', async () => {
  const found = await check({ 'ours._domainkey.mail.acme.test': ['v=DKIM1; p='] }, 'ours')
  expect(found.DKIM?.ok).toBe(false)
})

test('a name server that is silent says nothing against the domain', async () => {
  const found = await check(null)
  expect(Object.values(found).map((it) => it.ok)).toEqual([true, true, true])
  expect(found.SPF?.says).toMatch(/does not answer/)
})
