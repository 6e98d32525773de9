import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeProfile, doWhatIsDue, uninstall } from '../../../src/playground/human/event.ts'
import { Clock } from '../../support/clock.ts'
import { nothingRefused, type Slack } from '../../support/slack/open-slack.ts'
import { actions, button, home, section } from './blocks.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'

const clock = new Clock(new Date().toISOString())
let bot: TinyBot
let slack: Slack
beforeEach(async () => {
  bot = await openTinyBot({ now: clock.now })
  slack = bot.slack
})
afterEach(async () => {
  await bot.close()
})

describe('App Home', () => {
  test('is published to one person and drawn anew after a click', async () => {
    const draw = (words: string) => home(section(words), actions(button('Resend', 'resend')))
    bot.app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: draw(event.view ? 'Welcome back' : 'Welcome') })
    })
    bot.app.action('resend', async ({ ack, body, client }) => {
      await ack()
      const { view } = body as unknown as { view: { hash: string } }
      await client.views.publish({ user_id: body.user.id, hash: view.hash, view: draw('Sent again') })
    })
    const ada = slack.as('ada')
    await ada.opensHome()
    await ada.waitsFor('Welcome\n[Resend]')
    await ada.opensHome()
    await ada.waitsFor('Welcome back')
    await ada.click('Resend')
    await ada.waitsFor('Sent again')
    expect(slack.as('mel').seesAt('home')).toBe('(Home is empty)')
    nothingRefused(slack.workspace)
  })
})

describe('an event', () => {
  test('that fails is sent again at once, after a minute and after five, and says why', async () => {
    slack.botIsAt('http://127.0.0.1:1')
    const headers = () =>
      slack.workspace.deliveries.map((it) => [
        it.headers['x-slack-retry-num'],
        it.headers['x-slack-retry-reason'],
      ])
    await slack.as('ada').opensHome()
    expect(headers()).toEqual([
      [undefined, undefined],
      ['1', 'connection_failed'],
    ])
    clock.moveSeconds(59)
    await doWhatIsDue(slack.workspace)
    expect(headers()).toHaveLength(2)
    clock.moveSeconds(1)
    await doWhatIsDue(slack.workspace)
    clock.moveSeconds(300)
    await doWhatIsDue(slack.workspace)
    clock.moveSeconds(3600)
    await doWhatIsDue(slack.workspace)
    expect(headers().slice(2)).toEqual([
      ['2', 'connection_failed'],
      ['3', 'connection_failed'],
    ])
    const bodies = new Set(slack.workspace.deliveries.map((it) => it.body))
    expect(bodies.size).toBe(1)
  })

  test('that the app is not subscribed to is not sent', async () => {
    slack.workspace.app.events = ['app_home_opened', 'message.im']
    await slack.as('ada').says('hello')
    expect(slack.workspace.deliveries).toEqual([])
    await slack.as('ada').looksAt('app').says('mail x@y.co & <me>')
    const [{ body = '' } = {}] = slack.workspace.deliveries
    expect(JSON.parse(body).event).toMatchObject({
      type: 'message',
      channel_type: 'im',
      text: 'mail <mailto:x@y.co|x@y.co> &amp; &lt;me&gt;',
    })
  })

  test('tells of changed profiles, and of the end', async () => {
    const heard: string[] = []
    bot.app.event('user_change', async ({ event }) => void heard.push(event.user.tz ?? ''))
    bot.app.event('tokens_revoked', async ({ event }) => void heard.push(...(event.tokens.bot ?? [])))
    bot.app.event('app_uninstalled', async ({ event }) => void heard.push(event.type))
    await changeProfile(slack.workspace, 'ada', { tz: 'America/New_York' })
    await uninstall(slack.workspace)
    expect(heard).toEqual(['America/New_York', slack.workspace.bot.id, 'app_uninstalled'])
    const { trouble } = await slack.as('ada').command('/people')
    expect(trouble).toContain('not a valid command')
  })
})

describe('a shortcut', () => {
  test('from the menu brings a trigger, one from a message brings the message', async () => {
    const { app } = slack.workspace
    app.shortcuts = [
      { callbackId: 'invite', name: 'Invite people', kind: 'global' },
      { callbackId: 'these', name: 'Invite these addresses', kind: 'message' },
    ]
    const heard: unknown[] = []
    bot.app.shortcut({ callback_id: 'invite', type: 'shortcut' }, async ({ ack, shortcut }) => {
      heard.push(shortcut.trigger_id.split('.').length, 'channel' in shortcut)
      await ack()
    })
    bot.app.shortcut({ callback_id: 'these', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
      heard.push(shortcut.message.text)
      await ack()
      await respond('Read')
    })
    const ada = slack.as('ada')
    await slack.as('mel').says('please add bob@y.co')
    await ada.takesShortcut('Invite people')
    await ada.takesShortcut('Invite these addresses', { on: 'bob' })
    await ada.waitsFor('Read')
    expect(heard).toEqual([3, false, 'please add <mailto:bob@y.co|bob@y.co>'])
    expect(ada.sees).toContain('please add bob@y.co')
  })
})
