import { DateTime } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import { remindAboutPending } from '../../src/usecases/reminders/remind-about-pending.ts'
import { bindPerson } from '../../src/usecases/slack/bind-person.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

const HOUR_MS = 3_600_000
/** It looks every half hour, so that it finds the last one of a working day; somebody is invited every five. */
const TICK_HOURS = 0.5
const INVITES_EACH_HOURS = 5

interface Heard {
  at: Date
  addresses: number
}

let house: House
afterEach(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

/** Olga, who invites, is in that zone; her organization is in another. */
async function olgaIn(timeZone: string, from: string) {
  house = await openHouse()
  house.clock.moveSeconds((Date.parse(from) - house.clock.now().getTime()) / 1000)
  const { organizationId, ownerId, owner } = await house.organization('Acme', 'olga@acme.test')
  await bindPerson(house.operatorOf(organizationId), { teamId: 'T0ACME', slackUserId: 'U0OLGA' }, ownerId)
  await house.query('update slack_bindings set time_zone = :timeZone', { timeZone })
  await house.query(`update organizations set time_zone = 'Asia/Tokyo'`)
  await house.deliverAll()
  const heard: Heard[] = []
  return {
    heard,
    invite: async (name: string) => {
      await house.invite(owner, [`${name}@people.test`])
      await house.deliverAll()
    },
    /** Two instances look, and what they promise leaves. */
    look: async () => {
      const before = house.post.received.length
      await Promise.all([remindAboutPending(house.outside()), remindAboutPending(house.outside())])
      await house.deliverAll()
      for (const { letter } of house.post.received.slice(before))
        if (letter.kind === 'reminder') heard.push({ at: house.clock.now(), addresses: letter.all })
    },
  }
}

interface Row {
  address: string
  sentAt: Date
  expiresAt: Date
  remindedAt: Date | null
}
const rows = () =>
  house.query<Row>(
    `select address, sent_at "sentAt", expires_at "expiresAt", reminded_at "remindedAt" from invitations
     where address like '%people.test' order by sent_at, address`,
  )

/** Each stands in one letter, which came in time, by day; says of whom nothing was heard. */
async function mustBeInTime(timeZone: string, heard: Heard[]): Promise<Row[]> {
  const all = await rows()
  const reminded = all.filter((it) => it.remindedAt)
  expect(heard.reduce((sum, it) => sum + it.addresses, 0)).toBe(reminded.length)
  for (const { at } of heard) {
    const there = DateTime.fromJSDate(at, { zone: timeZone })
    const words = there.toISO() ?? ''
    expect(there.hour, words).toBeGreaterThanOrEqual(9)
    expect(there.hour, words).toBeLessThan(18)
  }
  for (const { address, sentAt, expiresAt, remindedAt } of reminded) {
    expect(Number(remindedAt), address).toBeLessThan(Number(expiresAt))
    expect(Number(remindedAt) - Number(sentAt), address).toBeGreaterThanOrEqual(4 * HOUR_MS)
  }
  return all.filter((it) => !it.remindedAt)
}

describe.each([
  { timeZone: 'America/New_York', change: 'begins', at: '2026-03-08T07:00:00Z', by: 1 },
  { timeZone: 'America/New_York', change: 'ends', at: '2026-11-01T06:00:00Z', by: -1 },
  // The last ones that Istanbul had: since then it keeps its summer.
  { timeZone: 'Europe/Istanbul', change: 'begins', at: '2016-03-27T01:00:00Z', by: 1 },
  { timeZone: 'Europe/Istanbul', change: 'ends', at: '2015-11-08T01:00:00Z', by: -1 },
])('while summer time $change in $timeZone', ({ timeZone, at, by }) => {
  const changes = Date.parse(at)

  test('each is reminded of once, by day, before it ends', async () => {
    const offset = (ms: number) => DateTime.fromMillis(ms, { zone: timeZone }).offset
    expect(offset(changes) - offset(changes - 1)).toBe(by * 60)
    const olga = await olgaIn(timeZone, new Date(changes - 60 * HOUR_MS).toISOString())
    for (let hour = 0; hour < 100; hour += TICK_HOURS) {
      if (hour % INVITES_EACH_HOURS === 0 && hour < 75) await olga.invite(`p${hour}`)
      await olga.look()
      house.clock.moveHours(TICK_HOURS)
    }
    expect(await rows()).toHaveLength(15)
    expect(await mustBeInTime(timeZone, olga.heard)).toEqual([])
  })

  test('after three days of downtime nobody hears of what has ended, and of the rest once', async () => {
    const olga = await olgaIn(timeZone, new Date(changes - 40 * HOUR_MS).toISOString())
    for (const name of ['one', 'two']) await olga.invite(name)
    await house.query(
      `update invitations set expires_at = sent_at + interval '6 days' where address = 'two@people.test'`,
    )
    await olga.look()
    house.clock.moveHours(72)
    for (let hour = 0; hour < 30; hour += TICK_HOURS) {
      await olga.look()
      house.clock.moveHours(TICK_HOURS)
    }
    expect((await mustBeInTime(timeZone, olga.heard)).map((it) => it.address)).toEqual(['one@people.test'])
    expect(olga.heard).toEqual([{ at: expect.any(Date), addresses: 1 }])
  })

  test('an hour that the clock is set back is not lived through twice', async () => {
    const olga = await olgaIn(timeZone, new Date(changes - 60 * HOUR_MS).toISOString())
    for (let step = 0; step < 180; step++) {
      if (step % 10 === 0 && step < 120) await olga.invite(`p${step}`)
      await olga.look()
      // At every hour of the day, once: right after whatever was done in it.
      house.clock.moveHours(step % 31 === 30 ? -1 : TICK_HOURS)
    }
    expect(await mustBeInTime(timeZone, olga.heard)).toEqual([])
  })
})
