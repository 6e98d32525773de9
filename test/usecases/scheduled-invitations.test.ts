import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/domain/time.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { countInvitations, listInvitations } from '../../src/usecases/invitations/list-invitations.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { sendScheduled } from '../../src/usecases/invitations/send-scheduled.ts'
import { showInvitation } from '../../src/usecases/invitations/show-invitation.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const inHours = (hours: number) => new Date(house.clock.now().getTime() + hours * HOUR * 1000)

describe('an invitation for later', () => {
  test('has no link and no letter before its hour, and its life begins then', async () => {
    const { owner } = await house.organization()
    const sendAfter = inHours(20)
    const [outcome] = await house.invite(owner, ['later@plan.test'], { sendAfter })
    expect(outcome).toMatchObject({ result: 'scheduled', sendAfter })
    house.clock.moveSeconds(19 * HOUR)
    expect(await sendScheduled(house.outside())).toBe(0)
    expect(await house.deliverAll()).toEqual([])

    house.clock.moveSeconds(HOUR)
    expect(await sendScheduled(house.outside())).toBe(1)
    expect(await sendScheduled(house.outside())).toBe(0)
    expect(await house.deliverAll()).toEqual(['sent'])
    const { invitations } = await listInvitations(owner, { state: 'pending' })
    expect(invitations.map((it) => [it.email, it.expiresAt])).toEqual([['later@plan.test', inHours(24)]])
    await house.accept(house.post.tokenFor('later@plan.test'))
    await house.deliverAll()
  })

  test('goes at once when somebody resends it, and never when it was cancelled', async () => {
    const { owner } = await house.organization()
    const [first, second] = await house.invite(owner, ['now@plan.test', 'never@plan.test'], {
      sendAfter: inHours(5),
    })
    if (first?.result !== 'scheduled' || second?.result !== 'scheduled') throw new Error('not scheduled')
    await resendInvitation(owner, first.invitationId)
    await cancelInvitation(owner, second.invitationId)
    house.clock.moveSeconds(6 * HOUR)
    expect(await sendScheduled(house.outside())).toBe(0)
    expect(await house.deliverAll()).toEqual(['sent'])
  })

  test('is sent once by any number who look at the same moment', async () => {
    const { owner } = await house.organization()
    const addresses = Array.from({ length: 40 }, (_, at) => `many${at}@plan.test`)
    await house.invite(owner, addresses, { sendAfter: inHours(1) })
    house.clock.moveSeconds(HOUR)
    const sent = await Promise.all(Array.from({ length: 5 }, () => sendScheduled(house.outside())))
    expect(sent.reduce((all, it) => all + it, 0)).toBe(40)
    expect(await house.deliverAll()).toHaveLength(40)
  })

  test.each([
    ['the past', { sendAfter: new Date(0) }],
    ['next year', { sendAfter: new Date('2100-01-01') }],
    ['a link in the hand', { sendAfter: new Date(Date.now() + DAY), by: 'link' as const }],
  ])('is refused for %s', async (_, wish) => {
    const { owner } = await house.organization()
    await expect(house.invite(owner, ['no@plan.test'], wish)).rejects.toMatchObject({
      code: 'send-time-unusable',
    })
  })
})

describe('the list of invitations', () => {
  test('shows each in its state, newest first, a page at a time, and counts them', async () => {
    const { owner } = await house.organization()
    const names = Array.from({ length: 7 }, (_, at) => `p${at}@list.test`)
    await house.invite(owner, names)
    const first = await listInvitations(owner, { state: 'pending', pageSize: 3 })
    const second = await listInvitations(owner, { state: 'pending', pageSize: 3, cursor: first.next })
    const third = await listInvitations(owner, { state: 'pending', pageSize: 3, cursor: second.next })
    const seen = [first, second, third].flatMap((it) => it.invitations.map((one) => one.email))
    expect(seen.toSorted()).toEqual(names)
    expect(third.next).toBeNull()

    await cancelInvitation(owner, first.invitations[0]?.id ?? '')
    house.clock.moveSeconds(2 * DAY)
    await house.invite(owner, ['fresh@list.test'])
    expect(await countInvitations(owner)).toMatchObject({ pending: 1, expired: 6, cancelled: 1, accepted: 1 })
    const cancelled = await listInvitations(owner, { state: 'cancelled' })
    expect(cancelled.invitations.map((it) => [it.state, it.endedByName])).toEqual([
      ['cancelled', 'Olga Petrova'],
    ])
  })

  test('finds by address, and offers what can be done', async () => {
    const { owner } = await house.organization()
    await house.invite(owner, ['grace@list.test', 'heidi@list.test'])
    const { invitations } = await listInvitations(owner, { state: 'open', search: 'GRACE' })
    expect(invitations.map((it) => [it.email, it.actions])).toEqual([
      ['grace@list.test', ['resend', 'copy-link', 'edit', 'cancel']],
    ])
  })

  test('knows nothing of another organization, page marks included', async () => {
    const { owner } = await house.organization()
    const other = await house.organization()
    const { invitationId } = await house.invited(other.owner, 'theirs@list.test')
    expect((await listInvitations(owner, { state: 'open', search: 'theirs' })).invitations).toEqual([])
    await expect(showInvitation(owner, invitationId)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is told by the trail of each', async () => {
    const { owner } = await house.organization()
    const { invitationId } = await house.invited(owner, 'trail@list.test', { message: 'Welcome' })
    const shown = await showInvitation(owner, invitationId)
    expect(shown.trail.map((it) => it.kind)).toEqual(['queued', 'sent'])
    expect(shown).toMatchObject({ message: 'Welcome', state: 'pending', roles: [{ name: 'Member' }] })
  })
})
