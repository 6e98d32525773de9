import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseOrganization } from '../../src/usecases/organizations/choose-organization.ts'
import { bindPerson } from '../../src/usecases/slack/bind-person.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('where nothing is named it is the only one; what was made to play with steps back', async () => {
  const choose = async (named: string | null = null) =>
    (await chooseOrganization(house.outside(), named)).name
  await expect(choose()).rejects.toMatchObject({ code: 'not-found' })

  const example = await house.organization('Acme (example)', 'ada@acme.test')
  const operator = house.operatorOf(example.organizationId)
  await bindPerson(operator, { teamId: 'T0PLAYGRND0', slackUserId: 'U0ADA' }, example.ownerId, 'playground')
  expect(await choose()).toBe('Acme (example)')

  await house.organization('Acme', 'olga@own.test')
  expect(await choose()).toBe('Acme')
  expect(await choose('acme (EXAMPLE)')).toBe('Acme (example)')

  await house.organization('Another', 'olga@another.test')
  await expect(choose()).rejects.toMatchObject({
    code: 'organization-unclear',
    facts: { names: ['Acme', 'Another'] },
  })
})
