import { createServer, type Server } from 'node:http'
import { webApi } from '@slack/bolt'
import express from 'express'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { slackRouter } from '../../../src/playground/web-api/router.ts'
import { openWorkspace } from '../../../src/playground/workspace/open-workspace.ts'
import type { Workspace } from '../../../src/playground/workspace/workspace.ts'
import { closed, listening, nothingRefused, urlOf } from '../../support/slack/open-slack.ts'
import { actions, button, section } from './blocks.ts'
import { openTinyBot } from './tiny-bot.ts'

describe('two workspaces behind one address', () => {
  let server: Server
  let [acme, zeta]: Workspace[] = []
  beforeEach(async () => {
    const web = express()
    server = await listening(createServer(web))
    const open = (name: string) =>
      openWorkspace({
        now: () => new Date(),
        deliverTo: () => '',
        baseUrl: () => urlOf(server),
        signingSecret: 'one for both',
        botToken: `xoxb-${name}`,
        team: { id: `T0${name}000000`, name, domain: name.toLowerCase() },
        people: [{ name: 'ada' }],
      })
    ;[acme, zeta] = [open('ACME'), open('ZETA')]
    if (acme && zeta) web.use(slackRouter(acme, zeta))
  })
  afterEach(async () => {
    await closed(server)
  })

  test('each answers to its own token alone', async () => {
    const client = (token: string) => new webApi.WebClient(token, { slackApiUrl: `${urlOf(server)}/api/` })
    expect((await client('xoxb-ZETA').auth.test()).team).toBe('ZETA')
    await client('xoxb-ACME').chat.postMessage({ channel: 'U0ADA000000', text: 'for Acme' })
    expect(acme?.messages.size).toBe(1)
    expect(zeta?.messages.size).toBe(0)
  })
})

test('a stranger in a shared channel can click, shows their own team, and has no commands', async () => {
  const bot = await openTinyBot({
    people: [{ name: 'ada' }, { name: 'sam', teamId: 'T0ELSEWHERE' }],
    channels: [
      { name: 'general', members: ['ada', 'usher'] },
      { name: 'shared', isShared: true, members: ['ada', 'sam', 'usher'] },
    ],
  })
  const heard: unknown[] = []
  bot.app.action('go', async ({ ack, body }) => {
    heard.push([body.team?.id, body.user.team_id, body.user.id])
    await ack()
  })
  const client = new webApi.WebClient('xoxb-of-the-tests', { slackApiUrl: bot.slack.apiUrl })
  const sam = bot.slack.as('sam').looksAt('shared')
  const blocks = [section('Ada'), actions(button('Go', 'go'))]
  await client.chat.postMessage({ channel: 'C0SHARED000', text: 'Card', blocks })
  await client.chat.postMessage({ channel: 'C0GENERAL00', text: 'Card', blocks })
  await sam.click('Go', { in: 'Ada' })
  expect(heard).toEqual([['T0ACME00000', 'T0ELSEWHERE', 'U0SAM000000']])
  await expect(sam.command('/people')).rejects.toThrow('People of other teams')
  await expect(sam.looksAt('general').says('hi')).rejects.toThrow('sam is not in general')
  nothingRefused(bot.slack.workspace)
  await bot.close()
})
