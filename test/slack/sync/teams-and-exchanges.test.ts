import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noteExchanges } from '../../../src/usecases/connections/note-exchanges.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { provisionGroup } from '../../../src/usecases/provisioning/provision-group.ts'
import { createRole } from '../../../src/usecases/roles/create-role.ts'
import { seeRoles } from '../../../src/usecases/roles/see-roles.ts'
import { exchange } from '../../support/exchange.ts'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'
import { connected, said } from '../../support/team-provider.ts'
import { looking } from './looking.ts'

let office: Office
let look: ReturnType<typeof looking>
beforeAll(async () => {
  office = await openOffice()
  look = looking(office)
})
afterEach(() => allIsWell(office))
afterEach(() => office.ada.closes({ all: true }).catch(() => {}))
afterAll(() => office.close())

describe('the teams of a connection', () => {
  test('give roles below the ceiling, and say whom it concerned', async () => {
    const { ada, house, owner } = office
    await createRole(owner, { name: 'Helper', permissions: ['users.read'] })
    const provider = await connected(house, owner, { name: 'Entra', connector: 'entra' })
    const [somebody = ''] = await provider.people(1)
    await provisionGroup(await provider.speaks(), said('Signals', [somebody]))
    await look.within('Teams and their roles', 'Entra', 'Signals · 1 person')
    await ada.click('Change its roles', { in: 'Signals' })
    await ada.waitsFor('above the ceiling Manager')
    expect(ada.fields.find((it) => it.label === 'It gives')?.options).not.toContain('Owner')
    await ada.fill({ 'It gives': ['Helper'] })
    await ada.submit()
    await ada.waitsFor('The team gives these roles now: 1 person got a role by it.')
    expect(ada.sees).toContain('Gives Helper')
  })

  test('refuse in words what a lower ceiling does not allow any more', async () => {
    const { ada } = office
    await look.within('Teams and their roles', 'Entra', 'Signals')
    await ada.click('Change its roles', { in: 'Signals' })
    await ada.waitsFor('It gives')
    await ada.fill({ 'It gives': ['Manager'] })
    const { id } = await look.connectionCalled('Entra')
    const member = (await seeRoles(office.owner)).find((it) => it.key === 'member')
    await office.house.db('connections').where({ id }).update({ ceilingRoleId: member?.id })
    await ada.submit()
    await ada.waitsFor('Manager allows more than Member, the ceiling of this connection.')
  })

  test('are linked by an owner, and let go with a word about what ends', async () => {
    const { ada, grace, owner } = office
    await createGroup(owner, { kind: 'team', name: 'Local' })
    await look.within('Teams and their roles', 'Entra', 'Signals')
    await ada.click('Link a team')
    await ada.waitsFor('keeps the people it has')
    await ada.fill({ Team: 'Local' })
    await ada.submit()
    await ada.waitsFor('Local is the provider’s to fill from now on.')
    expect(ada.sees).toContain('the provider has not named it yet')
    await ada.click('Unlink', { in: 'Signals' })
    await ada.waitsFor('What it gave ends: Helper')
    await ada.submit()
    await ada.waitsFor('The team is the organization’s own again.')
    expect(ada.sees).not.toContain('Signals')

    await opensAt(office, grace, 'Sync')
    await grace.click('Teams and their roles', { in: 'Entra' })
    await grace.waitsFor('Local')
    expect(grace.sees).not.toContain('[Link a team]')
    await grace.closes({ all: true })
  })
})

describe('exchanges', () => {
  test('tell what was asked, narrowed to what failed, page by page, each of them whole', async () => {
    const { ada, house } = office
    const connection = await look.connectionCalled('Entra')
    for (let at = 0; at < 20; at++) {
      const more = {
        said: `Made the user p${at}.`,
        status: at % 5 === 0 ? 409 : 201,
        request: '{"userName":"p"}',
      }
      await noteExchanges(house.outside(), [exchange(house, connection, more)])
      house.clock.moveSeconds(1)
    }
    await look.within('Exchanges', 'Entra', 'Made the user p19.')
    expect(ada.sees).not.toContain('Made the user p4.')
    await ada.click('Older »')
    await ada.waitsFor('Made the user p4.')
    await ada.click('Errors only')
    await ada.waitsFor('Errors only.')
    expect(ada.sees).toContain('Made the user p15.')
    expect(ada.sees).not.toContain('Made the user p14.')
    await ada.click('Open', { in: 'p15.' })
    await ada.waitsFor('"userName": "p"')
    await ada.click('« Back')
    await ada.waitsFor('Errors only.')
  })

  test('of a dry run tell what would have changed', async () => {
    const { ada, house } = office
    const connection = await look.connectionCalled('Entra')
    const changes = [{ act: 'user.provision', after: { userName: 'eve@acme.test' } }]
    const more = { said: 'Would have made eve.', status: 201, isDryRun: true, changes }
    await noteExchanges(house.outside(), [exchange(house, connection, more)])
    await look.within('Exchanges', 'Entra', 'Would have made eve.')
    await ada.click('Open', { in: 'made eve' })
    await ada.waitsFor('A dry run: nothing was changed.')
    expect(ada.sees).toContain('made somebody new: User name: eve@acme.test')
  })
})
