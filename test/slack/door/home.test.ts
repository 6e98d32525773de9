import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { act } from '../../../src/playground/human/act.ts'
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

/** What stands in the search of the Home, and the same with other words in it that are not entered yet. */
function search() {
  const home = homeOf(office.slack.workspace, office.ada.id)
  const block = home?.blocks.find((it) => it.type === 'input')
  if (!home || !block?.element) return null
  const { action_id: action } = block.element
  const types = (words: string) =>
    act(office.slack.workspace, office.ada.id, {
      where: { view: home.id },
      block: block.block_id,
      action,
      choice: words,
      isQuiet: true,
    })
  return { label: block.label?.text, says: home.values[block.block_id]?.[action]?.value, types }
}

test('what was begun in the search of one area never stands in that of another', async () => {
  const { ada, bot } = office
  const turnTo = async (area: string) => {
    await ada.click(area)
    await bot.door.settled()
  }
  await ada.opensHome()
  for (const area of ['Users', 'Invitations', 'Sessions', 'Login attempts']) {
    await turnTo(area)
    expect(search()?.says ?? null, area).toBeNull()
    await search()?.types(`half a name in ${area}`)
    expect(search()?.says).toBe(`half a name in ${area}`)
  }
  await turnTo('Invitations')
  for (const [line, sought] of [
    ['/people teams Plat', 'Plat'],
    ['/people departments Eng', 'Eng'],
  ] as const) {
    await search()?.types('half a name')
    await ada.command(line)
    await bot.door.settled()
    expect(search()).toMatchObject({ label: 'Search by name', says: sought })
  }
})
