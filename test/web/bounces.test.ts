import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { BOUNCES_PATH, bouncesRouter, signatureOf } from '../../src/web/bounces.ts'
import { openHouse } from '../support/house.ts'
import { closeEverything, later } from '../support/later.ts'

const SECRET = 'a secret for bounces, long enough for it'
const house = await openHouse()
const { owner, organizationId } = await house.organization()
const web = express()
web.use(bouncesRouter({ begin: (trace) => ({ ...house.outside(), trace }), secret: SECRET }))
const server = createServer(web)
await new Promise<void>((ready) => server.listen(0, () => ready()))
later(() => house.close())
later(() => new Promise((closed) => server.close(closed)))
afterAll(closeEverything)

interface Sending {
  secret?: string
  secondsAgo?: number
  body?: string
}

async function tell(
  bounce: object,
  { secret = SECRET, secondsAgo = 0, body = JSON.stringify(bounce) }: Sending = {},
) {
  const timestamp = String(Math.floor(house.clock.now().getTime() / 1000) - secondsAgo)
  const signature = signatureOf(secret, timestamp, Buffer.from(JSON.stringify(bounce)))
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://localhost:${port}${BOUNCES_PATH}`, {
    method: 'POST',
    headers: { 'x-usher-timestamp': timestamp, 'x-usher-signature': signature, connection: 'close' },
    body,
  })
  return [answer.status, ((await answer.json()) as { result?: string }).result]
}

async function letterTo(address: string) {
  const { invitationId } = (await house.invited(owner, address)) as unknown as { invitationId: string }
  const [message] = await house.query<{ id: string }>(
    `select id from messages where kind = 'invitation' and invitation_id = :invitationId order by generation desc`,
    { invitationId },
  )
  return { invitationId, messageId: `<${message?.id}@usher.test>` }
}
const bounced = (invitationId: string) =>
  house.query<{ detail: string }>(
    `select detail from delivery_events where kind = 'bounced' and invitation_id = :invitationId`,
    { invitationId },
  )
const told = async (invitationId: string) =>
  (
    await house.query(
      `select id from messages where kind = 'delivery-failed' and invitation_id = :invitationId`,
      {
        invitationId,
      },
    )
  ).length

test('a letter that came back is noted once, and whoever invited hears of it once, in the words of the server', async () => {
  const { messageId, invitationId } = await letterTo('gone@acme.test')
  const bounce = { messageId, reason: '550 5.1.1\r\nNo such  user' }
  const answers = await Promise.all(Array.from({ length: 6 }, () => tell(bounce)))
  expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 200, 200, 200])
  expect(answers.filter(([, result]) => result === 'noted')).toHaveLength(1)
  expect(await bounced(invitationId)).toEqual([{ detail: '550 5.1.1 No such user' }])
  expect(await told(invitationId)).toBe(1)
  await house.deliverAll()
  expect(JSON.stringify(house.post)).toContain('550 5.1.1 No such user')
})

test('what was not signed, or long ago, or otherwise, changes nothing', async () => {
  const { messageId, invitationId } = await letterTo('here@acme.test')
  const bounce = { messageId, reason: 'no' }
  expect(await tell(bounce, { secret: 'another' })).toEqual([401, undefined])
  expect(await tell(bounce, { secondsAgo: 301 })).toEqual([401, undefined])
  expect(await tell(bounce, { secondsAgo: -61 })).toEqual([401, undefined])
  expect(await tell(bounce, { body: JSON.stringify({ ...bounce, reason: 'yes' }) })).toEqual([401, undefined])
  expect(await tell({ reason: 'of what?' })).toEqual([400, undefined])
  expect(await bounced(invitationId)).toEqual([])
})

test('a letter that nobody here has sent is answered the same, whatever stands there', async () => {
  for (const messageId of [
    '<0190b2c4-0000-7000-8000-000000000000@usher.test>',
    "<' or 1=1@x>",
    'x@y',
    '<<>>',
  ])
    expect(await tell({ messageId, reason: 'no' })).toEqual([200, 'unknown'])
})

test('of an older letter the trail knows, and nobody is told; a link in the words is cut out', async () => {
  const { messageId, invitationId } = await letterTo('twice@acme.test')
  await house.query(
    `update invitations set generation = generation + 1 where organization_id = :organizationId and id = :invitationId`,
    { organizationId, invitationId },
  )
  const link = `https://usher.test/i/inv_${'x'.repeat(43)}`
  expect(await tell({ messageId, reason: `refused ${link}` })).toEqual([200, 'noted'])
  expect((await bounced(invitationId))[0]?.detail).not.toContain('x'.repeat(43))
  expect(await told(invitationId)).toBe(0)
})
