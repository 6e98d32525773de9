import { afterAll, expect, test } from 'vitest'
import { acting } from '../../../src/slack/door/answer.ts'
import { openOffice } from '../../support/slack/office.ts'
import { post } from '../../support/slack/post.ts'
import { trialDoor } from '../../support/slack/trial.ts'

const noted: [deed: string, seconds: number][] = []
const open = trialDoor({ 'command /trial': acting(() => ({})) })
const office = await openOffice({
  open: (needs) => open({ ...needs, acknowledged: (deed, seconds) => noted.push([deed, seconds]) }),
})
afterAll(() => office.close())

test('how long Slack waited is noted by what was done, and nothing else of it', async () => {
  const { workspace } = office.slack
  const body = new URLSearchParams({
    team_id: workspace.team.id,
    user_id: office.ada.id,
    api_app_id: workspace.app.id,
    command: '/trial',
    text: 'ada@acme.test',
    trigger_id: '1.2.3',
  })
  expect((await post(office.bot.url, office.house.clock.now(), { body: body.toString() })).status).toBe(200)
  await office.bot.door.settled()
  expect(noted).toEqual([['command', expect.any(Number)]])
  expect(noted[0]?.[1]).toBeGreaterThan(0)
  expect(noted[0]?.[1]).toBeLessThan(3)
})
