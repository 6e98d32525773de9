import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { refreshLines } from '../../../src/playground/socket/accept-sockets.ts'
import { actions, button, home, input, modal, textInput } from '../../../src/slack/blocks.ts'
import { acting, opening } from '../../../src/slack/door/answer.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'
import { until } from '../../support/until.ts'

const form = modal({
  title: 'Trial',
  form: 'trial.form',
  submit: 'Send',
  blocks: [input('name', 'Name', textInput('name'))],
})
const done: string[] = []
const reactions: Reactions = {
  'command /form': opening('Trial', () => ({ modal: form })),
  'event app_home_opened': acting(() => ({ home: 'again' })),
  'action trial.click': acting(() => {
    done.push('click')
    return { home: 'again', note: { text: 'Clicked.' } }
  }),
  'submission trial.form': acting(({ fields }) => {
    if (fields.text('name') === 'wrong') return { errors: { name: 'That is wrong.' } }
    done.push(fields.text('name'))
    return { closes: true }
  }),
}

let office: Office
const lines = () => office.slack.workspace.lines
const isConnected = () => until('the line is open', () => lines().size === 1, 10)
beforeAll(async () => {
  const drawn = home([actions(button('Click', 'trial.click'))])
  office = await openOffice({
    open: trialDoor(reactions, { drawHome: async () => drawn }),
    settings: { appToken: 'xapp-of-the-tests', signingSecret: null },
    slack: { appToken: 'xapp-of-the-tests', app: { isSocketMode: true } },
  })
  await isConnected()
})
afterEach(() => {
  done.length = 0
  office.log.length = 0
  allIsWell(office)
})
afterAll(() => office.close())

describe('down a line that Usher opened', () => {
  test('come commands, forms, events and clicks, and their answers go back', async () => {
    const { ada } = office
    await ada.command('/form')
    await ada.waitsFor('Name')
    await ada.fill({ Name: 'wrong' })
    expect((await ada.submit()).problems).toEqual({ name: 'That is wrong.' })
    await ada.fill({ Name: 'right' })
    expect(await ada.submit()).toMatchObject({ trouble: null, problems: {} })
    await ada.opensHome()
    await ada.waitsFor('Click')
    await ada.click('Click')
    await until('the click is heard', () => done.length === 2)
    expect(done).toEqual(['right', 'click'])
  })

  test('which is opened anew when Slack ends it', async () => {
    const [before] = lines()
    refreshLines(office.slack.workspace)
    await until('there is another line', () => lines().size === 1 && !lines().has(before as never), 10)
    await until('it is heard', () => office.ada.command('/form').then((it) => it.trouble === null))
    await office.ada.waitsFor('Name')
    await office.ada.closes({ all: true })
  })

  test('or when Slack was away for a while', async () => {
    const { slack } = office
    slack.workspace.faults.outage = { status: 503 }
    refreshLines(slack.workspace)
    await until(
      'Usher has noticed',
      () => office.log.some((it) => it.msg.includes('does not open a line')),
      10,
    )
    slack.workspace.faults.outage = null
    await isConnected()
    slack.workspace.troubles.length = 0
  })

  test('which is closed when Usher stops, and stays closed', async () => {
    await office.bot.door.stop()
    await until('the line is gone', () => lines().size === 0, 5)
    expect(office.log).toEqual([])
  })
})
