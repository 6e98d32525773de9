import { createServer, type Server } from 'node:http'
import express from 'express'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeedAnswer } from '../../../src/playground/human-api/deeds.ts'
import { humanRouter } from '../../../src/playground/human-api/router.ts'
import type { ScreenState } from '../../../src/playground/human-api/state.ts'
import { movableClock } from '../../../src/playground/workspace/clock.ts'
import { closed, listening, urlOf } from '../../support/slack/open-slack.ts'
import { actions, button, home, input, modal, option, section } from './blocks.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'

let bot: TinyBot
let server: Server
let url: string
let onTheWay: boolean[]
beforeEach(async () => {
  onTheWay = []
  const clock = movableClock()
  bot = await openTinyBot({ now: clock.now })
  const web = express()
  web.use(
    '/playground',
    humanRouter(bot.slack.workspace, clock, async (isThere) => void onTheWay.push(isThere)),
  )
  server = await listening(createServer(web))
  url = `${urlOf(server)}/playground`
})
afterEach(async () => {
  await closed(server)
  await bot.close()
})

const post = async (path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return {
    status: answer.status,
    body: (await answer.json()) as DeedAnswer & { cannot?: string; now: string },
  }
}
const deed = (name: string, more: object = {}) => post('/slack/deeds', { deed: name, as: 'ada', ...more })
const state = async (as = 'ada') => (await (await fetch(`${url}/slack/state?as=${as}`)).json()) as ScreenState

describe('what is drawn anew while somebody clicks', () => {
  test('is clicked as they saw it, on a Home and in a message; nothing is kept in what is gone', async () => {
    const { slack, app } = bot
    const [ada, token, heard] = [slack.as('ada').id, 'xoxb-of-the-tests', [] as unknown[]]
    app.action(/.*/, async ({ ack, payload }) => {
      heard.push('value' in payload ? payload.value : payload.type)
      await ack()
    })
    const select = { type: 'static_select', action_id: 'pick', options: [option('A', 'a')] } as never
    const drawn = [actions(button('Go', 'go', { value: 'there' }), select)]
    const publish = (...blocks: object[]) =>
      app.client.views.publish({ token, user_id: ada, view: home(...blocks) })
    await publish(...drawn)
    const { home: first } = await state()
    await publish(...drawn)
    await publish(section('Nothing to click'))
    const seenAt = { where: { view: first?.id }, block: first?.blocks[0]?.block_id }
    expect(await deed('act', { ...seenAt, action: 'go' })).toMatchObject({ body: { trouble: null } })
    expect(await deed('act', { ...seenAt, action: 'pick', choice: 'a' })).toMatchObject({ status: 200 })
    expect((await state()).home?.values).toEqual({})

    const said = await app.client.chat.postMessage({ token, channel: ada, text: 'Card', blocks: drawn })
    const at = { channel: said.channel ?? '', ts: said.ts ?? '' }
    const message = (await state()).messages[at.channel]?.[0]
    await app.client.chat.update({ token, ...at, text: 'Done', blocks: [section('Done')] })
    const where = { where: at, block: message?.blocks[0]?.block_id }
    expect(await deed('act', { ...where, action: 'go' })).toMatchObject({ body: { trouble: null } })
    expect(heard).toEqual(['there', 'static_select', 'there'])
    const never = await deed('act', { ...where, action: 'never' })
    expect(never).toMatchObject({
      status: 409,
      body: { cannot: expect.stringContaining('nothing to click') },
    })
  })
})

describe('the page', () => {
  test('sees one person’s screen and acts on it, down to the submitted form', async () => {
    const heard: unknown[] = []
    bot.app.command('/invite', async ({ ack, client, command }) => {
      const find = input('Team', 'team', { type: 'external_select', action_id: 'find', min_query_length: 0 })
      const view = modal('Invite', [find, input('CSV', 'csv', { type: 'file_input' })])
      await client.views.open({ trigger_id: command.trigger_id, view })
      await ack()
    })
    bot.app.options('find', async ({ ack }) => ack({ options: [option('Platform', 'platform')] }))
    bot.app.view('invite', async ({ ack, view }) => {
      heard.push(
        view.state.values.team?.find?.selected_option?.value,
        view.state.values.csv?.it?.files?.[0]?.name,
      )
      await ack()
    })
    await deed('say', { channel: 'general', text: '/invite' })
    const [form] = (await state()).modals
    const where = { view: form?.id }
    expect((await state('mel')).modals).toEqual([])

    const { body } = await deed('submit')
    expect(Object.keys(body.problems ?? {})).toEqual(['team', 'csv'])
    expect((await state()).modals[0]?.errors).toEqual(body.problems)

    const searched = await deed('suggest', { where, block: 'team', action: 'find', query: 'pl' })
    expect(searched.body.options).toMatchObject([{ value: 'platform' }])
    await deed('act', { where, block: 'team', action: 'find', choice: 'platform' })
    const file = await fetch(`${url}/slack/files?as=ada&name=people.csv&type=text/csv`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'a,b',
    })
    const { id } = (await file.json()) as { id: string }
    await deed('act', { where, block: 'csv', action: 'it', choice: [id] })
    expect((await deed('submit')).body).toEqual({ trouble: null, problems: {} })
    expect(heard).toEqual(['platform', 'people.csv'])
  })

  test('shows messages as each person may see them, and every refused call', async () => {
    bot.app.command('/card', async ({ ack, client, command }) => {
      await ack()
      await client.chat.postMessage({
        channel: command.channel_id,
        text: 'All',
        blocks: [section('*All*'), actions(button('Go', 'go'))],
      })
      await client.chat.postEphemeral({ channel: command.channel_id, user: command.user_id, text: 'You' })
      await client.chat.postMessage({ channel: 'C0NOWHERE00', text: 'lost' }).catch(() => {})
    })
    await deed('say', { channel: 'general', text: '/card' })
    await bot.slack.as('ada').waitsUntil(() => bot.slack.workspace.calls.length === 3)
    const [mine, mels] = [await state('ada'), await state('mel')]
    const channel = 'C0GENERAL00'
    expect(mine.messages[channel]?.map((it) => [it.text, it.isEphemeral])).toEqual([
      ['All', false],
      ['You', true],
    ])
    expect(mels.messages[channel]).toHaveLength(1)
    expect(mels.refused).toMatchObject([
      { method: 'chat.postMessage', error: 'channel_not_found', args: { text: 'lost' } },
    ])
    await deed('dismiss', { channel, ts: mine.messages[channel]?.[1]?.ts })
    expect((await state()).messages[channel]).toHaveLength(1)
  })

  test('is told in words what cannot be done, and nothing is done', async () => {
    expect((await deed('submit')).body).toEqual({ cannot: 'No modal is open' })
    expect((await deed('say', { channel: 'nowhere', text: 'hi' })).status).toBe(409)
    expect((await deed('fly')).status).toBe(400)
    expect((await post('/slack/deeds', { deed: 'submit', as: 'nobody' })).body.cannot).toContain('nobody')
    expect(bot.slack.workspace.deliveries).toEqual([])
  })

  test('hears of changes as they happen, and only of those that concern its person', async () => {
    const stream = await fetch(`${url}/slack/changes?as=mel`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    const heard = async (wanted: string): Promise<string> => {
      let all = ''
      while (!all.includes(wanted)) all += (await reader?.read())?.value ?? ''
      return all
    }
    bot.app.command('/whisper', async ({ ack }) => ack('psst'))
    await deed('say', { channel: 'general', text: '/whisper' })
    await deed('say', { channel: 'general', text: 'aloud' })
    await post('/slack/deeds', { deed: 'say', as: 'mel', channel: 'general', text: '/whisper' })
    const all = await heard(bot.slack.as('mel').id)
    expect(all).toContain('{"what":"message","channel":"C0GENERAL00"}')
    expect(all).not.toContain(bot.slack.as('ada').id)
    await reader?.cancel()
    await bot.slack.as('ada').waitsUntil(() => bot.slack.workspace.listeners.size === 1)
  })

  test('moves the clock, and what was waiting for it happens', async () => {
    bot.slack.botIsAt('http://127.0.0.1:1')
    await deed('open-home')
    const before = bot.slack.workspace.deliveries.length
    const { body } = await post('/clock', { forwardMs: 13 * 3_600_000 })
    expect(Date.parse(body.now) - Date.now()).toBeGreaterThan(12.9 * 3_600_000)
    // After a minute, and five minutes after that: time passes on the way.
    expect(bot.slack.workspace.deliveries.length).toBe(before + 2)
    expect((await post('/clock', { forwardMs: -1 })).status).toBe(400)
    const half = 30 * 60_000
    await post('/clock', { forwardMs: 3 * half })
    expect(onTheWay.slice(-3), 'what merely tidies up waits for the end').toEqual([false, false, true])
  })

  test('is here and nowhere else: another name for this machine is sent away', async () => {
    const { request } = await import('node:http')
    const status = await new Promise((done) =>
      request(`${url}/slack/state?as=ada`, { headers: { host: 'evil.test' } }, (it) =>
        done(it.statusCode),
      ).end(),
    )
    expect(status).toBe(403)
    const plain = await fetch(`${url}/slack/deeds`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"deed":"uninstall","as":"ada"}',
    })
    expect(plain.status).toBe(400)
  })
})
