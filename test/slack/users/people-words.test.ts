import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  const { house, owner } = office
  for (const name of ['robin', 'rowena'])
    await house.accept((await house.invited(owner, `${name}@people.test`)).token, {
      firstName: name === 'robin' ? 'Robin' : 'Rowena',
      lastName: 'Meyers',
    })
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

describe('/people', () => {
  test('list narrows by words, and pages with buttons in the same message', async () => {
    const { ada, house, owner } = office
    await house.invite(
      owner,
      Array.from({ length: 12 }, (_, at) => `crowd${at + 10}@crowd.test`),
    )
    await ada.command('/people list pending crowd')
    await ada.waitsFor('crowd10@crowd.test')
    expect(ada.sees).toContain('12 people')
    expect(ada.sees).not.toContain('crowd21@crowd.test')
    await ada.click('Next page »')
    await ada.waitsFor('crowd21@crowd.test')
    expect(ada.sees).not.toContain('crowd10@crowd.test')
    await ada.click('« First page')
    await ada.waitsFor('crowd10@crowd.test')
    await ada.command('/people list role:Admin')
    await ada.waitsFor('1 person')
    await ada.command('/people list role:Nothing')
    await ada.waitsFor('There is no role called “Nothing”.')
  })

  test('show opens the profile of whoever is meant, and asks where it could be several', async () => {
    const { ada, grace } = office
    await ada.command('/people show rowena')
    await ada.waitsFor('Came here')
    expect(ada.sees).toContain('rowena@people.test')
    await ada.closes()
    await ada.command('/people show Meyers')
    await ada.waitsFor('Whom do you mean?')
    await ada.click('Open', { in: 'robin@people.test' })
    await ada.waitsFor('Came here')
    expect(ada.sees).toContain('robin@people.test')
    await ada.closes({ all: true })
    await ada.command(`/people show <@${grace.id}|grace>`)
    await ada.waitsFor(/Profile[\s\S]*grace@acme.test[\s\S]*Came here/)
    await ada.closes({ all: true })
    await ada.command('/people show me')
    await ada.waitsFor(/Profile[\s\S]*ada@acme.test[\s\S]*Came here/)
    await ada.closes({ all: true })
    await ada.command('/people show nobody-of-that-name')
    await ada.waitsFor('Nobody here is called “nobody-of-that-name”.')
    await ada.closes({ all: true })
  })

  test('suspend, enable, reset and delete do what their buttons do', async () => {
    const { ada, house } = office
    await ada.command('/people suspend robin@people.test')
    await ada.waitsFor('signed out everywhere at once')
    await ada.submit()
    await ada.waitsFor('is suspended')
    await ada.closes()
    await ada.command('/people enable robin@people.test')
    await ada.waitsFor('can sign in again')
    await ada.command('/people reset password rowena@people.test')
    await ada.waitsFor('A link to choose a new password is on its way to rowena@people.test')
    expect(await house.deliverAll()).toContain('sent')
    await ada.command('/people delete robin@people.test')
    await ada.waitsFor('What is lost')
    await ada.fill({ 'Type “Robin Meyers” to confirm': 'somebody else' })
    expect(await ada.submit()).toMatchObject({ problems: { typedName: expect.anything() } })
    await ada.fill({ 'Type “Robin Meyers” to confirm': 'robin meyers' })
    await ada.submit()
    await ada.waitsFor('was deleted')
    await ada.click('Undo')
    await ada.waitsFor('is back')
    await ada.closes()
  })

  test('tells whoever may not see people so, and shows them nobody', async () => {
    const { mel } = office
    await mel.command('/people list')
    await mel.waitsFor('users.read')
    expect(mel.sees).not.toContain('rowena')
  })
})
