import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSlack, reactionsOf } from '../../../src/slack/app.ts'
import { words as peopleWords } from '../../../src/slack/words/help.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { verifyInvariants } from '../../../src/usecases/verify-invariants.ts'
import { Dice } from '../../support/dice.ts'
import { inForm, isLong, tell } from '../../support/form.ts'
import { runErrands } from '../../support/slack/errands.ts'
import { evening, inTheEvening } from '../../support/slack/evening.ts'
import { Meanwhile, type Player, smoothly } from '../../support/slack/meanwhile.ts'
import { isBusy, mergeInto } from '../../support/slack/merge.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { Curiosity, isMisclick, Rambler } from '../../support/slack/rambler.ts'
import { Reached } from '../../support/slack/reached.ts'

/**
 * What Slack delivers, at least: the long form goes on until everything was tried.
 * `CHAOS=long npx vitest run test/slack/door/day.test.ts` spends a whole day; `SEED=…` another one.
 */
const INTERACTIONS = inForm(120, 2_000)
const SEED = Number(process.env.SEED ?? 20_260_302)
const names = ['ada', 'grace', 'mel', 'max', 'nobody']
const commands = ['/people', '/invites', '/invite', ...peopleWords.map((word) => `/people ${word}`)]
const behind = [
  ...[
    '',
    '',
    'new@people.test',
    'mel',
    'ada@acme.test',
    'mel@acme.test, nobody',
    'new.3@moved.test',
    'nonsense',
  ],
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
let reached: Reached
let meanwhile: Meanwhile
let ramblers: Rambler[]
const dice = new Dice(SEED)
const story: string[] = []

beforeAll(async () => {
  office = await openOffice({
    open: (needs) => {
      reached = new Reached(reactionsOf(needs), () => office.slack.workspace.deliveries)
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
  // Whoever may do the most has the most to do.
  const first = dice.pick(dice.roll() < 0.5 ? ramblers.slice(0, 2) : ramblers)
  const second = dice.pick(ramblers.filter((it) => it !== first))
  const outcomes = await Promise.allSettled([first.step(), second.step()])
  await office.bot.door.settled()
  const faults = outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))
  for (const fault of faults) if (!isMisclick(fault)) throw fault
  allIsWell(office)
  return faults.length
}

/** The lists have grown long meanwhile. */
async function noon(): Promise<void> {
  await mergeInto(office)
  await isBusy(office, 'new.1@moved.test')
  await smoothly(office, () => runErrands(office, 'new.1@moved.test'))
  allIsWell(office)
}

/** What hangs on a provider that speaks, and none does on this day: test/slack/sync clicks them. */
const ofProviders = [
  'action exchange.open',
  'action link.different',
  'action link.same',
  'action user.resend-welcome',
  'submission connection.unlink-team',
]

const isDayOver = (): boolean => {
  const count = office.slack.workspace.deliveries.length
  if (count < INTERACTIONS) return false
  if (!isLong || count > 3 * INTERACTIONS) return true
  return reached.missing().every((it) => inTheEvening.includes(it) || ofProviders.includes(it))
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
      if (isLong && moments === 200) await noon()
      if (isLong && moments % 50 === 0) expect(await verifyInvariants(house.outside())).toEqual([])
    }
    await evening(office)
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\nThe last of the story:\n${story.slice(-12).join('\n')}`, {
      cause: fault,
    })
  }
  expect(troubles).toEqual([])
  expect(await verifyInvariants(house.outside())).toEqual([])
  expect(misclicks).toBeLessThan(moments / 4)
  tell(`${2 * moments} clicks, ${misclicks} in vain; ${deliveries.length} deliveries, ${calls.length} calls`)
  tell(`Not reached: ${reached.missing().join(', ') || 'nothing'}`)
  if (isLong) expect(reached.missing().filter((it) => !ofProviders.includes(it))).toEqual([])
}, 900_000)
