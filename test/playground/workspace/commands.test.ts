import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliverAgain } from '../../../src/playground/human/deliver.ts'
import { say } from '../../../src/playground/human/speak.ts'
import { directChannel } from '../../../src/playground/workspace/people.ts'
import { Clock } from '../../support/clock.ts'
import { nothingRefused, takeRefusals } from '../../support/slack/open-slack.ts'
import { actions, button } from './blocks.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'

const clock = new Clock(new Date().toISOString())
let bot: TinyBot
beforeEach(async () => {
  bot = await openTinyBot({ now: clock.now })
})
afterEach(async () => {
  await bot.close()
})

describe('a slash command', () => {
  test('is answered to the one who asked alone, or to the whole channel', async () => {
    bot.app.command('/people', async ({ ack, command }) => {
      await ack({
        text: `${command.text} · ${command.channel_name}`,
        response_type: command.text === 'all' ? 'in_channel' : 'ephemeral',
      })
    })
    const [ada, mel] = [bot.slack.as('ada'), bot.slack.as('mel')]
    await ada.command('/people find')
    expect(ada.sees).toContain('find · general')
    expect(mel.sees).toBe('')
    await ada.command('/people all')
    expect(mel.sees).toContain('all · general')
    nothingRefused(bot.slack.workspace)
  })

  test('brings entities always, and links and mentions only where should_escape is on', async () => {
    const heard: string[] = []
    bot.app.command(/.*/, async ({ ack, command }) => {
      heard.push(command.text)
      await ack()
    })
    const { app } = bot.slack.workspace
    app.commands = [
      { command: '/plain', description: '' },
      { command: '/escaped', description: '', shouldEscape: true },
    ]
    const words = 'a@b.co <b> & @mel in #general'
    await bot.slack.as('ada').command(`/plain ${words}`)
    await bot.slack.as('ada').command(`/escaped ${words}`)
    expect(heard).toEqual([
      'a@b.co &lt;b&gt; &amp; @mel in #general',
      '<mailto:a@b.co|a@b.co> &lt;b&gt; &amp; <@U0MEL000000|mel> in <#C0GENERAL00|general>',
    ])
  })

  test('is typed in channels alone where the app takes no messages', async () => {
    const heard: string[] = []
    bot.app.command(/.*/, async ({ ack, command }) => {
      heard.push(command.channel_name)
      await ack()
    })
    const { workspace } = bot.slack
    workspace.app.takesMessages = false
    const { id } = directChannel(workspace, bot.slack.as('ada').id)
    for (const words of ['/people', 'hello'])
      await expect(say(workspace, 'ada', id, words)).rejects.toThrow('has been turned off')
    await say(workspace, 'ada', 'general', '/people')
    workspace.app.takesMessages = true
    await say(workspace, 'ada', id, '/people')
    expect(heard).toEqual(['general', 'directmessage'])
  })

  test('that the app does not have never reaches it', async () => {
    bot.slack.workspace.app.commands = []
    const { trouble } = await bot.slack.as('ada').command('/nothing')
    expect(trouble).toContain('/nothing is not a valid command')
    expect(bot.slack.workspace.deliveries).toEqual([])
  })

  test('not acknowledged in time shows operation_timeout, a failing bot dispatch_failed', async () => {
    bot.app.command('/slow', async () => {})
    bot.slack.workspace.ackWithinMs = 150
    const ada = bot.slack.as('ada')
    expect((await ada.command('/slow')).trouble).toBe('/slow failed with the error "operation_timeout"')
    bot.slack.botIsAt('http://127.0.0.1:1')
    expect((await ada.command('/slow')).trouble).toBe('/slow failed with the error "dispatch_failed"')
    expect(bot.slack.workspace.troubles).toMatchObject([
      { person: ada.id, cause: 'The bot did not answer in time' },
      { person: ada.id, cause: 'The bot could not be reached' },
    ])
  })
})

describe('a response URL', () => {
  const urlFor = async (): Promise<string> => {
    let url = ''
    bot.app.command('/url', async ({ ack, command }) => {
      url = command.response_url
      await ack()
    })
    await bot.slack.as('ada').command('/url')
    return url
  }
  const use = async (url: string, body: object) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return `${answer.status} ${((await answer.json()) as { error?: string }).error ?? 'ok'}`
  }

  test('is good for five uses', async () => {
    const url = await urlFor()
    const answers = []
    for (let i = 0; i < 6; i++) answers.push(await use(url, { text: `${i}` }))
    expect(answers).toEqual(['200 ok', '200 ok', '200 ok', '200 ok', '200 ok', '404 used_url'])
    expect(takeRefusals(bot.slack.workspace)).toEqual(['response_url: used_url'])
  })

  test('is good for thirty minutes, and for nothing without words', async () => {
    const url = await urlFor()
    expect(await use(url, {})).toBe('400 no_text')
    clock.moveSeconds(30 * 60 + 1)
    expect(await use(url, { text: 'late' })).toBe('404 expired_url')
    expect(await use(`${url}x`, { text: 'guessed' })).toBe('404 no_such_url')
    expect(takeRefusals(bot.slack.workspace)).toHaveLength(3)
  })

  test('of a button edits or deletes the ephemeral message it stands in, which nothing else can', async () => {
    bot.app.command('/card', async ({ ack, respond }) => {
      await ack()
      await respond({
        text: 'Card',
        blocks: [actions(button('Change', 'change'), button('Remove', 'remove'))],
      })
    })
    const seen: unknown[] = []
    bot.app.action('change', async ({ ack, respond, body }) => {
      await ack()
      seen.push((body as { container: object }).container, (body as { message?: object }).message)
      await respond({ replace_original: true, text: 'x', blocks: [actions(button('Remove', 'remove'))] })
    })
    bot.app.action('remove', async ({ ack, respond }) => {
      await ack()
      await respond('Left open').catch((it) => seen.push(it.statusCode))
      await respond({ delete_original: true })
    })
    const ada = bot.slack.as('ada')
    await ada.command('/card')
    await ada.waitsFor('[Change] [Remove]')
    await ada.click('Change')
    await ada.waitsFor(/edited[\s\S]*\[Remove\]$/)
    expect(seen).toEqual([expect.objectContaining({ is_ephemeral: true }), undefined])
    await ada.click('Remove')
    await ada.waitsUntil(() => ada.sees === '')
    expect(seen.at(-1)).toBe(400)
    expect(takeRefusals(bot.slack.workspace)).toEqual([
      'response_url: replace_original_left_open · say replace_original: true or replace_original: false',
    ])
  })
})

describe('a request', () => {
  test('delivered again is the same to the last byte; disguised ones do not get past Bolt', async () => {
    const heard: string[] = []
    bot.app.command('/twice', async ({ ack, command }) => {
      heard.push(command.trigger_id)
      await ack()
    })
    await bot.slack.as('ada').command('/twice')
    const [delivery] = bot.slack.workspace.deliveries
    if (!delivery) throw new Error('nothing was delivered')
    const again = (disguise = {}) => deliverAgain(bot.slack.workspace, delivery, disguise)
    const recent = Math.round((Date.now() - clock.now().getTime()) / 1000)
    await again({ seconds: recent })
    const statuses = [
      await again({ seconds: recent - 303 }),
      await again({ secret: 'another' }),
      await again({ signature: null }),
      await again({ signature: 'v0=00' }),
    ]
    expect(statuses.map((it) => it.status)).toEqual([401, 401, 401, 401])
    expect(new Set(heard).size).toBe(1)
    expect(heard).toHaveLength(2)
    const other = await again({ seconds: recent, team: 'T0OTHER0000' })
    expect(new URLSearchParams(other.delivery.body).get('team_id')).toBe('T0OTHER0000')
  })
})
