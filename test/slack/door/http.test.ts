import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { acting } from '../../../src/slack/door/answer.ts'
import { type Office, openOffice } from '../../support/slack/office.ts'
import { asForm, type Posted, type Posting, post } from '../../support/slack/post.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'

let office: Office
const heard: string[] = []
const reactions: Reactions = {
  'command /trial': acting(({ words }) => {
    heard.push(words)
    return {}
  }),
}
beforeAll(async () => {
  office = await openOffice({ open: trialDoor(reactions) })
})
afterEach(() => {
  heard.length = 0
  office.log.length = 0
})
afterAll(() => office.close())

const send = (wish: Posting = {}): Promise<Posted> => post(office.bot.url, office.house.clock.now(), wish)
let number = 0
const fields = (more: Record<string, string> = {}) => ({
  team_id: office.slack.workspace.team.id,
  user_id: office.ada.id,
  api_app_id: office.slack.workspace.app.id,
  command: '/trial',
  text: 'hello',
  trigger_id: `1.2.${++number}`,
  ...more,
})
const command = (more: Record<string, string> = {}): string => new URLSearchParams(fields(more)).toString()
const interaction = (more: object): object => ({
  team: { id: office.slack.workspace.team.id },
  user: { id: office.ada.id, team_id: office.slack.workspace.team.id },
  api_app_id: office.slack.workspace.app.id,
  trigger_id: `1.2.${++number}`,
  ...more,
})
const event = (more: object = {}): Posting => ({
  type: 'application/json',
  body: JSON.stringify({
    type: 'event_callback',
    team_id: office.slack.workspace.team.id,
    api_app_id: office.slack.workspace.app.id,
    event_id: `Ev${++number}`,
    event: { type: 'app_home_opened', user: office.ada.id },
    ...more,
  }),
})
/** Everything that was acknowledged is done. */
const settled = () => office.bot.door.settled()

describe('a signature', () => {
  test.each([
    ['now', 0],
    ['299 seconds ago', -299],
    ['59 seconds from now', 59],
  ])('made %s is good', async (_when, seconds) => {
    expect(await send({ body: command(), seconds })).toMatchObject({ status: 200, text: '' })
    await settled()
    expect(heard).toEqual(['hello'])
  })

  test.each<[string, Posting]>([
    ['301 seconds ago', { seconds: -301 }],
    ['61 seconds from now', { seconds: 61 }],
    ['an hour from now', { seconds: 3600 }],
    ['with another secret', { secret: 'somebody-elses-secret' }],
    ['and left out', { headers: { 'x-slack-signature': null } }],
    ['without its time', { headers: { 'x-slack-request-timestamp': null } }],
    ['with a time that is none', { headers: { 'x-slack-request-timestamp': 'now' } }],
    ['with a time in milliseconds', { headers: { 'x-slack-request-timestamp': String(Date.now()) } }],
    ['of another version', { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } }],
    ['of the right length and wrong', { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } }],
    ['that is empty', { headers: { 'x-slack-signature': '' } }],
  ])('made %s is refused, and nothing is heard', async (_how, wish) => {
    expect((await send({ body: command(), ...wish })).status).toBe(401)
    await settled()
    expect(heard).toEqual([])
  })

  test('is for the bytes it was made for', async () => {
    const { headers } = await signedFor(command({ text: 'hello' }))
    expect((await send({ body: command({ text: 'everybody' }), headers })).status).toBe(401)
  })

  test('is looked at before the body is read', async () => {
    const unreadable = { type: 'application/json', body: '{"type":', secret: 'somebody-elses-secret' }
    expect((await send(unreadable)).status).toBe(401)
  })

  async function signedFor(body: string) {
    const { signature } = await import('../../../src/playground/human/deliver.ts')
    const timestamp = String(Math.floor(office.house.clock.now().getTime() / 1000))
    return {
      headers: {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature('signing-secret-of-the-tests', timestamp, body),
      },
    }
  }
})

describe('a body', () => {
  test.each<[string, () => Posting, number]>([
    [
      'with a charset behind its type',
      () => ({ body: command(), type: 'application/x-www-form-urlencoded; charset=utf-8' }),
      200,
    ],
    ['of JSON with a charset', () => ({ ...event(), type: 'application/json; charset=utf-8' }), 200],
    ['of another type', () => ({ body: command(), type: 'text/plain' }), 400],
    ['of JSON that is broken', () => ({ body: '{"type":', type: 'application/json' }), 400],
    ['of JSON that is a list', () => ({ body: '[]', type: 'application/json' }), 400],
    ['with a payload that is broken', () => ({ body: 'payload=%7B' }), 400],
    ['of nothing', () => ({ body: '' }), 200],
    ['packed', () => ({ body: command(), headers: { 'content-encoding': 'gzip' } }), 415],
    ['over four megabytes', () => ({ body: `text=${'x'.repeat(4 * 1024 * 1024)}` }), 413],
  ])('%s', async (_what, wish, status) => {
    expect((await send(wish())).status).toBe(status)
    await settled()
  })

  test('can not be fetched', async () => {
    expect((await send({ method: 'GET' })).status).toBe(404)
  })
})

describe('what Slack asks to see who is there', () => {
  const challenge = {
    type: 'application/json',
    body: JSON.stringify({ type: 'url_verification', challenge: 'abc' }),
  }

  test('is answered when it is signed', async () => {
    expect(await send(challenge)).toMatchObject({ status: 200, text: '{"challenge":"abc"}' })
    expect((await send({ body: 'ssl_check=1&token=x' })).status).toBe(200)
  })

  test('is answered to nobody else, and does nothing besides', async () => {
    const secret = 'somebody-elses-secret'
    expect((await send({ ...challenge, secret })).status).toBe(401)
    expect((await send({ body: 'ssl_check=1', secret })).status).toBe(401)
    expect((await send({ body: `ssl_check=1&${command()}` })).status).toBe(200)
    await settled()
    expect(heard).toEqual([])
  })
})

describe('what nobody here knows is answered at once', () => {
  const view = {
    id: 'V1',
    hash: '1.a',
    type: 'modal',
    callback_id: 'of.old',
    title: { text: 'Old' },
    blocks: [],
  }
  test.each<[string, () => Posting]>([
    ['a command', () => ({ body: command({ command: '/unheard-of' }) })],
    [
      'an action',
      () => ({
        body: asForm(
          interaction({ type: 'block_actions', actions: [{ type: 'button', action_id: 'of.old' }] }),
        ),
      }),
    ],
    [
      'an action called like a part of every object',
      () => ({
        body: asForm(
          interaction({ type: 'block_actions', actions: [{ type: 'button', action_id: 'constructor' }] }),
        ),
      }),
    ],
    ['a form', () => ({ body: asForm(interaction({ type: 'view_submission', view })) })],
    ['the closing of a form', () => ({ body: asForm(interaction({ type: 'view_closed', view })) })],
    ['a shortcut', () => ({ body: asForm(interaction({ type: 'shortcut', callback_id: 'of.old' })) })],
    [
      'a search in a select',
      () => ({
        body: asForm(
          interaction({ type: 'block_suggestion', action_id: 'of.old', block_id: 'b', value: '' }),
        ),
      }),
    ],
    ['a kind of payload', () => ({ body: asForm(interaction({ type: 'block_telepathy' })) })],
    ['a payload without anything', () => ({ body: asForm({}) })],
    [
      'an old dialog',
      () => ({ body: asForm(interaction({ type: 'dialog_submission', callback_id: 'x', submission: {} })) }),
    ],
    ['app_rate_limited', () => event({ type: 'app_rate_limited', event: undefined })],
    ['an event that was not asked for', () => event({ event: { type: 'reaction_added', user: 'U1' } })],
    ['an event without an event', () => event({ event: undefined })],
  ])('%s', async (_what, wish) => {
    const answer = await send(wish())
    await settled()
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.ms).toBeLessThan(1000)
    expect(office.log.filter((it) => it.level >= 50)).toEqual([])
  })
})

describe('signed with our secret', () => {
  test.each([
    ['for another workspace', { team_id: 'T0SOMEWHERE' }],
    ['for another app', { api_app_id: 'A0SOMETHING' }],
  ])('%s, it is acknowledged, and nothing is done or said', async (_which, more) => {
    const before = office.slack.workspace.calls.length
    expect(await send({ body: command(more) })).toMatchObject({ status: 200, text: '' })
    await settled()
    expect(heard).toEqual([])
    expect(office.slack.workspace.calls.length).toBe(before)
    expect(office.log.map((it) => it.msg)).toEqual(['Signed by Slack, but not for us'])
  })

  test('a form or a search for another workspace gets nothing either', async () => {
    reactions['options trial.search'] = acting(() => ({ options: [{ text: 'Ada', value: '1' }] }))
    const search = interaction({
      type: 'block_suggestion',
      action_id: 'trial.search',
      block_id: 'b',
      value: 'a',
    })
    const elsewhere = { team: { id: 'T0SOMEWHERE' } }
    expect((await send({ body: asForm(search) })).text).toContain('Ada')
    expect((await send({ body: asForm({ ...search, ...elsewhere }) })).text).toBe('{"options":[]}')
    expect((await send({ body: asForm({ ...search, api_app_id: 'A0SOMETHING' }) })).text).toBe(
      '{"options":[]}',
    )
  })
})

describe('what goes wrong', () => {
  test('after the acknowledgement is no concern of Slack', async () => {
    reactions['command /broken'] = acting(() => {
      throw new Error('a bug')
    })
    expect(await send({ body: command({ command: '/broken' }) })).toMatchObject({ status: 200 })
    await settled()
    expect(office.log.filter((it) => it.level >= 50)).toHaveLength(1)
  })

  test('before it, in a form, is acknowledged with the form and what is wrong', async () => {
    reactions['submission trial.broken'] = acting(() => {
      throw new Error('a bug')
    })
    const view = {
      id: 'V2',
      hash: '1.a',
      type: 'modal',
      callback_id: 'trial.broken',
      title: { type: 'plain_text', text: 'Trial' },
      blocks: [],
    }
    const answer = await send({ body: asForm(interaction({ type: 'view_submission', view })) })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('Something went wrong on our side')
    await settled()
    expect(office.log.filter((it) => it.level >= 50)).toHaveLength(1)
  })
})

describe('without a signing secret', () => {
  test('Usher does not start', () => {
    const start = () => readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '' })
    expect(start).toThrow(/SLACK_SIGNING_SECRET is required/)
  })

  test('or with a line of its own, it takes nothing over HTTP', async () => {
    const open = trialDoor(reactions)
    const other = await office.anotherBot({ open, settings: { signingSecret: null } })
    expect((await post(other.url, office.house.clock.now(), { body: command(), secret: '' })).status).toBe(
      404,
    )
  })
})
