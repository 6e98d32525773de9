import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/refusal.ts'
import { changeProfile, openHome } from '../../../src/playground/human/event.ts'
import { addPerson, channelCalled } from '../../../src/playground/workspace/people.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { confirmSlackLink, seeSlackLink } from '../../../src/usecases/slack/confirm-link.ts'
import { unbindPerson } from '../../../src/usecases/slack/unbind-person.ts'
import { suspendUser } from '../../../src/usecases/users/suspend-user.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import type { Someone } from '../../support/slack/someone.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

const ANSWER = 'If an account with the e-mail address of your Slack profile exists'
let count = 0

/** Somebody who is a user of the organization and a member of the workspace, and not known to be the same. */
async function newcomer({ address = `new${++count}@acme.test`, confirmed = true } = {}) {
  const { house, owner, slack } = office
  const invited = await house.invited(owner, address, { roles: ['Admin'] })
  const { userId } = await house.accept(invited.token)
  if (!confirmed)
    await house.query('update users set email_verified_at = null where id = :userId', { userId })
  const name = `person${count}`
  const { id } = addPerson(slack.workspace, { name, email: address, realName: `Person ${count}` })
  channelCalled(slack.workspace, 'general').members.add(id)
  await house.deliverAll()
  return { userId, address, name, person: slack.as(name) }
}

const tokenTo = (address: string): string =>
  office.house.post
    .linksFor(address)
    .filter((it) => it.includes('/slack-link/'))
    .at(-1)
    ?.split('/')
    .at(-1) ?? ''

/** Presses the button on the entrance, and waits for what is drawn then. */
async function asks(person: Someone): Promise<void> {
  const drawn = () =>
    office.slack.workspace.calls.filter(
      (it) => it.method === 'views.publish' && it.args.user_id === person.id && it.outcome === 'done',
    ).length
  if (!person.seesAt('home').includes('Connect my account')) {
    await person.opensHome()
    await person.waitsFor('Connect my account')
  }
  const before = drawn()
  await person.click('Connect my account')
  await person.waitsUntil(() => drawn() > before)
}

const bindingOf = async (userId: string) =>
  (
    await office.house.query<{ slackUserId: string; timeZone: string | null; confirmedBy: string }>(
      `select slack_user_id "slackUserId", time_zone "timeZone", confirmed_by "confirmedBy"
       from slack_bindings where user_id = :userId`,
      { userId },
    )
  )[0]
const cause = async (work: Promise<unknown>) => {
  const fault = await work.then(
    () => null,
    (it: unknown) => it as Refusal,
  )
  return fault instanceof Refusal ? [fault.code, (fault.facts as { cause?: string }).cause ?? null] : fault
}

describe('somebody not known yet', () => {
  test('sees a way on and nothing else: by a command, and on the Home', async () => {
    const { person } = await newcomer()
    await person.command('/people list')
    await person.waitsFor('Usher does not know who you are yet')
    expect(person.sees).not.toContain('@acme.test')
    await person.opensHome()
    await person.waitsFor('Connect my account')
    expect(person.sees).not.toContain('@acme.test')
    expect(person.sees).not.toContain('Acme\n')
  })

  test('connects by the letter to the mailbox that was proved, and is told so in Slack', async () => {
    const { house } = office
    const { person, address, userId } = await newcomer()
    await asks(person)
    expect(person.sees).toContain(ANSWER)
    expect(await bindingOf(userId)).toBeUndefined()
    await house.deliverAll()
    const token = tokenTo(address)
    expect(await seeSlackLink(house.outside(), token)).toMatchObject({
      organizationName: 'Acme',
      email: address,
      workspaceName: 'Acme',
    })
    expect(await bindingOf(userId)).toBeUndefined()
    await confirmSlackLink(house.outside(), token)
    expect(await bindingOf(userId)).toEqual({
      slackUserId: person.id,
      timeZone: 'Europe/Istanbul',
      confirmedBy: 'letter',
    })
    await house.deliverAll()
    await person.waitsFor('Invite people')
    expect(person.seesAt('app')).toContain('You are connected to Acme')
    expect(await cause(confirmSlackLink(house.outside(), token))).toEqual(['link-dead', 'accepted'])
  })

  test('a button pressed again and again is one letter; three times in an hour are enough', async () => {
    const { house } = office
    const { person, address } = await newcomer()
    for (const _ of [1, 2, 3]) {
      await asks(person)
      expect(person.sees).toContain(ANSWER)
    }
    await asks(person)
    expect(person.sees).not.toContain(ANSWER)
    expect(person.sees).toMatch(/often|again after/i)
    await house.deliverAll()
    const links = house.post.linksFor(address).filter((it) => it.includes('/slack-link/'))
    expect(links).toHaveLength(1) // The older two were dead before they left.
  })
})

describe('an equal address alone', () => {
  test('gets the same answer and no letter where it was never proved, or nobody has it', async () => {
    const { house, slack } = office
    const unproved = await newcomer({ confirmed: false })
    addPerson(slack.workspace, { name: 'nobody', email: 'nobody@acme.test' })
    const before = house.post.received.length
    for (const person of [unproved.person, slack.as('nobody')]) {
      await asks(person)
      expect(person.sees).toContain(ANSWER)
    }
    await house.deliverAll()
    expect(house.post.received.length).toBe(before)
  })

  test.each([
    ['a guest', { isGuest: true }],
    ['a single-channel guest', { isSingleChannelGuest: true }],
  ])('of %s is refused in a sentence', async (what, kind) => {
    const { house, slack, owner } = office
    const address = `${what.replace(/\W/g, '')}@acme.test`
    const { token } = await house.invited(owner, address)
    await house.accept(token)
    const name = what.replace(/\W/g, '')
    addPerson(slack.workspace, { name, email: address, ...kind })
    const guest = slack.as(name)
    const before = house.post.received.length
    await guest.opensHome()
    await guest.waitsFor('Connect my account')
    await guest.click('Connect my account')
    await guest.waitsFor('members of this workspace only')
    await house.deliverAll()
    expect(house.post.received.length).toBe(before)
  })
})

describe('the link is dead', () => {
  const asked = async () => {
    const it = await newcomer()
    await asks(it.person)
    expect(it.person.sees).toContain(ANSWER)
    await office.house.deliverAll()
    return { ...it, token: tokenTo(it.address) }
  }

  test('after an hour, after a newer one, after a suspension, after a change of the address', async () => {
    const { house, owner } = office
    const outside = house.outside()
    const suspended = await asked()
    await suspendUser(owner, suspended.userId)
    expect(await cause(seeSlackLink(outside, suspended.token))).toEqual(['link-dead', 'superseded'])

    const moved = await asked()
    await house.query('update users set address = :address, email = :address where id = :id', {
      address: 'moved@acme.test',
      id: moved.userId,
    })
    expect(await cause(confirmSlackLink(outside, moved.token))).toEqual(['link-dead', 'superseded'])

    const older = await asked()
    await asks(older.person)
    await house.deliverAll()
    expect(await cause(seeSlackLink(outside, older.token))).toEqual(['link-dead', 'superseded'])
    const newer = tokenTo(older.address)
    house.clock.moveHours(1)
    expect(await cause(confirmSlackLink(house.outside(), newer))).toEqual(['link-dead', 'expired'])
    expect(await cause(seeSlackLink(outside, 'slk_x'))).toEqual(['link-unknown', null])
  })
})

describe('one person, another Slack account', () => {
  test('the older connection gives way, and a letter tells of it', async () => {
    const { house, slack, organizationId } = office
    const { person, address, userId, name } = await newcomer()
    await bindPerson(
      house.operatorOf(organizationId),
      { teamId: slack.workspace.team.id, slackUserId: person.id },
      userId,
    )
    addPerson(slack.workspace, { name: `${name}b`, email: address })
    const second = slack.as(`${name}b`)
    await asks(second)
    expect(second.sees).toContain(ANSWER)
    await house.deliverAll()
    await confirmSlackLink(house.outside(), tokenTo(address))
    await house.deliverAll()
    expect((await bindingOf(userId))?.slackUserId).toBe(second.id)
    expect(house.post.received.at(-1)?.envelope.to).toBe(address)
    expect(house.post.received.at(-1)?.letter).toMatchObject({ kind: 'notice', what: 'slack-replaced' })
    await person.opensHome()
    await person.waitsFor('Connect my account')
  })
})

describe('disconnecting', () => {
  test('by oneself on the Home, after a question', async () => {
    const { mel, userIds, house, slack, organizationId } = office
    await mel.opensHome()
    await mel.waitsFor('Disconnect Slack')
    await mel.click('Disconnect Slack', { confirm: true })
    await mel.waitsFor('Your Slack account is disconnected')
    expect(mel.sees).toContain('Connect my account')
    expect(await bindingOf(userIds.mel)).toBeUndefined()
    const person = { teamId: slack.workspace.team.id, slackUserId: mel.id }
    await bindPerson(house.operatorOf(organizationId), person, userIds.mel)
  })

  test('by whoever manages people, but not over somebody who may do more', async () => {
    const { house, userIds, organizationId, slack, mel } = office
    const grace = await house.userContext(organizationId, userIds.grace)
    const melItself = await house.userContext(organizationId, userIds.mel)
    expect(await cause(unbindPerson(grace, userIds.ada))).toEqual(['beyond-your-own-permissions', null])
    expect(await cause(unbindPerson(melItself, userIds.grace))).toEqual(['not-permitted', null])
    await unbindPerson(grace, userIds.mel)
    expect(await cause(unbindPerson(grace, userIds.mel))).toEqual(['slack-not-connected', null])
    const person = { teamId: slack.workspace.team.id, slackUserId: mel.id }
    await bindPerson(house.operatorOf(organizationId), person, userIds.mel)
  })
})

describe('what Slack tells of people', () => {
  test('their clocks are kept; whoever becomes a guest or leaves is nobody here any more', async () => {
    const { slack, house, organizationId } = office
    const { person, userId, name } = await newcomer()
    const bind = () =>
      bindPerson(
        house.operatorOf(organizationId),
        { teamId: slack.workspace.team.id, slackUserId: person.id },
        userId,
      )
    await bind()
    const soon = async (isSo: () => Promise<boolean>) => {
      for (let tries = 0; tries < 200 && !(await isSo()); tries++)
        await new Promise((ok) => setTimeout(ok, 10))
      expect(await isSo()).toBe(true)
    }
    await changeProfile(slack.workspace, name, { tz: 'America/New_York' })
    await soon(async () => (await bindingOf(userId))?.timeZone === 'America/New_York')
    await changeProfile(slack.workspace, name, { isGuest: true })
    await soon(async () => (await bindingOf(userId)) === undefined)
    await changeProfile(slack.workspace, name, { isGuest: false })
    await bind()
    await changeProfile(slack.workspace, name, { isDeleted: true })
    await soon(async () => (await bindingOf(userId)) === undefined)
  })

  test('an address that changes in Slack moves nobody: the person stays who they are', async () => {
    const { slack, mel, userIds } = office
    await changeProfile(slack.workspace, 'mel', { email: 'ada@acme.test' })
    await mel.opensHome()
    await mel.waitsFor('Your profile, password and sessions')
    expect((await bindingOf(userIds.mel))?.slackUserId).toBe(mel.id)
    expect((await bindingOf(userIds.ada))?.slackUserId).not.toBe(mel.id)
  })

  test('the tab of messages draws nothing', async () => {
    const { slack } = office
    addPerson(slack.workspace, { name: 'quiet', email: null })
    const before = slack.workspace.calls.length
    await openHome(slack.workspace, 'quiet', 'messages')
    await openHome(slack.workspace, 'ada', 'messages')
    await office.grace.opensHome()
    await office.grace.waitsFor('Invite people')
    const published = slack.workspace.calls.slice(before).filter((it) => it.method === 'views.publish')
    expect(published.map((it) => it.args.user_id)).toEqual([office.grace.id])
  })
})
