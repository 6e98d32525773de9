import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as outbox from '../../../src/db/outbox.ts'
import type { Card } from '../../../src/domain/card.ts'
import { STAGED_PAUSE_SECONDS } from '../../../src/domain/staged-run.ts'
import { DAY, HOUR } from '../../../src/domain/time.ts'
import { channelCalled, directChannel } from '../../../src/playground/workspace/people.ts'
import { messagesIn } from '../../../src/playground/workspace/talk.ts'
import { approveInvitation } from '../../../src/usecases/approvals/approve-invitation.ts'
import { askAgain } from '../../../src/usecases/approvals/ask-again.ts'
import { denyInvitation } from '../../../src/usecases/approvals/deny-invitation.ts'
import { endUndecided } from '../../../src/usecases/approvals/end-undecided.ts'
import { warnOfExpiringTokens } from '../../../src/usecases/connections/warn-of-expiring-tokens.ts'
import { addMembers } from '../../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { askForNewLink } from '../../../src/usecases/invitations/ask-for-new-link.ts'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { declineInvitation } from '../../../src/usecases/invitations/decline-invitation.ts'
import { resendInvitation } from '../../../src/usecases/invitations/resend-invitation.ts'
import { changeSettings } from '../../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { answerLink, listLinkQuestions } from '../../../src/usecases/provisioning/link-questions.ts'
import { digestTheWeek } from '../../../src/usecases/reminders/digest-the-week.ts'
import { remindAboutPending } from '../../../src/usecases/reminders/remind-about-pending.ts'
import { grantRole } from '../../../src/usecases/roles/grant-role.ts'
import { inviteStaged } from '../../../src/usecases/staged/invite-staged.ts'
import { startStaged } from '../../../src/usecases/staged/start-staged.ts'
import { connect, type Provider } from '../../support/provider.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { staged } from '../../support/staged.ts'
import { connected } from '../../support/team-provider.ts'

let office: Office
let teamId: string
let careless: Provider
let carelessId: string
const places: Record<'ada' | 'mel' | 'general', string> = { ada: '', mel: '', general: '' }
beforeAll(async () => {
  office = await openOffice()
  const { house, owner, userIds, slack, ada, mel } = office
  teamId = (await createGroup(owner, { kind: 'team', name: 'Platform' })).id
  await addMembers(owner, teamId, [userIds.mel])
  const [manager] = await house.query<{ id: string }>(`select id from roles where key = 'manager'`)
  await grantRole(owner, userIds.mel, { roleId: manager?.id ?? '' })
  places.ada = directChannel(slack.workspace, ada.id).id
  places.mel = directChannel(slack.workspace, mel.id).id
  places.general = channelCalled(slack.workspace, 'general').id
  const { version } = await seeSettings(owner)
  await changeSettings(owner, {
    version,
    reminderAgeSeconds: HOUR,
    reminderChannel: places.general,
    ...{ businessFrom: '00:00', businessUntil: '24:00', businessDays: [1, 2, 3, 4, 5, 6, 7] },
  })
  careless = await connect(house, owner, { name: 'Careless', ceiling: 'owner' })
  await expect(careless.make('ada@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
  await answerLink(owner, (await listLinkQuestions(owner))[0]?.id ?? '', 'linked')
  carelessId = (await careless.make('ada@acme.test')).id
})
afterEach(() => {
  office.slack.workspace.faults.outage = null
  allIsWell(office)
})
afterAll(() => office.close())

/** Where a card is to stand, and by which of its words it is known. */
interface Awaited {
  at: keyof typeof places
  about: string
}
/** Gets everything ready, and gives what makes a card be promised. */
type Cause = () => Promise<() => Promise<Awaited>>

let number = 0
const freshAddress = () => `p${++number}@people.test`
const invited = async () => {
  const email = freshAddress()
  const { token, invitationId } = await office.house.invited(office.owner, email)
  return { email, token, invitationId }
}

async function asking() {
  const { house } = office
  const mel = await house.userContext(office.organizationId, office.userIds.mel)
  const email = freshAddress()
  const ask = async () => {
    const [outcome] = await house.invite(mel, [email], { groups: [teamId] })
    if (outcome?.result !== 'awaits-approval') throw new Error(`${email}: ${outcome?.result}`)
    return outcome.invitationId
  }
  return { email, ask }
}

/** As if they had been asked so long ago that this many hours are left. */
const toTheEndOf = (address: string, hoursLeft: number) =>
  office.house.query(
    `update invitations set approval_asked_at = cast(:now as timestamptz) - make_interval(hours => 72 - :hoursLeft)
     where address like :address and approval_asked_at is not null`,
    { now: office.house.clock.now(), address, hoursLeft },
  )

/** Whatever was asked before has ended. */
async function theOnlyRequest(): Promise<string> {
  await toTheEndOf('%', 0)
  await endUndecided(office.house.outside())
  const { email, ask } = await asking()
  await ask()
  await office.house.deliverAll()
  return email
}

async function unanswered() {
  const { house } = office
  // Whatever was invited before has ended by then: this reminder is about one.
  house.clock.moveSeconds(2 * DAY)
  await remindAboutPending(house.outside())
  await house.deliverAll()
  const person = await invited()
  house.clock.moveSeconds(2 * HOUR)
  return person
}

const reminding =
  (at: Awaited['at']): Cause =>
  async () => {
    const { email } = await unanswered()
    return async () => {
      await remindAboutPending(office.house.outside())
      return { at, about: email }
    }
  }

async function leftOver() {
  const { house } = office
  // Whatever was left over before has been told by then: this digest is about one. A late one rests two days, so that
  // after ten there is another for certain.
  house.clock.moveSeconds(10 * DAY)
  await digestTheWeek(house.outside())
  await house.deliverAll()
  const person = await invited()
  house.clock.moveSeconds(10 * DAY)
  return person
}

/** To those who manage invitations it comes where there is no channel. */
async function digest(at: 'ada' | 'general'): Promise<void> {
  const { house } = office
  await house.db('organizations').update({ reminderChannel: at === 'general' ? places.general : null })
  await digestTheWeek(house.outside())
}

const digesting =
  (at: 'ada' | 'general'): Cause =>
  async () => {
    const { email } = await leftOver()
    return async () => {
      await digest(at)
      return { at, about: email }
    }
  }

async function question() {
  const name = `Asking ${++number}`
  const provider = await connect(office.house, office.owner, { name })
  const ask = () => expect(provider.make('mel@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
  return { about: name, ask }
}

const causes: Record<Exclude<Card['occasion'], 'reminder'>, Cause> & Record<string, Cause> = {
  'invitation-accepted': async () => {
    const { token } = await invited()
    const firstName = `Person${number}`
    return async () => {
      await office.house.accept(token, { firstName })
      return { at: 'ada', about: `${firstName} Meyer` }
    }
  },
  'invitation-declined': async () => {
    const { email, token } = await invited()
    return async () => {
      await declineInvitation(office.house.outside(), token, '')
      return { at: 'ada', about: `${email} has declined` }
    }
  },
  'delivery-failed': async () => async () => {
    const { house, owner } = office
    const email = freshAddress()
    house.post.answer = (_, { to }) =>
      to === email ? { result: 'failed', reply: '550 No such user' } : { result: 'sent', reply: '250 OK' }
    await house.invite(owner, [email])
    return { at: 'ada', about: `did not reach ${email}` }
  },
  'new-link-asked': async () => {
    const { email, token } = await invited()
    office.house.clock.moveHours(25)
    return async () => {
      await askForNewLink(office.house.outside(), token)
      return { at: 'ada', about: `${email} asks for a new link` }
    }
  },
  'approval-asked': async () => {
    const { email, ask } = await asking()
    return async () => {
      await ask()
      return { at: 'ada', about: `would like to invite ${email}` }
    }
  },
  'approval-awaited': async () => {
    const { email, ask } = await asking()
    return async () => {
      await ask()
      return { at: 'mel', about: `Your request to invite ${email} waits` }
    }
  },
  'approval-decided': async () => {
    const { email, ask } = await asking()
    const id = await ask()
    await office.house.deliverAll()
    return async () => {
      await approveInvitation(office.owner, id)
      return { at: 'mel', about: `Your request to invite ${email} was approved` }
    }
  },
  'approval-ending': async () => {
    const email = await theOnlyRequest()
    return async () => {
      await toTheEndOf(email, 12)
      await askAgain(office.house.outside())
      return { at: 'ada', about: `would like to invite ${email}` }
    }
  },
  'approval-undecided': async () => {
    const email = await theOnlyRequest()
    return async () => {
      await toTheEndOf(email, 0)
      await endUndecided(office.house.outside())
      return { at: 'mel', about: `Your request to invite ${email} has ended` }
    }
  },
  'link-asked': async () => {
    const { about, ask } = await question()
    return async () => {
      await ask()
      return { at: 'ada', about }
    }
  },
  'owner-kept': async () => {
    // They hear of it once a day.
    office.house.clock.moveHours(25)
    return async () => {
      await expect(careless.change(carelessId, { isActive: false })).rejects.toMatchObject({
        code: 'last-owner',
      })
      return { at: 'ada', about: 'Careless wanted to end your access' }
    }
  },
  'token-ending': async () => {
    const { house, owner } = office
    const name = `Entra ${++number}`
    const { connectionId } = await connected(house, owner, { name })
    return async () => {
      const now = house.clock.now()
      const ends = { expiresAt: new Date(now.getTime() + 13 * DAY * 1000), warnAt: now }
      await house.db('scimTokens').where({ connectionId }).update(ends)
      await warnOfExpiringTokens(house.outside())
      return { at: 'ada', about: `A token of ${name} ends` }
    }
  },
  'channel-lost': async () => async () => {
    const { house, organizationId, userIds } = office
    await house.query(`update organizations set reminder_channel_lost = 'Slack said is_archived'`)
    const promised = { organizationId, kind: 'channel-lost' as const, userId: userIds.ada }
    await house.db.transaction((tx) => outbox.post(tx, house.clock.now(), [promised]))
    return { at: 'ada', about: 'Reminders do not reach their channel' }
  },
  'cut-off': async () => async () => {
    const { house, organizationId, userIds } = office
    const promised = { organizationId, kind: 'deed-cut-off' as const, userId: userIds.ada }
    await house.db.transaction((tx) => outbox.post(tx, house.clock.now(), [promised]))
    return { at: 'ada', about: 'Usher was interrupted' }
  },
  'staged-run': async () => {
    // Two: while the first is tried, the second batch has nothing to draw anew.
    const people = await staged(office.house, office.organizationId, 60)
    return async () => {
      await startStaged(office.owner)
      await inviteStaged(office.house.outside())
      office.house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
      await inviteStaged(office.house.outside())
      return { at: 'ada', about: `${people} of ${people} people invited` }
    }
  },
  'reminder to the inviter': reminding('ada'),
  'reminder in the channel': reminding('general'),
  'digest to whoever manages invitations': digesting('ada'),
  'digest in the channel': digesting('general'),
  'word of welcome': async () => async () => {
    const { house, organizationId, userIds } = office
    const promised = { organizationId, kind: 'slack-connected' as const, userId: userIds.mel }
    await house.db.transaction((tx) => outbox.post(tx, house.clock.now(), [promised]))
    return { at: 'mel', about: 'You are connected to Acme' }
  },
}

/** A card that stands there already, and what has it drawn anew: then it shows this. */
type Change = () => Promise<Awaited & { happens(): Promise<unknown>; shows: RegExp }>

const reminded = async (at: Awaited['at']) => {
  const { email, invitationId } = await unanswered()
  await remindAboutPending(office.house.outside())
  return { at, about: email, happens: () => cancelInvitation(office.owner, invitationId), shows: /Cancelled/ }
}

const digested = async (at: 'ada' | 'general') => {
  const { email, invitationId } = await leftOver()
  await digest(at)
  const happens = () => cancelInvitation(office.owner, invitationId)
  // What could not be delivered to somebody in another case may still be left over.
  const shows = /last week: \d+ messages? not delivered|Nothing is left over/
  return { at, about: email, happens, shows }
}

const changes: Record<string, Change> = {
  'an invitation': async () => {
    const { email, token, invitationId } = await invited()
    office.house.clock.moveHours(25)
    await askForNewLink(office.house.outside(), token)
    const happens = () => resendInvitation(office.owner, invitationId)
    return { at: 'ada', about: `${email} asks for a new link`, happens, shows: /Pending/ }
  },
  'a request, for whoever was asked': async () => {
    const { email, ask } = await asking()
    const id = await ask()
    const happens = () => denyInvitation(office.owner, id)
    return { at: 'ada', about: `would like to invite ${email}`, happens, shows: /Denied/ }
  },
  'a request, for whoever asked': async () => {
    const { email, ask } = await asking()
    const id = await ask()
    const happens = () => cancelInvitation(office.owner, id)
    return { at: 'mel', about: `Your request to invite ${email}`, happens, shows: /is closed/ }
  },
  'a question': async () => {
    const { about, ask } = await question()
    await ask()
    const asked = (await listLinkQuestions(office.owner)).find((it) => it.connectionName === about)
    const happens = () => answerLink(office.owner, asked?.id ?? '', 'refused')
    return { at: 'ada', about, happens, shows: /stays refused/ }
  },
  'how far inviting everybody is': async () => {
    const people = await staged(office.house, office.organizationId, 1)
    await startStaged(office.owner)
    const happens = () => inviteStaged(office.house.outside())
    return { at: 'ada', about: `0 of ${people} person invited`, happens, shows: /1 of 1 person invited/ }
  },
  'a reminder to the inviter': () => reminded('ada'),
  'a reminder in the channel': () => reminded('general'),
  'a digest for whoever manages invitations': () => digested('ada'),
  'a digest in the channel': () => digested('general'),
}

/** Every message there, in its words. */
const standing = (at: Awaited['at']): string[] =>
  messagesIn(office.slack.workspace, places[at]).map((it) =>
    JSON.stringify([it.text, it.blocks]).replaceAll(/<mailto:[^|>]*\|([^>]*)>/g, '$1'),
  )

/** The queue's work, over so many minutes. */
async function passes(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 10) {
    office.house.clock.moveSeconds(600)
    await office.house.deliverAll()
  }
}

describe.each([
  ['asks to wait each time', { status: 429, retryAfter: 30 }],
  ['breaks off every call', 'reset' as const],
])('while Slack %s for an hour', (_weather, outage) => {
  test.each(Object.entries(causes))('no card is lost and none stands twice: %s', async (_occasion, cause) => {
    const { faults } = office.slack.workspace
    const happens = await cause()
    await office.house.deliverAll()
    const before = counted()
    faults.outage = outage
    const { at, about } = await happens()
    await passes(60)
    expect(counted()).toEqual(before)
    faults.outage = null
    await passes(60)
    expect(counted()[at]).toBe((before[at] ?? 0) + 1)
    expect(standing(at).at(-1)).toContain(about)
  })

  test.each(Object.entries(changes))('%s is drawn anew in its place', async (_what, change) => {
    const { faults } = office.slack.workspace
    const { at, about, happens, shows } = await change()
    await office.house.deliverAll()
    const [before, place] = [counted(), standing(at).findLastIndex((it) => it.includes(about))]
    expect(standing(at)[place]).toBeDefined()
    expect(standing(at)[place]).not.toMatch(shows)
    faults.outage = outage
    await happens()
    await passes(60)
    expect(standing(at)[place]).not.toMatch(shows)
    faults.outage = null
    await passes(60)
    expect(counted()[at]).toBe(before[at])
    expect(standing(at)[place]).toMatch(shows)
  })
})

const counted = (): Record<string, number> =>
  Object.fromEntries((['ada', 'mel', 'general'] as const).map((at) => [at, standing(at).length]))
