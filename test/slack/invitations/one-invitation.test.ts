import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { homeOf } from '../../../src/playground/workspace/screens.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { resendInvitation } from '../../../src/usecases/invitations/resend-invitation.ts'
import { seeInvitation } from '../../../src/usecases/invitations/see-invitation.ts'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await createGroup(office.owner, { kind: 'team', name: 'Platform' })
  await createGroup(office.owner, { kind: 'unit', name: 'Berlin' })
  office.house.clock.moveSeconds(1)
})
afterEach(async () => {
  await office.bot.door.settled()
  await office.ada.closes({ all: true }).catch(() => {})
  allIsWell(office)
  office.house.clock.moveSeconds(60)
})
afterAll(() => office.close())

const deathOf = async (token: string) => (await seeInvitation(office.house.outside(), token))?.death
const invited = (address: string, wish = {}) => office.house.invited(office.owner, address, wish)
async function atHome(address: string) {
  await opensAt(office, office.ada, 'Invitations')
  await office.ada.waitsFor(address)
  await office.bot.door.settled()
}

describe('one invitation on the Home', () => {
  test('shows message, roles, expiry and its trail, and helps when no letter came', async () => {
    const { ada, house } = office
    const { token } = await invited('trail@people.test', { message: 'Hello *there*', roles: ['Admin'] })
    await seeInvitation(house.outside(), token)
    await atHome('trail@people.test')
    await ada.click('Details and trail', { in: 'trail@people.test' })
    await ada.waitsFor('What happened')
    for (const words of [
      'Hello',
      'Admin',
      'in 24 hours',
      'The letter is queued',
      'The mail server took the letter',
      'The link was opened',
      'spam',
      'Ada Lovelace',
    ])
      expect(ada.sees).toContain(words)
    expect(ada.sees).not.toContain('https://usher.test')
  })

  test('of another organization is not there', async () => {
    const { ada, house, slack } = office
    const other = await house.organization('Other', 'eve@other.test')
    const [theirs] = await house.invite(other.owner, ['secret@other.test'])
    const { invitationId } = await invited('mine@people.test')
    await ada.choose('Which invitations', 'Everything open')
    const stranger = theirs && 'invitationId' in theirs ? theirs.invitationId : ''
    for (const id of [stranger, '01900000-0000-7000-8000-000000000000', 'nonsense']) {
      await atHome('mine@people.test')
      const home = homeOf(slack.workspace, ada.id)
      if (home) home.blocks = JSON.parse(JSON.stringify(home.blocks).replaceAll(invitationId, id))
      for (const deed of ['Details and trail', 'Edit', 'Copy link', 'Cancel invitation']) {
        await ada.click(deed, { in: 'mine@people.test' })
        await ada.waitsFor('That invitation is not there.')
        await office.bot.door.settled()
        await ada.closes({ all: true })
      }
      await ada.click('Resend', { in: 'mine@people.test' })
      await ada.waitsFor('That invitation is not there.')
    }
  })

  test('is sent again with a new link, and the old one is dead; too often is refused kindly', async () => {
    const { ada, house, owner } = office
    const { token, invitationId } = await invited('again@people.test')
    await atHome('again@people.test')
    await ada.click('Resend', { in: 'again@people.test' })
    await ada.waitsFor('A new letter to again@people.test is queued')
    await house.deliverAll()
    expect(await deathOf(token)).toBe('superseded')
    expect(await deathOf(house.post.tokenFor('again@people.test'))).toBeNull()
    for (let more = 0; more < 4; more++) {
      house.clock.moveSeconds(60)
      await resendInvitation(owner, invitationId)
    }
    await ada.click('Resend', { in: 'again@people.test' })
    await ada.waitsFor('That was very often. Try again in 56 minutes.')
  })

  test('gives a fresh link by hand, once, in a modal', async () => {
    const { ada, house } = office
    const { token } = await invited('byhand@people.test')
    await atHome('byhand@people.test')
    await ada.click('Copy link', { in: 'byhand@people.test' })
    await ada.waitsFor('every link they have received so far')
    expect(await deathOf(token)).toBeNull()
    await ada.submit()
    await ada.waitsFor('Hand this link to')
    const link = /https:\/\/usher\.test\/\S+/.exec(ada.sees)?.[0] ?? ''
    expect(await deathOf(token)).toBe('superseded')
    await ada.closes()
    await house.accept(link.split('/').at(-1) ?? '')
    await opensAt(office, ada, 'Invitations')
    await ada.waitsUntil(() => !ada.sees.includes('byhand@people.test'))
  })

  test('is cancelled after a confirmation that names whom, with a reason', async () => {
    const { ada } = office
    const { token } = await invited('gone@people.test')
    await atHome('gone@people.test')
    await ada.click('Cancel invitation', { in: 'gone@people.test' })
    await ada.waitsFor('Take back the invitation of gone@people.test?')
    expect(ada.sees).toContain('The link dies at once')
    expect(await deathOf(token)).toBeNull()
    await ada.fill({ Reason: 'Wrong person' })
    await ada.submit()
    await ada.waitsFor('Cancelled. The link is dead')
    expect(ada.sees).toContain('Wrong person')
    expect(await deathOf(token)).toBe('cancelled')
    await ada.click('Invite again')
    await ada.waitsFor('E-mail addresses')
    expect(ada.sees).toContain('gone@people.test')
    await ada.submit()
    await ada.waitsFor('Invitation created')
    await ada.closes({ all: true })
    await ada.waitsFor('gone@people.test')
  })

  test('can have its roles and groups corrected, and the link lives on', async () => {
    const { ada } = office
    const { token } = await invited('edit@people.test')
    await atHome('edit@people.test')
    await ada.click('Edit', { in: 'edit@people.test' })
    await ada.waitsFor('The invitation of')
    await ada.fill({ Role: ['Admin'], Teams: ['Platform'], Unit: 'Berlin' })
    await ada.submit()
    await ada.waitsFor('Saved. The link stays as it is.')
    expect(ada.sees).toContain('Platform (team)')
    expect(ada.sees).toContain('Admin')
    expect(await deathOf(token)).toBeNull()
  })

  test('goes to another address as a new invitation with the same promises', async () => {
    const { ada, house } = office
    const { token } = await invited('wrnog@people.test', { groups: ['Platform'] })
    await atHome('wrnog@people.test')
    await ada.click('Edit', { in: 'wrnog@people.test' })
    await ada.waitsFor('E-mail address')
    await ada.fill({ 'E-mail address': 'not one' })
    await ada.submit()
    await ada.waitsFor('is not an e-mail address')
    await ada.fill({ 'E-mail address': 'wrong@people.test' })
    await ada.submit()
    await ada.waitsFor('A new invitation to wrong@people.test is queued')
    expect(ada.sees).toContain('Platform (team)')
    await house.deliverAll()
    expect(await deathOf(token)).toBe('cancelled')
    expect(await deathOf(house.post.tokenFor('wrong@people.test'))).toBeNull()
  })

  test('that was decided meanwhile is shown as it is, and nothing changes', async () => {
    const { ada, house, owner } = office
    const { invitationId } = await invited('stale@people.test')
    await atHome('stale@people.test')
    await ada.click('Cancel invitation', { in: 'stale@people.test' })
    await ada.waitsFor('Take back the invitation')
    await cancelInvitation(owner, invitationId, 'by the other')
    await ada.submit()
    await ada.waitsFor('This invitation is cancelled by now')
    expect(ada.sees).toContain('by the other')
    await ada.closes({ all: true })
    const other = await invited('stale2@people.test')
    await atHome('stale2@people.test')
    await house.accept(other.token)
    await ada.click('Resend', { in: 'stale2@people.test' })
    await ada.waitsFor('This invitation is accepted by now')
  })

  test('says expired without any job, and is sent anew from there', async () => {
    const { ada, house } = office
    await invited('late@people.test')
    house.clock.moveHours(24)
    await atHome('late@people.test')
    await ada.choose('Which invitations', 'Expired')
    await ada.waitsFor('late@people.test')
    expect(ada.sees).toContain('Expired')
    await ada.click('Resend', { in: 'late@people.test' })
    await ada.waitsFor('A new letter to late@people.test is queued')
    await house.deliverAll()
    await house.accept(house.post.tokenFor('late@people.test'))
  })

  test('that waits for its hour can be sent now', async () => {
    const { ada, house, owner } = office
    await house.invite(owner, ['waits@people.test'], {
      sendAfter: new Date(house.clock.now().getTime() + 3_600_000),
    })
    await ada.choose('Which invitations', 'Scheduled')
    await ada.waitsFor('waits@people.test')
    await ada.click('Send now', { in: 'waits@people.test' })
    await ada.waitsFor('queued and leaves now')
    await house.deliverAll()
    expect(house.post.linksFor('waits@people.test')).toHaveLength(1)
  })
})
