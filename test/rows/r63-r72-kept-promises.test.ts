import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as outbox from '../../src/db/outbox.ts'
import { momentInWords } from '../../src/domain/plain-words.ts'
import { moment } from '../../src/slack/moments.ts'
import { atomically } from '../../src/usecases/context.ts'
import { deliverMessage } from '../../src/usecases/messages/deliver-message.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { addresses } from '../support/people.ts'
import { Browser } from '../web/browser.ts'
import { type FrontDoor, openFrontDoor } from '../web/front-door.ts'

let house: House
let door: FrontDoor
let acme: Awaited<ReturnType<House['organization']>>
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house)
  acme = await house.organization()
  await house.deliverAll()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await door.close()
  await house.close()
})

const waiting = async () =>
  house.query<{ messages: number; jobs: number }>(
    `select (select count(*)::int from messages where status = 'queued') messages,
       (select count(*)::int from graphile_worker.jobs) jobs`,
  )

describe('what is promised', () => {
  test('R63 is promised with the change or not at all: what fails at its last step leaves neither letter nor job', async () => {
    const before = await waiting()
    const { organizationId, ownerId: userId } = acme
    const failing = atomically(house.outside(), async (tx) => {
      await outbox.post(tx, house.clock.now(), [{ organizationId, kind: 'password-changed', userId }])
      throw new Error('at the last step')
    })
    await expect(failing).rejects.toThrow('at the last step')
    expect(await waiting()).toEqual(before)
    await atomically(house.outside(), (tx) =>
      outbox.post(tx, house.clock.now(), [{ organizationId, kind: 'password-changed', userId }]),
    )
    const [was] = before
    expect(await waiting(), 'or this test could not fail').toEqual([
      { messages: (was?.messages ?? 0) + 1, jobs: (was?.jobs ?? 0) + 1 },
    ])
    await house.deliverAll()
  })

  test('R65 hangs at a mail server that says nothing, and holds up neither signing in nor inviting nor accepting', async () => {
    // More letters than the pool has connections: whoever kept one of the database while they send would shut out all.
    const people = addresses(40, 'hung', 'silent.test')
    await house.invite(acme.owner, people)
    const due = await house.db.transaction((tx) => outbox.overdue(tx, house.clock.now(), 1000))
    let answer = () => {}
    const silence = new Promise<void>((done) => {
      answer = done
    })
    let underway = 0
    const mail = async () => {
      underway += 1
      await silence
      return { result: 'deferred' as const, reply: 'It fell silent' }
    }
    const tries = due.map((it) => deliverMessage(house.outside(), { mail, slack: null }, it))
    await expect.poll(() => underway, { timeout: 20_000 }).toBe(40)

    const browser = new Browser(door.url)
    const signedIn = await browser.fill('/sign-in', { identifier: 'olga@acme.test', password: PASSWORD })
    expect([signedIn.status, signedIn.location]).toEqual([303, '/account'])
    const forgotten = await new Browser(door.url).fill('/forgot', { identifier: 'olga@acme.test' })
    expect(forgotten.status).toBeLessThan(400)
    const [outcome] = await house.invite(acme.owner, ['quick@people.test'], { by: 'link' })
    const link = outcome?.result === 'invited' ? outcome.link : null
    expect((await house.accept(link?.split('/').at(-1) ?? '')).userId).toMatch(/-/)

    answer()
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['waits']))
    await house.deliverAll()
  })

  test('R68 is told as one instant to everybody, in the zone of whoever reads, in the hour that comes twice too', () => {
    const [first, second] = [new Date('2026-11-01T05:30:00Z'), new Date('2026-11-01T06:30:00Z')]
    const there = (at: Date) => momentInWords(at, 'America/New_York')
    expect(there(first), 'the clocks show the same, an hour apart').toBe(there(second))
    expect(there(first)).toBe('Sunday 1 November 2026 at 01:30 (America/New_York)')
    expect(momentInWords(first, 'Europe/Istanbul')).toBe('Sunday 1 November 2026 at 08:30 (Europe/Istanbul)')
    // Slack writes it in the zone of whoever looks.
    expect(moment(first)).toMatch(/^<!date\^1793511000\^.*\|2026-11-01 05:30 UTC>$/)
    expect(moment(second)).toMatch(/^<!date\^1793514600\^/)
  })
})
