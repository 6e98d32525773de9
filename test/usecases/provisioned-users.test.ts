import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { connect, said } from '../support/provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

describe('a provider makes somebody', () => {
  test('who is active, holds the default role, and is shown as they were said', async () => {
    const { owner } = await house.organization()
    const okta = await connect(house, owner)
    const made = await okta.make('ada@acme.test', {
      externalId: '00u1',
      firstName: 'Ada',
      lastName: 'Lovelace',
      department: 'Engines',
      phone: '+441632960001',
    })
    expect(made).toMatchObject({ isActive: true, email: 'ada@acme.test', version: 1, department: 'Engines' })
    expect(await okta.see(made.id)).toEqual(made)
  })

  test('and changes, suspends, brings back and takes away', async () => {
    const { owner } = await house.organization()
    const okta = await connect(house, owner)
    const made = await okta.make('ada@acme.test', { firstName: 'Ada' })
    const changed = await okta.change(made.id, { position: 'Countess', firstName: 'Augusta' })
    expect(changed).toMatchObject({ position: 'Countess', firstName: 'Augusta', version: 2 })
    expect(await okta.see(made.id)).toEqual(changed)
    expect(await okta.change(made.id, { position: 'Countess' })).toEqual(changed)
    expect(await okta.change(made.id, { isActive: false })).toMatchObject({ isActive: false, version: 3 })
    expect(await okta.change(made.id, { isActive: true })).toMatchObject({ isActive: true, version: 4 })
    await okta.remove(made.id)
    await expect(okta.see(made.id)).rejects.toMatchObject({ code: 'not-found' })
    const again = await okta.make('ada@acme.test', { firstName: 'Ada' })
    expect(again).toMatchObject({ id: made.id, isActive: true })
  })

  test('30 at once of one user name: one is made', async () => {
    const { owner } = await house.organization()
    const okta = await connect(house, owner)
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, (_, at) => okta.make('same@acme.test', { firstName: `P${at}` })),
    )
    const refused = answers.flatMap((it) => (it.status === 'rejected' ? [it.reason.code ?? it.reason] : []))
    expect(refused).toEqual(Array(29).fill('user-name-taken'))
  })
})

test('several at once answer one by one', async () => {
  const { owner } = await house.organization()
  const okta = await connect(house, owner)
  const outcomes = await okta.makeAll([
    said('a@acme.test'),
    said('A@acme.test'),
    said('nobody'),
    said('b@acme.test', { gender: 'unheard of' }),
    said('c@acme.test'),
  ])
  expect(outcomes.map((it) => ('refusal' in it ? it.refusal.code : it.user.userName))).toEqual([
    'a@acme.test',
    'user-name-taken',
    'contact-missing',
    'choice-unknown',
    'c@acme.test',
  ])
})
