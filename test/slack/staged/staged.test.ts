import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { STAGED_PAUSE_SECONDS } from '../../../src/domain/staged-run.ts'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { digestTheWeek } from '../../../src/usecases/reminders/digest-the-week.ts'
import { inviteStaged } from '../../../src/usecases/staged/invite-staged.ts'
import { startStaged } from '../../../src/usecases/staged/start-staged.ts'
import { stopStaged } from '../../../src/usecases/staged/stop-staged.ts'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'
import { staged } from '../../support/staged.ts'

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
  office.house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
  await inviteStaged(office.house.outside())
  await office.house.deliverAll()
}
const letters = () => office.house.post.received.filter((it) => it.envelope.to.startsWith('staged')).length

describe('inviting all who are known and were not invited', () => {
  test('begins at the list of those who are not invited, and asks first', async () => {
    const { house, organizationId, grace } = office
    await staged(house, organizationId, 120)
    await staged(house, organizationId, 2, () => null)
    await opensAt(office, grace, 'Users')
    expect(grace.sees).not.toContain('Invite all who are not invited')
    await grace.choose('Any status', 'Pending: not invited')
    await grace.waitsFor('Invite all who are not invited')
    await grace.click('Invite all who are not invited')
    await grace.waitsFor('120 people')
    expect(grace.sees).toMatch(/2 people have no e-mail address/)
    expect(letters()).toBe(0)
    await grace.submit()
    await grace.waitsFor('It has begun')
    await grace.closes()
  })

  test('shows how far it is in one message to whoever began it', async () => {
    const { house, grace, ada } = office
    await house.deliverAll()
    grace.looksAt('app')
    await grace.waitsFor('0 of 120 people invited')
    await tick()
    await grace.waitsFor('50 of 120 people invited')
    expect(grace.sees).not.toContain('0 of 120 people invited, ')
    expect(grace.sees.match(/of 120 people invited/g)).toHaveLength(1)
    expect(letters()).toBe(50)
    ada.looksAt('app')
    expect(ada.sees).not.toContain('of 120 people')
  })

  test('stops and goes on from there', async () => {
    const { grace } = office
    await grace.click('Stop', { confirm: true })
    await grace.waitsFor('Robin Meyer stopped it')
    await tick()
    expect(letters()).toBe(50)
    const others = await startStaged(office.owner)
    if (others.result !== 'begun') throw new Error(others.result)
    await grace.click('Go on')
    await grace.waitsFor('This is under way already')
    await stopStaged(office.owner, others.run.id)
    await grace.click('Go on')
    // The word about the other one, which says the same, stands there too.
    await office.bot.door.settled()
    await grace.waitsFor('The next batch leaves')
    await tick()
    await grace.waitsFor('100 of 120 people invited')
  })

  test('whoever begins second is shown the first, and may stop it', async () => {
    const { ada } = office
    await opensAt(office, ada, 'Users')
    await ada.choose('Any status', 'Pending: not invited')
    await ada.waitsFor('Invite all who are not invited')
    await ada.click('Invite all who are not invited')
    await ada.waitsFor('This is under way already')
    expect(ada.sees).toContain('Begun by')
    await ada.closes()
  })

  test('ends with what could not be done', async () => {
    const { grace } = office
    await tick()
    await grace.waitsFor('120 of 120 people invited')
    await grace.waitsFor('It is done.')
    expect(letters()).toBe(120)
  })

  test('begins from the digest of the week too, for whoever may', async () => {
    const { house, organizationId, owner, ada, mel, slack } = office
    const { version } = await seeSettings(owner)
    const general = [...slack.workspace.channels.values()].find((it) => it.name === 'general')
    await changeSettings(owner, { version, reminderChannel: general?.id ?? '' })
    await staged(house, organizationId, 1)
    do house.clock.moveSeconds(3600 - (Math.floor(house.clock.now().getTime() / 1000) % 3600))
    while (house.clock.now().getUTCDay() !== 1 || house.clock.now().getUTCHours() !== 9)
    await digestTheWeek(house.outside())
    await house.deliverAll()
    for (const one of [ada, mel]) one.looksAt('general')
    await mel.waitsFor('3 people never invited')
    await mel.click('Invite them')
    await mel.waitsFor('Your roles do not allow this')
    await ada.click('Invite them')
    await ada.waitsFor('1 person')
    await ada.submit()
    await ada.waitsFor('It has begun')
    await ada.closes()
    await tick()
    await ada.waitsFor('2 people never invited')
    ada.looksAt('app')
    await ada.waitsFor('1 of 1 person invited')
  })
})
