import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import { changeProvisionedGroup } from '../../src/usecases/provisioning/change-provisioned-group.ts'
import { deprovisionGroup } from '../../src/usecases/provisioning/deprovision-group.ts'
import { provisionGroup } from '../../src/usecases/provisioning/provision-group.ts'
import { seeProvisionedGroup } from '../../src/usecases/provisioning/see-provisioned-group.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { connected, said } from '../support/team-provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

async function open(wish?: { ceiling?: string }) {
  const { owner, organizationId } = await house.organization()
  const okta = await connected(house, owner, wish)
  return { owner, organizationId, okta, ctx: await okta.speaks() }
}

describe('a group of a provider', () => {
  test('is made, seen, changed, given up, and made again', async () => {
    const { okta, ctx } = await open()
    const [ada = '', bob = ''] = await okta.people(2)
    const { result: made } = await provisionGroup(ctx, said('Platform', [ada], 'g-1'))
    expect(made).toMatchObject({ name: 'Platform', externalId: 'g-1', version: 1, members: [{ id: ada }] })
    house.clock.moveSeconds(60)
    const changed = await okta.patch(made.id, { joining: [bob], leaving: [ada], name: 'Core' }, true)
    expect(changed).toMatchObject({
      name: 'Core',
      version: 2,
      members: [{ id: bob }],
      changedAt: house.clock.now(),
    })
    const { result: seen } = await seeProvisionedGroup(ctx, made.id, { members: true })
    expect(seen).toEqual(changed)

    await deprovisionGroup(ctx, made.id)
    const gone = { code: 'not-found', facts: { what: 'group' } }
    await expect(seeProvisionedGroup(ctx, made.id, { members: false })).rejects.toMatchObject(gone)
    await expect(deprovisionGroup(ctx, made.id)).rejects.toMatchObject(gone)
    const { result: again } = await provisionGroup(ctx, said('Core', [bob], 'g-1'))
    expect(again.id).not.toBe(made.id)
  })

  test('takes only users of its own connection', async () => {
    const { okta, ctx, owner } = await open()
    const other = await connected(house, owner, { name: 'Entra' })
    const theirs = await other.person()
    const { result: group } = await provisionGroup(ctx, said('Platform'))
    for (const value of [theirs, newId(new Date()), 'nonsense']) {
      const unknown = { code: 'member-unknown', facts: { value } }
      await expect(okta.patch(group.id, { joining: [value] })).rejects.toMatchObject(unknown)
      await expect(provisionGroup(ctx, said('Another', [value]))).rejects.toMatchObject(unknown)
      expect(await okta.patch(group.id, { leaving: [value] })).toMatchObject({ version: 1 })
    }
    const unseen = { code: 'not-found', facts: { what: 'group' } }
    await expect(
      changeProvisionedGroup(await other.speaks(), group.id, () => null, { members: false }),
    ).rejects.toMatchObject(unseen)
  })
})
