import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addChannel } from '../../../src/playground/workspace/people.ts'
import { giveToken } from '../../../src/playground/workspace/workspace.ts'
import { Clock } from '../../support/clock.ts'
import { nothingRefused, openSlack, type Slack, takeRefusals } from '../../support/slack/open-slack.ts'
import { actions, button, home, section } from './blocks.ts'
import { quiet } from './tiny-bot.ts'

const clock = new Clock()
let slack: Slack
let client: webApi.WebClient
beforeEach(async () => {
  slack = await openSlack({
    now: clock.now,
    people: [
      { name: 'ada', isAdmin: true },
      { name: 'mel' },
      { name: 'gone', isDeleted: true },
      { name: 'sam', teamId: 'T0ELSEWHERE' },
      { name: 'gil', isGuest: true },
    ],
    channels: [
      { name: 'general', members: ['ada', 'mel', 'usher'] },
      { name: 'elsewhere', members: ['ada'] },
      { name: 'secret', kind: 'private', members: ['ada'] },
      { name: 'old', members: ['usher'], isArchived: true },
    ],
  })
  client = clientWith('xoxb-of-the-tests')
})
afterEach(async () => {
  await slack.close()
})

const clientWith = (token: string, more = {}) =>
  new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logger: quiet,
    retryConfig: { retries: 0 },
    ...more,
  })

/** What Slack answers: ok, or the error. */
const told = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (fault) => fault.data?.error ?? fault.code,
  )
const general = 'C0GENERAL00'

describe('the Web API refuses', () => {
  test('tokens it does not know, that are missing, or revoked; and methods there are not', async () => {
    expect(await told(clientWith('xoxb-wrong').auth.test())).toBe('invalid_auth')
    expect(
      await told(new webApi.WebClient(undefined, { slackApiUrl: slack.apiUrl, logger: quiet }).auth.test()),
    ).toBe('not_authed')
    expect(await told(client.apiCall('chat.postMesage', { channel: general }))).toBe('unknown_method')
    await client.auth.revoke()
    expect(await told(client.auth.test())).toBe('token_revoked')
    expect(takeRefusals(slack.workspace)).toHaveLength(4)
  })

  test('a token in a JSON body, which Slack reads from the header or a form only', async () => {
    const post = async (headers: Record<string, string>, body: string) =>
      (await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body })).json()
    const json = { 'content-type': 'application/json' }
    expect(await post(json, '{"token":"xoxb-of-the-tests"}')).toEqual({ ok: false, error: 'not_authed' })
    expect(await post({ ...json, authorization: 'Bearer xoxb-of-the-tests' }, '{}')).toMatchObject({
      ok: true,
    })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await post(form, 'token=xoxb-of-the-tests')).toMatchObject({ ok: true, team_id: 'T0ACME00000' })
    takeRefusals(slack.workspace)
  })

  test('what the token has no scope for, naming the scope', async () => {
    const { data } = await client.conversations.list().catch((it) => it)
    expect(data).toMatchObject({ ok: false, error: 'missing_scope', needed: 'channels:read' })
    expect(data.provided).toContain('chat:write')
    expect(takeRefusals(slack.workspace)).toEqual(['conversations.list: missing_scope'])
  })

  test('messages to where the bot is not, and without words', async () => {
    const post = (channel: string, text: string | undefined = 'hi') =>
      told(client.chat.postMessage({ channel, text } as never))
    expect(await post('C0NOWHERE00')).toBe('channel_not_found')
    expect(await post('C0SECRET000')).toBe('channel_not_found')
    expect(await post('C0ELSEWHERE')).toBe('not_in_channel')
    expect(await post('C0OLD000000')).toBe('is_archived')
    expect(await post(general, '')).toBe('no_text')
    expect(await post('U0GONE00000')).toBe('channel_not_found')
    expect(await post('U0ADA000000')).toBe('ok')
    expect(takeRefusals(slack.workspace)).toHaveLength(6)
  })

  test('edits of what is not there, not its own, ephemeral, or too long', async () => {
    const ada = slack.as('ada')
    await ada.says('mine')
    const [mine] = slack.workspace.messages.get(general) ?? []
    const { message_ts } = await client.chat.postEphemeral({ channel: general, user: ada.id, text: 'psst' })
    const { ts } = await client.chat.postMessage({ channel: general, text: 'own' })
    const edit = (at = '', text = 'new') => told(client.chat.update({ channel: general, ts: at, text }))
    expect(await edit('1.1')).toBe('message_not_found')
    expect(await edit(mine?.ts)).toBe('cant_update_message')
    expect(await edit(message_ts)).toBe('message_not_found')
    expect(await edit(ts, 'x'.repeat(4001))).toBe('msg_too_long')
    expect(await edit(ts)).toBe('ok')
    expect(await told(client.chat.delete({ channel: general, ts: mine?.ts ?? '' }))).toBe(
      'cant_delete_message',
    )
    expect(ada.sees).toContain('Usher (edited)\nnew')
    takeRefusals(slack.workspace)
  })

  test('ephemeral messages to people who are not in the channel', async () => {
    const whisper = (user: string) =>
      told(client.chat.postEphemeral({ channel: general, user, text: 'psst' }))
    expect(await whisper('U0GIL000000')).toBe('user_not_in_channel')
    expect(await whisper(slack.as('mel').id)).toBe('ok')
    expect(slack.as('mel').sees).toContain('psst')
    expect(slack.as('ada').sees).not.toContain('psst')
    takeRefusals(slack.workspace)
  })

  test('people it does not know, and direct messages with those who left', async () => {
    expect(await told(client.users.info({ user: 'U0NOBODY000' }))).toBe('user_not_found')
    expect(await told(client.conversations.open({ users: 'U0NOBODY000' }))).toBe('user_not_found')
    expect(await told(client.conversations.open({ users: 'U0GONE00000' }))).toBe('user_disabled')
    expect(await told(client.users.lookupByEmail({ email: 'gone@example.com' }))).toBe('users_not_found')
    expect(await told(client.users.lookupByEmail({ email: 'SAM@example.com' }))).toBe('users_not_found')
    expect(await told(client.users.lookupByEmail({ email: 'Ada@Example.com' }))).toBe('ok')
    takeRefusals(slack.workspace)
  })

  test('views that are no views', async () => {
    const open = (view: unknown, trigger_id = '1.2.3') =>
      told(client.views.open({ trigger_id, view } as never))
    expect(await open(undefined)).toBe('invalid_arguments')
    expect(await open('{')).toBe('invalid_arguments')
    expect(await open({ type: 'home', blocks: [] })).toBe('invalid_arguments')
    expect(await open({ type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] })).toBe(
      'invalid_trigger_id',
    )
    slack.workspace.app.hasHomeTab = false
    expect(await told(client.views.publish({ user_id: slack.as('ada').id, view: home(section('hi')) }))).toBe(
      'not_enabled',
    )
    takeRefusals(slack.workspace)
  })
})

describe('the Web API', () => {
  test('shows a person as Slack does: team, guest, stranger, address by scope alone', async () => {
    const { user: sam } = await client.users.info({ user: 'U0SAM000000' })
    expect(sam).toMatchObject({ team_id: 'T0ELSEWHERE', is_stranger: true, is_restricted: false })
    expect(sam?.profile?.email).toBeUndefined()
    const { user: gil } = await client.users.info({ user: 'U0GIL000000' })
    expect(gil).toMatchObject({ is_restricted: true, is_ultra_restricted: false, tz_offset: 10_800 })
    const poor = giveToken(slack.workspace)
    poor.scopes = ['users:read']
    const { user: ada } = await clientWith(poor.token).users.info({ user: 'U0ADA000000' })
    expect(ada?.profile).not.toHaveProperty('email')
    expect(ada).toMatchObject({ is_admin: true })
  })

  test('gives lists page by page, none twice', async () => {
    const seen: (string | undefined)[] = []
    for await (const page of client.paginate('users.list', { limit: 2 }))
      seen.push(...(page as unknown as { members: { name: string }[] }).members.map((it) => it.name))
    expect(seen).toEqual(['usher', 'ada', 'mel', 'gone', 'sam', 'gil'])
  })

  test('keeps blocks where an edit brings only text, and empties them for an empty list', async () => {
    const { ts = '' } = await client.chat.postMessage({
      channel: general,
      text: 'a',
      blocks: [actions(button('Go', 'go'))],
    })
    await client.chat.update({ channel: general, ts, text: 'b' })
    expect(slack.as('ada').sees).toContain('[Go]')
    await client.chat.update({ channel: general, ts, text: 'c', blocks: [] })
    expect(slack.as('ada').sees).toBe('Usher (edited)\nc')
    nothingRefused(slack.workspace)
  })

  test('takes a file in three steps and shows it in the channel', async () => {
    await client.filesUploadV2({
      channel_id: general,
      filename: 'people.csv',
      content: 'a,b\n1,2\n',
      initial_comment: 'Here',
    })
    const [file] = slack.workspace.uploads.values()
    expect(file).toMatchObject({ name: 'people.csv', isComplete: true })
    expect(file?.content?.toString()).toBe('a,b\n1,2\n')
    expect(slack.as('ada').sees).toContain('Here')
    const found = await client.files.info({ file: file?.id ?? '' })
    expect(found.file).toMatchObject({ size: 8, filetype: 'csv' })
    nothingRefused(slack.workspace)
  })

  test('says 429 and how long to wait when a channel is flooded, each channel by itself', async () => {
    const strict = clientWith('xoxb-of-the-tests', { rejectRateLimitedCalls: true })
    const other = addChannel(slack.workspace, { name: 'other', members: ['usher'] }).id
    const post = (channel = general) => strict.chat.postMessage({ channel, text: 'hi' })
    for (let i = 0; i < 5; i++) await post()
    const fault = await post().catch((it) => it)
    expect(fault).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 5 })
    expect(await told(post(other))).toBe('ok')
    clock.moveSeconds(5)
    expect(await told(post())).toBe('ok')
    nothingRefused(slack.workspace)
  })

  test('is waited for by the real client when it asks for patience', async () => {
    slack.workspace.faults.next('chat.postMessage', { status: 429, retryAfter: 1 })
    const patient = clientWith('xoxb-of-the-tests', { retryConfig: { retries: 1, minTimeout: 1 } })
    const begun = Date.now()
    expect(await told(patient.chat.postMessage({ channel: general, text: 'once' }))).toBe('ok')
    expect(Date.now() - begun).toBeGreaterThan(950)
    expect(slack.workspace.calls.map((it) => it.outcome)).toEqual(['throttled', 'done'])
    expect(slack.as('ada').sees.match(/once/g)).toHaveLength(1)
  })

  test('can be down in every way there is, and comes back', async () => {
    const { faults } = slack.workspace
    const impatient = clientWith('xoxb-of-the-tests', { timeout: 100 })
    const answers: string[] = []
    for (const weather of ['reset', 'hang', { status: 503 }, { error: 'fatal_error' }] as const) {
      faults.outage = weather
      answers.push(await told(impatient.auth.test()))
    }
    faults.outage = null
    answers.push(await told(impatient.auth.test()))
    expect(answers).toEqual([
      'slack_webapi_request_error',
      'slack_webapi_request_error',
      'slack_webapi_http_error',
      'fatal_error',
      'ok',
    ])
    nothingRefused(slack.workspace)
  })

  test('writes faults of blocks as Slack does, with the place of each', async () => {
    const blocks = [section('x'.repeat(3001))]
    const fault = await client.chat.postMessage({ channel: general, text: 'a', blocks }).catch((it) => it)
    const line = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]'
    expect(fault.data).toMatchObject({ ok: false, error: 'invalid_blocks' })
    expect(fault.data.errors).toContain(line)
    expect(fault.data.response_metadata.messages).toContain(`[ERROR] ${line}`)
    expect(takeRefusals(slack.workspace)).toEqual([`chat.postMessage: invalid_blocks · ${line}`])
  })
})
