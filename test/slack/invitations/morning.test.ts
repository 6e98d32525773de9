import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sendScheduled } from '../../../src/usecases/invitations/send-scheduled.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  const { clock } = office.house
  // Friday, in the evening of UTC and in the afternoon of New York; on Sunday its clocks go forward.
  clock.moveSeconds((Date.parse('2026-03-06T20:00:00Z') - clock.now().getTime()) / 1000)
})
afterEach(async () => {
  await office.bot.door.settled()
  allIsWell(office)
})
afterAll(() => office.close())

const livesIn = (userId: string, timeZone: string | null) =>
  office.house.query(`update slack_bindings set time_zone = :timeZone where user_id = :userId`, {
    userId,
    timeZone,
  })
const leavesAt = async (address: string) => {
  const [found] = await office.house.query<{ sendAfter: Date }>(
    `select send_after "sendAfter" from invitations where address = :address`,
    { address },
  )
  return found?.sendAfter.toISOString()
}

describe('the next business morning', () => {
  test('is that of whoever invites: on a Friday, Monday at nine where they are', async () => {
    const { house, ada, userIds } = office
    await livesIn(userIds.ada, 'America/New_York')
    await ada.command('/invites new@york.test next business day')
    await ada.waitsFor('the letter leaves')
    expect(await leavesAt('new@york.test')).toBe('2026-03-09T13:00:00.000Z')
    await ada.takesShortcut('Invite people')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': 'form@york.test' })
    await ada.click('The next business morning')
    await ada.submit()
    await ada.waitsFor('Invitation created')
    expect(await leavesAt('form@york.test')).toBe('2026-03-09T13:00:00.000Z')

    house.clock.moveSeconds((Date.parse('2026-03-09T12:59:00Z') - house.clock.now().getTime()) / 1000)
    expect(await sendScheduled(house.outside())).toBe(0)
    house.clock.moveSeconds(60)
    expect(await sendScheduled(house.outside())).toBe(2)
    await house.deliverAll()
    expect(house.post.linksFor('new@york.test')).toHaveLength(1)
  })

  test('is that of the organization where Slack does not say where they are', async () => {
    const { grace, userIds } = office
    await livesIn(userIds.grace, null)
    await grace.command('/invites acme@utc.test next business day')
    await grace.waitsFor('the letter leaves')
    expect(await leavesAt('acme@utc.test')).toBe('2026-03-10T09:00:00.000Z')
  })
})
