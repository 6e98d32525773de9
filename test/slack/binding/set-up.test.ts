import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express from 'express'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/refusal.ts'
import { hashOfSetupCode, newSetupCode } from '../../../src/domain/setup-code.ts'
import type { SlackProfile } from '../../../src/domain/slack-profile.ts'
import { addPerson } from '../../../src/playground/workspace/people.ts'
import { openSlack as openDoor } from '../../../src/slack/app.ts'
import type { SlackDoor } from '../../../src/slack/door/open-door.ts'
import { usualCommands } from '../../../src/slack/needs.ts'
import { forgetPassword } from '../../../src/usecases/passwords/forget-password.ts'
import { noteTeam } from '../../../src/usecases/slack/install-team.ts'
import {
  makeSetupCode,
  offerFirstSetupCode,
  setUpByCode,
} from '../../../src/usecases/slack/set-up-by-code.ts'
import { verifyInvariants } from '../../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  closed,
  listening,
  nothingRefused,
  openSlack,
  type Slack,
  urlOf,
} from '../../support/slack/open-slack.ts'

/** A workspace in which Usher is, and nobody has said yet whose it is. */
let house: House
let slack: Slack
let door: SlackDoor
let server: Server
const complaints: string[] = []
beforeAll(async () => {
  house = await openHouse()
  slack = await openSlack({ now: house.clock.now })
  door = openDoor({
    begin: (trace) => ({ ...house.outside(), trace }),
    publicUrl: house.publicUrl,
    mail: house.post.deliver,
    log: pino({ level: 'warn' }, { write: (line: string) => void complaints.push(line) }),
    settings: {
      apiUrl: slack.apiUrl,
      signingSecret: 'signing-secret-of-the-tests',
      botToken: 'xoxb-of-the-tests',
      oauth: null,
      appToken: null,
      sealingKeys: [randomBytes(32)],
    },
    commands: usualCommands,
  })
  const web = express()
  web.use(door.router)
  server = await listening(createServer(web))
  slack.botIsAt(urlOf(server))
})
afterEach(() => {
  nothingRefused(slack.workspace)
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await door.stop()
  await closed(server)
  await slack.close()
  await house.close()
})

const organizations = () =>
  house.query<{ name: string; timeZone: string }>(
    'select name, time_zone "timeZone" from organizations order by name',
  )
const refusedAs = async (work: Promise<unknown>) => {
  const fault = await work.then(
    () => null,
    (it: unknown) => it,
  )
  return fault instanceof Refusal ? fault.code : fault
}

test('a code is a hundred bits, and read however it was typed', () => {
  const code = newSetupCode()
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  expect(hashOfSetupCode(typed)).toEqual(hashOfSetupCode(code))
  expect(hashOfSetupCode(`${code}7`)).toBeNull()
  expect(hashOfSetupCode('')).toBeNull()
})

describe('the first owner, by Slack', () => {
  test('is asked for the code, told what is wrong with it, and owns what comes of it', async () => {
    const ada = slack.as('ada')
    const code = (await offerFirstSetupCode(house.outside())) ?? ''
    await ada.opensHome()
    await ada.waitsFor('This workspace is not connected yet')
    await ada.click('I have a set-up code')
    await ada.waitsFor('Name of your organization')

    await ada.fill({ 'Set-up code': newSetupCode(), 'Name of your organization': 'Engines' })
    await ada.submit()
    expect(ada.sees).toContain('This code is not valid')
    expect(await organizations()).toEqual([])

    await ada.fill({ 'Set-up code': code.toLowerCase() })
    await ada.submit()
    await ada.waitsFor('you are its owner')
    expect(await organizations()).toEqual([{ name: 'Engines', timeZone: 'Europe/Istanbul' }])
    await ada.closes()
    await ada.waitsFor('Invite people')
    expect(ada.seesAt('home')).toContain('# Engines')
    expect(await verifyInvariants(house.outside())).toEqual([])
  })

  test('comes in by the web with a password they choose by letter', async () => {
    const before = house.post.received.length
    await forgetPassword(house.outside(), 'ada@example.com')
    await house.deliverAll()
    expect(house.post.received.slice(before).map((it) => it.letter.kind)).toEqual(['reset'])
  })

  test('is the only one: everybody else in the workspace connects to what is there', async () => {
    const grace = slack.as('grace')
    await grace.opensHome()
    await grace.waitsFor('Connect my account')
    expect(await offerFirstSetupCode(house.outside())).toBeNull()
  })
})

describe('codes', () => {
  let count = 0
  /** Somebody in a workspace of their own that nobody has claimed. */
  const somebody = async (change: Partial<SlackProfile> = {}): Promise<SlackProfile> => {
    const teamId = `T9TEAM${++count}`
    await noteTeam(house.outside(), { teamId, name: 'Elsewhere' })
    return {
      teamId,
      slackUserId: `U9USER${count}`,
      name: 'Eve Owner',
      firstName: 'Eve',
      lastName: 'Owner',
      email: `eve${count}@elsewhere.test`,
      isEmailConfirmed: true,
      timeZone: 'Europe/Berlin',
      standing: 'member',
      ...change,
    }
  }
  const setUp = (code: string, profile: SlackProfile, organizationName = `Org ${count}`) =>
    setUpByCode(house.outside(), { code, organizationName, profile })

  test('of two who show one at once, one owns an organization; the code is spent', async () => {
    const code = await makeSetupCode(house.outside())
    const both = await Promise.allSettled([
      setUp(code, await somebody(), 'Left'),
      setUp(code, await somebody(), 'Right'),
    ])
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await organizations()).filter((it) => ['Left', 'Right'].includes(it.name))).toHaveLength(1)
    expect(await refusedAs(setUp(code, await somebody()))).toBe('setup-code-wrong')
  })

  test('of two codes shown at once in one workspace, one makes an organization', async () => {
    const outside = house.outside()
    const [one, other] = [await makeSetupCode(outside), await makeSetupCode(outside)]
    const profile = await somebody()
    const both = await Promise.allSettled([
      setUp(one, profile, 'Here'),
      setUp(other, { ...profile, slackUserId: 'U9SECOND' }, 'There'),
    ])
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    const made = (await organizations()).filter((it) => ['Here', 'There'].includes(it.name))
    expect(made).toHaveLength(1)
  })

  test('for the first organization make no second one; others end after a day', async () => {
    const first = await makeSetupCode(house.outside(), { isForFirst: true })
    expect(await refusedAs(setUp(first, await somebody()))).toBe('setup-code-wrong')
    const code = await makeSetupCode(house.outside())
    house.clock.moveHours(24)
    expect(await refusedAs(setUp(code, await somebody()))).toBe('setup-code-wrong')
  })

  test('are guessed five times an hour, and not by being refused', async () => {
    const profile = await somebody()
    for (let tries = 0; tries < 5; tries++)
      expect(await refusedAs(setUp(newSetupCode(), profile))).toBe('setup-code-wrong')
    expect(await refusedAs(setUp(await makeSetupCode(house.outside()), profile))).toBe('too-often')
  })

  test('are of no use to guests, or to whom Slack has not confirmed an address', async () => {
    const code = await makeSetupCode(house.outside())
    for (const standing of ['guest', 'bot', 'gone', 'stranger'] as const)
      expect(await refusedAs(setUp(code, await somebody({ standing })))).toBe('slack-member-wanted')
    for (const change of [{ isEmailConfirmed: false }, { email: null }, { email: 'nonsense' }])
      expect(await refusedAs(setUp(code, await somebody(change)))).toBe('slack-address-unconfirmed')
    expect(await refusedAs(setUp(code, await somebody(), 'Engines'))).toBe('organization-exists')
    // None of that has spent it.
    expect(await refusedAs(setUp(code, await somebody(), 'At last'))).toBeNull()
  })

  test('are kept as their hash alone', async () => {
    const code = await makeSetupCode(house.outside())
    const kept = JSON.stringify(await house.query(`select encode(hash, 'escape') as hash from setup_codes`))
    expect(kept).not.toContain(code)
    expect(kept).not.toContain(code.replaceAll('-', ''))
  })
})

test('whoever comes after the first owner is not asked for a code', async () => {
  addPerson(slack.workspace, { name: 'late', email: null })
  const late = slack.as('late')
  await late.opensHome()
  await late.waitsFor('Connect my account')
  expect(late.sees).not.toContain('set-up code')
})
