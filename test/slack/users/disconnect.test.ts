import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import type { Someone } from '../../support/slack/someone.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(async () => {
  await office.bot.door.settled()
  for (const it of [office.ada, office.grace]) await it.closes({ all: true }).catch(() => {})
  allIsWell(office)
})
afterAll(() => office.close())

const isConnected = async (userId: string) =>
  (await office.house.query('select 1 from slack_bindings where user_id = :userId', { userId })).length > 0

async function shows(who: Someone, whom: string): Promise<void> {
  await who.command(`/people show ${whom}`)
  await who.waitsFor('Came here')
}

test('an admin disconnects somebody from their profile, after a question that names them', async () => {
  const { grace, mel, house, userIds, slack, organizationId } = office
  await shows(grace, 'mel@acme.test')
  expect(grace.sees).toContain('@Mel in Acme')
  await expect(grace.click('Disconnect Slack')).rejects.toThrow(/Robin Meyer's: it can do nothing here/)
  await grace.click('Disconnect Slack', { confirm: false })
  expect(await isConnected(userIds.mel)).toBe(true)

  await grace.click('Disconnect Slack', { confirm: true })
  await grace.waitsFor('is no longer connected to Slack')
  expect(grace.sees).toContain('Not connected')
  expect(grace.buttons.map((it) => it.label)).not.toContain('Disconnect Slack')
  expect(await isConnected(userIds.mel)).toBe(false)
  await mel.opensHome()
  await mel.waitsFor('Connect my account')
  const [entry] = await house.query<{ actorId: string }>(
    `select actor_id "actorId" from audit_entries where act = 'user.unbind-slack' and target_id = :id`,
    { id: userIds.mel },
  )
  expect(entry).toEqual({ actorId: userIds.grace })
  const who = { teamId: slack.workspace.team.id, slackUserId: mel.id }
  await bindPerson(house.operatorOf(organizationId), who, userIds.mel)
})

test('not somebody who may do more than they', async () => {
  const { grace, userIds } = office
  await shows(grace, 'ada@acme.test')
  await grace.click('Disconnect Slack', { confirm: true })
  await grace.waitsFor('Owner allows more than you may do yourself')
  expect(await isConnected(userIds.ada)).toBe(true)
})

test('oneself on the Home, and not from the profile; nobody twice', async () => {
  const { ada, grace, userIds } = office
  await shows(ada, 'me')
  expect(ada.buttons.map((it) => it.label)).not.toContain('Disconnect Slack')
  await ada.closes()
  await shows(ada, 'grace@acme.test')
  const [button] = ada.buttons.filter((it) => it.label === 'Disconnect Slack')
  if (!button) throw new Error(ada.sees)
  await grace.opensHome()
  await grace.waitsFor('Disconnect Slack')
  await grace.click('Disconnect Slack', { confirm: true })
  await grace.waitsFor('Connect my account')
  await ada.press(button, true)
  await ada.waitsFor(/not connected/i)
  expect(await isConnected(userIds.grace)).toBe(false)
})
