import { afterAll, beforeAll, expect, test } from 'vitest'
import { redrawRunOut } from '../../../src/usecases/reminders/redraw-run-out.ts'
import { remindAboutPending } from '../../../src/usecases/reminders/remind-about-pending.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const tick = async (instances: number) => {
  const outside = office.house.outside()
  await remindAboutPending(outside)
  const drawn = await Promise.all(Array.from({ length: instances }, () => redrawRunOut(outside)))
  await office.house.deliverAll()
  return drawn.reduce((sum, it) => sum + it, 0)
}

test('a card says that an invitation ran out, though nobody does anything then; once over several instances', async () => {
  const { house, owner, ada } = office
  house.clock.moveHours(12)
  for (const who of ['early', 'late']) {
    await house.invited(owner, `${who}@people.test`)
    house.clock.moveHours(1)
  }
  await tick(1)
  ada.looksAt('app')
  // Sent on Monday at 21:00 and 22:00: on Tuesday at noon both have waited long enough.
  house.clock.moveHours(13)
  await tick(1)
  await ada.waitsFor('2 people you have invited have not answered yet')
  house.clock.moveSeconds(9 * 3600 - 60)
  expect(await tick(3)).toBe(0)
  house.clock.moveSeconds(60)
  expect(await tick(3)).toBe(1)
  await ada.waitsFor('1 person you have invited has not answered yet')
  house.clock.moveHours(1)
  expect(await tick(3)).toBe(1)
  await ada.waitsFor('2 invitations ran out without an answer')
  house.clock.moveHours(24)
  expect(await tick(3)).toBe(0)
  await office.bot.door.settled()
  allIsWell(office)
})
