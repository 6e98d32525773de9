import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addMembers } from '../../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { seeGroups } from '../../../src/usecases/groups/see-groups.ts'
import { seeGrants } from '../../../src/usecases/roles/see-roles.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

const inGroups = async (person = office.ada) => {
  await person.opensHome()
  await person.waitsFor('[Groups]')
  await person.click('Groups')
  await person.waitsFor('People can be in several.')
}

const inSites = async () => {
  const { ada } = office
  await inGroups()
  await ada.click(/Sites \(\d+\)/.exec(ada.sees)?.[0] ?? '')
  await ada.waitsFor('People can be at several')
}

afterEach(() => office.ada.closes({ all: true }).catch(() => {}))

const groupCalled = async (name: string, kind: 'team' | 'site' = 'team') =>
  (await seeGroups(office.owner, { kind })).find((it) => it.name === name)

describe('the groups of the organization', () => {
  test('teach what they are while there are none', async () => {
    const { ada } = office
    await inGroups()
    expect(ada.sees).toContain('There is no team yet')
    await inSites()
    expect(ada.sees).toContain('There is no site yet')
    expect(ada.sees).toContain('hold roles that count only there')
  })

  test('are made, and refuse a name twice beside the name', async () => {
    const { ada } = office
    await inGroups()
    await ada.click('New team')
    await ada.waitsFor('Make the team')
    await ada.fill({ Name: 'Platform' })
    await ada.submit()
    await ada.waitsFor('The team Platform was made.')
    expect(ada.sees).toContain('Teams (1)')
    await ada.click('New team')
    await ada.waitsFor('Make the team')
    await ada.fill({ Name: 'PLATFORM' })
    await ada.submit()
    await ada.waitsFor('There is a team called PLATFORM already.')
    await ada.closes()
  })

  test('are filled and emptied in the list of their members', async () => {
    const { ada } = office
    await inGroups()
    await ada.click('Members', { in: 'Platform' })
    await ada.waitsFor('Nobody you may see is in it.')
    for (const address of ['grace@acme.test', 'mel@acme.test']) {
      await ada.fill({ 'Add people': [address] })
      await ada.submit()
      await ada.waitsFor('1 person joined.')
    }
    await ada.waitsFor('Team · 2 people')
    expect(ada.buttons.filter((it) => it.label === 'Remove from this team')).toHaveLength(2)
    await ada.closes()
    await ada.waitsFor('2 people')
  })

  test('are renamed', async () => {
    const { ada } = office
    await inGroups()
    await ada.click('Rename', { in: 'Platform' })
    await ada.waitsFor('Everybody in it stays in it')
    await ada.fill({ Name: 'Core platform' })
    await ada.submit()
    await ada.waitsFor('It is called Core platform now.')
  })

  test('do not vanish silently: somebody says where their people go', async () => {
    const { ada, owner } = office
    await createGroup(owner, { kind: 'team', name: 'Payments' })
    await inGroups()
    await ada.click('Archive', { in: 'Core platform' })
    await ada.waitsFor('is in use by 2 people')
    await ada.submit()
    await ada.waitsFor('Choose where they go, or let them leave.')
    await ada.fill({ 'Where they move': 'Payments' })
    await ada.submit()
    await ada.waitsFor('Core platform was archived.')
    expect((await groupCalled('Payments'))?.members).toBe(2)
  })

  test('can be brought back', async () => {
    const { ada } = office
    await inGroups()
    await ada.click('Show archived')
    await ada.waitsFor('Core platform · archived')
    await ada.click('Bring back', { in: 'Core platform' })
    await ada.waitsFor('Core platform is offered again')
    expect((await groupCalled('Core platform'))?.members).toBe(0)
  })

  test('answer /people teams and a name', async () => {
    const { ada } = office
    ada.looksAt('general')
    await ada.command('/people teams')
    await ada.waitsFor('Payments · team')
    await ada.command('/people groups nowhere')
    await ada.waitsFor('There is no group called “nowhere”')
  })

  test('do not exist for a member', async () => {
    const { mel } = office
    mel.looksAt('general')
    await mel.command('/people groups')
    await mel.waitsFor('users.read')
    expect(mel.sees).not.toContain('Payments')
  })
})

describe('the roles of somebody', () => {
  const openRolesOf = async (name: 'grace' | 'mel') => {
    const { ada, userIds, house } = office
    await inSites()
    await ada.waitsFor('Leeds')
    await ada.click('Members', { in: 'Leeds' })
    await ada.waitsFor('Add people')
    const [user] = await house.query<{ first_name: string }>('select first_name from users where id = :id', {
      id: userIds[name],
    })
    await ada.click('Roles here and elsewhere', { in: user?.first_name ?? '' })
    await ada.waitsFor('everywhere and for good')
  }

  test('are changed for good', async () => {
    const { ada, owner, userIds, house } = office
    await createGroup(owner, { kind: 'site', name: 'Leeds' })
    await house.query("update users set first_name = 'Melanie' where id = :id", { id: userIds.mel })
    await inSites()
    await ada.waitsFor('Leeds')
    await ada.click('Members', { in: 'Leeds' })
    await ada.waitsFor('Add people')
    await ada.fill({ 'Add people': ['mel@acme.test'] })
    await ada.submit()
    await ada.waitsFor('1 person joined.')
    await ada.closes()

    await openRolesOf('mel')
    expect(ada.sees).toContain('‹Member›')
    await ada.fill({ 'Roles, everywhere and for good': ['Member', 'Manager'] })
    await ada.submit()
    await ada.waitsFor('Saved. It holds from the next click on.')
    expect((await seeGrants(owner, userIds.mel)).map((it) => it.name)).toEqual(['Manager', 'Member'])
    await ada.closes({ all: true })
  })

  test('are given for a while and end by themselves', async () => {
    const { ada, owner, userIds, house } = office
    await openRolesOf('mel')
    await ada.click('Give a role for a while')
    await ada.waitsFor('It ends by itself')
    const past = Math.floor(house.clock.now().getTime() / 1000) - 60
    await ada.fill({ Role: 'Admin', Until: past })
    await ada.submit()
    await ada.waitsFor('Choose an end in the future.')
    await ada.fill({ Until: past + 86_460 })
    await ada.submit()
    await ada.waitsFor('For a while')
    expect(ada.sees).toMatch(/Admin\n? *Ends by itself .* in (23|24) hours/)
    await ada.closes({ all: true })
    house.clock.moveHours(48)
    expect((await seeGrants(owner, userIds.mel)).map((it) => it.name)).not.toContain('Admin')
  })

  test('are given at a site and taken away there', async () => {
    const { ada, owner, userIds } = office
    await openRolesOf('mel')
    await ada.click('Give a role at a site')
    await ada.waitsFor('over the people of that site')
    await ada.fill({ Role: 'Manager', Site: 'Leeds' })
    await ada.submit()
    await ada.waitsFor('At a site')
    expect((await seeGrants(owner, userIds.mel)).filter((it) => it.siteName === 'Leeds')).toHaveLength(1)
    await ada.click('Take away', { in: 'Manager at Leeds', confirm: true })
    await ada.waitsFor('The role was taken away.')
    expect((await seeGrants(owner, userIds.mel)).filter((it) => it.siteName === 'Leeds')).toEqual([])
    await ada.closes({ all: true })
  })

  test('are lost at a site by leaving it, which is said before', async () => {
    const { ada, owner, userIds } = office
    await openRolesOf('mel')
    await ada.click('Give a role at a site')
    await ada.waitsFor('over the people of that site')
    await ada.fill({ Role: 'Manager', Site: 'Leeds' })
    await ada.submit()
    await ada.waitsFor('The role was given')
    await ada.closes({ all: true })
    await inSites()
    await ada.waitsFor('Leeds')
    await ada.click('Members', { in: 'Leeds' })
    await ada.waitsFor('Here: Manager')
    await ada.click('Remove from this site', { in: 'Melanie' })
    await ada.waitsFor('With it ends what they hold there: Manager')
    await ada.submit()
    await ada.waitsFor('Removed.')
    expect((await seeGrants(owner, userIds.mel)).filter((it) => it.siteId)).toEqual([])
    await ada.closes({ all: true })
  })

  test('show what is beyond their own permissions to an admin, and keep it', async () => {
    const { grace, owner, userIds, ada } = office
    const site = await groupCalled('Leeds', 'site')
    await addMembers(owner, site?.id ?? '', [userIds.ada])
    await inGroups(grace)
    await grace.click(/Sites \(\d+\)/.exec(grace.sees)?.[0] ?? '')
    await grace.waitsFor('People can be at several')
    await grace.click('Members', { in: 'Leeds' })
    await grace.waitsFor('Olga')
    await grace.click('Roles here and elsewhere', { in: 'Olga' })
    await grace.waitsFor('Besides: Owner, which allows more than you may do yourself')
    await grace.fill({ 'Roles, everywhere and for good': ['Admin'] })
    await grace.submit()
    await grace.waitsFor('Saved.')
    expect((await seeGrants(owner, userIds.ada)).map((it) => it.name)).toEqual(['Admin', 'Owner'])
    await grace.closes({ all: true })
    await inSites()
    await ada.click('Members', { in: 'Leeds' })
    await ada.waitsFor('Olga')
    await ada.click('Roles here and elsewhere', { in: 'Olga' })
    await ada.waitsFor('Nobody changes their own roles.')
    expect(ada.sees).not.toContain('[Save]')
  })
})
