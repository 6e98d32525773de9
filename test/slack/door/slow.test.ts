import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/db/database.ts'
import { globalShortcut } from '../../../src/playground/human/shortcut.ts'
import { input, modal, section, textInput } from '../../../src/slack/blocks.ts'
import { acting, opening } from '../../../src/slack/door/answer.ts'
import { atomically } from '../../../src/usecases/context.ts'
import { closeEverything } from '../../support/later.ts'
import { Relay } from '../../support/relay.ts'
import { allIsWell, type Bot, type Office, openOffice } from '../../support/slack/office.ts'
import { asForm, post } from '../../support/slack/post.ts'
import { quickPace, type Reactions, trialDoor } from '../../support/slack/trial.ts'

const form = modal({
  title: 'Trial',
  form: 'trial.form',
  submit: 'Send',
  blocks: [input('name', 'Name', textInput('name'))],
})
const done: string[] = []
const reactions: Reactions = {
  'command /trial': acting(() => ({ note: { text: 'Done as you said.' } })),
  'command /form': opening('Trial', () => ({ modal: form })),
  'action trial.click': acting(() => ({ note: { text: 'Clicked.' } })),
  'shortcut trial.shortcut': opening('Shortcut', () => ({
    modal: modal({ title: 'Shortcut', blocks: [section('Here.')] }),
  })),
  'options trial.search': acting(() => ({ options: [{ text: 'Ada', value: '1' }] })),
  'submission trial.form': acting(async ({ ctx, fields }) => {
    await atomically(ctx, (tx) => tx.raw('select 1'))
    done.push(fields.text('name'))
    if (fields.text('name') === 'wrong') return { errors: { name: 'That is wrong.' } }
    if (fields.text('name') === 'broken') throw new Error('a bug')
    return fields.text('name') === 'shown'
      ? { modal: modal({ title: 'Result', blocks: [section('All is done.')] }) }
      : {}
  }),
}

let office: Office
let relay: Relay
let slow: Bot
beforeAll(async () => {
  const shortcuts = [{ callbackId: 'trial.shortcut', name: 'Try', kind: 'global' as const }]
  office = await openOffice({ open: trialDoor(reactions), slack: { app: { shortcuts }, limits: false } })
  relay = await Relay.to(office.house.url)
  const db = openDatabase(relay.url, 20)
  slow = await office.anotherBot({ open: trialDoor(reactions, { pace: quickPace }), db })
  await office.ada.command('/trial')
  office.slack.botIsAt(slow.url)
  await office.ada.command('/trial')
  await slow.door.settled()
  closers.push(() => db.destroy())
})
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  relay.flow()
  await slow.door.settled()
  done.length = 0
  allIsWell(office)
})
afterAll(async () => {
  await office.close()
  for (const close of closers) await close()
  await closeEverything()
})

/** The end of ever so long a wait: nothing that is acknowledged may need a single statement. */
describe('while the database stands still', () => {
  test('twenty people at once are acknowledged within three seconds, whatever they do', async () => {
    const { slack, ada } = office
    relay.stall()
    const team = slack.workspace.team.id
    const common = (n: number) => ({
      team: { id: team },
      user: { id: ada.id, team_id: team },
      trigger_id: `9.${n}.x`,
    })
    const view = (n: number) => ({
      id: `VX${n}`,
      hash: '1.a',
      type: 'modal',
      callback_id: 'trial.form',
      title: form.title,
      submit: form.submit,
      blocks: form.blocks,
      state: { values: { name: { name: { type: 'plain_text_input', value: 'gone' } } } },
    })
    const click = { type: 'button', action_id: 'trial.click', block_id: 'b', action_ts: '1' }
    const kinds: ((n: number) => { body: string; type?: string })[] = [
      (n) => ({
        body: new URLSearchParams({
          team_id: team,
          user_id: ada.id,
          command: '/trial',
          text: '',
          trigger_id: `8.${n}.x`,
        }).toString(),
      }),
      (n) => ({ body: asForm({ ...common(n), type: 'block_actions', actions: [click] }) }),
      (n) => ({ body: asForm({ ...common(n), type: 'view_closed', view: view(n) }) }),
      (n) => ({ body: asForm({ ...common(n), type: 'view_submission', view: view(n) }) }),
      (n) => ({
        type: 'application/json',
        body: JSON.stringify({
          type: 'event_callback',
          team_id: team,
          event_id: `EvS${n}`,
          event: { type: 'app_home_opened', user: ada.id },
        }),
      }),
    ]
    const sent = Array.from({ length: 20 }, (_, n) =>
      post(slow.url, office.house.clock.now(), kinds[n % kinds.length]?.(n)),
    )
    const answers = await Promise.all(sent)
    expect(answers.map((it) => it.status)).toEqual(answers.map(() => 200))
    expect(Math.max(...answers.map((it) => it.ms))).toBeLessThan(3000)
    relay.flow()
    await slow.door.settled()
    // The windows of these forms are nobody's: that they are gone is said to Ada.
    forgetRefusals('not_found')
  })

  test('options come in time, though there are none', async () => {
    relay.stall()
    const team = office.slack.workspace.team.id
    const search = {
      type: 'block_suggestion',
      action_id: 'trial.search',
      block_id: 'b',
      value: 'a',
      team: { id: team },
      user: { id: office.ada.id, team_id: team },
    }
    const answer = await post(slow.url, office.house.clock.now(), { body: asForm(search) })
    expect(answer).toMatchObject({ status: 200, text: '{"options":[]}' })
    expect(answer.ms).toBeLessThan(2800)
  })

  test('a modal opens before anything is looked up, and is filled when it can be', async () => {
    const { ada } = office
    relay.stall()
    await ada.command('/form')
    await ada.waitsFor('One moment…')
    relay.flow()
    await ada.waitsFor('Name')
    await ada.closes()
    relay.stall()
    await globalShortcut(office.slack.workspace, ada.id, 'trial.shortcut')
    await ada.waitsFor('One moment…')
    relay.flow()
    await ada.waitsFor('Here.')
    await ada.closes()
  })
})

describe('a form that takes long', () => {
  test('shows that it is being done, and then its result', async () => {
    await sendSlowly('shown')
    await office.ada.waitsFor('All is done.')
    await office.ada.closes()
    expect(done).toEqual(['shown'])
  })

  test('says that it is done when it has nothing to show', async () => {
    await sendSlowly('right')
    await office.ada.waitsFor('Done.')
    await office.ada.closes()
  })

  test('comes back with what was typed when that was wrong, and can be sent corrected', async () => {
    const { ada } = office
    await sendSlowly('wrong')
    await ada.waitsFor('Name: That is wrong.')
    expect(ada.sees).toContain('wrong')
    await ada.fill({ Name: 'right' })
    await ada.submit()
    expect(done).toEqual(['wrong', 'right'])
  })

  test('comes back with what was typed when something broke, and the number of it', async () => {
    const { ada, log } = office
    await sendSlowly('broken')
    await ada.waitsFor('Something went wrong on our side')
    const number = /this number: (\w+)/.exec(ada.sees)?.[1]
    expect(log.filter((it) => it.requestId === number)).toHaveLength(1)
    expect(ada.sees).toContain('broken')
    log.length = 0
    await ada.closes()
  })

  test('and was closed meanwhile says so in a message', async () => {
    const { ada } = office
    await sendSlowly('right', () => ada.closes())
    await slow.door.settled()
    expect(done).toEqual(['right'])
    expect(ada.seesAt('app')).toContain('The window was closed before it could show how that ended')
    forgetRefusals('not_found')
  })

  async function sendSlowly(name: string, meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
    const { ada } = office
    await ada.command('/form')
    await ada.waitsFor('Name')
    await ada.fill({ Name: name })
    relay.stall()
    await ada.submit()
    expect(ada.sees).toContain('Working on it…')
    await meanwhile()
    relay.flow()
  }
})

/** What a test provoked on purpose. */
function forgetRefusals(error: string): void {
  const { calls } = office.slack.workspace
  calls.splice(0, calls.length, ...calls.filter((it) => it.error !== error))
}
