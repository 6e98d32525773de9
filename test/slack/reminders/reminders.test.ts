import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { seeInvitation } from '../../../src/usecases/invitations/see-invitation.ts'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { remindAboutPending } from '../../../src/usecases/reminders/remind-about-pending.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(async () => {
  await office.bot.door.settled()
  allIsWell(office)
})
afterAll(() => office.close())

/** What the clock of a running Usher does every few seconds. */
const tick = async () => {
  await remindAboutPending(office.house.outside())
  await office.house.deliverAll()
}
/** Time passes while Usher runs. */
const pass = async (hours: number) => {
  for (let half = 0; half < hours * 2; half++) {
    office.house.clock.moveSeconds(1800)
    await tick()
  }
}
const deathOf = async (token: string) => (await seeInvitation(office.house.outside(), token))?.death

const cardsIn = (text: string) => text.split('have not answered yet').length - 1

describe('after twelve hours', () => {
  const tokens: string[] = []

  test('the inviter hears once of all who have not answered, in their hours and not before', async () => {
    const { house, owner, ada } = office
    house.clock.moveHours(12)
    for (const who of ['one', 'two', 'three']) {
      const { token } = await house.invited(owner, `${who}@people.test`)
      tokens.push(token)
    }
    ada.looksAt('app')
    // Sent on Monday at 21:00: after twelve hours it is 9:00.
    await pass(11.5)
    expect(ada.sees).not.toContain('not answered')
    await pass(0.5)
    await ada.waitsFor('3 people you have invited have not answered yet')
    for (const who of ['one', 'two', 'three']) expect(ada.sees).toContain(`${who}@people.test`)
    await pass(1)
    expect(cardsIn(ada.sees)).toBe(1)
  })

  test('sends one again from there: the old link is dead, and the card shows the new times', async () => {
    const { house, ada } = office
    await ada.click('Resend', { in: 'one@people.test' })
    await ada.waitsFor('A new letter to one@people.test is queued')
    await tick()
    expect(await deathOf(tokens[0] ?? '')).toBe('superseded')
    expect(await deathOf(house.post.tokenFor('one@people.test'))).toBeNull()
    await ada.waitsFor('3 people')
  })

  test('shows who accepts, without being clicked at', async () => {
    const { house, ada } = office
    await house.accept(house.post.tokenFor('one@people.test'), { firstName: 'Olive', lastName: 'One' })
    await tick()
    await ada.waitsFor('2 people you have invited have not answered yet')
    await ada.waitsFor(/Olive One[\s\S]*Accepted/)
  })

  test('puts one off: it comes again when it was asked to', async () => {
    const { ada } = office
    await ada.click('Remind in 4 hours', { in: 'two@people.test' })
    await ada.waitsFor('You hear of 1 person again')
    await pass(4)
    await ada.waitsFor('1 person you have invited has not answered yet')
    expect(ada.sees).toContain('two@people.test')
  })

  test('cancels from there, from the newer card as from the older', async () => {
    const { ada } = office
    for (const who of ['two', 'three']) {
      await ada.click('Cancel invitation', { in: `${who}@people.test` })
      await ada.waitsFor('Take back the invitation')
      await ada.submit()
      await ada.closes()
      await tick()
    }
    expect(await deathOf(tokens[1] ?? '')).toBe('cancelled')
  })
})

describe('a channel', () => {
  test('has one card for everybody’s invitations, from which whoever may acts; others are told why not', async () => {
    const { house, owner, ada, grace, mel, organizationId } = office
    const { version } = await seeSettings(owner)
    const channel = office.slack.workspace.channels
    const general = [...channel.values()].find((it) => it.name === 'general')
    await changeSettings(owner, { version, reminderChannel: general?.id ?? '' })
    const graces = await house.userContext(organizationId, office.userIds.grace)
    await house.invited(owner, 'four@people.test')
    await house.invited(graces, 'five@people.test')
    for (const one of [ada, grace, mel]) one.looksAt('general')
    // On Tuesday at 14:00: twelve hours later is night, and Wednesday's morning comes before they end.
    await pass(18.5)
    expect(ada.sees).not.toContain('not answered')
    await pass(0.5)
    await ada.waitsFor('2 people invited have not answered yet')
    expect(ada.sees).toContain('five@people.test')
    await mel.click('Resend all (2)', { confirm: true })
    await mel.waitsFor('Your roles do not allow this')
    await grace.click('Resend all (2)', { confirm: true })
    await grace.waitsFor('2 new letters are queued')
    await tick()
    expect(await deathOf(house.post.tokenFor('four@people.test'))).toBeNull()
    await ada.click('Cancel all (2)', { confirm: true })
    await ada.waitsFor('2 invitations are cancelled')
    await ada.waitsFor('All 2 invitations are settled')
    expect(await deathOf(house.post.tokenFor('four@people.test'))).toBe('cancelled')
  })
})

test('a thousand who do not answer are one card with pages', async () => {
  const { house, owner, ada } = office
  const addresses = Array.from({ length: 500 }, (_, at) => `crowd${at}@people.test`)
  await house.invite(owner, addresses, { by: 'link' })
  await house.invite(
    owner,
    addresses.map((it) => `more.${it}`),
    { by: 'link' },
  )
  // On Wednesday at 9:00: in the evening they are told, before they go.
  await pass(9)
  ada.looksAt('app')
  await ada.waitsFor('1000 people you have invited have not answered yet')
  expect(ada.sees).toContain('Page 1 of 125')
  await ada.click('Next »', { in: 'Page 1 of 125' })
  await ada.waitsFor('Page 2 of 125')
  await ada.click('Cancel all (1000)', { confirm: true })
  await ada.waitsFor('1000 invitations are cancelled')
})
