import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allIsWell, type Office, openOffice } from '../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

describe('the Home', () => {
  test('shows an owner the invitations', async () => {
    const { ada, house, owner } = office
    await house.invite(owner, ['new@people.test'])
    await ada.opensHome()
    await ada.waitsFor('new@people.test')
    expect(ada.sees).toContain('Invite people')
  })

  test('shows a member where their account is, and nothing of others', async () => {
    const { mel } = office
    await mel.opensHome()
    await mel.waitsFor('Open my account')
    expect(mel.sees).not.toContain('new@people.test')
  })
})
