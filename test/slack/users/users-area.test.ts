import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

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

describe('the users on the Home', () => {
  test('stand with their status, roles and times, and a menu that follows their state', async () => {
    const { ada, house, owner } = office
    await house.invite(owner, ['waits@people.test'])
    await ada.opensHome()
    await ada.waitsFor('waits@people.test')
    expect(ada.sees).toMatch(/4 people/)
    expect(ada.sees).toContain('grace@acme.test')
    expect(ada.sees).toMatch(/Pending/)
    const menuOf = (row: string) => ada.buttons.filter((it) => it.row.includes(row)).map((it) => it.label)
    expect(menuOf('mel@acme.test')).toEqual([
      'Open profile',
      'Edit',
      'Send password reset',
      'Suspend',
      'Delete',
    ])
    expect(menuOf('waits@people.test')).toEqual([
      'Open profile',
      'Resend invitation',
      'Copy link',
      'Cancel invitation',
      'Delete',
    ])
  })

  test('are suspended after a question, and enabled again, and the list follows', async () => {
    const { ada, userIds } = office
    await ada.opensHome()
    await ada.click('Suspend', { in: 'mel@acme.test' })
    await ada.waitsFor('signed out everywhere at once')
    expect(await stateOf(userIds.mel)).toBe('active')
    await ada.submit()
    await ada.waitsFor('is suspended')
    expect(await stateOf(userIds.mel)).toBe('suspended')
    await ada.click('Enable again')
    await ada.waitsFor('can sign in again')
    expect(await stateOf(userIds.mel)).toBe('active')
  })
})
