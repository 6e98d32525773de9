import { afterAll, beforeEach, expect, test } from 'vitest'
import { keyFrom } from '../../src/domain/link.ts'
import { askForNewLink } from '../../src/usecases/invitations/ask-for-new-link.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { declineInvitation } from '../../src/usecases/invitations/decline-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { deliverMessage } from '../../src/usecases/messages/deliver-message.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

const houses: House[] = []
let house: House
beforeEach(async () => {
  house = await openHouse()
  houses.push(house)
})
afterAll(async () => {
  for (const it of houses) {
    expect(await verifyInvariants(it.outside())).toEqual([])
    await it.close()
  }
})

const trailOf = async (invitationId: string): Promise<string[]> => {
  const rows = await house.query<{ kind: string }>(
    'select kind from delivery_events where invitation_id = :invitationId order by id',
    { invitationId },
  )
  return rows.map((it) => it.kind)
}

const promise = async (address: string) => {
  const { owner } = await house.organization()
  const [outcome] = await house.invite(owner, [address])
  if (outcome?.result !== 'invited') throw new Error('not invited')
  return { owner, ...outcome }
}

test('a server that says later gets the same letter with the same link and id until it takes it', async () => {
  const { invitationId } = await promise('later@mail.test')
  const tries: string[] = []
  house.post.answer = (letter, envelope) => {
    tries.push(`${envelope.messageId} ${'link' in letter ? letter.link : ''}`)
    return tries.length < 4
      ? { result: 'deferred', reply: '451 later' }
      : { result: 'sent', reply: '250 taken' }
  }
  for (let at = 0; at < 4; at++) {
    await house.deliverAll()
    house.clock.moveSeconds(60)
  }
  expect(tries).toHaveLength(4)
  expect(new Set(tries).size).toBe(1)
  expect(await trailOf(invitationId)).toEqual(['queued', 'deferred', 'deferred', 'deferred', 'sent'])
})

test('a server that never says yes is given up when the link ends, and the inviter hears of it', async () => {
  const { invitationId } = await promise('never@mail.test')
  house.post.answer = (_, { to }) =>
    to === 'never@mail.test' ? { result: 'deferred', reply: '421 busy' } : { result: 'sent', reply: '250' }
  for (let at = 0; at < 60; at++) {
    await house.deliverAll()
    house.clock.moveSeconds(1800)
  }
  expect((await trailOf(invitationId)).at(-1)).toBe('dead')
  expect(house.post.received.at(-1)).toMatchObject({
    envelope: { to: 'olga@acme.test' },
    letter: { kind: 'delivery-failed', invitedAddress: 'never@mail.test', reply: '421 busy' },
  })
})

test('a refusal for ever is not tried twice, and the inviter hears the server’s words', async () => {
  const { invitationId } = await promise('nobody@mail.test')
  house.post.answer = (_, { to }) =>
    to === 'nobody@mail.test'
      ? { result: 'failed', reply: '550 no such user' }
      : { result: 'sent', reply: '250' }
  await house.deliverAll()
  expect(await trailOf(invitationId)).toEqual(['queued', 'failed'])
  expect(house.post.received).toHaveLength(1)
  expect(house.post.received[0]?.letter).toMatchObject({ kind: 'delivery-failed', reply: '550 no such user' })
})

test('a letter for what is no longer true is dropped', async () => {
  const { owner, invitationId } = await promise('gone@mail.test')
  house.post.answer = () => ({ result: 'deferred', reply: '451 later' })
  await house.deliverAll()
  await cancelInvitation(owner, invitationId)
  house.post.answer = () => ({ result: 'sent', reply: '250' })
  house.clock.moveSeconds(60)
  await house.deliverAll()
  expect(house.post.received).toHaveLength(0)
  expect(await trailOf(invitationId)).toEqual(['queued', 'deferred', 'cancelled'])
})

test('a resend overtakes the letter that has not left yet', async () => {
  const { owner, invitationId } = await promise('twice@mail.test')
  await resendInvitation(owner, invitationId)
  await house.deliverAll()
  expect(house.post.linksFor('twice@mail.test')).toHaveLength(1)
  await house.accept(house.post.tokenFor('twice@mail.test'))
})

test('two workers never send the same letter at once', async () => {
  await promise('once@mail.test')
  const [message] = await house.query<{ organizationId: string; id: string }>(
    'select organization_id "organizationId", id from messages',
  )
  if (!message) throw new Error('nothing was promised')
  const results = await Promise.all(
    Array.from({ length: 8 }, () =>
      deliverMessage(house.outside(), { mail: house.post.deliver, slack: null }, message),
    ),
  )
  expect(results.filter((it) => it === 'sent')).toHaveLength(1)
  expect(house.post.received).toHaveLength(1)
})

test('whoever invited hears that it was declined, and why', async () => {
  await promise('no@mail.test')
  await house.deliverAll()
  await declineInvitation(house.outside(), house.post.tokenFor('no@mail.test'), ' I changed my mind ')
  await house.deliverAll()
  expect(house.post.received.at(-1)?.letter).toMatchObject({
    kind: 'invitation-declined',
    why: 'I changed my mind',
  })
})

test('asking for a new link is heard once an hour, and always answered the same', async () => {
  await promise('ask@mail.test')
  await house.deliverAll()
  const token = house.post.tokenFor('ask@mail.test')
  await askForNewLink(house.outside(), token)
  await house.deliverAll()
  expect(house.post.received).toHaveLength(1)
  house.clock.moveHours(24)
  await askForNewLink(house.outside(), token)
  await askForNewLink(house.outside(), token)
  await askForNewLink(house.outside(), 'inv_nonsense')
  await house.deliverAll()
  expect(house.post.received.map((it) => it.letter.kind)).toEqual(['invitation', 'new-link-asked'])
})

test('a letter promised before the key was changed still carries a link that works', async () => {
  await promise('rotate@mail.test')
  const rotated = { keys: [keyFrom('the new secret key, long enough too'), ...house.keys] as const }
  const [message] = await house.query<{ organizationId: string; id: string }>(
    'select organization_id "organizationId", id from messages',
  )
  if (!message) throw new Error('nothing was promised')
  const after = { ...house.outside(), links: { ...rotated, publicUrl: house.publicUrl } }
  expect(await deliverMessage(after, { mail: house.post.deliver, slack: null }, message)).toBe('sent')
  await house.accept(house.post.tokenFor('rotate@mail.test'))
})
