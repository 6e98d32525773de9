import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { homeOf } from '../../../src/playground/workspace/screens.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

/** Whoever opens the Home again finds it as it was, and clicks before it has been drawn anew. */
test('a click made while the Home is being opened again has the last word', async () => {
  const { ada, bot, slack } = office
  await ada.opensHome()
  await ada.waitsFor('ada@acme.test')
  for (const area of ['Roles', 'Invitations', 'Groups', 'Audit', 'Users', 'Roles', 'Sessions', 'Groups']) {
    const opening = ada.opensHome()
    await ada.click(area)
    await opening
    await bot.door.settled()
    expect(homeOf(slack.workspace, ada.id)?.privateMetadata).toContain(area.toLowerCase())
  }
})
