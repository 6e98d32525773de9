import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../src/db/id.ts'
import { deliverAgain } from '../../../src/playground/human/deliver.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { createRole } from '../../../src/usecases/roles/create-role.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import type { Someone } from '../../support/slack/someone.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

const stateOf = async (id: string) => {
  const [row] = await office.house.query<{ state: string }>('select state from users where id = :id', { id })
  return row?.state
}
const entriesOf = (who: Someone, row: string) =>
  who.buttons.filter((it) => it.row.includes(row)).map((it) => it.label)
const join = async (address: string, firstName: string, roles: string[] = []) => {
  const { house, owner } = office
  const person = { firstName, lastName: 'Adeyemi' }
  return (await house.accept((await house.invited(owner, address, { roles })).token, person)).userId
}

describe('the users on the Home', () => {
  test('stand with their status, roles and times, and a menu that follows their state', async () => {
    const { ada, house, owner } = office
    await house.invite(owner, ['waits@people.test'])
    await ada.opensHome()
    await ada.waitsFor('waits@people.test')
    expect(ada.sees).toContain('4 people')
    expect(ada.sees).toMatch(/Pending/)
    expect(ada.sees).toContain('Last login 2026-03-02 09:00 UTC')
    expect(entriesOf(ada, 'mel@acme.test')).toEqual([
      'Open profile',
      'Edit',
      'Send password reset',
      'Suspend',
      'Delete',
    ])
    expect(entriesOf(ada, 'waits@people.test')).toEqual([
      'Open profile',
      'Resend invitation',
      'Copy link',
      'Cancel invitation',
      'Delete',
    ])
    expect(entriesOf(ada, 'ada@acme.test')).toEqual(['Open profile', 'Edit'])
  })

  test('are suspended after a question, enabled again, and the list follows', async () => {
    const { ada, userIds } = office
    await ada.opensHome()
    await ada.waitsFor('mel@acme.test')
    await ada.click('Suspend', { in: 'mel@acme.test' })
    await ada.waitsFor('signed out everywhere at once')
    expect(await stateOf(userIds.mel)).toBe('active')
    await ada.submit()
    await ada.waitsFor('is suspended')
    expect(await stateOf(userIds.mel)).toBe('suspended')
    await ada.closes()
    await ada.waitsFor('Inactive')
    expect(entriesOf(ada, 'mel@acme.test')).toEqual(['Open profile', 'Edit', 'Enable', 'Delete'])
    await ada.click('Enable', { in: 'mel@acme.test' })
    await ada.waitsFor('can sign in again')
    expect(await stateOf(userIds.mel)).toBe('active')
  })

  test('are deleted by their name, and brought back from the Home; suspending instead works there', async () => {
    const { ada } = office
    const id = await join('temi@people.test', 'Temi')
    await ada.opensHome()
    await ada.waitsFor('temi@people.test')
    await ada.click('Delete', { in: 'temi@people.test' })
    await ada.waitsFor('What is lost')
    expect(ada.sees).toContain('irreversible')
    expect(ada.sees).toContain('audit history')
    await ada.fill({ 'Type “Temi Adeyemi” to confirm': 'Temi Adeyemi' })
    await ada.submit()
    await ada.waitsFor('was deleted, and has no access')
    await ada.closes()
    await ada.waitsFor('that can be taken back')
    expect(await stateOf(id)).toBe('deleted')
    await ada.click('Undo')
    await ada.waitsFor('is back')
    expect(await stateOf(id)).toBe('active')
    await ada.click('Delete', { in: 'temi@people.test' })
    await ada.waitsFor('What is lost')
    await ada.click('Suspend instead', { confirm: true })
    await ada.waitsFor('is suspended')
    expect(await stateOf(id)).toBe('suspended')
    await ada.closes()
  })

  test('say that a reset was sent, and later that it has expired', async () => {
    const { ada, house } = office
    await ada.opensHome()
    await ada.click('Send password reset', { in: 'grace@acme.test' })
    await ada.waitsFor('A link to choose a new password is on its way to grace@acme.test')
    await ada.opensHome()
    await ada.waitsFor('reset link sent')
    house.clock.moveSeconds(3601)
    await ada.opensHome()
    await ada.waitsFor('reset link expired')
  })

  test('show the profile as the row does, with the same deeds in every state', async () => {
    const { ada } = office
    await ada.opensHome()
    for (const row of ['mel@acme.test', 'temi@people.test']) {
      const onRow = entriesOf(ada, row).filter((it) => it !== 'Open profile')
      await ada.click('Open profile', { in: row })
      await ada.waitsFor('Came here')
      const onProfile = ada.buttons.map((it) => it.label)
      expect(onProfile.slice(0, onRow.length)).toEqual(onRow)
      await ada.closes()
    }
    await ada.click('Open profile', { in: 'waits@people.test' })
    await ada.waitsFor('was not accepted yet')
    await ada.closes()
  })

  test('are found by fragments and filters together, each of which comes off by itself', async () => {
    const { ada, owner } = office
    await createGroup(owner, { kind: 'team', name: 'Harbour' })
    await ada.opensHome()
    await ada.choose('Search by name, e-mail or phone', 'ADEY')
    await ada.waitsFor('1 person')
    await ada.choose('Any status', 'Active')
    await ada.waitsFor('Nobody fits')
    await ada.click('✕ Status: Active')
    await ada.waitsFor('temi@people.test')
    await ada.choose('Any role', 'Admin')
    await ada.waitsFor('Nobody fits')
    await ada.click('✕ “ADEY”')
    await ada.waitsFor('grace@acme.test')
    expect(ada.sees).not.toContain('temi@people.test')
    await ada.choose('Any team', 'Harbour')
    await ada.waitsFor('Nobody fits')
    await ada.click('Show everybody')
    await ada.waitsFor('temi@people.test')
  })

  test('are looked up where there are more teams than a list holds', async () => {
    const { ada, house, organizationId } = office
    const rows = Array.from({ length: 101 }, (_, at) => `Crew ${at + 100}`)
    await house.db('groups').insert(
      rows.map((name) => ({
        organizationId,
        id: newId(house.clock.now()),
        kind: 'team',
        name,
        createdAt: house.clock.now(),
      })),
    )
    await ada.choose('Any status', 'Active')
    await ada.waitsFor('✕ Status: Active')
    await ada.choose('Any team', 'Crew 200')
    await ada.waitsFor('✕ Team: Crew 200')
    await ada.click('Show everybody')
    await ada.waitsFor('mel@acme.test')
  })

  test('a hundred and twenty are paged through, each of them once', async () => {
    const { ada, house, owner } = office
    const asked = Array.from({ length: 120 }, (_, at) => `many${at + 100}@many.test`)
    await house.invite(owner, asked)
    await ada.opensHome()
    await ada.choose('Search by name, e-mail or phone', 'many.test')
    await ada.waitsFor('120 people')
    const seen: string[] = []
    for (;;) {
      const shown = [...new Set(ada.sees.match(/many\d+@many\.test/g))]
      seen.push(...shown)
      if (!ada.sees.includes('Next page »')) break
      await ada.click('Next page »')
      await ada.waitsUntil(() => !ada.sees.includes(shown[0] ?? ''))
    }
    expect(seen.toSorted()).toEqual(asked.toSorted())
    await ada.click('« First page')
    await ada.waitsFor('120 people')
    await ada.click('✕ “many.test”')
  })
})

describe('the words for a status', () => {
  test('are the organization’s own', async () => {
    const { ada, owner } = office
    const { version } = await seeSettings(owner)
    await changeSettings(owner, { statusVocabulary: 'enabled-disabled', version })
    await ada.opensHome()
    await ada.choose('Search by name, e-mail or phone', 'people.test')
    await ada.waitsFor(/Pending Invitation[\s\S]*waits@|waits@[\s\S]*Pending Invitation/)
    expect(ada.sees).toContain('Disabled')
    await ada.choose('Any status', 'Pending Invitation')
    await ada.waitsFor('Status: Pending Invitation')
    expect(ada.sees).toContain('waits@people.test')
    await ada.choose('Any status', 'Disabled')
    await ada.waitsFor('Status: Disabled')
    expect(ada.sees).not.toContain('waits@people.test')
    await ada.click('✕ Status: Disabled')
    await ada.waitsFor('waits@people.test')
    await ada.choose('Search by name, e-mail or phone', 'acme.test')
    await ada.waitsFor('Enabled')
    await ada.click('✕ “acme.test”')
  })
})

describe('whoever may only look', () => {
  test('sees the list and no deed; what an admin clicked, sent again by them, is refused by name', async () => {
    const { ada, slack, house, owner, organizationId, userIds } = office
    await createRole(owner, { name: 'Watcher', permissions: ['users.read'] })
    const watcher = await join('watch@people.test', 'Wanda', ['Watcher'])
    const teamId = slack.workspace.team.id
    await bindPerson(house.operatorOf(organizationId), { teamId, slackUserId: slack.as('mel').id }, watcher)
    const { mel } = office
    await mel.opensHome()
    await mel.waitsFor('many100@many.test')
    await mel.choose('Search by name, e-mail or phone', 'acme.test')
    await mel.waitsFor('grace@acme.test')
    expect(entriesOf(mel, 'grace@acme.test')).toEqual(['Open profile'])
    const labels = mel.buttons.map((it) => it.label)
    for (const deed of ['Invite people', 'Add user', 'Create User', 'Edit', 'Suspend', 'Delete'])
      expect(labels).not.toContain(deed)
    await mel.click('Open profile', { in: 'grace@acme.test' })
    await mel.waitsFor('Came here')
    expect(mel.buttons).toEqual([])
    await mel.closes()

    await ada.opensHome()
    await ada.choose('Search by name, e-mail or phone', 'acme.test')
    await ada.waitsFor('grace@acme.test')
    const { outcome } = await ada.click('Send password reset', { in: 'grace@acme.test' })
    if (!outcome) throw new Error('Nothing was sent')
    const body = decodeURIComponent(outcome.delivery.body)
      .replaceAll(ada.id, mel.id)
      .replace(/"trigger_id":"[^"]+"/, '"trigger_id":"1.2.3"')
      .replaceAll('user.reset-password', 'user.enable')
    const before = await stateOf(userIds.grace)
    await deliverAgain(slack.workspace, outcome.delivery, {
      body: new URLSearchParams({ payload: body.replace(/^payload=/, '').replaceAll('+', ' ') }).toString(),
    })
    await mel.waitsFor(/users\.manage/)
    expect(mel.sees).toMatch(/Ada|Olga|Robin/)
    expect(await stateOf(userIds.grace)).toBe(before)
  })
})

describe('an organization with nobody in it but its owner', () => {
  test('is offered to create somebody first, and told that inviting is better', async () => {
    const alone = await openOffice()
    try {
      const { ada, house, userIds } = alone
      await house.db('users').whereIn('id', [userIds.grace, userIds.mel]).update({
        deletedAt: house.clock.now(),
        purgeAt: house.clock.now(),
      })
      await ada.opensHome()
      await ada.waitsFor('It is only you so far')
      expect(ada.sees.indexOf('Create User')).toBeLessThan(ada.sees.indexOf('Invite people'))
      allIsWell(alone)
    } finally {
      await alone.close()
    }
  })
})
