import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliverAgain } from '../../../src/playground/human/deliver.ts'
import { sendEvent } from '../../../src/playground/human/event.ts'
import type { Delivery } from '../../../src/playground/workspace/call.ts'
import { actions, button, input, modal, section, textInput } from '../../../src/slack/blocks.ts'
import { acting, opening } from '../../../src/slack/door/answer.ts'
import { hearFrom } from '../../../src/usecases/slack/hear-from.ts'
import { allIsWell, type Bot, type Office, openOffice } from '../../support/slack/office.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'

const done: string[] = []
const does = (name: string) =>
  acting(() => {
    done.push(name)
    return {}
  })
const form = modal({
  title: 'Trial',
  form: 'trial.form',
  submit: 'Send',
  blocks: [input('name', 'Name', textInput('name'))],
})
const reactions: Reactions = {
  'command /trial': does('command'),
  'command /form': opening('Trial', () => ({ modal: form })),
  'action trial.click': does('action'),
  'shortcut trial.shortcut': does('shortcut'),
  'event app_home_opened': does('event'),
  'submission trial.form': acting(({ fields }) => {
    if (fields.text('name') === 'wrong') return { errors: { name: 'That is wrong.' } }
    done.push(`form ${fields.text('name')}`)
    return { closes: true }
  }),
}

let office: Office
let other: Bot
beforeEach(async () => {
  if (office) return
  const open = trialDoor(reactions)
  const shortcuts = [{ callbackId: 'trial.shortcut', name: 'Try', kind: 'global' as const }]
  office = await openOffice({ open, slack: { app: { shortcuts } } })
  other = await office.anotherBot({ open })
})
afterEach(async () => {
  await office.bot.door.settled()
  await other.door.settled()
  office.slack.botIsAt(office.bot.url)
  done.length = 0
  allIsWell(office)
})
afterAll(() => office.close())

const last = (): Delivery => office.slack.workspace.deliveries.at(-1) as Delivery
const again = (delivery: Delivery) => deliverAgain(office.slack.workspace, delivery)

/** Slack makes the deed once; then the very same bytes arrive four times more, at once or one after the other, at one instance or at both. */
async function fiveTimes(how: 'at once' | 'later' | 'at two', make: () => Promise<unknown>): Promise<void> {
  const first = make()
  const delivery = last()
  if (how === 'later') await first
  const repeated = [1, 2, 3, 4].map((number) => {
    office.slack.botIsAt(how === 'at two' && number % 2 === 0 ? other.url : office.bot.url)
    return again(delivery)
  })
  const outcomes = await Promise.all([first, ...repeated])
  await office.bot.door.settled()
  await other.door.settled()
  for (const it of outcomes.slice(1)) expect(it).toMatchObject({ status: 200 })
}

describe.each(['at once', 'later', 'at two'] as const)('delivered five times, %s', (how) => {
  test('a command acts once', async () => {
    await fiveTimes(how, () => office.ada.command('/trial now'))
    expect(done).toEqual(['command'])
  })

  test('a command that opens a modal opens one', async () => {
    const before = office.slack.workspace.views.size
    await fiveTimes(how, () => office.ada.command('/form'))
    expect(office.slack.workspace.views.size).toBe(before + 1)
    expect(office.ada.sees).toContain('Name')
    // Slack says to all but the first that its trigger is spent.
    refusedForSpentTriggers()
    await office.ada.closes()
  })

  test('a click acts once', async () => {
    const { ada, slack } = office
    await postButton()
    ada.looksAt('general')
    await fiveTimes(how, () => ada.click('Click'))
    expect(done).toEqual(['action'])
    expect(slack.workspace.troubles).toEqual([])
  })

  test('a shortcut acts once', async () => {
    await fiveTimes(how, () => office.ada.takesShortcut('Try'))
    expect(done).toEqual(['shortcut'])
  })

  test('an event acts once', async () => {
    const event = { type: 'app_home_opened', user: office.ada.id, tab: 'home' }
    await fiveTimes(how, () => sendEvent(office.slack.workspace, office.ada.id, event))
    expect(done).toEqual(['event'])
  })

  test('a form acts once', async () => {
    await openForm()
    await office.ada.fill({ Name: 'right' })
    await fiveTimes(how, () => office.ada.submit())
    expect(done).toEqual(['form right'])
  })
})

describe('a form that was refused', () => {
  test('can be sent again, corrected, with the same view and hash', async () => {
    const { ada } = office
    await openForm()
    await ada.fill({ Name: 'wrong' })
    expect((await ada.submit()).problems).toEqual({ name: 'That is wrong.' })
    const refused = last()
    await ada.fill({ Name: 'right' })
    await ada.submit()
    expect(done).toEqual(['form right'])
    await again(refused)
    await again(last())
    expect(done).toEqual(['form right'])
  })

  test('is refused as often as it is sent wrong', async () => {
    const { ada } = office
    await openForm()
    await ada.fill({ Name: 'wrong' })
    for (const _time of [1, 2, 3]) expect((await ada.submit()).problems).toEqual({ name: 'That is wrong.' })
    expect(done).toEqual([])
    await ada.closes()
  })
})

describe('after a crash between hearing and doing', () => {
  test('a form comes back with all that was typed, asks to look first, and can be sent again', async () => {
    const { ada, slack, house } = office
    await openForm()
    await ada.fill({ Name: 'right' })
    const view = [...slack.workspace.views.values()].find((it) => it.callbackId === 'trial.form')
    // What the process that died has left behind.
    const who = { teamId: slack.workspace.team.id, slackUserId: ada.id }
    await hearFrom(house.outside(), `${view?.id}:${view?.hash}`, who)
    await ada.submit()
    expect(done).toEqual([])
    expect(ada.sees).toContain('look whether it was done')
    expect(ada.sees).toContain('right')
    await ada.submit()
    expect(done).toEqual(['form right'])
  })
})

async function openForm(): Promise<void> {
  await office.ada.command('/form')
  // Where the same form still stands from before, its name would be seen before the new one is there.
  await office.bot.door.settled()
  await office.ada.waitsFor('Name')
}

let buttons = 0
async function postButton(): Promise<void> {
  const channel = [...office.slack.workspace.channels.values()].find((it) => it.name === 'general')
  const blocks = [section(`Number ${++buttons}`), actions(button('Click', 'trial.click', String(buttons)))]
  await fetch(`${office.slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-of-the-tests', 'content-type': 'application/json' },
    body: JSON.stringify({ channel: channel?.id, text: 'A button', blocks }),
  })
}

function refusedForSpentTriggers(): void {
  const calls = office.slack.workspace.calls
  const others = calls.filter((it) => it.error !== 'exchanged_trigger_id')
  calls.splice(0, calls.length, ...others)
}
