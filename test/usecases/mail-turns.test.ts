import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import * as outbox from '../../src/db/outbox.ts'
import type { Pace } from '../../src/domain/pace.ts'
import { openLog } from '../../src/log.ts'
import { openSmtp } from '../../src/mail/smtp.ts'
import type { Context, Outside } from '../../src/usecases/context.ts'
import { cancelInvitations } from '../../src/usecases/invitations/cancel-invitations.ts'
import { deliverMessage } from '../../src/usecases/messages/deliver-message.ts'
import { seeQueue } from '../../src/usecases/messages/see-queue.ts'
import { callWaiting, forgetTurns } from '../../src/usecases/messages/take-turn.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { startWorker } from '../../src/worker.ts'
import { type House, openHouse } from '../support/house.ts'
import { closeEverything, later } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { addresses } from '../support/people.ts'
import { until } from '../support/until.ts'

let house: House
let mail: MailServer
let owner: Context
let room: ReturnType<typeof openSmtp>
beforeEach(async () => {
  house = await openHouse()
  owner = (await house.organization()).owner
  mail = await MailServer.start()
  room = openSmtp({ url: mail.url, from: 'usher@acme.test' })
})
afterEach(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await room.close()
  await house.close()
})
afterAll(closeEverything)

const CALM: Pace = { atOnce: 3, perMinute: 60 }
const deliver = (
  message: { organizationId: string; id: string },
  pace = CALM,
  ctx: Outside = house.outside(),
) => deliverMessage(ctx, { mail: room.deliver, slack: null, pace }, message)

/** What six jobs at once would do, until nothing is due at this moment of a clock that stands still. */
async function work(pace = CALM): Promise<void> {
  for (;;) {
    const due = await house.db.transaction((tx) => outbox.overdue(tx, house.clock.now(), 1000))
    if (due.length === 0) return
    const six = Array.from({ length: 6 }, async () => {
      for (let it = due.shift(); it; it = due.shift()) await deliver(it, pace)
    })
    await Promise.all(six)
  }
}

const invite = async (people: string[]): Promise<string[]> =>
  (await house.invite(owner, people)).flatMap((it) => (it.result === 'invited' ? [it.invitationId] : []))

const at = (domain: string) => mail.taken.filter((it) => it.to[0]?.endsWith(`@${domain}`)).length
const triesAt = (domain: string) => mail.tries.filter((it) => it.to.endsWith(`@${domain}`)).length
const isTakenOnce = (people: string[]) => people.filter((it) => mail.takenBy(it).length !== 1)

describe('letters to one domain', () => {
  test('leave as many a minute as they may, wherever the minute begins, and in the order they were promised', async () => {
    const people = addresses(90, 'p', 'large.test')
    for (let first = 0; first < 90; first += 30) {
      await invite(people.slice(first, first + 30))
      house.clock.moveSeconds(0.001)
    }
    const minutes: number[] = []
    for (let second = 0; at('large.test') < 90; second++) {
      const before = at('large.test')
      await work()
      minutes.push(at('large.test') - before)
      house.clock.moveSeconds(1)
      if (second > 300) throw new Error(`Only ${at('large.test')} in ${second} seconds`)
    }
    expect(minutes[0], 'half of them at once').toBe(30)
    const inAnyMinute = minutes.map((_, from) => minutes.slice(from, from + 60).reduce((a, b) => a + b, 0))
    expect(Math.max(...inAnyMinute)).toBeLessThanOrEqual(60)
    expect(minutes.length, 'and no slower than that').toBeLessThan(5 + 60 * 2)
    expect(isTakenOnce(people)).toEqual([])
    // Whatever leaves at the same moment may overtake each other, and nothing else.
    const places = mail.taken.map((it) => Math.floor(people.indexOf(it.to[0] ?? '') / 30))
    expect(
      places.filter(
        (it, place) => ![place - 6, place, place + 6].some((near) => Math.floor(near / 30) === it),
      ),
    ).toEqual([])
  })

  test('hold up none to another, while two workers share them and never send too many at once', async () => {
    mail.delayMs = 60
    const [many, others] = [addresses(100, 'p', 'slow.test'), addresses(3, 'q', 'quick.test')]
    const second = openDatabase(house.url, 12)
    later(() => second.destroy())
    const pace = { atOnce: 3, perMinute: 6000 }
    const started = async (db = house.db) => {
      const ctx = { ...house.outside(), db }
      const tasks = { deliver: (it: unknown) => deliver(it as Parameters<typeof deliver>[0], pace, ctx) }
      const keeps = { canListen: true, keepsStatements: true }
      return startWorker({ at: { url: house.url, ...keeps }, log: openLog('silent'), tasks })
    }
    await invite(many)
    const before = Date.now()
    const workers = await Promise.all([started(), started(second)])
    try {
      await invite(others)
      await until('the others have theirs', () => at('quick.test') === 3)
      expect(at('slow.test'), 'and most still wait').toBeLessThan(60)
      await until('everybody has theirs', () => at('slow.test') === 100)
      expect(Date.now() - before, 'three at once').toBeGreaterThan((100 / 3) * mail.delayMs)
    } finally {
      await Promise.all(workers.map((it) => it.stop()))
    }
    expect(isTakenOnce([...many, ...others])).toEqual([])
    const spans = mail.taken.flatMap((it) => {
      const [to = ''] = it.to
      return to.endsWith('@slow.test') ? [{ from: mail.triesFor(to)[0]?.at ?? 0, to: it.at }] : []
    })
    const atOnce = spans.map(({ from }) => spans.filter((it) => it.from <= from && it.to > from).length)
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(3)
  })

  test('wait while its server asks for patience; then one goes first, and all when that is taken', async () => {
    const [people, others] = [addresses(20, 'p', 'busy.test'), addresses(2, 'q', 'free.test')]
    let isBusy = true
    mail.manners = (to) => (isBusy && to.endsWith('@busy.test') ? 'too many' : 'take')
    await invite(people)
    await work()
    const first = triesAt('busy.test')
    expect(first, 'no more than were under way').toBeLessThanOrEqual(3)
    expect((await seeQueue(house.outside())).pausedDomains).toBe(1)
    await invite(others)
    house.clock.moveSeconds(10)
    await work()
    expect([triesAt('busy.test'), at('free.test')]).toEqual([first, 2])
    house.clock.moveSeconds(25)
    await work()
    expect(triesAt('busy.test'), 'one asks whether it may').toBe(first + 1)
    house.clock.moveSeconds(45)
    await work()
    expect(triesAt('busy.test'), 'twice as long').toBe(first + 1)

    isBusy = false
    house.clock.moveSeconds(20)
    await work()
    for (let waited = 0; waited < 60; waited++) {
      house.clock.moveSeconds(2)
      await work()
    }
    expect(isTakenOnce([...people, ...others])).toEqual([])
    expect((await seeQueue(house.outside())).pausedDomains).toBe(0)
    const tries = await house.query<{ attempts: number }>(
      `select attempts from messages m join invitations i on i.organization_id = m.organization_id
         and i.id = m.invitation_id where i.email like '%@busy.test' order by attempts desc`,
    )
    expect(tries.filter((it) => it.attempts === 1).length, 'to wait is no try').toBeGreaterThanOrEqual(16)
  })

  test('one mailbox that is busy pauses nobody else of its domain', async () => {
    const people = addresses(10, 'p', 'mixed.test')
    mail.manners = (to, tries) => (to === 'p1@mixed.test' && tries === 0 ? 'not now' : 'take')
    await invite(people)
    await work()
    expect(at('mixed.test')).toBe(9)
    house.clock.moveSeconds(20)
    await work()
    expect(isTakenOnce(people)).toEqual([])
  })

  test('whoever held a turn and died holds up the others for the time of one letter at most', async () => {
    const one: Pace = { atOnce: 1, perMinute: 600 }
    const people = addresses(4, 'p', 'held.test')
    await invite(people)
    const [message] = await house.db.transaction((tx) => outbox.overdue(tx, house.clock.now(), 1))
    const died = deliverMessage(
      house.outside(),
      { mail: () => new Promise(() => {}), slack: null, pace: one },
      message as outbox.Message,
    )
    void died
    const isHeld = async () =>
      (await house.query('select 1 from mail_turns where leased_until is not null')).length
    await until('it is under way', async () => (await isHeld()) === 1)
    await work(one)
    expect(at('held.test')).toBe(0)
    const runOut = (table: string) =>
      house.db.raw(
        `update ${table} set leased_until = now() - interval '1 second' where leased_until is not null`,
      )
    await runOut('mail_turns')
    expect(await callWaiting(house.outside(), one)).toBe(1)
    await work(one)
    expect(at('held.test'), 'all but the one that nobody knows the fate of').toBe(3)
    await runOut('messages')
    await work(one)
    expect(isTakenOnce(people)).toEqual([])
  })

  test('what is cancelled while it waits hands on its turn', async () => {
    const one: Pace = { atOnce: 1, perMinute: 1 }
    const [people, last] = [addresses(30, 'p', 'gone.test'), 'last@gone.test']
    const ids = await invite(people)
    await invite([last])
    await work(one)
    expect(at('gone.test')).toBe(1)
    await cancelInvitations(owner, ids)
    house.clock.moveSeconds(61)
    // As their jobs would: each finds that nobody wants it any more.
    const all = await house.query<outbox.Message>('select organization_id "organizationId", id from messages')
    for (const it of all) await deliver(it, one)
    house.clock.moveSeconds(61)
    await work(one)
    expect(mail.takenBy(last)).toHaveLength(1)
  })

  test('a letter whose link ends while it waits is told of, not swallowed', async () => {
    const one: Pace = { atOnce: 1, perMinute: 1 }
    await invite(addresses(3, 'p', 'late.test'))
    await work(one)
    house.clock.moveHours(25)
    for (let minute = 0; minute < 2; minute++) {
      await work(one)
      house.clock.moveSeconds(61)
    }
    const ended = await house.query<{ status: string; lastReply: string }>(
      `select m.status, m.last_reply "lastReply" from messages m join invitations i
         on i.organization_id = m.organization_id and i.id = m.invitation_id
       where m.kind = 'invitation' and i.email like '%late.test' order by m.status`,
    )
    expect(ended.map((it) => it.status)).toEqual(['dead', 'dead', 'sent'])
    expect(ended[0]?.lastReply).toBe('Not tried yet: Many letters go to late.test')
    expect(at('acme.test'), 'the inviter hears of both').toBe(2)
  })

  test('a line of sixty costs each letter as many statements as a line of two', async () => {
    const pace: Pace = { atOnce: 1, perMinute: 100_000 }
    const costs: number[] = []
    for (const [domain, count] of [
      ['few.test', 3],
      ['many.test', 60],
    ] as const) {
      await invite(addresses(count, 'p', domain))
      const due = await house.db.transaction((tx) => outbox.overdue(tx, house.clock.now(), 1000))
      const [first, ...rest] = due
      for (const it of rest.slice(1)) await deliver(it, pace)
      let statements = 0
      const note = () => {
        statements += 1
      }
      house.db.on('query', note)
      if (first) await deliver(first, pace)
      house.db.off('query', note)
      costs.push(statements)
      await work(pace)
    }
    expect(costs[1]).toBe(costs[0])
  })

  test('a clock that is set back by a day holds up nobody, and quiet domains are forgotten', async () => {
    await invite(addresses(60, 'p', 'back.test'))
    await work()
    house.clock.moveHours(-24)
    const people = addresses(5, 'q', 'back.test')
    await invite(people)
    for (let minute = 0; minute < 4; minute++) {
      await work()
      house.clock.moveSeconds(60)
    }
    expect(isTakenOnce(people)).toEqual([])
    house.clock.moveHours(30)
    await work()
    house.clock.moveHours(2)
    await forgetTurns(house.outside())
    expect(await house.query('select domain from mail_domains')).toEqual([])
  })
})
