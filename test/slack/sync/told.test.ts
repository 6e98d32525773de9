import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../../src/domain/time.ts'
import { endConnection } from '../../../src/usecases/connections/end-connection.ts'
import { warnOfExpiringTokens } from '../../../src/usecases/connections/warn-of-expiring-tokens.ts'
import {
  answerLink,
  listLinkQuestions,
  seeLinkQuestion,
} from '../../../src/usecases/provisioning/link-questions.ts'
import { seeRoles } from '../../../src/usecases/roles/see-roles.ts'
import { setRoles } from '../../../src/usecases/roles/set-roles.ts'
import { connect } from '../../support/provider.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { connected } from '../../support/team-provider.ts'
import { looking } from './looking.ts'

let office: Office
let look: ReturnType<typeof looking>
beforeAll(async () => {
  office = await openOffice()
  look = looking(office)
})
afterEach(() => allIsWell(office))
afterEach(() => office.ada.closes({ all: true }).catch(() => {}))
afterAll(() => office.close())

describe('the question whether somebody is the same person', () => {
  test('is put to every owner, and shows everybody what one has answered', async () => {
    const { ada, grace, house, owner, userIds } = office
    const roles = await seeRoles(owner)
    await setRoles(owner, userIds.grace, {
      roles: roles.flatMap((it) => (it.key === 'owner' ? [it.id] : [])),
    })
    const provider = await connect(house, owner, { name: 'Asking' })
    await expect(provider.make('mel@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
    await house.deliverAll()
    for (const who of [ada, grace]) {
      who.looksAt('app')
      await who.waitsFor('Are they the same person?')
      expect(who.sees).toContain('Asking says that mel@acme.test is one of its people.')
    }
    await grace.click('Link them', { confirm: true })
    await grace.waitsFor('The same person, said by Robin Meyer')
    await house.deliverAll()
    await ada.waitsFor('The same person, said by Robin Meyer')
    expect(ada.sees).not.toContain('[Link them]')
    expect((await provider.make('mel@acme.test')).id).toBe(userIds.mel)
  })

  test('is answered once: an older card says so, and nobody but an owner answers', async () => {
    const { ada, house, owner, organizationId, userIds } = office
    const other = await house.invited(owner, 'otto@acme.test', { roles: ['Owner'] })
    const otto = await house.accept(other.token)
    const provider = await connect(house, owner, { name: 'Twice' })
    await expect(provider.make('otto@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
    const asked = (await listLinkQuestions(owner)).find((it) => it.connectionName === 'Twice')
    const mel = await house.userContext(organizationId, userIds.mel)
    for (const answer of ['linked', 'refused'] as const)
      await expect(answerLink(mel, asked?.id ?? '', answer)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(seeLinkQuestion(mel, asked?.id ?? '')).rejects.toMatchObject({ code: 'not-permitted' })

    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('Twice says that otto@acme.test')
    await answerLink(await house.userContext(organizationId, otto.userId), asked?.id ?? '', 'refused')
    await ada.click('Link them', { in: 'Twice says', confirm: true })
    await ada.waitsFor('Another owner has answered otherwise before you')
    expect(ada.sees).toContain('Not the same person, said by Robin Meyer')
    await house.deliverAll()
    const admin = (await seeRoles(owner)).flatMap((it) => (it.key === 'admin' ? [it.id] : []))
    await setRoles(owner, otto.userId, { roles: admin })
  })

  test('answered while its card is on the way is drawn anew when it stands there', async () => {
    const { ada, house, owner } = office
    const provider = await connect(house, owner, { name: 'Quick' })
    await expect(provider.make('otto@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
    const asked = (await listLinkQuestions(owner)).find((it) => it.connectionName === 'Quick')
    const deliver = house.slack
    house.slack = async (card, place) => {
      const delivered = (await deliver?.(card, place)) ?? { result: 'failed', reply: 'no Slack' }
      await answerLink(owner, asked?.id ?? '', 'refused')
      return delivered
    }
    await house.deliverAll()
    house.slack = deliver
    ada.looksAt('app')
    await ada.waitsFor('Quick stays refused, and nobody is asked again')
  })

  test('has nothing to answer any more when its connection was ended, wherever its card stands', async () => {
    const { ada, house, owner } = office
    const provider = await connect(house, owner, { name: 'Leaving' })
    await expect(provider.make('otto@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
    const asked = (await listLinkQuestions(owner)).find((it) => it.connectionName === 'Leaving')
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('Leaving says that otto@acme.test')
    await endConnection(owner, provider.connectionId)
    await expect(answerLink(owner, asked?.id ?? '', 'linked')).rejects.toMatchObject({
      code: 'connection-ended',
      facts: { connection: 'Leaving' },
    })
    await house.deliverAll()
    await ada.waitsFor('Leaving is disconnected meanwhile: there is nothing to answer.')
    expect((await listLinkQuestions(owner)).map((it) => it.connectionName)).not.toContain('Leaving')
  })

  test('stands in the area too, and is answered there', async () => {
    const { ada, house, owner } = office
    const provider = await connect(house, owner, { name: 'Asking again' })
    await expect(provider.make('grace@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
    await look.inSync()
    await ada.waitsFor('Asking again says that grace@acme.test')
    await ada.click('Not the same person')
    await ada.waitsFor('nobody is asked again')
    expect(ada.buttons.map((it) => it.label)).not.toContain('Not the same person')
    await house.deliverAll()
  })
})

describe('somebody whom a provider looks after', () => {
  test('has a profile that says so, with what is fixed; and can be welcomed again until they have come', async () => {
    const { ada, house, owner } = office
    const provider = await connect(house, owner, { name: 'Directory' })
    await provider.make('hedy@acme.test', { firstName: 'Hedy', lastName: 'Lamarr', position: 'Inventor' })
    await house.deliverAll()
    const before = house.post.linksFor('hedy@acme.test').length
    house.clock.moveSeconds(HOUR)
    ada.looksAt('general')
    await ada.command('/people show hedy@acme.test')
    await ada.waitsFor('Looked after by Directory.')
    expect(ada.sees).toContain('the last name')
    expect(ada.sees).not.toContain('[Send password reset]')
    await ada.click('Resend welcome')
    await ada.waitsFor('A letter with a way in for Hedy Lamarr')
    await house.deliverAll()
    expect(house.post.linksFor('hedy@acme.test')).toHaveLength(before + 1)
    await ada.closes({ all: true })
  })
})

describe('the last owner', () => {
  test('hears from Slack that a provider wanted them gone', async () => {
    const { ada, house, owner, userIds } = office
    const provider = await connect(house, owner, { name: 'Careless', ceiling: 'owner' })
    await expect(provider.make('ada@acme.test')).rejects.toMatchObject({ code: 'link-needed' })
    const [asked] = await listLinkQuestions(owner)
    await answerLink(owner, asked?.id ?? '', 'linked')
    const { id } = await provider.make('ada@acme.test')
    expect(id).toBe(userIds.ada)
    const admin = (await seeRoles(owner)).flatMap((it) => (it.key === 'admin' ? [it.id] : []))
    await setRoles(owner, userIds.grace, { roles: admin })
    await expect(provider.change(id, { isActive: false })).rejects.toMatchObject({ code: 'last-owner' })
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('You are the last owner')
    expect(ada.sees).toContain('Careless wanted to suspend or delete your account.')
  })
})

describe('a token that ends', () => {
  test('is a card to whoever manages connections, with the way to renew it', async () => {
    const { ada, house } = office
    await connected(house, office.owner, { name: 'Entra' })
    const { id } = await look.connectionCalled('Entra')
    await house
      .db('scimTokens')
      .where({ connectionId: id })
      .update({
        expiresAt: new Date(house.clock.now().getTime() + 13 * DAY * 1000),
        warnAt: house.clock.now(),
      })
    await warnOfExpiringTokens(house.outside())
    await house.deliverAll()
    ada.looksAt('app')
    await ada.waitsFor('A token of Entra ends in 13 days')
    await ada.click('Renew the token', { in: 'Entra' })
    await ada.waitsFor('By these Entra is let in')
    await ada.closes({ all: true })
  })
})
