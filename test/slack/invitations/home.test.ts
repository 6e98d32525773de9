import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  office.house.clock.moveSeconds(1)
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

test('the Home teaches where nobody is invited yet', async () => {
  const { ada } = office
  await opensAt(office, ada, 'Invitations')
  await ada.waitsFor('Nobody is waiting for an answer. Invite people sends a link')
})

test('every open invitation is reached page by page, once, and none that has ended', async () => {
  const { ada, house, owner } = office
  const people = Array.from({ length: 30 }, (_, at) => `n${String(at).padStart(2, '0')}@people.test`)
  const outcomes = await house.invite(owner, [...people, 'ended@people.test'])
  const ended = outcomes.at(-1)
  if (ended && 'invitationId' in ended) await cancelInvitation(owner, ended.invitationId)
  await opensAt(office, ada, 'Invitations')
  await ada.waitsFor('Everything open (30)')
  const seen: string[] = []
  for (;;) {
    seen.push(...(ada.sees.match(/n\d\d@people\.test/g) ?? []))
    expect(ada.sees).not.toContain('ended@people.test')
    const last = seen.at(-1) ?? ''
    if (!ada.buttons.some((it) => it.label === 'Next page »')) break
    await ada.click('Next page »')
    await ada.waitsUntil(() => !ada.sees.includes(last))
  }
  expect(seen.sort()).toEqual(people)
  await ada.click('« First page')
  await ada.waitsUntil(() => ada.buttons.some((it) => it.label === 'Next page »'))
})

test('states and searches narrow the list, and each says so where nothing is left', async () => {
  const { ada } = office
  await ada.choose('Which invitations', 'Cancelled (1)')
  await ada.waitsFor('ended@people.test')
  await ada.choose('Which invitations', 'Denied')
  await ada.waitsFor('No invitation is denied.')
  await ada.choose('Which invitations', 'All')
  await ada.waitsFor('n29@people.test')
  await ada.fill({ 'Search by name or e-mail': 'n07@people' })
  await ada.waitsUntil(() => ada.sees.includes('n07@people.test') && !ada.sees.includes('n29@'))
  await ada.fill({ 'Search by name or e-mail': 'nobody here' })
  await ada.waitsFor('Nobody with such a name or address')
})
