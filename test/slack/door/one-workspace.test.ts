import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { giveToken } from '../../../src/playground/workspace/workspace.ts'
import { EverLater } from '../../../src/slack/door/ever-later.ts'
import { oneWorkspace } from '../../../src/slack/door/one-workspace.ts'
import type { Workspaces } from '../../../src/slack/door/workspaces.ts'
import { usualCommands } from '../../../src/slack/needs.ts'
import { type House, openHouse } from '../../support/house.ts'
import { openSlack, type Slack } from '../../support/slack/open-slack.ts'
import { until } from '../../support/until.ts'

const TOKEN = 'xoxb-of-the-tests'
let house: House
let slack: Slack
let log: { level: number; msg: string }[]
let workspaces: Workspaces
beforeAll(async () => {
  house = await openHouse()
})
afterEach(async () => {
  workspaces.stop()
  await slack.close()
})
afterAll(() => house.close())

async function open(change: (slack: Slack) => void = () => {}): Promise<void> {
  slack = await openSlack({ now: house.clock.now, limits: false })
  change(slack)
  log = []
  const needs = {
    begin: (trace: ReturnType<House['outside']>['trace']) => ({ ...house.outside(), trace }),
    publicUrl: house.publicUrl,
    mail: house.post.deliver,
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    settings: {
      apiUrl: slack.apiUrl,
      signingSecret: '',
      botToken: TOKEN,
      oauth: null,
      appToken: null,
      sealingKeys: [Buffer.alloc(32)] as [Buffer],
    },
    commands: usualCommands,
  }
  workspaces = oneWorkspace(needs, TOKEN, { soonestMs: 2, latestMs: 10 })
}

const asked = (): number => slack.workspace.calls.filter((it) => it.method === 'auth.test').length
const serves = () =>
  workspaces.of({ appId: null, who: { teamId: slack.workspace.team.id, slackUserId: 'U1' } })
const warnings = (): string[] => log.filter((it) => it.level > 30).map((it) => it.msg)

describe('a token that Slack takes no more', () => {
  test('is told once, however often it is asked for and whatever happens, and serves nobody', async () => {
    await open(({ workspace }) => {
      const token = workspace.tokens.get(TOKEN)
      if (token) token.isRevoked = true
    })
    await until('it was asked for again and again', () => asked() > 8)
    expect(warnings()).toEqual([expect.stringContaining('this token is revoked')])
    expect(await serves()).toBeNull()
  })

  test('is told once where Slack has said so itself, and is found again when it is taken again', async () => {
    await open()
    expect(await serves()).not.toBeNull()
    for (const it of slack.workspace.tokens.values()) it.isRevoked = true
    await workspaces.forget(slack.workspace.team.id, house.clock.now())
    const before = asked()
    await until('it was asked for again and again', () => asked() > before + 4)
    expect(warnings()).toEqual([expect.stringContaining('this token is revoked')])
    slack.workspace.tokens.delete(TOKEN)
    giveToken(slack.workspace, TOKEN)
    await until('it serves', async () => (await serves()) !== null)
    expect(warnings()).toHaveLength(1)
  })
})

test('a Slack that does not answer is told once, and again when it was there meanwhile', async () => {
  await open(({ workspace }) => {
    workspace.faults.outage = 'reset'
  })
  await until('it was asked for again and again', () => asked() > 4)
  expect(warnings()).toEqual([expect.stringContaining('not known yet')])
  slack.workspace.faults.outage = null
  await until('it serves', async () => (await serves()) !== null)
  slack.workspace.faults.outage = { status: 503 }
  await workspaces.forget(slack.workspace.team.id, house.clock.now())
  await until('it has told of it', () => warnings().length === 3)
  expect(warnings().slice(1)).toEqual([
    expect.stringContaining('this token is revoked'),
    expect.stringContaining('not known yet'),
  ])
})

test('each try is waited for twice as long as the one before, up to a limit', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const tried: number[] = []
  const later = new EverLater({ soonestMs: 5_000, latestMs: 60_000 }, () => {
    tried.push(performance.now() / 1000)
    later.again()
  })
  const begun = performance.now() / 1000
  later.again()
  later.again()
  vi.advanceTimersByTime(250_000)
  later.stop()
  later.again()
  vi.advanceTimersByTime(5_000)
  vi.useRealTimers()
  // The second wish took the place of the first.
  expect(tried.map((it) => it - begun)).toEqual([10, 30, 70, 130, 190, 250, 255])
})
