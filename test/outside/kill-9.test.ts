import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { Dice } from '../support/dice.ts'
import { inForm, isLong, tell } from '../support/form.ts'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { ageOutbox, queued } from '../support/outbox.ts'
import { addresses, initAcme, invite } from '../support/people.ts'
import { seed } from '../support/seed.ts'
import { ask } from '../support/sql.ts'
import { until } from '../support/until.ts'
import {
  freePort,
  newPlace,
  type Place,
  type RunningUsher,
  sharedDatabase,
} from '../support/usher-process.ts'

const KILLS = inForm(3, 10)
/** As many as src/worker.ts sends at once: no more than these can be under way when it is killed. */
const AT_ONCE = 6

afterAll(closeEverything)

describe.concurrent(`kill -9 amid five hundred letters (seed ${seed})`, {
  timeout: inForm(180_000, 900_000),
}, () => {
  test(`${KILLS} times on one data directory: every letter arrives, and what was acknowledged is kept`, async () => {
    const dice = new Dice(seed)
    const people = addresses(500)
    const mail = await MailServer.start({ delayMs: inForm(30, 60) })
    const place = await newPlace({ SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' })
    let usher = await place.start()
    await initAcme(place)
    await invite(place, ...people)

    const kills: number[] = []
    const acknowledged: string[] = []
    for (let round = 0; round < KILLS; round++) {
      const beside = addresses(10, `beside${round}-`)
      const command = place.cli('invite', ...beside)
      await pause(dice.between(0, 1_000))
      kills.push(Date.now())
      await usher.kill9()
      if (isLong && dice.roll() < 0.3) await killAll(place.postgres())
      if ((await command).code === 0) acknowledged.push(...beside)
      usher = await restarted(place, dice, kills)
      if (isLong) expect((await place.json('verify')).json, `kill ${round + 1}`).toEqual({ findings: [] })
    }

    const all = [...people, ...acknowledged]
    await until(
      'every letter has come',
      () => all.every((it) => mail.takenBy(it).length > 0),
      inForm(60, 120),
    )
    await until('the outbox is empty', async () => (await queued(place)).length === 0, 60)
    expect((await place.json('verify')).json).toEqual({ findings: [] })
    const twice = onlyWhatWasUnderWay(mail, kills)
    tell(
      `${kills.length} kills, ${twice} letters twice, ${acknowledged.length / 10} of ${KILLS} invitations acknowledged`,
    )

    const [wholes] = await ask<{ sizes: number[] | null }>(
      place,
      `select array_agg(distinct n::int) sizes from (select count(*) n from invitations
         where address like 'beside%' group by split_part(address, '-', 1)) batches`,
    )
    expect(wholes?.sizes ?? [10], 'ten at once or none of them').toEqual([10])

    await usher.kill9()
    await until('its Postgres has followed it', () => place.postgres().length === 0, 15)
  })

  test('one of two on a shared database: the other finishes, and nothing comes twice but what was under way', async () => {
    const people = addresses(inForm(250, 500))
    const mail = await MailServer.start({ delayMs: 20 })
    const place = await newPlace({
      ...(await sharedDatabase()),
      SMTP_URL: mail.url,
      MAIL_FROM: 'usher@acme.test',
    })
    const besides = { PORT: `${await freePort()}` }
    // Both find the database empty, and both would build it up.
    const [first, second] = await Promise.all([place.start(), place.start(besides)])
    await initAcme(place)
    await invite(place, ...people)

    await until('a fifth of the letters have come', () => mail.taken.length >= people.length / 5)
    expect(await second.term(), 'an orderly end in the middle of it').toMatchObject({ code: 0 })
    const third = await place.start(besides)
    await until('half of the letters have come', () => mail.taken.length >= people.length / 2)
    expect(mail.taken.length, 'none of them twice').toBe(new Set(mail.taken.map((it) => it.to[0])).size)
    const killedAt = Date.now()
    await first.kill9()

    if (!isLong) expect(await ageOutbox(place, mail)).toBeLessThanOrEqual(AT_ONCE)
    await until('every letter has come', () => people.every((it) => mail.takenBy(it).length > 0), 180)
    tell(`The other one had finished ${(Date.now() - killedAt) / 1000} s after the kill`)
    await until('the outbox is empty', async () => (await queued(place)).length === 0, 120)
    const twice = onlyWhatWasUnderWay(mail, [killedAt])
    tell(`${twice} letters twice`)
    expect((await place.json('verify')).json).toEqual({ findings: [] })
    expect(await third.term()).toMatchObject({ code: 0 })
  })
})

/** Up again, sometimes only after it was killed in the middle of getting up. */
async function restarted(place: Place, dice: Dice, kills: number[]): Promise<RunningUsher> {
  while (dice.roll() < 0.3) {
    const rising = place.spawn()
    await pause(dice.between(0, 1_500))
    kills.push(Date.now())
    await rising.kill9()
  }
  return place.start()
}

/** A letter may come twice only if it was under way at a kill, and then it is the same letter. */
function onlyWhatWasUnderWay(mail: MailServer, kills: number[]): number {
  const recipients = [...new Set(mail.taken.flatMap((it) => it.to))]
  const twice = recipients.map((it) => mail.takenBy(it)).filter((it) => it.length > 1)
  const perKill = new Map<number, number>()
  for (const all of twice) {
    expect(new Set(all.map((it) => `${it.messageId} ${it.link}`)).size, 'one letter').toBe(1)
    for (const { at, to } of all.slice(0, -1)) {
      const kill = kills.find((it) => at < it + 500) ?? 0 // The server may say yes to somebody who has just died.
      expect(kill - at, `${to} was under way at a kill`).toSatisfy((it) => it > -500 && it < 10_000)
      perKill.set(kill, (perKill.get(kill) ?? 0) + 1)
    }
  }
  for (const count of perKill.values()) expect(count).toBeLessThanOrEqual(AT_ONCE)
  return twice.length
}

/** Postgres too, as when memory runs out. An init that is slow to bury its dead makes the next start think they live. */
async function killAll(pids: number[]): Promise<void> {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {} // Gone by itself.
  await until('the dead are buried', () => pids.every((it) => !existsSync(`/proc/${it}`)))
}
