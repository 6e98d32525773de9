import { expect } from 'vitest'
import { uninstall } from '../../../src/playground/human/event.ts'
import { makeSetupCode } from '../../../src/usecases/slack/set-up-by-code.ts'
import { allIsWell, type Office } from './office.ts'

/** What nobody can come across while all is well. */
export const inTheEvening = [
  'action binding.enter-code',
  'submission binding.set-up',
  'action guide.dismiss',
  'event tokens_revoked',
  'event app_uninstalled',
]

/** The workspace becomes nobody's, and somebody makes it theirs; then Usher is thrown out. */
export async function evening(office: Office): Promise<void> {
  const { house, slack, bot, log, ada } = office
  await ada.closes({ all: true }).catch(() => {})
  await house.query('delete from slack_bindings')
  await house.query('update slack_teams set organization_id = null')
  await ada.opensHome()
  await ada.waitsFor('I have a set-up code')
  await ada.click('I have a set-up code')
  await ada.waitsFor('Name of your organization')
  const code = await makeSetupCode(house.outside())
  await ada.fill({ 'Set-up code': code, 'Name of your organization': 'Evening' })
  await ada.submit()
  await ada.waitsFor('you are its owner')
  await ada.closes()
  await ada.waitsFor('Hide this guide')
  await ada.click('Hide this guide')
  await ada.waitsFor('The guide is gone')
  await bot.door.settled()
  allIsWell(office)
  await uninstall(slack.workspace)
  await bot.door.settled()
  expect(log.map((it) => it.msg)).toEqual([expect.stringContaining('this token is revoked')])
  log.length = 0
}
