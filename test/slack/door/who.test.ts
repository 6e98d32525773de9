import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { home, modal, section } from '../../../src/slack/blocks.ts'
import type { Answer } from '../../../src/slack/door/answer.ts'
import { acting } from '../../../src/slack/door/answer.ts'
import { whoSpeaks } from '../../../src/usecases/slack/who-speaks.ts'
import { costOf, saidBy } from '../../support/plans.ts'
import { type Office, openOffice } from '../../support/slack/office.ts'
import { asForm, type Posting, post } from '../../support/slack/post.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'

/** Stands in every answer; whoever is refused never sees it. */
const DATA = 'everybody@people.test'
const heard: string[] = []
const tells = (answer: Answer) =>
  acting(({ deed, speaker }) => {
    heard.push(`${deed} by ${speaker.slackUserId}`)
    return answer
  })
const reactions: Reactions = {
  'command /trial': tells({ note: { text: DATA } }),
  'action trial.click': tells({ note: { text: DATA } }),
  'submission trial.form': tells({ modal: modal({ title: 'Trial', blocks: [section(DATA)] }) }),
  'shortcut trial.shortcut': tells({ note: { text: DATA } }),
  'options trial.search': tells({ options: [{ text: DATA, value: '1' }] }),
  'event app_home_opened': tells({ home: 'again' }),
}

let office: Office
beforeAll(async () => {
  const open = trialDoor(reactions, { drawHome: async () => home([section(DATA)]) })
  office = await openOffice({
    open,
    slack: {
      limits: false,
      people: [{ name: 'ada', isAdmin: true }, { name: 'grace' }, { name: 'mel' }, { name: 'nobody' }],
    },
  })
})
afterAll(() => office.close())

interface Who {
  team: string
  user: string
  /** Whose workspace their own account is in. */
  home?: string
}

let number = 0
/** Everything that one can do, by this person. */
function deeds({ team, user, home: homeTeam = team }: Who): Record<string, Posting> {
  const id = ++number
  const who = { team: { id: team }, user: { id: user, team_id: homeTeam }, trigger_id: `6.${id}.x` }
  const view = (type: string, name = '') => ({
    id: `VW${id}${name}`,
    hash: '1.a',
    type,
    callback_id: 'trial.form',
    title: { type: 'plain_text', text: 'Trial' },
    blocks: [],
  })
  const clicked = (trigger: string, where: object) => ({
    body: asForm({
      ...who,
      trigger_id: `6.${id}.${trigger}`,
      type: 'block_actions',
      actions: [{ type: 'button', action_id: 'trial.click' }],
      ...where,
    }),
  })
  return {
    command: {
      body: new URLSearchParams({
        team_id: team,
        user_id: user,
        command: '/trial',
        text: '',
        trigger_id: `6.${id}.c`,
      }).toString(),
    },
    'click on an old message': clicked('m', { channel: { id: 'C1' }, message: { ts: '1.2' } }),
    'click in a modal': clicked('v', { view: view('modal') }),
    'click on the Home': clicked('h', { view: view('home') }),
    form: { body: asForm({ ...who, type: 'view_submission', view: view('modal', 'F') }) },
    shortcut: {
      body: asForm({ ...who, trigger_id: `6.${id}.s`, type: 'shortcut', callback_id: 'trial.shortcut' }),
    },
    search: {
      body: asForm({
        ...who,
        type: 'block_suggestion',
        action_id: 'trial.search',
        block_id: 'b',
        value: 'a',
      }),
    },
    'opening the Home': {
      type: 'application/json',
      body: JSON.stringify({
        type: 'event_callback',
        team_id: team,
        event_id: `EvW${id}`,
        event: { type: 'app_home_opened', user },
      }),
    },
  }
}

/** What they were told in all: every acknowledgement, and every call the bot made. */
async function doEverything(who: Who): Promise<string> {
  const { calls } = office.slack.workspace
  calls.length = 0
  heard.length = 0
  const answers: string[] = []
  // Strangers have no commands here, and no Home.
  const all = Object.entries(deeds(who)).filter(([deed]) => !who.home || !/command|Home/.test(deed))
  for (const [, posting] of all) {
    const { status, text } = await post(office.bot.url, office.house.clock.now(), posting)
    expect(status).toBe(200)
    answers.push(text)
  }
  await office.bot.door.settled()
  return JSON.stringify([answers, calls.map((it) => it.args)])
}

const team = () => office.slack.workspace.team.id
const grace = (): Who => ({ team: team(), user: office.grace.id })
const db = () => office.house.db
const graceInSlack = () => office.slack.workspace.people.get(office.grace.id)
/** Slack has told nobody of it, or nobody listened. */
async function becomesUnheard(change: Partial<NonNullable<ReturnType<typeof graceInSlack>>>): Promise<void> {
  office.house.clock.moveHours(1)
  Object.assign(graceInSlack() ?? {}, change)
}

describe('somebody we know', () => {
  test('is served in everything they do', async () => {
    expect(await doEverything(grace())).toContain(DATA)
    expect(heard).toHaveLength(8)
  })
})

describe('nothing is done for, and nothing is told to', () => {
  const users = () => db()('users').where({ id: office.userIds.grace })
  const organizations = () => db()('organizations').where({ id: office.organizationId })
  const teams = () => db()('slackTeams').where({ teamId: team() })
  const now = () => office.house.clock.now()
  test.each<[string, () => Promise<Who>, string, (() => Promise<unknown>)?]>([
    [
      'somebody who is not connected: a guest, a bot, anybody',
      async () => ({ team: team(), user: office.slack.as('nobody').id }),
      'does not know who you are yet',
    ],
    [
      'somebody of another workspace in a shared channel',
      async () => ({ ...grace(), home: 'T0SOMEWHERE' }),
      'people of this workspace only',
    ],
    ['the same id in another workspace', async () => ({ ...grace(), team: 'T0SOMEWHERE' }), ''],
    [
      'somebody suspended',
      async () => {
        await users().update({ suspendedAt: now() })
        return grace()
      },
      'can not be used',
      async () => users().update({ suspendedAt: null }),
    ],
    [
      'somebody deleted',
      async () => {
        await users().update({ deletedAt: now(), purgeAt: now() })
        return grace()
      },
      'can not be used',
      async () => users().update({ deletedAt: null, purgeAt: null }),
    ],
    [
      'somebody whose password is temporary',
      async () => {
        await users().update({ mustChangePassword: true })
        return grace()
      },
      'choose a password of your own',
      async () => users().update({ mustChangePassword: false }),
    ],
    [
      'people of a suspended organization',
      async () => {
        await organizations().update({ suspendedAt: now() })
        return grace()
      },
      'can not be used',
      async () => organizations().update({ suspendedAt: null }),
    ],
    [
      'a workspace that belongs to nobody',
      async () => {
        await db()('slackBindings').where({ slackUserId: office.grace.id }).delete()
        await teams().update({ organizationId: null })
        return grace()
      },
      'not connected yet',
      async () => {
        await teams().update({ organizationId: office.organizationId })
        await bindGrace()
      },
    ],
    [
      'a workspace that Usher was thrown out of',
      async () => {
        await teams().update({ endedAt: now() })
        return grace()
      },
      'not connected yet',
      async () => teams().update({ endedAt: null }),
    ],
    ...(['isGuest', 'isSingleChannelGuest', 'isDeleted'] as const).map(
      (standing): [string, () => Promise<Who>, string, () => Promise<unknown>] => [
        `somebody of whom Slack has never told that they are a member no more: ${standing}`,
        async () => {
          await becomesUnheard({ [standing]: true })
          return grace()
        },
        'does not know who you are yet',
        async () => {
          Object.assign(graceInSlack() ?? {}, { [standing]: false })
          await bindGrace()
        },
      ],
    ),
    [
      'somebody whose connection was taken away',
      async () => {
        await db()('slackBindings').where({ slackUserId: office.grace.id }).delete()
        return grace()
      },
      'does not know who you are yet',
      () => bindGrace(),
    ],
  ])('%s', async (_who, becomes, words, mend) => {
    const told = await doEverything(await becomes())
    await mend?.()
    expect(heard).toEqual([])
    expect(told).not.toContain(DATA)
    expect(told).not.toContain('Acme')
    if (words) expect(told).toContain(words)
  })

  test('and all of that is over as soon as it is mended', async () => {
    expect(await doEverything(grace())).toContain(DATA)
    expect(heard).toHaveLength(8)
  })

  async function bindGrace(): Promise<void> {
    await db()('slackBindings').insert({
      organizationId: office.organizationId,
      teamId: team(),
      slackUserId: office.grace.id,
      userId: office.userIds.grace,
      confirmedBy: 'operator',
      createdAt: now(),
    })
  }
})

describe('whether they are a member still', () => {
  const asked = () =>
    office.slack.workspace.calls.filter((it) => it.method === 'users.info').map((it) => it.outcome)

  test('is asked of Slack once an hour', async () => {
    office.house.clock.moveHours(1)
    await doEverything(grace())
    expect(asked()).toEqual(['done'])
    office.house.clock.moveSeconds(3_599)
    await doEverything(grace())
    expect(asked()).toEqual([])
    office.house.clock.moveSeconds(1)
    await doEverything(grace())
    expect(asked()).toEqual(['done'])
  })

  test('is not asked again at once where Slack says nothing, and nobody is thrown out by that', async () => {
    const { faults } = office.slack.workspace
    office.house.clock.moveHours(1)
    faults.next('users.info', { status: 503 })
    expect(await doEverything(grace())).toContain(DATA)
    expect(heard).toHaveLength(8)
    expect(asked()).toHaveLength(1)
    office.house.clock.moveSeconds(60)
    await doEverything(grace())
    expect(asked()).toEqual(['done'])
  })

  test('ends the connection for good, and is on record', async () => {
    const found = await db()('auditEntries').where({
      act: 'user.unbind-slack',
      targetId: office.userIds.grace,
    })
    expect(found).toHaveLength(3)
  })
})

describe('who speaks', () => {
  test('is two statements by index in one transaction, whoever it is', async () => {
    const { house } = office
    const look = (slackUserId: string) => () => whoSpeaks(house.outside(), { teamId: team(), slackUserId })
    await db().raw(
      `insert into slack_teams (team_id, installed_at) select 'T' || n, now() from generate_series(1000, 4000) n`,
    )
    await db().raw(
      `insert into slack_deeds (key, heard_at) select 'k' || n, now() from generate_series(1, 5000) n`,
    )
    await db().raw('analyze')
    const known = await saidBy(house.db, look(office.grace.id))
    expect(known.filter((it) => /^\s*select/.test(it.sql))).toHaveLength(2)
    expect(known).toHaveLength(4)
    expect(await saidBy(house.db, look('U0NOBODY'))).toHaveLength(3)
    for (const said of known.filter((it) => /^\s*select/.test(it.sql))) {
      const cost = await costOf(house.db, said)
      expect(cost.rowsRead).toBeLessThan(40)
      expect(cost.seqScans.filter((it) => it.startsWith('slack_teams'))).toEqual([])
    }
  })

  test('a deed is heard in five statements before anybody reacts to it, and over in one', async () => {
    const said = await saidBy(office.house.db, async () => {
      await office.slack.as('grace').command('/trial')
      await office.bot.door.settled()
    })
    expect(said.map((it) => it.sql.trim().split(/\s/)[0]?.toLowerCase())).toEqual([
      'begin',
      'select',
      'select',
      'insert',
      'commit',
      'update',
    ])
  })
})
