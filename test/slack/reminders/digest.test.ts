import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { seeInvitation } from '../../../src/usecases/invitations/see-invitation.ts'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { digestTheWeek } from '../../../src/usecases/reminders/digest-the-week.ts'
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

const tick = async () => {
  await digestTheWeek(office.house.outside())
  await office.house.deliverAll()
}
/** At its hour, the next time that the week begins. */
const mondayMorning = async () => {
  const { clock } = office.house
  do clock.moveSeconds(3600 - (Math.floor(clock.now().getTime() / 1000) % 3600))
  while (clock.now().getUTCDay() !== 1 || clock.now().getUTCHours() !== 9)
  await tick()
}
const deathOf = async (token: string) => (await seeInvitation(office.house.outside(), token))?.death
const refuse = () => {
  office.house.post.answer = () => ({ result: 'failed', reply: '550 5.1.1 <nobody> is no mailbox' })
}
const mend = () => {
  office.house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
}

describe('when the week begins', () => {
  test('whoever manages invitations reads what is left over, and nobody else', async () => {
    const { house, owner, ada, grace, mel } = office
    await tick()
    for (const who of ['one', 'two', 'three']) await house.invited(owner, `${who}@people.test`)
    refuse()
    await house.invite(owner, ['four@people.test'])
    await house.deliverAll()
    mend()
    for (const one of [ada, grace, mel]) one.looksAt('app')
    await mondayMorning()
    for (const one of [ada, grace])
      await one.waitsFor('Left over from last week: 4 invitations ran out and 1 message not delivered')
    expect(ada.sees).toContain('three@people.test')
    expect(mel.sees).not.toContain('Left over')
  })

  test('sends again from there what could not be delivered: once, and the card says so', async () => {
    const { house, ada, grace } = office
    await ada.click('Show them')
    await ada.waitsFor('Given up')
    expect(ada.sees).toContain('550 5.1.1 <nobody> is no mailbox')
    expect(ada.sees).toContain('four@people.test')
    await ada.closes()
    await ada.click('Resend failed (1)', { confirm: true })
    await ada.waitsFor('1 new letter leaves: the links had run out')
    await grace.click('Resend failed (1)', { confirm: true })
    await grace.waitsFor('Nothing is left to be sent again')
    await tick()
    expect(house.post.linksFor('four@people.test')).toHaveLength(1)
    await grace.waitsFor('Left over from last week: 3 invitations ran out')
  })

  test('sends again all that ran out', async () => {
    const { house, grace } = office
    const [before] = house.post.linksFor('one@people.test')
    await grace.click('Resend all (4)', { confirm: true })
    await grace.waitsFor('4 new letters are queued')
    await tick()
    expect(house.post.linksFor('one@people.test')).toHaveLength(2)
    expect(await deathOf(before?.split('/').at(-1) ?? '')).toBe('superseded')
  })

  test('is one card in the channel, where there is one, and cancels all from there', async () => {
    const { house, owner, ada, slack } = office
    const { version } = await seeSettings(owner)
    const general = [...slack.workspace.channels.values()].find((it) => it.name === 'general')
    await changeSettings(owner, { version, reminderChannel: general?.id ?? '' })
    ada.looksAt('general')
    await mondayMorning()
    await ada.waitsFor('4 invitations ran out')
    await ada.click('Cancel all (4)', { confirm: true })
    await ada.waitsFor('4 invitations are cancelled')
    await ada.waitsFor('Nothing is left over from last week')
    expect(await deathOf(house.post.tokenFor('one@people.test'))).toBe('cancelled')
  })
})
