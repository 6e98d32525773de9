import { afterAll, beforeAll, expect, test } from 'vitest'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { verifyInvariants } from '../../../src/usecases/verify-invariants.ts'
import { Dice } from '../../support/dice.ts'
import { isLong } from '../../support/form.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import type { Someone } from '../../support/slack/someone.ts'

/** `CHAOS=long npx vitest run test/slack/door/day.test.ts` spends a whole day; `SEED=…` another one. */
const STEPS = isLong ? 2_000 : 150
const SEED = Number(process.env.SEED ?? 20_260_302)

let office: Office
let people: Someone[]
beforeAll(async () => {
  const names = ['ada', 'grace', 'mel', 'max', 'nobody']
  office = await openOffice({
    slack: {
      limits: false,
      people: names.map((name) => ({ name })),
      channels: [{ name: 'general', members: [...names, 'usher'] }],
    },
  })
  const { house, slack, owner, organizationId } = office
  const { token } = await house.invited(owner, 'max@acme.test', { roles: ['Manager'] })
  const { userId } = await house.accept(token, { firstName: 'Max' })
  const who = { teamId: slack.workspace.team.id, slackUserId: slack.as('max').id }
  await bindPerson(house.operatorOf(organizationId), who, userId)
  people = names.map((name) => slack.as(name))
})
afterAll(() => office.close())

const addresses = [
  'new@people.test',
  'ada@acme.test',
  'not an address',
  'one@p.test, two@p.test',
  'ü@exämple.test',
]
const words = [
  '',
  'x',
  '*bold* <!channel> <@U0ADA000000>',
  '   ',
  'ı İ ẞ 漢字 \u202e',
  'a'.repeat(300),
  '2026-04-01',
  '+90 555 123 45 67',
  ...addresses,
]
const commands = [
  '/people',
  '/people help',
  '/people list',
  '/people find ada',
  '/people show mel',
  '/people pending',
  '/people roles',
  '/people groups',
  '/people org',
  '/people settings',
  '/people audit',
  '/people sessions',
  '/people logins',
  '/people sync',
  '/people nonsense',
  '/people suspend mel@acme.test',
  '/people resend new@people.test',
  '/people export',
  '/people cancel new@people.test',
  '/invites',
  '/invites new@people.test',
  '/invites a@p.test, b@p.test as Member "hi"',
  '/invite',
] // prettier-ignore

/** What the person could not do after all, because the screen has no such thing: the driver's word, not the bot's. */
const isMisclick = (fault: unknown): boolean =>
  /times “|^No “|^Nothing called|^No option|Slack asks first|cannot|no entry|No modal is open|has no submit button|is disabled|no option|nothing to click/i.test(
    (fault as Error).message,
  )

const story: string[] = []

async function fill(who: Someone, dice: Dice): Promise<unknown> {
  const field = dice.pick(who.fields)
  const { label, type, options } = field
  const some = dice.pick(words)
  const entries: Record<string, () => Parameters<Someone['fill']>[0][string]> = {
    datepicker: () => '2026-04-01',
    timepicker: () => '09:30',
    datetimepicker: () => Math.floor(office.house.clock.now().getTime() / 1000) + 90_000,
    number_input: () => '3',
    users_select: () => 'mel',
    multi_users_select: () => ['mel', 'grace'],
    file_input: () => [{ name: 'people.csv', content: 'email,first name\nc@p.test,Cem\n' } as never],
  }
  const entry = entries[type]?.() ?? (options.length > 0 ? dice.pick(options) : some)
  story.push(`${who.name} fills ${label} with ${JSON.stringify(entry)}`)
  return who.fill({ [label]: entry })
}

async function click(who: Someone, dice: Dice): Promise<unknown> {
  const { label, row, asksFirst } = dice.pick(who.buttons)
  story.push(`${who.name} clicks ${label} by ${row.slice(0, 60)}`)
  return who.click(label, { in: row, ...(asksFirst ? { confirm: dice.roll() < 0.7 } : {}) })
}

const isInModal = (who: Someone): boolean => who.sees.startsWith('┌')

/** One thing that somebody does with what is before their eyes. */
async function step(who: Someone, dice: Dice): Promise<unknown> {
  const roll = dice.roll()
  if (isInModal(who)) {
    if (roll < 0.45 && who.fields.length > 0) return fill(who, dice)
    if (roll < 0.7) return who.submit()
    if (roll < 0.85 && who.buttons.length > 0) return click(who, dice)
    return who.closes({ all: dice.roll() < 0.5 })
  }
  if (roll < 0.15) return who.opensHome()
  if (roll < 0.3) return who.looksAt(dice.pick(['general', 'app', 'home']))
  if (roll < 0.55 || who.buttons.length === 0) {
    const line = dice.pick(commands)
    story.push(`${who.name} types ${line}`)
    return who.command(line)
  }
  return click(who, dice)
}

test(`a day of ${STEPS} clicks by five people (seed ${SEED}) leaves nothing broken`, async () => {
  const { house, bot, slack } = office
  const dice = new Dice(SEED)
  let misclicks = 0
  for (let count = 0; count < STEPS; count += 2) {
    const first = dice.pick(people)
    const second = dice.pick(people.filter((it) => it !== first))
    const outcomes = await Promise.allSettled([step(first, dice), step(second, dice)])
    await bot.door.settled()
    for (const it of outcomes.filter((one) => one.status === 'rejected')) {
      if (!isMisclick(it.reason))
        throw new Error(`${(it.reason as Error).message}\n${story.slice(-8).join('\n')}`)
      misclicks += 1
    }
    if (count % 20 === 0) {
      house.clock.moveSeconds(900)
      await house.deliverAll()
      await bot.door.settled()
    }
    try {
      allIsWell(office)
    } catch (fault) {
      throw new Error(`${(fault as Error).message}\nThe last of the story:\n${story.slice(-8).join('\n')}`)
    }
  }
  expect(slack.workspace.troubles).toEqual([])
  expect(await verifyInvariants(house.outside())).toEqual([])
  expect(misclicks).toBeLessThan(STEPS / 2)
  expect(slack.workspace.deliveries.length).toBeGreaterThan(STEPS / 4)
}, 600_000)
