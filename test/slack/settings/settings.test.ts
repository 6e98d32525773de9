import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterEach(() => office.ada.closes({ all: true }).catch(() => {}))
afterAll(() => office.close())

const opens = async (group: string) => {
  const { ada } = office
  await ada.opensHome()
  await ada.waitsFor('[Settings]')
  await ada.click('Settings')
  await ada.waitsFor('A change binds whoever')
  await ada.click('Change', { in: group })
  await ada.waitsFor('[Save]')
}
const saved = () => seeSettings(office.owner)

describe('the settings of the organization', () => {
  test('are changed in a form and shown at once', async () => {
    const { ada } = office
    await opens('Invitations\n')
    await ada.fill({
      'Lifetime of invitations, in hours': '36',
      'Domains that may be invited': 'acme.test, ACME.example',
      'Default role': 'Manager',
    })
    await ada.submit()
    await ada.waitsFor('The settings were saved.')
    expect(ada.sees).toContain('Lifetime of invitations: 36 hours')
    expect(ada.sees).toContain('acme.test and acme.example')
    expect(await saved()).toMatchObject({ invitationLifetimeSeconds: 129_600, version: 2 })
    expect((await saved()).defaultRoleId).not.toBeNull()
  })

  test('are taken back to nothing', async () => {
    const { ada } = office
    await opens('Invitations\n')
    await ada.fill({ 'Domains that may be invited': null, 'Default role': 'None: people become Member' })
    await ada.submit()
    await ada.waitsFor('The settings were saved.')
    expect(await saved()).toMatchObject({ allowedEmailDomains: [], defaultRoleId: null })
  })

  test('say what is wrong beside each field, all at once', async () => {
    const { ada } = office
    await opens('People and passwords')
    await ada.fill({ 'Least length of passwords': '4' })
    await ada.fill({ 'Time in which a deletion can be undone, in minutes': '99999' })
    await ada.submit()
    await ada.waitsFor('must be between 8 and 64')
    expect(ada.sees).toContain('must be between nothing and 30 days')
    expect((await saved()).passwordMinimum).not.toBe(4)
  })

  test('hold reminders in a channel that is chosen from the list', async () => {
    const { ada, slack } = office
    await opens('Reminders\n')
    await ada.fill({ 'Channel for reminders': 'general' })
    await ada.submit()
    await ada.waitsFor('The settings were saved.')
    const { reminderChannel } = await saved()
    expect(slack.workspace.channels.get(reminderChannel ?? '')?.name).toBe('general')
    expect(ada.sees).toContain('Channel for reminders: #general')
  })

  test('hold days, hours and words', async () => {
    const { ada } = office
    await opens('Time and words')
    await ada.fill({ 'Time zone': 'Mars/Olympus' })
    await ada.submit()
    await ada.waitsFor('must be a zone by its name')
    await ada.fill({ 'Time zone': 'Europe/Istanbul', 'End of the business day': '24:00' })
    await ada.fill({ 'Words for the status of people': 'Enabled, Disabled, Pending Invitation' })
    await ada.submit()
    await ada.waitsFor('The settings were saved.')
    expect(await saved()).toMatchObject({ timeZone: 'Europe/Istanbul', businessUntil: '24:00' })
    await ada.click('Users')
    await ada.waitsFor('Enabled')
  })

  test('name whom to ask, out of the people', async () => {
    const { ada, userIds } = office
    await opens('Whom to ask')
    await ada.fill({
      'Person to contact': 'grace@acme.test',
      'Words about whom to contact': 'Ask at the desk',
    })
    await ada.submit()
    await ada.waitsFor('The settings were saved.')
    expect(await saved()).toMatchObject({ contactId: userIds.grace, contactText: 'Ask at the desk' })
  })

  test('notice that somebody else has changed them meanwhile', async () => {
    const { ada, owner } = office
    await opens('Approvals\n')
    await changeSettings(owner, { passwordMinimum: 14, version: (await saved()).version })
    await ada.submit()
    await ada.waitsFor('Somebody else has changed this meanwhile')
  })

  test('do not exist for a member, by whatever way', async () => {
    const { mel } = office
    await mel.opensHome()
    await mel.waitsFor('Open my account')
    expect(mel.sees).not.toContain('Settings')
    mel.looksAt('general')
    await mel.command('/people settings')
    await mel.waitsFor('settings.manage')
    expect(mel.sees).not.toContain('Time zone')
  })
})
