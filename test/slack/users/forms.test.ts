import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { signIn } from '../../../src/usecases/sessions/sign-in.ts'
import { seeUser } from '../../../src/usecases/users/see-user.ts'
import { BROWSER } from '../../support/house.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  const { owner } = office
  await createGroup(owner, { kind: 'department', name: 'Engineering' })
  await createGroup(owner, { kind: 'unit', name: 'North' })
  await createGroup(owner, { kind: 'team', name: 'Platform' })
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

const countUsers = async () => (await office.house.query('select id from users')).length
const opened = async (label: string) => {
  await office.ada.opensHome()
  await office.ada.waitsFor(/\d+ people/)
  await office.ada.click(label)
}

describe('adding somebody', () => {
  test('asks who they are, says what is missing beside its field, then how to invite them', async () => {
    const { ada, house, owner } = office
    const before = await countUsers()
    await opened('Add user')
    await ada.waitsFor('Step 1 of 2')
    await ada.fill({
      'First name': 'Nia',
      'Last name': 'Okoro',
      Gender: 'Female',
      Birthday: '2030-01-01',
      'E-mail in the organization': 'nia at work',
      Phone: '0555 123',
    })
    expect((await ada.submit()).problems).toMatchObject({ email: expect.stringContaining('no @') })
    await ada.fill({ 'E-mail in the organization': null, Phone: null })
    expect((await ada.submit()).problems).toMatchObject({
      birthday: 'Choose a day in the past.',
      email: expect.stringContaining('one of them will do'),
    })
    await ada.fill({
      Birthday: '1990-05-17',
      'E-mail in the organization': 'nia@acme.test',
      Phone: '+90 555 123 45 67',
      Position: 'Engineer',
    })
    await ada.submit()
    await ada.waitsFor('Step 2 of 2')
    expect(await countUsers()).toBe(before)
    await ada.fill({
      'Personal e-mail': 'nia@home.test',
      Department: 'Engineering',
      Unit: 'North',
      Teams: ['Platform'],
      'Personal message': 'Welcome, Nia',
    })
    await ada.submit()
    await ada.waitsFor('an invitation is on its way to nia@home.test')
    expect(await countUsers()).toBe(before + 1)
    await house.deliverAll()
    await house.accept(house.post.tokenFor('nia@home.test'), { firstName: 'Nia', lastName: 'Okoro' })
    await ada.click('Open profile')
    await ada.waitsFor('Came here')
    for (const said of ['+905551234567', 'Engineer', 'Engineering', 'North', 'Platform', '1990-05-17'])
      expect(ada.sees).toContain(said)
    await ada.closes({ all: true })
    const [{ id } = { id: '' }] = await house.query<{ id: string }>(
      `select id from users where address = 'nia@acme.test'`,
    )
    expect((await seeUser(owner, id)).user.deliveryEmail).toBe('nia@home.test')
  })

  test('by a link sends no letter, and shows the link once', async () => {
    const { ada, house } = office
    const letters = house.post.received.length
    await opened('Add user')
    await ada.waitsFor('Step 1 of 2')
    await ada.fill({
      'First name': 'Pia',
      'Last name': 'Stone',
      Gender: 'Not stated',
      Birthday: '1985-02-03',
      Phone: '+49 30 123456',
    })
    await ada.submit()
    await ada.waitsFor('Step 2 of 2')
    await ada.fill({ 'How to invite them': 'A link I hand over' })
    await ada.waitsUntil(() => !ada.sees.includes('The letter goes here'))
    await ada.submit()
    await ada.waitsFor('The link is shown this once')
    const link = /https:\/\/usher\.test\/\S+/.exec(ada.sees)?.[0] ?? ''
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)
    await house.accept(link.split('/').at(-1) ?? '', { firstName: 'Pia', lastName: 'Stone' })
    await ada.closes({ all: true })
  })
})

describe('creating somebody', () => {
  test('shows a temporary password once, that opens one page', async () => {
    const { ada, house } = office
    const letters = house.post.received.length
    await opened('Create User')
    await ada.waitsFor('Inviting is the recommended way')
    await ada.fill({
      'First name': 'Tom',
      'Last name': 'Fisher',
      'E-mail in the organization': 'tom@acme.test',
    })
    await ada.submit()
    await ada.waitsFor('can sign in once with this')
    const password = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/.exec(ada.sees)?.[0] ?? ''
    const { session } = await signIn(
      house.outside(),
      { identifier: 'tom@acme.test', password, organizationId: null },
      BROWSER,
    )
    expect(session.kind).toBe('must-change')
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)
    await ada.click('Open profile')
    await ada.waitsFor('must change password')
    await ada.click('New temporary password')
    await ada.waitsFor('The one before stops working at once')
    await ada.submit()
    await ada.waitsFor('can sign in once with this')
    expect(ada.sees).not.toContain(password)
    await ada.closes({ all: true })
  })

  test('takes a typed one, and refuses a poor one beside its field', async () => {
    const { ada } = office
    await opened('Create User')
    await ada.waitsFor('Inviting is the recommended way')
    await ada.fill({
      'First name': 'Uma',
      'Last name': 'Vale',
      'E-mail in the organization': 'uma@acme.test',
      'Temporary password': 'I type one',
    })
    await ada.waitsFor('no name in it')
    await ada.fill({ Password: 'uma@acme' })
    expect((await ada.submit()).problems).toMatchObject({
      password: expect.stringContaining('nothing common'),
    })
    await ada.fill({ Password: 'harbour-Lantern-77' })
    await ada.submit()
    await ada.waitsFor('harbour-Lantern-77')
    await ada.closes({ all: true })
  })
})

describe('editing somebody', () => {
  const openEdit = async () => {
    await office.ada.command('/people show mel@acme.test')
    await office.ada.waitsFor('Came here')
    await office.ada.click('Edit')
    await office.ada.waitsFor('Display name')
  }

  test('saves what was changed, and asks a new address first', async () => {
    const { ada, house, owner, userIds } = office
    await openEdit()
    await ada.fill({
      'First name': 'Melanie',
      Phone: '+44 20 7946 0958',
      Position: 'Designer',
      Manager: 'grace@acme.test',
      Department: 'Engineering',
      Teams: ['Platform'],
      'E-mail': 'melanie@acme.test',
    })
    await ada.submit()
    await ada.waitsFor('A letter asks melanie@acme.test to confirm')
    const { user, managerName, teams } = await seeUser(owner, userIds.mel)
    expect(user).toMatchObject({
      firstName: 'Melanie',
      phone: '+442079460958',
      position: 'Designer',
      email: 'mel@acme.test',
      managerId: userIds.grace,
    })
    expect([managerName, teams.map((it) => it.name)]).toEqual(['Robin Meyer', ['Platform']])
    const edits = await house.query(
      `select act from audit_entries where target_id = :id and act in ('user.edit', 'user.ask-email-change')`,
      { id: userIds.mel },
    )
    expect(edits).toHaveLength(2)
    await ada.closes({ all: true })
  })

  test('a form that is older than another edit is told so, and changes nothing', async () => {
    const { ada, grace, owner, userIds } = office
    await openEdit()
    await grace.command('/people show mel@acme.test')
    await grace.waitsFor('Came here')
    await grace.click('Edit')
    await grace.waitsFor('Display name')
    await grace.fill({ Position: 'Lead' })
    await grace.submit()
    await grace.waitsFor('Saved.')
    await ada.fill({ Position: 'Intern', Department: 'None' })
    await ada.submit()
    await ada.waitsFor('Somebody else has changed this meanwhile')
    expect((await seeUser(owner, userIds.mel)).user.position).toBe('Lead')
    await ada.closes({ all: true })
  })
})
