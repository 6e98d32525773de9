import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { type House, openHouse } from '../support/house.ts'
import { connect, said } from '../support/provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0
  const count = () => {
    statements += 1
  }
  house.db.on('query', count)
  await work()
  house.db.off('query', count)
  return statements
}

const people = (count: number, name: string) =>
  Array.from({ length: count }, (_, at) =>
    said(`${name}${at}@cost.test`, {
      firstName: 'P',
      department: `Department ${at % 7}`,
      externalId: `${name}${at}`,
    }),
  )

async function open() {
  const { owner } = await house.organization()
  return { owner, okta: await connect(house, owner) }
}

test('two hundred are made by as many statements as one', async () => {
  const { okta } = await open()
  const [one, many] = [
    await statementsOf(() => okta.makeAll(people(1, 'one'))),
    await statementsOf(() => okta.makeAll(people(200, 'many'))),
  ]
  expect(many).toBe(one)
  expect(one).toBeLessThan(15)
})

test('as many as were invited, with all that was promised them', async () => {
  const { owner, okta } = await open()
  await createGroup(owner, { kind: 'team', name: 'Engines' })
  const invite = (count: number, name: string) =>
    house.invite(
      owner,
      people(count, name).map((it) => it.fields.userName),
      { roles: ['Manager', 'Member'], groups: ['Engines'] },
    )
  await invite(1, 'first')
  await invite(60, 'second')
  const one = await statementsOf(() => okta.makeAll(people(1, 'first')))
  const answers = { made: 0 }
  const many = await statementsOf(async () => {
    const outcomes = await okta.makeAll(people(60, 'second'))
    answers.made = outcomes.filter((it) => 'user' in it).length
  })
  expect(answers.made).toBe(60)
  expect(many).toBe(one)
})

test('what happens most costs least', async () => {
  const { okta } = await open()
  const made = await okta.make('a@cost.test')
  const cost = {
    make: await statementsOf(() => okta.make('b@cost.test')),
    see: await statementsOf(() => okta.see(made.id)),
    repeat: await statementsOf(() => okta.change(made.id, { isActive: true })),
    change: await statementsOf(() => okta.change(made.id, { firstName: 'Ada' })),
    keep: await statementsOf(() => okta.change(made.id, { kept: { nickName: 'Countess' } })),
    suspend: await statementsOf(() => okta.change(made.id, { isActive: false })),
    welcomeBack: await statementsOf(() => okta.change(made.id, { isActive: true })),
  }
  expect(cost).toEqual({ make: 1, see: 1, repeat: 1, change: 2, keep: 2, suspend: 2, welcomeBack: 2 })
})
