import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Card, ReminderCard } from '../../src/domain/card.ts'
import { resendInvitations } from '../../src/usecases/invitations/resend-invitations.ts'
import { listUndelivered } from '../../src/usecases/messages/list-undelivered.ts'
import { resendUndelivered } from '../../src/usecases/messages/resend-undelivered.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../src/usecases/organizations/see-settings.ts'
import { digestTheWeek } from '../../src/usecases/reminders/digest-the-week.ts'
import { bindPerson } from '../../src/usecases/slack/bind-person.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
const cards: { card: ReminderCard; channel: string }[] = []
beforeAll(async () => {
  house = await openHouse()
  let ts = 0
  house.slack = async (card: Card, { channel }) => {
    if (card.occasion === 'reminder') cards.push({ card, channel })
    ts += 1
    return { result: 'sent', reply: 'Slack took it', posted: { channel: `D${channel}`, ts: String(ts) } }
  }
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

let made = 0
/** Whose owner is in Slack. */
async function acme() {
  made += 1
  const it = await house.organization(`Acme ${made}`, `olga@acme${made}.test`)
  const slackUserId = `U0OLGA${made}`
  await bindPerson(house.operatorOf(it.organizationId), { teamId: `T0ACME${made}`, slackUserId }, it.ownerId)
  await house.deliverAll()
  const digests = () => cards.filter((one) => one.channel === slackUserId && one.card.audience === 'digest')
  return { ...it, digests, domain: `people${made}.test` }
}
const tick = async (instances = 1) => {
  await Promise.all(Array.from({ length: instances }, () => digestTheWeek(house.outside())))
  await house.deliverAll()
}
/** Until it is this hour of this day of the week, as the clocks of UTC show it, at least an hour from now. */
const until = (weekday: number, hour: number) => {
  do house.clock.moveSeconds(3600 - (Math.floor(house.clock.now().getTime() / 1000) % 3600))
  while (house.clock.now().getUTCDay() !== weekday || house.clock.now().getUTCHours() !== hour)
}
const [MONDAY, WEDNESDAY, SATURDAY] = [1, 3, 6]

describe('once a week', () => {
  test('somebody hears of all that ran out, when the week begins and not before, whoever looks', async () => {
    until(WEDNESDAY, 10)
    const { owner, digests, domain } = await acme()
    await house.invited(owner, `one@${domain}`)
    await house.invited(owner, `two@${domain}`)
    until(MONDAY, 8)
    await tick()
    expect(digests()).toHaveLength(0)
    until(MONDAY, 9)
    await tick(4)
    expect(digests().map((it) => [it.card.expired, it.card.all])).toEqual([[2, 2]])
    house.clock.moveHours(3)
    await tick(4)
    expect(digests()).toHaveLength(1)
  })

  test('each stands in one of them, until it is sent again and runs out again', async () => {
    until(WEDNESDAY, 10)
    const { owner, digests, domain } = await acme()
    const { invitationId } = await house.invited(owner, `again@${domain}`)
    await house.invited(owner, `never@${domain}`)
    until(MONDAY, 9)
    await tick()
    await resendInvitations(owner, [invitationId])
    await house.deliverAll()
    until(MONDAY, 9)
    await tick()
    expect(digests().map((it) => it.card.all)).toEqual(expect.arrayContaining([2, 1]))
    expect(
      digests()
        .at(-1)
        ?.card.invitations.map((it) => it.email),
    ).toEqual([`again@${domain}`])
    until(MONDAY, 9)
    const before = digests().length
    await tick()
    expect(digests()).toHaveLength(before)
  })

  test('tells of people who were made and never invited', async () => {
    until(WEDNESDAY, 10)
    const { organizationId, digests } = await acme()
    await house.query(
      `insert into users (organization_id, id, origin, email, address, created_at)
       values (:organizationId, gen_random_uuid(), 'import', 'st@ged.test', 'st@ged.test', now())`,
      { organizationId },
    )
    until(MONDAY, 9)
    await tick()
    expect(digests().map((it) => it.card.beside)).toEqual([{ staged: 1, undelivered: 0 }])
  })

  test('nobody hears where there is nothing to say, or it is turned off', async () => {
    until(WEDNESDAY, 10)
    const quiet = await acme()
    const off = await acme()
    const { version } = await seeSettings(off.owner)
    await changeSettings(off.owner, { version, digestOn: false })
    await house.invited(off.owner, `off@${off.domain}`)
    until(MONDAY, 10)
    await tick()
    expect([...quiet.digests(), ...off.digests()]).toEqual([])
  })

  test('after weeks in which nobody looked there is one, in their hours', async () => {
    until(WEDNESDAY, 10)
    const { owner, digests, domain } = await acme()
    await tick()
    await house.invited(owner, `long@${domain}`)
    house.clock.moveHours(3 * 7 * 24)
    until(SATURDAY, 12)
    await tick()
    expect(digests()).toHaveLength(0)
    until(MONDAY, 9)
    await tick()
    house.clock.moveHours(24)
    await tick()
    expect(digests().map((it) => it.card.expired)).toEqual([1])
  })

  test('a missed one comes in the same week, and the next not two days after it', async () => {
    until(WEDNESDAY, 10)
    const { owner, digests, domain } = await acme()
    await tick()
    await house.invited(owner, `late@${domain}`)
    until(MONDAY, 6)
    house.clock.moveHours(24)
    await tick()
    expect(digests()).toHaveLength(0)
    house.clock.moveHours(4)
    await tick()
    expect(digests()).toHaveLength(1)
  })
})

describe('what could not be delivered', () => {
  test('stands in the digest, and is tried again once, however many ask', async () => {
    until(WEDNESDAY, 10)
    const { owner, digests, domain } = await acme()
    await tick()
    house.post.answer = () => ({ result: 'failed', reply: '550 5.1.1 no such mailbox' })
    await house.invite(owner, [`a@${domain}`, `b@${domain}`])
    await house.deliverAll()
    const { letters } = await listUndelivered(owner, 50)
    const invited = letters.filter((it) => it.kind === 'invitation')
    expect(invited.map((it) => [it.to, it.reply])).toEqual([
      [`b@${domain}`, '550 5.1.1 no such mailbox'],
      [`a@${domain}`, '550 5.1.1 no such mailbox'],
    ])
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    const done = await Promise.all([resendUndelivered(owner, null), resendUndelivered(owner, null)])
    await house.deliverAll()
    expect(done.map((it) => it.again).sort()).toEqual([0, letters.length])
    expect(house.post.linksFor(`a@${domain}`)).toHaveLength(1)
    expect((await listUndelivered(owner, 50)).all).toBe(0)
    expect(digests()).toHaveLength(0)
  })

  test('leaves with a new link where the old one has run out, once', async () => {
    until(WEDNESDAY, 10)
    const { owner, digests, domain } = await acme()
    await tick()
    house.post.answer = () => ({ result: 'failed', reply: '554 refused' })
    await house.invite(owner, [`late@${domain}`])
    await house.deliverAll()
    until(MONDAY, 9)
    await tick()
    const [digest] = digests()
    expect(digest?.card).toMatchObject({ expired: 1 })
    expect(digest?.card.beside?.undelivered).toBeGreaterThan(0)
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    const done = await Promise.all([resendUndelivered(owner, null), resendUndelivered(owner, null)])
    expect(done.map((it) => it.renewed).sort()).toEqual([0, 1])
    await house.deliverAll()
    expect(house.post.linksFor(`late@${domain}`)).toHaveLength(1)
  })

  test('is nobody’s business in another organization', async () => {
    const one = await acme()
    const other = await acme()
    house.post.answer = () => ({ result: 'failed', reply: '550 no' })
    await house.invite(one.owner, [`secret@${one.domain}`])
    await house.deliverAll()
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    const { letters } = await listUndelivered(one.owner, 50)
    expect((await listUndelivered(other.owner, 50)).letters).toEqual([])
    await expect(
      resendUndelivered(
        other.owner,
        letters.map((it) => it.id),
      ),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})
