import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InvitationLetter } from '../../src/domain/message.ts'
import { openMailbox } from '../../src/mail/mailbox.ts'
import { link, samples } from './samples.ts'

const invitation = samples.invitation as InvitationLetter
let home = ''
let folder = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'usher-mailbox-'))
  folder = join(home, 'mailbox')
})
afterEach(() => rm(home, { recursive: true }))

const opened = () => openMailbox({ folder, from: 'usher@acme.test' })
const envelope = { messageId: '<1@usher.acme.test>', to: 'ada@lovelace.test' }

test('keeps a letter as it would have gone out, and shows it', async () => {
  const mailbox = opened()
  expect(await mailbox.list()).toEqual([])
  const delivery = await mailbox.deliver(invitation, envelope)
  expect(delivery.result).toBe('sent')

  const [entry] = await mailbox.list()
  expect(entry).toMatchObject({
    to: 'ada@lovelace.test',
    subject: 'Grace Hopper invites you to join Acme',
    at: invitation.now,
  })
  const letter = await mailbox.read(entry?.id ?? '')
  expect(letter).toMatchObject({ from: 'usher@acme.test', to: 'ada@lovelace.test', at: invitation.now })
  expect(letter?.html).toContain(`href="${link}"`)
  expect(letter?.text).toContain(link)
  expect(letter?.source).toContain('Message-ID: <1@usher.acme.test>\r\n')
  expect(letter?.source).toContain('To: ada@lovelace.test\r\n')
})

test('nobody else on the machine can read it', async () => {
  await opened().deliver(invitation, envelope)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  const files = await readdir(folder)
  expect(files).toHaveLength(2)
  for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
})

test('a letter tried again takes the place of its first try', async () => {
  const mailbox = opened()
  await mailbox.deliver(invitation, envelope)
  await mailbox.deliver({ ...invitation, now: new Date('2026-11-21T11:06:00Z') }, envelope)
  await mailbox.deliver({ ...invitation, now: new Date('2026-11-21T11:06:00Z') }, envelope)
  const [entry, ...others] = await mailbox.list()
  expect(others).toEqual([])
  expect(entry?.at).toEqual(new Date('2026-11-21T11:06:00Z'))
  expect(await readdir(folder)).toHaveLength(2)
})

test('lists the newest first', async () => {
  const mailbox = opened()
  for (const minute of [1, 3, 2]) {
    const now = new Date(Date.UTC(2026, 10, 21, 11, minute))
    await mailbox.deliver({ ...invitation, now }, { ...envelope, messageId: `<${minute}@usher>` })
  }
  expect((await mailbox.list()).map((it) => it.at.getUTCMinutes())).toEqual([3, 2, 1])
})

test('no id leads out of the folder', async () => {
  const mailbox = opened()
  await mailbox.deliver(invitation, envelope)
  await writeFile(join(home, 'secret.json'), '{"subject":"secret"}')
  for (const id of ['../secret', '..%2Fsecret', '/etc/passwd', '', 'x\0', '20261121T110500000Z-../../secret'])
    expect(await mailbox.read(id)).toBeNull()
  expect(await mailbox.read('20261121T110500000Z-0123456789abcdef01234567')).toBeNull()
})

test('more or less than one address is not kept at all', async () => {
  const mailbox = opened()
  for (const to of ['a@x.test,b@evil.test', 'victim@x.test\r\nBcc: evil@x.test'])
    expect((await mailbox.deliver(invitation, { ...envelope, to })).result).toBe('failed')
  expect(await mailbox.list()).toEqual([])
})

test('says where the letters are, or that they cannot be', async () => {
  expect(await opened().check()).toEqual({ ok: true, reply: expect.stringContaining(folder) })
  await writeFile(join(home, 'file'), '')
  const blocked = openMailbox({ folder: join(home, 'file'), from: 'usher@acme.test' })
  expect(await blocked.check()).toMatchObject({ ok: false })
  expect(await blocked.deliver(invitation, envelope)).toMatchObject({ result: 'deferred' })
  expect(await readFile(join(home, 'file'), 'utf8')).toBe('')
})
