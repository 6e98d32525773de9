import { App, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refreshLines } from '../../../src/playground/socket/accept-sockets.ts'
import { decode, encode, frameReader, TEXT } from '../../../src/playground/socket/frames.ts'
import { nothingRefused, openSlack, type Slack, takeRefusals } from '../../support/slack/open-slack.ts'
import { home, input, modal, section } from './blocks.ts'

let slack: Slack
let app: App
beforeEach(async () => {
  slack = await openSlack({ appToken: 'xapp-of-the-tests', app: { isSocketMode: true } })
  const clientOptions = { slackApiUrl: slack.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-of-the-tests',
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
    // Also how long Bolt waits before it calls in anew: five seconds, left to itself.
    clientPingTimeout: 400,
  })
  app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-of-the-tests' }),
    clientOptions,
    logLevel: LogLevel.ERROR,
  })
  await app.start()
})
afterEach(async () => {
  await app.stop()
  await slack.close()
})

describe('Socket Mode', () => {
  test('carries commands, forms, and events without one request to the bot’s address', async () => {
    app.command('/form', async ({ ack, client, command }) => {
      const view = modal('Form', [input('Name', 'name', { type: 'plain_text_input' })])
      await client.views.open({ trigger_id: command.trigger_id, view })
      await ack()
    })
    app.view('form', async ({ ack, view }) => {
      const name = view.state.values.name?.it?.value
      await ack(name === 'x' ? { response_action: 'errors', errors: { name: 'Too short.' } } : undefined)
    })
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: home(section('Welcome')) })
    })
    const ada = slack.as('ada')
    await ada.command('/form')
    await ada.fill({ Name: 'x' })
    await ada.submit()
    expect(ada.sees).toContain('⚠ Too short.')
    await ada.fill({ Name: 'Ada' })
    await ada.submit()
    await ada.opensHome()
    await ada.waitsFor('Welcome')
    expect(new Set(slack.workspace.deliveries.map((it) => it.url))).toEqual(new Set(['socket']))
    nothingRefused(slack.workspace)
  })

  test('calls in anew when Slack asks for it', async () => {
    app.command('/again', async ({ ack }) => ack({ text: 'Here again' }))
    const [first] = slack.workspace.lines
    refreshLines(slack.workspace)
    const ada = slack.as('ada')
    await ada.waitsUntil(() => slack.workspace.lines.size === 1 && !slack.workspace.lines.has(first as never))
    await ada.command('/again')
    expect(ada.sees).toContain('Here again')
  })

  test('is opened by the app’s own token only', async () => {
    const client = new webApi.WebClient('xoxb-of-the-tests', {
      slackApiUrl: slack.apiUrl,
      logLevel: LogLevel.ERROR,
    })
    const fault = await client.apps.connections.open().catch((it) => it.data.error)
    expect(fault).toBe('not_allowed_token_type')
    takeRefusals(slack.workspace)
  })
})

test('frames of every length come through whole, however they are cut', () => {
  for (const length of [0, 125, 126, 65_535, 65_536]) {
    const payload = Buffer.alloc(length, 'x')
    const bytes = encode(TEXT, payload)
    expect(decode(bytes)?.frame.payload.equals(payload)).toBe(true)
    expect(decode(bytes.subarray(0, -1))).toBe(null)
    const read: number[] = []
    const reader = frameReader((_opcode, it) => read.push(it.length))
    for (let i = 0; i < bytes.length; i += 50_000) reader(bytes.subarray(i, i + 50_000))
    expect(read).toEqual([length])
  }
})
