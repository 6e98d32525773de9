import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../src/db/id.ts'
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
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { Curiosity, isMisclick, Rambler } from '../../support/slack/rambler.ts'

/** `CHAOS=long npx vitest run test/slack/door/day.test.ts` spends a whole day; `SEED=…` another one. */
const STEPS = inForm(150, 2_000)
const SEED = Number(process.env.SEED ?? 20_260_302)
const names = ['ada', 'grace', 'mel', 'max', 'nobody']

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
  const { house, slack, owner, organizationId, userIds } = office
  const join = async (name: string, role: string): Promise<Player> => {
    const { token } = await house.invited(owner, `${name}@acme.test`, { roles: [role] })
    return { name, role, userId: (await house.accept(token, { firstName: name })).userId }
  }
  const [max] = [await join('max', 'Manager'), await join('nobody', 'Admin')]
  const who = { teamId: slack.workspace.team.id, slackUserId: slack.as('max').id }
  await bindPerson(house.operatorOf(organizationId), who, max.userId)
  for (const kind of ['department', 'unit', 'team', 'site'] as const)
    await createGroup(owner, { kind, name: `First ${kind}` })
  await house.invite(owner, [...Array(30).keys()].map((n) => `seed${n}@people.test`)) // prettier-ignore
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
    now: () => house.clock.now(),
    commands,
    tell: (line: string) => void story.push(line),
  }
  ramblers = names.map((name) => new Rambler(slack.as(name), world))
})
afterAll(() => office.close())

const behind = [
  ...['', 'new@people.test', 'mel', 'ada@acme.test', 'mel@acme.test, nobody', 'x'],
  ...['Admin', 'on invite', 'expired', 'role:Member', 'seed1@people.test "Why not"'],
]
const commands = [
  ...peopleWords.flatMap((word) => behind.map((more) => `/people ${word} ${more}`.trim())),
  ...['/people', '/people nonsense', '/people seed3@people.test', '/invites', '/invite'],
  ...['/invites new@people.test', '/invites a@p.test, b@p.test as Member "hi"', '/invites c@p.test tomorrow'],
]

/** So many that no list shows them at once: from now on they are looked up while somebody types. */
async function merge(): Promise<void> {
  const { house, organizationId } = office
  const ids = Array.from({ length: 101 }, () => newId(house.clock.now()))
  await house.query(
    `insert into groups (organization_id, id, kind, name, created_at)
     select :organizationId, gen_random_uuid(), kind, kind || ' ' || n, now()
     from generate_series(1, 101) n, unnest(array['department', 'unit', 'team', 'site']) kind`,
    { organizationId },
  )
  await house.query(
    `insert into roles (organization_id, id, name, permissions, created_at)
     select :organizationId, id, 'Merged ' || n, '{}', now() from unnest(cast(:ids as uuid[])) with ordinality it(id, n)`,
    { organizationId, ids },
  )
}

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
  await bot.door.settled()
  allIsWell(office)
  await uninstall(slack.workspace)
  await bot.door.settled()
  expect(log.map((it) => it.msg)).toEqual([expect.stringContaining('this token is revoked')])
  log.length = 0
}

/** What nobody has come across, of all that there is to do. */
function notReached(): string[] {
  const seen = new Set(
    office.slack.workspace.deliveries.flatMap(({ body, headers }) => {
      const told = toldBy(readBody(headers['content-type'], Buffer.from(body)) ?? {})
      return told ? [`${told.deed} ${told.name}`] : []
    }),
  )
  return Object.entries(reactions)
    .flatMap(([deed, table]) => Object.keys(table).map((name) => `${deed} ${name}`))
    .filter((it) => !seen.has(it))
}

/** Two people do something at once, and whatever comes of it is done. */
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

test(`a day of ${STEPS} clicks by five people (seed ${SEED}) leaves nothing broken`, async () => {
  const { house, slack } = office
  let misclicks = 0
  try {
    for (let count = 0; count < STEPS; count += 2) {
      misclicks += await moment()
      if (count % 20 === 0) await meanwhile.passes(900)
      if (count === STEPS / 2) await merge()
      if (isLong && count % 100 === 0) expect(await verifyInvariants(house.outside())).toEqual([])
    }
    await evening()
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\nThe last of the story:\n${story.slice(-12).join('\n')}`, {
      cause: fault,
    })
  }
  expect(slack.workspace.troubles).toEqual([])
  expect(await verifyInvariants(house.outside())).toEqual([])
  expect(misclicks).toBeLessThan(STEPS / 4)
  expect(slack.workspace.deliveries.length).toBeGreaterThan(STEPS / 4)
  tell(`${STEPS} steps, ${misclicks} of them in vain, ${slack.workspace.deliveries.length} deliveries`)
  tell(`not reached: ${notReached().join(', ') || 'nothing'}`)
  if (isLong) expect(notReached()).toEqual([])
}, 900_000)
