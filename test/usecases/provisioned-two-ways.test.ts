import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as users from '../../src/db/users.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import type { UserFacts, UserFields } from '../../src/domain/provisioned.ts'
import type { Context } from '../../src/usecases/context.ts'
import { changeHeldPerson } from '../../src/usecases/provisioning/change-held-person.ts'
import { changeProvisionedUser } from '../../src/usecases/provisioning/change-provisioned-user.ts'
import { withTakenSaid } from '../../src/usecases/provisioning/with-taken-said.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { answerOrFault } from '../support/answer.ts'
import { inForm, tell } from '../support/form.ts'
import { type House, openHouse } from '../support/house.ts'
import { connect, type Provider, said } from '../support/provider.ts'
import { holds, seed } from '../support/seed.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const wants = { groups: true, sites: true }
type Change = typeof changeProvisionedUser

const asAsked: Change = changeProvisionedUser
const theLongWay: Change = async (ctx, id, edit, wanted) => {
  const { result, wouldChange } = await withTakenSaid(edit, (noted) =>
    changeHeldPerson(ctx, id, noted, wanted),
  )
  if ('refusal' in result) throw result.refusal
  return { result: result.user, wouldChange }
}

/** The same small place twice: in one of them people are changed the short way where there is one. */
interface Side {
  owner: Context
  okta: Provider
  ids: string[]
  change: Change
}

const PEOPLE = 4
const name = (at: number) => `p${at}@two.test`

async function openSide(change: Change): Promise<Side> {
  const { owner } = await house.organization()
  const okta = await connect(house, owner)
  const ids: string[] = []
  for (let at = 0; at < PEOPLE; at++) {
    const fields = { externalId: `e${at}`, firstName: 'First', position: 'Chief', isActive: at !== 2 }
    ids.push((await okta.make(name(at), fields)).id)
  }
  return { owner, okta, ids, change }
}

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null })
const who = fc.nat(PEOPLE - 1)

/** What a provider says; a manager is one of them by number. */
type Said = Omit<Partial<UserFields>, 'managerId'> & { manager?: number | null }
const alone: fc.Arbitrary<Said> = fc.record(
  {
    isActive: fc.boolean(),
    firstName: maybe(fc.constantFrom('Ada', 'Łukasz', 'x'.repeat(121))),
    position: maybe(fc.constantFrom('Chief', 'Analyst')),
  },
  { requiredKeys: [] },
)
const words: fc.Arbitrary<Said> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ isActive: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        isActive: maybe(fc.boolean()),
        firstName: maybe(fc.constantFrom('Ada', 'Łukasz', '  ', 'x'.repeat(121))),
        lastName: maybe(fc.constantFrom('Lovelace', "O'Brien")),
        displayName: maybe(fc.constantFrom('Countess', 'A  B')),
        position: maybe(fc.constantFrom('Chief', 'Analyst', 'y'.repeat(121))),
        gender: maybe(fc.constantFrom('female', 'unheard of')),
        birthday: maybe(fc.constantFrom('1915-12-10', '2999-01-01')),
        avatarUrl: maybe(fc.constantFrom('https://pictures.test/a.png', 'z'.repeat(1001))),
        userName: fc.constantFrom('p0@two.test', 'P1@two.test', 'new@two.test', 'u'.repeat(600)),
        externalId: maybe(fc.constantFrom('e0', 'e1', 'e9')),
        kept: fc.constantFrom<JsonObject[]>(
          {},
          { nickName: 'Nick' },
          { emails: [{ value: 'K@two.test', type: 'work' }] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        position: fc.constant('Both'),
        phone: maybe(fc.constantFrom('+441632960001', '+441632960002')),
        email: maybe(fc.constantFrom('p0@two.test', 'moved@two.test')),
        department: maybe(fc.constantFrom('Engines', 'Sails')),
        manager: maybe(who),
      },
      { requiredKeys: [] },
    ),
  },
)

const byOthers = ['suspend', 'enable', 'come in', 'edit', 'own'] as const
type Step =
  | { do: 'say'; who: number; said: Said }
  /** Each of them at once, by the short way; one after the other by the long one. */
  | { do: 'say of all'; said: Said[] }
  | { do: (typeof byOthers)[number] | 'delete'; who: number }
  | { do: 'turn the welcome'; on: boolean }
  | { do: 'wait'; minutes: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say of all' as const),
      said: fc.array(alone, { minLength: PEOPLE, maxLength: PEOPLE }),
    }),
  },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('say' as const), who, said: words }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(...byOthers),
      who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), who: fc.constant(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('turn the welcome' as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3_000) }),
  },
)

async function take(side: Side, it: Step): Promise<unknown> {
  const { owner, okta, ids } = side
  if (it.do === 'wait') return null
  if (it.do === 'turn the welcome') return okta.set({ sendsWelcome: it.on })
  if (it.do === 'say of all') return sayOfAll(side, it.said)
  const id = ids[it.who] ?? ''
  if (it.do === 'suspend') return suspendUser(owner, id).then(() => 'done')
  if (it.do === 'enable') return enableUser(owner, id).then(() => 'done')
  if (it.do === 'delete') return deleteUser(owner, id).then(() => 'done')
  if (it.do === 'edit') return byHand(owner, id)
  if (it.do === 'own') return own(owner, id)
  if (it.do === 'come in') return comeIn(owner, id)
  if (it.do !== 'say') throw new Error(`Not a step: ${it.do}`)
  return say(side, it.who, it.said)
}

async function say({ okta, ids, change }: Side, at: number, words: Said): Promise<unknown> {
  const { manager, ...fields } = words
  const managed = manager === undefined ? {} : { managerId: manager === null ? null : (ids[manager] ?? null) }
  const edit = (before: UserFacts) =>
    said(fields.userName ?? before.userName, { ...fieldsOf(before), ...fields, ...managed })
  return (await change(okta.ctx, ids[at] ?? '', edit, wants)).result
}

/** Who leads them may be called otherwise by the same request, before or after. */
const exceptManager = (name: string, value: unknown) => (name === 'managerName' ? undefined : value)

async function sayOfAll(side: Side, all: Said[]): Promise<unknown> {
  const one = (words: Said, at: number) =>
    answerOrFault(async () => JSON.stringify(await say(side, at, words), exceptManager))
  if (side.change === asAsked) return Promise.all(all.map(one))
  const answers = []
  for (const [at, words] of all.entries()) answers.push(await one(words, at))
  return answers
}

function fieldsOf({ id, createdAt, changedAt, version, managerName, groups, sites, ...fields }: UserFacts) {
  return fields
}

const byHand = ({ actor: { organizationId } }: Context, id: string) =>
  house.db.transaction(async (tx) => {
    await users.save(tx, await users.lock(tx, organizationId, id), { lastName: 'By hand' })
  })
/** As SQL, because how one comes to it is another matter. */
const own = ({ actor: { organizationId } }: Context, id: string) =>
  house.query(
    `with owner as (
       insert into grants (organization_id, id, user_id, role_id, source, created_at)
       select organization_id, gen_random_uuid(), :id, id, 'manual', now() from roles
       where organization_id = :organizationId and key = 'owner' on conflict do nothing)
     update users set version = version + 1 where organization_id = :organizationId and id = :id`,
    { organizationId, id },
  )
const comeIn = ({ actor: { organizationId } }: Context, id: string) =>
  house.query(
    `with here as (
       update users set registered_at = :now, version = version + 1
       where organization_id = :organizationId and id = :id and state = 'active' returning id
     ), chosen as (
       insert into credentials (organization_id, user_id, password_hash, changed_at)
       select :organizationId, id, '$argon2id$' || id, :now from here on conflict do nothing
     ), used as (
       update one_time_tokens set used_at = :now from here
       where organization_id = :organizationId and user_id = here.id and used_at is null and voided_at is null)
     insert into sessions (organization_id, id, user_id, token_hash, kind, device, started_at, last_active_at, ends_at)
     select :organizationId, gen_random_uuid(), id, :hash, 'full', 'A browser', :now, :now, :ends from here`,
    {
      organizationId,
      id,
      now: house.clock.now(),
      ends: new Date(house.clock.now().getTime() + 86_400_000),
      hash: randomBytes(32),
    },
  )

/** All that is stored of the people of one side, without what differs between any two organizations. */
async function stored({ owner, okta, ids }: Side): Promise<unknown> {
  const { organizationId } = owner.actor
  const rows = await house.query(
    `select u.id, to_jsonb(u) - '{organization_id,id,unit_id}'::text[] u, to_jsonb(p) - '{organization_id}'::text[] p,
       (select jsonb_agg(jsonb_build_array(t.purpose, t.bound_address, t.created_at, t.expires_at, t.used_at, t.voided_at)
          order by t.id) from one_time_tokens t where t.organization_id = u.organization_id and t.user_id = u.id) tokens,
       (select jsonb_agg(jsonb_build_array(m.kind, m.status, m.due_at, m.one_time_token_id is not null,
          (select j.max_attempts from graphile_worker.jobs j where j.key = 'message:' || m.id)) order by m.id)
          from messages m where m.organization_id = u.organization_id and (m.user_id = u.id or m.about_user_id = u.id)) messages,
       (select jsonb_agg(jsonb_build_array(s.revoked_at, s.revoked_why) order by s.started_at, s.revoked_at)
          from sessions s where s.organization_id = u.organization_id and s.user_id = u.id) sessions,
       (select jsonb_agg(jsonb_build_array(e.act, e.actor_kind, e.at, d.body, q.entry_id is not null) order by e.id)
          from audit_entries e
          left join audit_details d on d.organization_id = e.organization_id and d.entry_id = e.id
          left join audit_unsealed q on q.organization_id = e.organization_id and q.entry_id = e.id
          where e.organization_id = u.organization_id and e.target_id = u.id) audit
     from users u left join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
     where u.organization_id = :organizationId and u.origin = 'scim' order by u.address, u.phone`,
    { organizationId },
  )
  return nameless(rows, {
    ids,
    connectionId: okta.connectionId,
    departments: await departmentsOf(organizationId),
  })
}

const departmentsOf = (organizationId: string) =>
  house.query<{ id: string; name: string }>(
    'select id, name from groups where organization_id = :organizationId',
    {
      organizationId,
    },
  )

interface Names {
  ids: string[]
  connectionId: string
  departments: { id: string; name: string }[]
}

function nameless(it: unknown, { ids, connectionId, departments }: Names): unknown {
  let text = JSON.stringify(it)
  ids.forEach((id, at) => {
    text = text.replaceAll(id, `person ${at}`)
  })
  for (const { id, name: called } of departments) text = text.replaceAll(id, called)
  return JSON.parse(text.replaceAll(connectionId, 'connection'))
}

/** One that looks and writes in two statements, and one that holds them first. */
test(`a person is changed to the same by either way (seed ${seed})`, { timeout: 120_000 }, async () => {
  const short = { alone: 0, together: 0 }
  const hear = ({ sql }: { sql: string }) => {
    if (sql.includes('select true done')) short.alone += 1
    if (sql.includes('all_held')) short.together += 1
  }
  house.db.on('query', hear)
  const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
    const sides = [await openSide(asAsked), await openSide(theLongWay)] as const
    for (const it of steps) {
      if (it.do === 'wait') {
        await house.deliverAll()
        house.clock.moveSeconds(60 * it.minutes)
      }
      const answers = []
      for (const side of sides) {
        const answer = await answerOrFault(async () => JSON.stringify((await take(side, it)) ?? null))
        const departments = await departmentsOf(side.owner.actor.organizationId)
        answers.push(
          nameless({ answer }, { ids: side.ids, connectionId: side.okta.connectionId, departments }),
        )
      }
      expect(answers[0], JSON.stringify(it)).toEqual(answers[1])
    }
    await house.deliverAll()
    expect(await stored(sides[0])).toEqual(await stored(sides[1]))
  })
  const lives = await holds(property, { runs: inForm(15, 600), seconds: inForm(9, 300) })
  house.db.off('query', hear)
  tell(`${lives} places, ${JSON.stringify(short)} changes by the short way`)
  expect(Math.min(short.alone, short.together)).toBeGreaterThan(0)
})
