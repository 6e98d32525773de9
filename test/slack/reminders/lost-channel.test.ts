import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { remindAboutPending } from '../../../src/usecases/reminders/remind-about-pending.ts'
import { type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const tick = async () => {
  await remindAboutPending(office.house.outside())
  await office.house.deliverAll()
}
const told = () => office.ada.sees.split('Reminders do not reach their channel').length - 1

test('an owner is told once what to do; managers find the reminders in their messages, until it is mended', async () => {
  const { house, owner, ada, grace, mel, slack } = office
  const general = [...slack.workspace.channels.values()].find((it) => it.name === 'general')
  if (!general) throw new Error('There is no such channel')
  const { version } = await seeSettings(owner)
  await changeSettings(owner, { version, reminderChannel: general.id })
  general.isArchived = true
  house.clock.moveHours(12)
  for (const one of [ada, grace, mel]) one.looksAt('app')

  for (const who of ['one', 'two']) {
    await house.invited(owner, `${who}@people.test`)
    // Sent at 21:00: twelve hours later is a morning.
    house.clock.moveHours(12)
    await tick()
    house.clock.moveHours(12)
    await tick()
  }
  await ada.waitsFor('is archived. Bring it back')
  await grace.waitsFor('1 person invited has not answered yet')
  expect(grace.sees).toContain('one@people.test')
  expect(grace.sees).toContain('two@people.test')
  expect(told()).toBe(1)
  expect(grace.sees).not.toContain('Reminders do not reach')
  expect(mel.sees).not.toContain('people.test')

  general.isArchived = false
  await house.invited(owner, 'three@people.test')
  house.clock.moveHours(12)
  await tick()
  ada.looksAt('general')
  await ada.waitsFor('three@people.test')
  expect(grace.sees).not.toContain('three@people.test')
})
