import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addMembers } from '../../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { askForNewLink } from '../../../src/usecases/invitations/ask-for-new-link.ts'
import { declineInvitation } from '../../../src/usecases/invitations/decline-invitation.ts'
import { seeInvitation } from '../../../src/usecases/invitations/see-invitation.ts'
import { grantRole } from '../../../src/usecases/roles/grant-role.ts'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  const { house, owner, userIds } = office
  const platform = await createGroup(owner, { kind: 'team', name: 'Platform' })
  await addMembers(owner, platform.id, [userIds.mel])
  const [manager] = await house.query<{ id: string }>(`select id from roles where key = 'manager'`)
  await grantRole(owner, userIds.mel, { roleId: manager?.id ?? '' })
  await house.deliverAll()
  house.clock.moveSeconds(1)
})
afterEach(async () => {
  await office.bot.door.settled()
  for (const one of [office.ada, office.grace, office.mel]) {
    await one.closes({ all: true }).catch(() => {})
    one.looksAt('app')
  }
  allIsWell(office)
  office.house.clock.moveSeconds(60)
})
afterAll(() => office.close())

const deathOf = async (token: string) => (await seeInvitation(office.house.outside(), token))?.death
const invited = (address: string, wish = {}) => office.house.invited(office.owner, address, wish)

describe('whoever invited hears', () => {
  test('that it was accepted, once, and in their own messages', async () => {
    const { ada, house, grace } = office
    const { token } = await invited('yes@people.test')
    await house.accept(token, { firstName: 'Yara', lastName: 'Es' })
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('Yara Es has accepted your invitation')
    expect(ada.sees).toContain('Accepted')
    expect(grace.seesAt('app')).not.toContain('Yara')
  })

  test('that it was declined, with the reason, and can invite again from there', async () => {
    const { ada, house } = office
    const { token } = await invited('no@people.test')
    await declineInvitation(house.outside(), token, 'Wrong *Nora* <!here>')
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('no@people.test has declined your invitation')
    expect(ada.sees).toContain('Wrong')
    await ada.click('Invite again', { in: 'no@people.test' })
    await ada.waitsFor('E-mail addresses')
    expect(ada.sees).toContain('no@people.test')
  })

  test('that the letter was refused, in the words of the mail server, and corrects the address', async () => {
    const { ada, house } = office
    house.post.answer = (_, { to }) =>
      to === 'typo@people.test'
        ? { result: 'failed', reply: '550 5.1.1 No such user here' }
        : { result: 'sent', reply: '250 OK' }
    await house.invite(office.owner, ['typo@people.test'])
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('Your invitation did not reach typo@people.test')
    expect(ada.sees).toContain('550 5.1.1 No such user here')
    await ada.click('Edit', { in: 'typo@people.test' })
    await ada.waitsFor('E-mail address')
    await ada.fill({ 'E-mail address': 'right@people.test' })
    await ada.submit()
    await ada.waitsFor('A new invitation to right@people.test is queued')
    await ada.closes()
    await house.deliverAll()
    expect(await deathOf(house.post.tokenFor('right@people.test'))).toBeNull()
    await ada.waitsFor(/did not reach typo@people\.test[\s\S]*Cancelled/)
  })

  test('that a new link is asked for, and sends it with one click', async () => {
    const { ada, house } = office
    const { token } = await invited('lost@people.test')
    house.clock.moveHours(25)
    await askForNewLink(house.outside(), token)
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('lost@people.test asks for a new link')
    await ada.click('Resend', { in: 'lost@people.test' })
    await ada.waitsFor('A new letter to lost@people.test is queued')
    await house.deliverAll()
    expect(await deathOf(house.post.tokenFor('lost@people.test'))).toBeNull()
  })
})

describe('a request of a manager', () => {
  const ask = async (address: string) => {
    const { mel, house } = office
    mel.looksAt('general')
    await mel.command(`/invites ${address} in Platform`)
    await mel.waitsFor(`${address} · waits for somebody else to approve it`)
    await house.deliverAll()
    mel.looksAt('app')
  }

  test('is approved from the card of one, and the card of the other shows it', async () => {
    const { ada, grace, mel, house } = office
    await ask('asked@people.test')
    for (const one of [ada, grace]) {
      one.looksAt('app')
      await one.waitsFor('would like to invite asked@people.test')
    }
    await grace.click('Approve', { in: 'asked@people.test' })
    await grace.waitsFor('Approved: asked@people.test is invited')
    await house.deliverAll()
    expect(house.post.linksFor('asked@people.test')).toHaveLength(1)
    await ada.waitsFor(/would like to invite asked@people\.test[\s\S]*Pending/)
    expect(
      ada.buttons.filter((it) => it.row.includes('asked@people.test')).map((it) => it.label),
    ).not.toContain('Approve')
    await mel.waitsFor('Your request to invite asked@people.test was approved')
  })

  test('is denied with a reason, from the Home, and a card that is older says so', async () => {
    const { ada, grace, mel, house } = office
    await ask('denied@people.test')
    await opensAt(office, grace, 'Invitations')
    await grace.waitsFor('denied@people.test')
    await grace.click('Deny', { in: 'denied@people.test' })
    await grace.waitsFor('is not invited')
    await grace.fill({ Reason: 'We are full' })
    await grace.submit()
    await grace.waitsFor('Denied.')
    ada.looksAt('app')
    await ada.click('Approve', { in: 'denied@people.test' })
    await ada.waitsFor('This invitation is denied by now')
    await house.deliverAll()
    expect(house.post.linksFor('denied@people.test')).toEqual([])
    await mel.waitsFor('Your request to invite denied@people.test was denied')
    expect(mel.sees).toContain('We are full')
  })

  test('is withdrawn by whoever asked, from the card in their messages, and the cards of the others show it', async () => {
    const { ada, grace, mel, house, userIds } = office
    await ask('withdrawn@people.test')
    await mel.waitsFor('Your request to invite withdrawn@people.test waits for somebody else to approve it')
    await mel.click('Withdraw request', { in: 'withdrawn@people.test' })
    await mel.waitsFor('withdrawn@people.test is not invited, and whoever was asked sees')
    await mel.submit()
    await mel.waitsFor('Withdrawn. Whoever was asked sees it.')
    await mel.closes({ all: true }).catch(() => {})
    await house.deliverAll()
    await mel.waitsFor('Your request to invite withdrawn@people.test is closed')
    for (const one of [ada, grace]) {
      one.looksAt('app')
      await one.waitsFor(/would like to invite withdrawn@people\.test[\s\S]*Cancelled/)
      const offered = one.buttons.filter((it) => it.row.includes('withdrawn@people.test'))
      expect(offered.map((it) => it.label)).not.toContain('Approve')
    }
    expect(house.post.linksFor('withdrawn@people.test')).toEqual([])
    const audited = await house.query<{ actorId: string }>(
      `select actor_id "actorId" from audit_entries where act = 'invitation.withdraw'`,
    )
    expect(audited).toEqual([{ actorId: userIds.mel }])
  })

  test('is withdrawn from the Home, or by the word for it; who was faster has decided', async () => {
    const { grace, mel, house } = office
    await ask('home@people.test')
    await opensAt(office, mel, 'Invitations')
    await mel.waitsFor('home@people.test')
    await mel.click('Withdraw request', { in: 'home@people.test' })
    await mel.waitsFor('is not invited')
    await mel.submit()
    await mel.waitsFor('Withdrawn.')
    await mel.closes({ all: true }).catch(() => {})
    await ask('word@people.test')
    await mel.command('/people cancel word@people.test')
    await mel.waitsFor('Take back the invitation of word@people.test')
    await mel.submit()
    await mel.waitsFor('Cancelled.')
    await mel.closes({ all: true }).catch(() => {})

    await ask('faster@people.test')
    await mel.click('Withdraw request', { in: 'faster@people.test' })
    await mel.waitsFor('is not invited')
    grace.looksAt('app')
    await grace.click('Approve', { in: 'faster@people.test' })
    await grace.waitsFor('Approved: faster@people.test is invited')
    await mel.submit()
    await mel.waitsFor('This invitation is pending by now')
    await house.deliverAll()
    expect(house.post.linksFor('faster@people.test')).toHaveLength(1)
    expect(house.post.linksFor('word@people.test')).toEqual([])
  })

  test('stands on the Home of whoever asked, who sees nobody else there', async () => {
    const { mel } = office
    await invited('others@people.test')
    await ask('own@people.test')
    await opensAt(office, mel, 'Invitations')
    await mel.waitsFor('own@people.test')
    expect(mel.sees).toContain('Awaiting approval')
    expect(mel.sees).not.toContain('others@people.test')
    expect(mel.buttons.map((it) => it.label)).not.toContain('Approve')
    await mel.click('Invite people')
    await mel.waitsFor('Somebody who may invite has to approve these')
  })
})
