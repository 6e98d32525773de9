import { afterEach, beforeEach, expect, test } from 'vitest'
import { nothingRefused } from '../../support/slack/open-slack.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'

let bot: TinyBot
beforeEach(async () => {
  bot = await openTinyBot({ ackWithinMs: 150 })
})
afterEach(async () => {
  await bot.close()
})

test('a command reaches the bot and its answer is seen by the one who asked alone', async () => {
  bot.app.command('/people', async ({ ack, command }) => {
    await ack(`You said: ${command.text} in ${command.channel_name}`)
  })
  const [ada, mel] = [bot.slack.as('ada'), bot.slack.as('mel')]
  await ada.command('/people find a@b.c & <d>')
  expect(ada.sees).toContain('You said: find a@b.c & <d> in general')
  expect(mel.sees).toBe('')
  nothingRefused(bot.slack.workspace)
})
