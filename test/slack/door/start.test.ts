import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { acting } from '../../../src/slack/door/answer.ts'
import { endInstallation, installTeam } from '../../../src/usecases/slack/install-team.ts'
import { type Office, openOffice } from '../../support/slack/office.ts'
import { asForm, post } from '../../support/slack/post.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'

const done: string[] = []
const reactions: Reactions = {
  'command /trial': acting(() => {
    done.push('command')
    return {}
  }),
  'submission trial.form': acting(() => {
    done.push('form')
    return { closes: true }
  }),
}
const open = trialDoor(reactions)
let office: Office
beforeAll(async () => {
  office = await openOffice({ open })
})
afterEach(() => {
  done.length = 0
  office.slack.workspace.faults.outage = null
  office.slack.workspace.faults.latencyMs = 0
})
afterAll(() => office.close())

let number = 0
function form(): { body: string } {
  const { team, app } = office.slack.workspace
  const view = {
    id: `V${++number}`,
    hash: '1.a',
    type: 'modal',
    callback_id: 'trial.form',
    title: { type: 'plain_text', text: 'Trial' },
    blocks: [],
  }
  const who = { team: { id: team.id }, user: { id: office.ada.id, team_id: team.id }, api_app_id: app.id }
  return { body: asForm({ type: 'view_submission', ...who, trigger_id: `7.${number}.x`, view }) }
}

describe('while Slack does not say which workspace this is', () => {
  test('Usher lives and acknowledges, serves nobody, and does when it has learned', async () => {
    office.slack.workspace.faults.outage = 'reset'
    const late = await office.anotherBot({ open })
    office.slack.botIsAt(late.url)
    const told = await office.ada.command('/trial')
    expect(told).toMatchObject({ trouble: null, outcome: { status: 200 } })
    await late.door.settled()
    expect(done).toEqual([])
    office.slack.workspace.faults.outage = null
    await office.ada.command('/trial')
    await late.door.settled()
    expect(done).toEqual(['command'])
    office.log.length = 0
  })

  test('nobody waits for its answer before they are acknowledged', async () => {
    office.slack.workspace.faults.latencyMs = 1000
    const late = await office.anotherBot({ open })
    office.slack.botIsAt(late.url)
    const [command, sent] = await Promise.all([
      office.ada.command('/trial'),
      post(late.url, office.house.clock.now(), form()),
    ])
    expect(command.outcome?.delivery.ms).toBeLessThan(900)
    expect(sent.ms).toBeLessThan(900)
    expect(sent.text).toContain('Working on it…')
    office.slack.workspace.faults.latencyMs = 0
    await late.door.settled()
    expect(done.toSorted()).toEqual(['command', 'form'])
    office.slack.workspace.calls.length = 0
    office.log.length = 0
  })

  test('an app that may not ask who it is serves all the same', async () => {
    office.slack.workspace.faults.next('bots.info', { error: 'missing_scope' })
    const late = await office.anotherBot({ open })
    office.slack.botIsAt(late.url)
    await office.ada.command('/trial')
    await late.door.settled()
    expect(done).toEqual(['command'])
  })
})

describe('installed in many workspaces', () => {
  test('Usher serves those that have installed it, until they end it', async () => {
    const { house, slack, ada } = office
    const teamId = slack.workspace.team.id
    const sealingKeys: [Buffer, ...Buffer[]] = [Buffer.alloc(32, 7)]
    const many = await office.anotherBot({ open, settings: { botToken: null, sealingKeys } })
    slack.botIsAt(many.url)
    const serves = async () => {
      done.length = 0
      await ada.command('/trial')
      await many.door.settled()
      return done.length === 1
    }
    expect(await serves()).toBe(false)
    await installTeam(house.outside(), sealingKeys, {
      teamId,
      enterpriseId: null,
      name: 'Acme',
      appId: slack.workspace.app.id,
      botUserId: slack.workspace.bot.id,
      scopes: [],
      token: 'xoxb-of-the-tests',
      installedBy: null,
    })
    expect(await serves()).toBe(true)
    await endInstallation(house.outside(), teamId, house.clock.now())
    expect(await serves()).toBe(false)
  })
})
