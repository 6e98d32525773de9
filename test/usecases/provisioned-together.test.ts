import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../../src/usecases/context.ts'
import { changeProvisionedUser } from '../../src/usecases/provisioning/change-provisioned-user.ts'
import { provisionUser } from '../../src/usecases/provisioning/provision-users.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'
import { connect, said } from '../support/provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const MANY = 12
const numbers = Array.from({ length: MANY }, (_, n) => n)
/** The same provider with another request. */
const asked = (ctx: Context, requestId: string): Context => ({ ...ctx, trace: { ...ctx.trace, requestId } })
const name = (n: number) => `together${n}@people.test`

async function open() {
  const { owner } = await house.organization()
  const { ctx, ...provider } = await connect(house, owner)
  // Where people are made is known from the first.
  await provisionUser(ctx, said('first@people.test'))
  return { owner, ctx, ...provider }
}

const requestsOf = (organizationId: string, act: string) =>
  house.query<{ name: string; requestId: string }>(
    `select u.email "name", e.request_id "requestId" from audit_entries e
     join users u on u.organization_id = e.organization_id and u.id = e.target_id
     where e.organization_id = :organizationId and e.act = :act and e.request_id like 'request %' order by u.email`,
    { organizationId, act },
  )
const expected = numbers
  .map((n) => ({ name: name(n), requestId: `request ${n}` }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))

test('those who are made at once are made in few statements, each told of by their own request', async () => {
  const { ctx } = await open()
  const statements = await saidBy(house.db, () =>
    Promise.all(numbers.map((n) => provisionUser(asked(ctx, `request ${n}`), said(name(n))))),
  )
  expect(statements.length).toBeLessThan(MANY)
  expect(await requestsOf(ctx.actor.organizationId, 'user.provision')).toEqual(expected)
})

test('one who can not be made is refused alone, and the others are made', async () => {
  const { ctx } = await open()
  const names = [name(0), 'first@people.test', name(1), name(1), 'no address', name(2)]
  const ended = await Promise.allSettled(names.map((it) => provisionUser(ctx, said(it))))
  const [zero, first, one, other, noAddress, two] = ended.map((it) =>
    it.status === 'fulfilled' ? 'made' : it.reason.code,
  )
  expect([zero, first, noAddress, two]).toEqual(['made', 'user-name-taken', 'contact-missing', 'made'])
  // Whoever can not be made sends each of the others their own way, and of these two either may be quicker.
  expect([one, other].sort()).toEqual(['made', 'user-name-taken'])
})

test('those who are changed at once likewise', async () => {
  const { ctx } = await open()
  const made = await Promise.all(numbers.map((n) => provisionUser(ctx, said(name(n)))))
  const wants = { groups: false, sites: false }
  const statements = await saidBy(house.db, () =>
    Promise.all(
      made.map(({ result }, n) =>
        changeProvisionedUser(
          asked(ctx, `request ${n}`),
          result.id,
          () => said(name(n), { position: 'Pilot' }),
          wants,
        ),
      ),
    ),
  )
  expect(statements.length).toBeLessThan(MANY)
  const changes = await house.query<{ act: string }>(
    `select distinct act from audit_entries where organization_id = :organizationId and request_id = 'request 3'`,
    { organizationId: ctx.actor.organizationId },
  )
  expect(await requestsOf(ctx.actor.organizationId, changes[0]?.act ?? '')).toEqual(expected)
})
