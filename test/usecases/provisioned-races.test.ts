import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { newId } from '../../src/db/id.ts'
import * as oneTimeTokens from '../../src/db/one-time-tokens.ts'
import * as users from '../../src/db/users.ts'
import { freshLink } from '../../src/domain/link.ts'
import { endConnection } from '../../src/usecases/connections/end-connection.ts'
import type { Context } from '../../src/usecases/context.ts'
import { acceptInvitation } from '../../src/usecases/invitations/accept-invitation.ts'
import { answerLink, listLinkQuestions } from '../../src/usecases/provisioning/link-questions.ts'
import { grantRole } from '../../src/usecases/roles/grant-role.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { setUpAccount } from '../../src/usecases/welcomes/set-up-account.ts'
import { answerOrFault } from '../support/answer.ts'
import { Dice } from '../support/dice.ts'
import { inForm, tell } from '../support/form.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'
import { connect, Provider, said } from '../support/provider.ts'
import { seed } from '../support/seed.ts'
import { until } from '../support/until.ts'

let house: House
/** A second pool, as another process has one. */
let other: Database
beforeAll(async () => {
  house = await openHouse()
  other = openDatabase(house.url, 12)
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await other.destroy()
  await house.close()
})

const ROUNDS = inForm(8, 50)
const dice = new Dice(seed)
const LONG = { timeout: inForm(60_000, 600_000) }

async function open() {
  const { owner, ownerId, organizationId } = await house.organization()
  const okta = await connect(house, owner)
  /** The same provider through another process. */
  const again = new Provider(house, { ...okta.ctx, db: other }, okta.connectionId)
  return { owner, ownerId, organizationId, okta, again }
}

const word = (work: Promise<unknown>) => answerOrFault(() => work.then(() => 'ok'))

/** Both at about the same time, now one first and now the other. */
async function atOnce(...works: (() => Promise<unknown>)[]): Promise<string[]> {
  return Promise.all(works.map((work) => sleep(dice.between(0, 45)).then(() => word(work()))))
}

interface Standing {
  state: string
  sessions: number
  links: number
  open: number
}

/** What is left alive of somebody. */
async function standingOf(id: string): Promise<Standing | undefined> {
  const [found] = await house.query<Standing>(
    `select u.state,
       (select count(*)::int from sessions s where s.user_id = u.id and s.revoked_at is null) sessions,
       (select count(*)::int from one_time_tokens t where t.user_id = u.id and t.used_at is null
          and t.voided_at is null) links,
       (select count(*)::int from invitations i where i.user_id = u.id and i.ending is null) open
     from users u where u.id = :id`,
    { id },
  )
  return found
}
const countPeople = async (organizationId: string) =>
  (
    await house.query<{ count: number }>(
      'select count(*)::int count from users where organization_id = :organizationId',
      { organizationId },
    )
  )[0]?.count

const accept = (ctx: Context, token: string) =>
  acceptInvitation(
    { ...house.outside(), db: ctx.db },
    token,
    { firstName: 'Ada', lastName: 'Lovelace', password: PASSWORD, passwordAgain: PASSWORD },
    BROWSER,
  )

/** Without the unique indexes there would be thirty of them. */
test('30 who make one user name at once: one is made, 29 are told whose it is', LONG, async () => {
  const { okta, again, organizationId } = await open()
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      word((at % 2 ? okta : again).make('same@race.test', { firstName: `P${at}` })),
    ),
  )
  expect(answers.sort()).toEqual(['ok', ...Array(29).fill('user-name-taken')].sort())
  expect(await countPeople(organizationId)).toBe(2)
})

test('lists that hold the same people in another order: each is made once', LONG, async () => {
  const { okta, again, organizationId } = await open()
  const list = Array.from({ length: 60 }, (_, at) => said(`p${at}@lists.test`, { department: `D${at % 5}` }))
  const outcomes = await Promise.all([
    okta.makeAll(list),
    again.makeAll(list.toReversed()),
    okta.makeAll([...list.slice(23), ...list.slice(0, 23)]),
  ])
  const answers = outcomes.flat().map((it) => ('refusal' in it ? it.refusal.code : 'made'))
  expect(answers.filter((it) => it === 'made')).toHaveLength(60)
  expect(answers.filter((it) => it === 'user-name-taken')).toHaveLength(120)
  expect(await countPeople(organizationId)).toBe(61)
})

/** Without the lock of the person the link and the provider would both have made them. */
test(
  `made while they accept, ${ROUNDS} times: one person, in by one of the two ways (seed ${seed})`,
  LONG,
  async () => {
    const { owner, again, organizationId } = await open()
    const told: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const address = `r${round}@accept.test`
      const invited = await house.invited(owner, address, { roles: ['Manager'] })
      const [accepted = '', made = ''] = await atOnce(
        () => accept(owner, invited.token),
        () => again.make(address, { firstName: 'Said' }),
      )
      told.push(`${accepted}, ${made}`)
      expect(['ok, link-needed', 'link-dead accepted, ok'], told.at(-1)).toContain(told.at(-1))
      expect(await standingOf(invited.userId)).toMatchObject({ state: 'active', open: 0 })
      expect(await countPeople(organizationId)).toBe(2 + round)
    }
    tell(`made against accept: ${JSON.stringify(counted(told))}`)
  },
)

/** The provider's word is the last one, whoever came first. */
test(`made inactive while they come in, ${ROUNDS} times: nobody is in (seed ${seed})`, LONG, async () => {
  const { owner, okta, again } = await open()
  const told: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const address = `r${round}@inactive.test`
    const { id } = await okta.make(address, { firstName: 'Ada', lastName: 'Lovelace' })
    await house.deliverAll()
    const letter = house.post.received.findLast((it) => it.envelope.to === address)?.letter
    const link = letter?.kind === 'welcome' ? (letter.link.split('/').at(-1) ?? '') : ''
    const typed = { firstName: 'Ada', lastName: 'L', password: PASSWORD, passwordAgain: PASSWORD }
    const isDeleted = dice.roll() < 0.4
    const [inside = '', out = ''] = await atOnce(
      () => setUpAccount(house.outside(), link, typed, BROWSER),
      () => (isDeleted ? again.remove(id) : again.change(id, { isActive: false })),
    )
    told.push(`${inside}, ${out}`)
    expect(['ok, ok', 'link-dead superseded, ok'], told.at(-1)).toContain(told.at(-1))
    const state = isDeleted ? 'deleted' : 'suspended'
    expect(await standingOf(id)).toEqual({ state, sessions: 0, links: 0, open: 0 })
    const tried = await word(
      signIn(
        { ...house.outside(), db: owner.db },
        { identifier: address, password: PASSWORD, organizationId: null },
        BROWSER,
      ),
    )
    expect(tried).toBe('sign-in-failed')
  }
  tell(`inactive against the first way in: ${JSON.stringify(counted(told))}`)
})

test(`made inactive while they accept, ${ROUNDS} times: nobody is in (seed ${seed})`, LONG, async () => {
  const { owner, again } = await open()
  const told: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const address = `r${round}@shut.test`
    const invited = await house.invited(owner, address)
    const [accepted = '', made = ''] = await atOnce(
      () => accept(owner, invited.token),
      () => again.make(address, { isActive: false }),
    )
    told.push(`${accepted}, ${made}`)
    const standing = await standingOf(invited.userId)
    if (made === 'ok') expect(standing).toEqual({ state: 'suspended', sessions: 0, links: 0, open: 0 })
    else expect([accepted, made, standing?.state]).toEqual(['ok', 'link-needed', 'active'])
  }
  tell(`made inactive against accept: ${JSON.stringify(counted(told))}`)
})

test(`taken away while they are changed, ${ROUNDS} times: they are gone (seed ${seed})`, LONG, async () => {
  const { okta, again } = await open()
  const told: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await okta.make(`r${round}@gone.test`)
    const answers = await atOnce(
      () => again.remove(id),
      () => okta.change(id, { position: 'Chief', isActive: true }),
      () => okta.change(id, { isActive: false }),
      () => again.remove(id),
    )
    told.push([...answers].sort().join())
    expect([answers[0], answers[3]].sort()).toEqual(['not-found', 'ok'])
    expect(
      answers.every((it) => it === 'ok' || it === 'not-found'),
      told.at(-1),
    ).toBe(true)
    expect(await standingOf(id)).toEqual({ state: 'deleted', sessions: 0, links: 0, open: 0 })
    expect((await okta.make(`r${round}@gone.test`)).id).toBe(id)
  }
  tell(`taken away against changes: ${JSON.stringify(counted(told))}`)
})

test('changes of one person at once: none is lost', LONG, async () => {
  const { okta, again } = await open()
  const { id, version } = await okta.make('one@lost.test')
  const changes = [
    { firstName: 'Ada' },
    { lastName: 'Lovelace' },
    { position: 'Analyst' },
    { displayName: 'Countess' },
    { gender: 'female' },
    { birthday: '1915-12-10' },
    { department: 'Engines' },
    { phone: '+441632960041' },
  ]
  await Promise.all(changes.map((it, at) => (at % 2 ? okta : again).change(id, it)))
  const seen = await okta.see(id)
  expect(seen).toMatchObject(Object.assign({ version: version + changes.length }, ...changes))
})

/** Two owners, one gone by the provider's word and one by hand: without the organization's lock, both. */
test(`two owners who are shut out at once, ${ROUNDS} times: one stays (seed ${seed})`, LONG, async () => {
  const told: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { owner, ownerId, organizationId, again } = await open()
    const invited = await house.invited(owner, 'second@owners.test', { roles: ['Owner'] })
    const second = (await house.accept(invited.token)).userId
    await word(again.make('second@owners.test'))
    const [question] = await listLinkQuestions(owner)
    await answerLink(owner, question?.id ?? '', 'linked')
    await again.make('second@owners.test')
    const asSecond = await house.userContext(organizationId, second)
    const answers = await atOnce(
      () => (dice.roll() < 0.5 ? again.remove(second) : again.change(second, { isActive: false })),
      () => suspendUser(asSecond, ownerId),
    )
    told.push(answers.join())
    expect(answers.filter((it) => it === 'ok')).toHaveLength(1)
    expect(answers.filter((it) => it === 'last-owner')).toHaveLength(1)
  }
  tell(`two owners: ${JSON.stringify(counted(told))}`)
})

test(
  `made an owner while the provider shuts them out, ${ROUNDS} times: an owner is left (seed ${seed})`,
  LONG,
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { owner, ownerId, organizationId, okta, again } = await open()
      const made = await okta.make('new@owners.test')
      const [role] = await house.query<{ id: string }>(
        `select id from roles where organization_id = :organizationId and key = 'owner'`,
        { organizationId },
      )
      const operator = house.operatorOf(organizationId)
      const answers = await atOnce(
        () => again.change(made.id, { isActive: false }),
        () => grantRole(operator, made.id, { roleId: role?.id ?? '' }),
        () => suspendUser(operator, ownerId),
      )
      expect(answers[2], answers.join()).toBe('last-owner')
      expect((await standingOf(ownerId))?.state).toBe('active')
      expect(owner.actor.organizationId).toBe(organizationId)
    }
  },
)

const waiting = `
  select from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where not l.granted and a.datname = current_database()`
const somebodyWaits = () => until('somebody waits', async () => (await house.query(waiting)).length > 0, 10)

/** Were they ended by the statement itself, which sees what was there when it began, all of it would live on. */
test('shut out while they sign in and ask for a link: what began meanwhile is dead', LONG, async () => {
  const { okta, organizationId } = await open()
  const { id } = await okta.make('in@held.test')
  let shutting: Promise<string> = Promise.resolve('')
  await other.transaction(async (coming) => {
    const person = await users.lock(coming, organizationId, id)
    shutting = word(okta.change(id, { isActive: false }))
    await somebodyWaits()
    await users.noteSignIn(coming, person, house.clock.now())
    const ends = new Date(house.clock.now().getTime() + 60_000)
    const of = { organizationId, id: newId(house.clock.now()), userId: id }
    await coming('sessions').insert({
      ...of,
      tokenHash: randomBytes(32),
      kind: 'full',
      device: 'A browser',
      startedAt: house.clock.now(),
      lastActiveAt: house.clock.now(),
      endsAt: ends,
    })
    const { stored } = freshLink(house.keys, { purpose: 'reset', organizationId, id: of.id })
    await oneTimeTokens.issue(coming, {
      ...stored,
      ...of,
      purpose: 'reset',
      boundAddress: null,
      createdAt: house.clock.now(),
      expiresAt: ends,
    })
  })
  expect(await shutting).toBe('ok')
  expect(await standingOf(id)).toEqual({ state: 'suspended', sessions: 0, links: 0, open: 0 })
})

/** Without the version in what is written, the hand's words would be overwritten by what was seen before them. */
test('changed by hand between the look and the word: both are kept', LONG, async () => {
  const { okta, organizationId } = await open()
  const { id } = await okta.make('by@hand.test', { firstName: 'Ada' })
  let changing: Promise<string> = Promise.resolve('')
  await other.transaction(async (hand) => {
    const person = await users.lock(hand, organizationId, id)
    changing = word(okta.change(id, { lastName: 'Lovelace' }))
    await somebodyWaits()
    await users.save(hand, person, { firstName: 'Augusta', position: 'Countess' })
  })
  expect(await changing).toBe('ok')
  expect(await okta.see(id)).toMatchObject({
    firstName: 'Augusta',
    lastName: 'Lovelace',
    position: 'Countess',
    version: 3,
  })
})

test('a connection that ends between the look and the word: nothing of it is changed', LONG, async () => {
  const { okta, owner, organizationId } = await open()
  const { id } = await okta.make('last@word.test', { position: 'Chief' })
  let changing: Promise<string> = Promise.resolve('')
  let ending: Promise<unknown> = Promise.resolve()
  await other.transaction(async (holding) => {
    await users.lock(holding, organizationId, id)
    changing = word(okta.change(id, { position: 'Nobody' }))
    await somebodyWaits()
    ending = endConnection(owner, okta.connectionId)
    await ending
  })
  expect(['not-found', 'connection-ended']).toContain(await changing)
  const [found] = await house.query('select position, version from users where id = :id', { id })
  expect(found).toEqual({ position: 'Chief', version: 1 })
})

const counted = (told: string[]) =>
  Object.fromEntries([...new Set(told)].map((it) => [it, told.filter((one) => one === it).length]))
