import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSlack, type Slack, takeRefusals } from '../../support/slack/open-slack.ts'

import { quiet } from './tiny-bot.ts'

const BACK = 'https://usher.test/slack/oauth_redirect'
let slack: Slack
beforeEach(async () => {
  slack = await openSlack({ app: { redirectUrls: [BACK] } })
})
afterEach(async () => {
  await slack.close()
})

const asked = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: '100.200',
    scope: 'commands,chat:write',
    state: 's1',
    redirect_uri: BACK,
    ...more,
  })
const page = (more?: Record<string, string>) => fetch(`${slack.url}/oauth/v2/authorize?${asked(more)}`)

/** What the page's own form sends when its button is pressed. */
async function press(allow: 'yes' | 'no'): Promise<URL> {
  const body = asked({ as: 'ada', allow })
  const answer = await fetch(`${slack.url}/oauth/v2/authorize`, { method: 'POST', body, redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '')
}
const exchange = (code: string, more = {}) =>
  new webApi.WebClient(undefined, { slackApiUrl: slack.apiUrl, logger: quiet }).oauth.v2
    .access({ client_id: '100.200', client_secret: 'client-secret', code, redirect_uri: BACK, ...more })
    .catch((it) => it.data)

describe('installing the app', () => {
  test('asks with the scopes in sight, and sends whoever allows it back with code and state', async () => {
    const html = await (await page()).text()
    expect(html).toContain('requesting permission to access the Acme workspace')
    expect(html).toContain('<li>chat:write</li>')
    const to = await press('yes')
    expect(to.origin + to.pathname).toBe(BACK)
    expect(to.searchParams.get('state')).toBe('s1')
    const installed = await exchange(to.searchParams.get('code') ?? '')
    expect(installed).toMatchObject({ ok: true, scope: 'commands,chat:write', team: { id: 'T0ACME00000' } })
    expect(installed.authed_user).toEqual({ id: slack.as('ada').id })
    const client = new webApi.WebClient(installed.access_token, { slackApiUrl: slack.apiUrl, logger: quiet })
    expect(await client.auth.test()).toMatchObject({ ok: true, user_id: installed.bot_user_id })
  })

  test('sends back access_denied, refuses foreign apps and addresses nobody registered', async () => {
    expect((await press('no')).searchParams.get('error')).toBe('access_denied')
    expect(await (await page({ client_id: '1.2' })).text()).toContain('Invalid client_id')
    expect(await (await page({ redirect_uri: 'https://evil.test/' })).text()).toContain('did not match')
  })

  test('takes each code once, for the right secret and address', async () => {
    const code = (await press('yes')).searchParams.get('code') ?? ''
    expect(await exchange(code, { client_secret: 'wrong' })).toMatchObject({ error: 'bad_client_secret' })
    expect(await exchange(code, { redirect_uri: 'https://usher.test/' })).toMatchObject({
      error: 'bad_redirect_uri',
    })
    expect(await exchange(code)).toMatchObject({ ok: true })
    expect(await exchange(code)).toMatchObject({ error: 'invalid_code' })
    expect(takeRefusals(slack.workspace)).toHaveLength(3)
    expect(JSON.stringify(slack.workspace.calls)).not.toContain('client-secret')
  })
})
