import { afterAll, beforeAll, expect, test } from 'vitest'
import { uninstall } from '../../../src/playground/human/event.ts'
import { openSlack, type Reactions, reactionsOf } from '../../../src/slack/app.ts'
import { readBody } from '../../../src/slack/door/read-body.ts'
import { tell as toldBy } from '../../../src/slack/door/told.ts'
import { words as peopleWords } from '../../../src/slack/words/help.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { makeSetupCode } from '../../../src/usecases/slack/set-up-by-code.ts'
import { verifyInvariants } from '../../../src/usecases/verify-invariants.ts'
import { Dice } from '../../support/dice.ts'
import { inForm, isLong, tell } from '../../support/form.ts'
import { Meanwhile, type Player } from '../../support/slack/meanwhile.ts'
import { mergeInto } from '../../support/slack/merge.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { Curiosity, isMisclick, Rambler } from '../../support/slack/rambler.ts'

/**
 * What Slack delivers, at least: the long form goes on until everything was tried.
 * `CHAOS=long npx vitest run test/slack/door/day.test.ts` spends a whole day; `SEED=…` another one.
 */
const INTERACTIONS = inForm(120, 2_000)
const SEED = Number(process.env.SEED ?? 20_260_302)
const names = ['ada', 'grace', 'mel', 'max', 'nobody']
const commands = ['/people', '/invites', '/invite', ...peopleWords.map((word) => `/people ${word}`)]
const behind = [
  ...['', '', 'new@people.test', 'mel', 'ada@acme.test', 'mel@acme.test, nobody', 'x', 'nonsense'],
  ...[
    'Admin',
    'on invite',
    'expired',
    'role:Member',
    'a@p.test, b@p.test as Member "hi"',
    'c@p.test tomorrow',
    'd@p.test as Nobody in Nowhere',
  ],
]

let office: Office
let reactions: Reactions
let meanwhile: Meanwhile
let ramblers: Rambler[]
const dice = new Dice(SEED)
const story: string[] = []

beforeAll(async () => {
  office = await openOffice({
    open: (needs) => {
      reactions = reactionsOf(needs)
      return openSlack(needs)
    },
    slack: {
      limits: false,
      people: names.map((name) => ({ name, email: `${name}@acme.test` })),
      channels: [{ name: 'general', members: [...names, 'usher'] }],
    },
  })
  const { house, slack, owner, organizationId, userIds, bot } = office
  const max = await joins('max', 'Manager')
  await joins('nobody', 'Admin')
  const who = { teamId: slack.workspace.team.id, slackUserId: slack.as('max').id }
  await bindPerson(house.operatorOf(organizationId), who, max.userId)
  for (const kind of ['department', 'unit', 'team', 'site'] as const)
    await createGroup(owner, { kind, name: `First ${kind}` })
  await house.invite(
    owner,
    Array.from({ length: 30 }, (_, n) => `seed${n}@people.test`),
  )
  const players: Player[] = [
    { name: 'ada', role: 'Owner', userId: userIds.ada },
    { name: 'grace', role: 'Admin', userId: userIds.grace },
    { name: 'mel', role: 'Member', userId: userIds.mel },
    max,
  ]
  meanwhile = new Meanwhile(office, players, dice)
  await meanwhile.passes(60)
  const world = {
    dice,
    curiosity: new Curiosity(),
    commands,
    behind,
    now: () => house.clock.now(),
    settled: () => bot.door.settled(),
    tell: (line: string) => void story.push(line),
  }
  ramblers = names.map((name) => new Rambler(slack.as(name), world))
})
afterAll(() => office.close())

async function joins(name: string, role: string): Promise<Player> {
  const { house, owner } = office
  const { token } = await house.invited(owner, `${name}@acme.test`, { roles: [role] })
  return { name, role, userId: (await house.accept(token, { firstName: name })).userId }
}

/** Two people do something at once, and whatever comes of it is done. Says how much of it was in vain. */
async function moment(): Promise<number> {
  const first = dice.pick(ramblers)
  const second = dice.pick(ramblers.filter((it) => it !== first))
  const outcomes = await Promise.allSettled([first.step(), second.step()])
  await office.bot.door.settled()
  const faults = outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))
  for (const fault of faults) if (!isMisclick(fault)) throw fault
  allIsWell(office)
  return faults.length
}

/** What nobody can come across while all is well. */
const inTheEvening = [
  'action binding.enter-code',
  'submission binding.set-up',
  'action guide.dismiss',
  'event tokens_revoked',
  'event app_uninstalled',
]

/** The workspace becomes nobody's, and somebody makes it theirs; then Usher is thrown out. */
async function evening(): Promise<void> {
  const { house, slack, bot, log } = office
  const ada = slack.as('ada')
  await ada.closes({ all: true }).catch(() => {})
  await house.query('delete from slack_bindings')
  await house.query('update slack_teams set organization_id = null')
  await ada.opensHome()
  await ada.waitsFor('I have a set-up code')
  await ada.click('I have a set-up code')
  await ada.waitsFor('Name of your organization')
  const code = await makeSetupCode(house.outside())
  await ada.fill({ 'Set-up code': code, 'Name of your organization': 'Evening' })
  await ada.submit()
  await ada.waitsFor('you are its owner')
  await ada.closes()
  await ada.waitsFor('Hide this guide')
  await ada.click('Hide this guide')
  await ada.waitsFor('The guide is gone')
  await bot.door.settled()
  allIsWell(office)
  await uninstall(slack.workspace)
  await bot.door.settled()
  expect(log.map((it) => it.msg)).toEqual([expect.stringContaining('this token is revoked')])
  log.length = 0
}

const reached = new Set<string>()
let read = 0

/** What nobody has come across yet, of all that there is to do and to say. */
function notReached(): string[] {
  const { deliveries } = office.slack.workspace
  for (const { body, headers } of deliveries.slice(read)) {
    const told = toldBy(readBody(headers['content-type'], Buffer.from(body)) ?? {})
    if (told) reached.add(`${told.deed} ${told.name}`)
    if (told?.name === '/people') reached.add(`word ${told.words.split(' ')[0]}`)
  }
  read = deliveries.length
  const all = Object.entries(reactions).flatMap(([deed, table]) =>
    Object.keys(table).map((name) => `${deed} ${name}`),
  )
  return [...all, ...peopleWords.map((it) => `word ${it}`)].filter((it) => !reached.has(it))
}

const isDayOver = (): boolean => {
  const count = office.slack.workspace.deliveries.length
  if (count < INTERACTIONS) return false
  return !isLong || count > 3 * INTERACTIONS || notReached().every((it) => inTheEvening.includes(it))
}

test(`a day of ${INTERACTIONS} interactions by five people (seed ${SEED}) leaves nothing broken`, async () => {
  const { house, slack } = office
  const { deliveries, calls, troubles } = slack.workspace
  let misclicks = 0
  let moments = 0
  try {
    while (!isDayOver()) {
      misclicks += await moment()
      moments += 1
      if (moments % 10 === 0) await meanwhile.passes(900)
      if (isLong && moments === 200) await mergeInto(office)
      if (isLong && moments % 50 === 0) expect(await verifyInvariants(house.outside())).toEqual([])
    }
    await evening()
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\nThe last of the story:\n${story.slice(-12).join('\n')}`, {
      cause: fault,
    })
  }
  if (process.env.TALLY)
    for (const d of deliveries) {
      const t = toldBy(readBody(d.headers['content-type'], Buffer.from(d.body)) ?? {})
      if (t?.deed === 'submission') process.stdout.write(`SUB ${t.name} ${d.answer.slice(0, 160)}\n`)
    }
  expect(troubles).toEqual([])
  expect(await verifyInvariants(house.outside())).toEqual([])
  expect(misclicks).toBeLessThan(moments / 4)
  tell(`${2 * moments} clicks, ${misclicks} in vain; ${deliveries.length} deliveries, ${calls.length} calls`)
  tell(`Not reached: ${notReached().join(', ') || 'nothing'}`)
  if (isLong) expect(notReached()).toEqual([])
}, 900_000)
