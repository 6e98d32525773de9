import { afterAll, beforeAll, expect, test } from 'vitest'
import { acting, opening } from '../../../src/slack/door/answer.ts'
import { cutOffWords } from '../../../src/slack/door/cut-off.view.ts'
import { tellOfCutOff } from '../../../src/usecases/slack/tell-of-cut-off.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'
import { until } from '../../support/until.ts'
import { expectGolden } from '../golden.ts'

const TOLD = 'Usher was interrupted while it did what you had asked for'

/** What is begun and goes no further, as in a process that is killed. */
let begun = 0
let letGo = () => {}
const dead = new Promise<void>((end) => {
  letGo = end
})
const dies = async () => {
  begun += 1
  await dead
  return {}
}
const reactions: Reactions = {
  'command /trial': acting(() => ({ note: { text: 'Done.' } })),
  'command /dies': acting(dies),
  'command /opens': opening('Trial', dies),
  'event app_home_opened': acting(dies),
}

let office: Office
beforeAll(async () => {
  office = await openOffice({ open: trialDoor(reactions) })
})
afterAll(async () => {
  letGo()
  await office.close()
})

const tick = async (seconds: number) => {
  const { house } = office
  house.clock.moveSeconds(seconds)
  const told = await Promise.all([1, 2, 3].map(() => tellOfCutOff(house.outside())))
  await house.deliverAll()
  return told.reduce((all, it) => all + it, 0)
}
const hears = (who: Office['ada']) => who.seesAt('app').split(TOLD).length - 1

// Take the call of endDeed from src/slack/door/hear.ts to see it fail.
test('what is over is nobody told of', async () => {
  await office.ada.command('/trial')
  await office.bot.door.settled()
  expect(await tick(120)).toBe(0)
})

test('whoever waits for what died with its process is told to look, once, by whichever instance', async () => {
  await office.ada.command('/dies')
  await office.grace.command('/opens')
  await until('both are under way', () => begun === 2)
  expect(await tick(50), 'it may yet be done').toBe(0)
  expect(await tick(20)).toBe(2)
  expect([office.ada, office.grace, office.mel].map(hears)).toEqual([1, 1, 0])
  expect(await tick(120)).toBe(0)
  expect(hears(office.ada)).toBe(1)
  allIsWell(office)
})

test('what nobody waits for, and whoever is gone by then, is passed over', async () => {
  const { house, mel, grace, userIds } = office
  begun = 0
  await grace.opensHome()
  await mel.command('/dies')
  await until('both are under way', () => begun === 2)
  await house.query(`update users set suspended_at = :now where id = :id`, {
    now: house.clock.now(),
    id: userIds.mel,
  })
  expect(await tick(120)).toBe(0)
  expect([grace, mel].map(hears)).toEqual([1, 0])
})

test('its words are as they were, and Slack takes them', () => expectGolden('door/cut-off', cutOffWords()))
