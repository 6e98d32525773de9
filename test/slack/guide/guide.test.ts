import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deleteUser } from '../../../src/usecases/users/delete-user.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

describe('help', () => {
  test('stands beside every area, and explains the one that is shown', async () => {
    const { ada } = office
    await ada.opensHome()
    await ada.waitsFor('[Invitations]')
    await ada.click('Invitations')
    await ada.waitsFor('Everything open')
    await ada.click('Help')
    await ada.waitsFor('Help: invitations')
    expect(ada.sees).toContain('The letter did not arrive?')
    expect(ada.sees).toContain('/people pending')
    await ada.closes()
  })

  test('is there for members too, who see no area', async () => {
    const { mel } = office
    await mel.opensHome()
    await mel.waitsFor('Open my account')
    await mel.click('Help')
    await mel.waitsFor('ask an admin')
    await mel.closes()
  })

  test('answers /people help with every word, and with all about one', async () => {
    const { ada } = office
    ada.looksAt('general')
    await ada.command('/people help')
    await ada.waitsFor('/people settings')
    await ada.command('/people help invite')
    await ada.waitsFor('EMAIL… [as ROLE]')
    await ada.command('/people help invit')
    await ada.waitsFor('Did you mean /people help invite?')
  })

  test('answers /people org with the way to the chart, for members too', async () => {
    const { mel } = office
    mel.looksAt('general')
    await mel.command('/people org Ada Lovelace')
    await mel.waitsFor('Find in the org chart')
  })
})

describe('the first-run guide', () => {
  test('is not shown where there are people already', async () => {
    const { ada } = office
    await ada.opensHome()
    await ada.waitsFor('[Invitations]')
    expect(ada.sees).not.toContain('Welcome to Usher')
  })

  test('shows whoever is alone what to do next, until it is hidden', async () => {
    const { ada, owner, userIds } = office
    for (const id of [userIds.grace, userIds.mel]) await deleteUser(owner, id)
    await ada.opensHome()
    await ada.waitsFor('Welcome to Usher')
    for (const step of [
      'Invite the first person',
      'Set the default role',
      'Choose the channel',
      'Make a team',
    ])
      expect(ada.sees).toContain(`[${step}]`)
    await ada.click('Hide this guide')
    await ada.waitsFor('The guide is gone')
    expect(ada.sees).not.toContain('Welcome to Usher')
    await ada.opensHome()
    await ada.waitsUntil(() => !ada.sees.includes('The guide is gone'))
    expect(ada.sees).not.toContain('Welcome to Usher')
  })
})
