import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createRole } from '../../../src/usecases/roles/create-role.ts'
import { editRole } from '../../../src/usecases/roles/edit-role.ts'
import { grantRole } from '../../../src/usecases/roles/grant-role.ts'
import { seeRoles } from '../../../src/usecases/roles/see-roles.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

const inRoles = async (person = office.ada) => {
  await person.opensHome()
  await person.waitsFor('[Roles]')
  await person.click('Roles')
  await person.waitsFor('built in')
}

const roleCalled = async (name: string) => (await seeRoles(office.owner)).find((it) => it.name === name)

describe('the roles of the organization', () => {
  test('stand on the Home with what they allow and how many have them', async () => {
    const { ada } = office
    await inRoles()
    expect(ada.sees).toContain('Admin · built in · 1 person')
    expect(ada.sees).toContain('Everything but to own the organization')
    expect(ada.sees).toContain('Only over the people of their own teams')
  })

  test('do not exist for a member', async () => {
    const { mel } = office
    await mel.opensHome()
    await mel.waitsFor('Open my account')
    expect(mel.sees).not.toContain('Roles')
    mel.looksAt('general')
    await mel.command('/people roles')
    await mel.waitsFor('users.read')
  })

  test('are made in a form, and stand in the list at once', async () => {
    const { ada } = office
    await inRoles()
    await ada.click('New role')
    await ada.waitsFor('Over whom')
    await ada.fill({ Name: 'Support', People: ['See people and their profiles'] })
    await ada.fill({ 'Signing in': ['See where people are signed in'] })
    await ada.submit()
    await ada.waitsFor('The role Support was made.')
    expect(ada.sees).toContain('Support · nobody has it')
    expect(await roleCalled('Support')).toMatchObject({ permissions: ['users.read', 'sessions.read'] })
  })

  test('refuse a name twice beside the name', async () => {
    const { ada } = office
    await inRoles()
    await ada.click('New role')
    await ada.waitsFor('Over whom')
    await ada.fill({ Name: 'support' })
    await ada.submit()
    await ada.waitsFor('There is a role called support already.')
    await ada.closes()
  })

  test('say whom an edit concerns before it is made, and bind them after it', async () => {
    const { ada, owner, userIds } = office
    const support = await roleCalled('Support')
    await grantRole(owner, userIds.mel, { roleId: support?.id ?? '' })
    await inRoles()
    await ada.click('Edit', { in: 'Support' })
    await ada.waitsFor('This changes what 1 person may do')
    await ada.fill({ People: ['See people and their profiles', 'Delete accounts'] })
    await ada.submit()
    await ada.waitsFor('Support was changed')
    expect((await roleCalled('Support'))?.permissions).toContain('users.delete')
  })

  test('notice that somebody else has changed them meanwhile', async () => {
    const { ada, owner } = office
    await inRoles()
    await ada.click('Edit', { in: 'Support' })
    await ada.waitsFor('This changes what')
    await editRole(owner, (await roleCalled('Support'))?.id ?? '', { name: 'Support desk' })
    await ada.submit()
    await ada.waitsFor('Somebody else has changed this meanwhile')
    await ada.closes()
  })

  test('can be copied, and the copy archived', async () => {
    const { ada } = office
    await inRoles()
    await ada.click('Make a copy', { in: 'Manager · built in' })
    await ada.waitsFor('The copy allows what Manager allows')
    await ada.submit()
    await ada.waitsFor('The role Copy of Manager was made.')
    await ada.click('Archive', { in: 'Copy of Manager' })
    await ada.waitsFor('Nobody has it, so nobody loses anything')
    await ada.submit()
    await ada.waitsFor('Copy of Manager was archived.')
    expect(await roleCalled('Copy of Manager')).toBeUndefined()
  })

  test('say who stands against archiving them', async () => {
    const { ada } = office
    await inRoles()
    await ada.click('Archive', { in: 'Support desk' })
    await ada.waitsFor('1 person has it: Robin Meyer')
    expect(ada.sees).not.toContain('[Archive it]')
    await ada.closes()
  })

  test('offer an admin nothing beyond their own permissions', async () => {
    const { grace, owner } = office
    await createRole(owner, { name: 'Harmless', permissions: [] })
    await inRoles(grace)
    expect(grace.buttons.filter((it) => it.row.includes('Harmless')).map((it) => it.label)).toContain('Edit')
    await grace.click('New role')
    await grace.waitsFor('Over whom')
    expect(grace.sees).not.toContain('Own the organization')
    await grace.closes()
  })

  test('answer /people roles, all or one', async () => {
    const { ada } = office
    ada.looksAt('general')
    await ada.command('/people roles admin')
    await ada.waitsFor('Admin · built in')
    expect(ada.sees).not.toContain('Manager · built in')
    await ada.command('/people roles boss')
    await ada.waitsFor('There is no role called “boss”')
  })
})
