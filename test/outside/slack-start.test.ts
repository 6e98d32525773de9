import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeEverything, later } from '../support/later.ts'
import { openSlack, refusals, type Slack } from '../support/slack/open-slack.ts'
import { until } from '../support/until.ts'
import { newPlace, type Place, sharedDatabase } from '../support/usher-process.ts'

/** The end of what a start says, in one piece with the code. */
const GREETED = 'npx usher invite'
const CODE = /Set-up code\s+((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})/

afterAll(closeEverything)

describe('a start with Slack, and nothing else yet', { timeout: 120_000 }, () => {
  let slack: Slack
  let place: Place

  beforeAll(async () => {
    slack = await openSlack()
    later(() => slack.close())
    place = await newPlace({
      ...(await sharedDatabase()),
      SLACK_BOT_TOKEN: 'xoxb-of-the-tests',
      SLACK_SIGNING_SECRET: 'signing-secret-of-the-tests',
      SLACK_API_URL: slack.apiUrl,
    })
  })

  test('prints a set-up code on the terminal, in no log line; it makes the first owner in Slack', async () => {
    const usher = await place.start()
    slack.botIsAt(usher.url)
    // The log comes a moment later: it is written many lines at a time.
    await until('it has greeted', () =>
      [GREETED, '"Usher is ready"'].every((it) => usher.said.stdout.includes(it)),
    )
    const [, code = ''] = CODE.exec(usher.said.stdout) ?? []
    expect(code).not.toBe('')
    const logged = usher.said.stdout.split('\n').filter((it) => it.startsWith('{'))
    expect(logged.length).toBeGreaterThan(0)
    expect(logged.join('\n')).not.toContain(code)

    const ada = slack.as('ada')
    await ada.opensHome()
    await ada.waitsFor('I have a set-up code')
    await ada.click('I have a set-up code')
    await ada.waitsFor('Name of your organization')
    await ada.fill({ 'Set-up code': code, 'Name of your organization': 'Engines' })
    await ada.submit()
    await ada.waitsFor('you are its owner')

    await usher.kill9()
    const again = await place.start()
    await until('it has greeted again', () => again.said.stdout.includes(GREETED))
    expect(again.said.stdout).not.toMatch(CODE)
    expect(await place.json('verify')).toMatchObject({ code: 0, json: { findings: [] } })
  })

  test('usher bind says who somebody is, and wants ids', async () => {
    const team = slack.workspace.team.id
    const bind = (slackUser: string, user: string) =>
      place.json('bind', '--slack-team', team, '--slack-user', slackUser, '--user', user)
    expect(await bind('@grace', 'ada@example.com')).toMatchObject({ code: 2, json: { error: 'wrong-words' } })
    expect(await bind(slack.as('grace').id, 'ada@example.com')).toMatchObject({
      code: 0,
      json: { teamId: team, slackUserId: slack.as('grace').id },
    })
    const grace = slack.as('grace')
    await grace.opensHome()
    await grace.waitsFor('Invite people')
  })

  test('usher init --slack hands out a code for one more workspace', async () => {
    const { code, json } = await place.json('init', '--slack')
    expect([code, json]).toEqual([0, { setupCode: expect.stringMatching(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/) }])
  })

  test('usher doctor says which workspace answers, and what it does not allow', async () => {
    type Report = { findings: { name: string; ok: boolean; says: string }[] }
    const slackIn = async () =>
      (await place.json<Report>('doctor')).json.findings.filter((it) => it.name === 'Slack')
    expect(await slackIn()).toEqual([{ name: 'Slack', ok: true, says: 'Acme (T0ACME00000) answers' }])
    const token = slack.workspace.tokens.get('xoxb-of-the-tests')
    token?.scopes.splice(token.scopes.indexOf('users:read.email'), 1)
    expect((await slackIn())[0]).toMatchObject({
      ok: false,
      says: expect.stringContaining('users:read.email'),
    })
    expect(refusals(slack.workspace)).toEqual([])
  })

  test('usher manifest prints what Slack takes, and refuses what it would refuse', async () => {
    const [usual, taken] = await Promise.all([
      place.cli('manifest'),
      place.json('manifest', '--command', 'invite'),
    ])
    expect(usual.stdout).toContain(`request_url: "http://localhost:${place.port}/slack/events"`)
    expect(taken).toMatchObject({ code: 1, json: { error: 'manifest' } })
  })
})
