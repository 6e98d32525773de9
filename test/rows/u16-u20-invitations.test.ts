import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listInvitations } from '../../src/usecases/invitations/list-invitations.ts'
import { seeGrants } from '../../src/usecases/roles/see-roles.ts'
import { addUser } from '../../src/usecases/users/add-user.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { allIsWell } from '../support/slack/office.ts'
import {
  accepted,
  asked,
  atHome,
  Browser,
  joined,
  offeredTo,
  openWalk,
  settle,
  tidied,
  type Walk,
} from './walk.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterEach(async () => {
  await tidied(walk)
  allIsWell(walk)
})
afterAll(() => walk.close())

const atInvitations = async (which = 'Everything open', who = walk.ada) => {
  await atHome(walk, who, 'Invitations')
  if (which !== 'Everything open') await who.choose('Which invitations', which)
  await walk.bot.door.settled()
}
/** The lines of one invitation on the Home. */
const linesOf = (address: string): string => {
  const lines = walk.ada.sees.split('\n')
  const at = lines.findIndex((it) => it.includes(address))
  return at < 0 ? '' : lines.slice(at, at + 3).join('\n')
}
const details = async (address: string): Promise<string> => {
  await walk.ada.click('Details and trail', { in: address })
  await walk.ada.waitsFor('What happened')
  const text = walk.ada.sees
  await walk.ada.closes()
  return text
}
const rowOf = async (invitationId: string) => {
  const [row] = await walk.house.query<{ generation: number; sentAt: Date; expiresAt: Date; ending: string }>(
    `select generation, sent_at "sentAt", expires_at "expiresAt", ending from invitations where id = :invitationId`,
    { invitationId },
  )
  if (!row) throw new Error('No such invitation')
  return row
}
const statusOf = async (token: string) => (await new Browser(walk.web).get(`/i/${token}`)).status
const lastTokenFor = async (address: string) => {
  await walk.house.deliverAll()
  return walk.house.post.tokenFor(address)
}
const invited = (address: string, wish = {}) => walk.house.invited(walk.owner, address, wish)

describe('U16 the list of invitations', () => {
  test('S3.26 S3.28 S3.29 S4.16 S4.17 S4.18 S4.19 S4.46 a row says to whom, as what, by whom and when; the details more', async () => {
    await invited('a.rather.long.address@people.test', { roles: ['Manager'], message: 'Hello you' })
    await atInvitations()
    const lines = linesOf('a.rather.long.address@people.test')
    expect(lines).toContain('a.rather.long.address@people.test\n:hourglass: Pending · Manager')
    expect(lines).toMatch(/Sent .* by @Ada Lovelace · expires 2026-03-03 09:00 UTC, in 24 hours/)
    const seen = await details('a.rather.long.address@people.test')
    expect(seen).toContain('>Hello you')
    expect(seen).toMatch(/Sent: 2026-03-02 09:00 UTC/)
    expect(seen).toMatch(/Expires: 2026-03-03 09:00 UTC: in 24 hours/)
  })

  test('S3.27 the role is theirs when they accept, and not before', async () => {
    const { owner } = walk
    const { token, userId } = await invited('later@people.test', { roles: ['Admin'] })
    expect(await seeGrants(owner, userId)).toEqual([])
    await accepted(walk, `https://usher.test/i/${token}`)
    expect((await seeGrants(owner, userId)).map((it) => it.name)).toEqual(['Admin'])
  })

  test('S4.15 /people pending and the Home show exactly what is open, expired ones too', async () => {
    const { ada, house } = walk
    house.clock.moveHours(24)
    await invited('young@people.test')
    const addressesIn = (text: string) => [...new Set(text.match(/[\w.]+@people\.test/g))].toSorted()
    const open = await house.query<{ address: string }>(
      'select address from invitations where ending is null',
    )
    const expected = open.map((it) => it.address).toSorted()
    expect(expected).toContain('a.rather.long.address@people.test')
    expect(addressesIn(await asked(walk, ada, '/people pending'))).toEqual(expected)
    await atInvitations()
    expect(addressesIn(ada.sees)).toEqual(expected)
    expect(linesOf('a.rather.long.address@people.test')).toContain(':warning: Expired')
  })

  test('S4.18 who invited stays known when they are gone', async () => {
    const { house, owner, organizationId } = walk
    const admin = await joined(walk, 'admin@people.test', { roles: ['Admin'], firstName: 'Vera' })
    await house.invite(await house.userContext(organizationId, admin), ['orphan@people.test'])
    await atInvitations()
    expect(linesOf('orphan@people.test')).toContain('by Vera Meitner')
    await settle(walk, { undoSeconds: 0 })
    await deleteUser(owner, admin)
    await purgeUsers(house.outside())
    await atInvitations()
    expect(linesOf('orphan@people.test')).toMatch(/Sent .* by Somebody who has left/)
    await settle(walk, { undoSeconds: 900 })
  })

  test('S4.20 S4.24 S4.45 expires when it was sent and a day of 86 400 seconds, in the night the clocks change too', async () => {
    const { house, ada } = walk
    await settle(walk, { timeZone: 'Europe/Berlin' })
    const night = Date.parse('2026-03-28T20:00:00Z')
    house.clock.moveSeconds((night - house.clock.now().getTime()) / 1000)
    const { invitationId } = await invited('night@people.test')
    const first = await rowOf(invitationId)
    expect(first.expiresAt.getTime() - first.sentAt.getTime()).toBe(86_400_000)
    house.clock.moveHours(3)
    await atInvitations()
    await ada.click('Resend', { in: 'night@people.test' })
    await ada.waitsFor('A new letter to night@people.test is queued')
    const second = await rowOf(invitationId)
    expect(second.sentAt).toEqual(house.clock.now())
    expect(second.expiresAt.getTime() - second.sentAt.getTime()).toBe(86_400_000)
    await settle(walk, { timeZone: 'UTC' })
  })
})

describe('U17 what becomes of them', () => {
  test('S3.30 S3.31 S3.33 S3.34 S4.21 S1.29 pending, expired, accepted, cancelled: the label, when and by whom', async () => {
    const { house, ada } = walk
    const { token, invitationId } = await invited('status@people.test')
    const other = await invited('unwanted@people.test')
    await atInvitations()
    expect(linesOf('status@people.test')).toContain('Pending')
    house.clock.moveHours(24)
    await atInvitations('Expired')
    expect(linesOf('status@people.test')).toContain('Expired')
    await ada.click('Resend', { in: 'status@people.test' })
    await ada.waitsFor('is queued')
    expect(await statusOf(token)).toBe(410)
    await accepted(walk, `https://usher.test/i/${await lastTokenFor('status@people.test')}`)
    await atInvitations('Accepted')
    expect(linesOf('status@people.test')).toMatch(
      /Accepted.*\n.*accepted 2026-03-\d\d \d\d:\d\d UTC by Lise Meitner/,
    )
    const seen = await details('status@people.test')
    for (const said of [
      'The letter is queued',
      'The mail server took the letter',
      'The link was opened',
      'ccepted',
    ])
      expect(seen).toContain(said)
    await atInvitations()
    await ada.click('Cancel invitation', { in: 'unwanted@people.test' })
    await ada.waitsFor('Take back')
    await ada.submit()
    await ada.waitsFor('Cancelled. The link is dead')
    await ada.closes()
    await atInvitations('Cancelled')
    expect(linesOf('unwanted@people.test')).toMatch(
      /Cancelled.*\n.*cancelled 2026-03-\d\d \d\d:\d\d UTC by Olga Petrova/,
    )
    expect((await rowOf(other.invitationId)).ending).toBe('cancelled')
    expect((await rowOf(invitationId)).ending).toBe('accepted')
  })
})

describe('U18 sending again', () => {
  const resend = async (address: string, which?: string) => {
    await atInvitations(which)
    await walk.ada.click('Resend', { in: address })
    await walk.bot.door.settled()
  }

  test('S0.26 S0.43 S2.09 S4.22 S4.23 S4.25 S4.26 at once, again and again: only the newest link lives', async () => {
    const { ada, house } = walk
    const { token } = await invited('often@people.test')
    const tokens = [token]
    for (let times = 0; times < 3; times++) {
      await resend('often@people.test')
      tokens.push(await lastTokenFor('often@people.test'))
    }
    expect(new Set(tokens).size).toBe(4)
    expect(await Promise.all(tokens.map(statusOf))).toEqual([410, 410, 410, 200])
    for (let more = 0; more < 3; more++) await resend('often@people.test')
    await ada.waitsFor('That was very often. Try again in')
    expect(house.post.linksFor('often@people.test').length).toBeLessThanOrEqual(6)
  })

  test('S0.46 S4.27 S4.49 S3.15 what has expired turns pending again, and its new link is taken', async () => {
    const { house } = walk
    const { invitationId } = await invited('slow@people.test')
    house.clock.moveHours(25)
    await resend('slow@people.test', 'Expired')
    await atInvitations('Pending')
    expect(linesOf('slow@people.test')).toContain('Pending')
    expect((await rowOf(invitationId)).generation).toBe(2)
    await accepted(walk, `https://usher.test/i/${await lastTokenFor('slow@people.test')}`)
  })

  test('S0.27 whoever was added and whose invitation was taken back gets another from the menu, with a fresh day', async () => {
    const { ada, house, owner } = walk
    const { userId, invitationId } = await addUser(owner, {
      ...{
        firstName: 'Zora',
        lastName: 'Neale',
        displayName: null,
        gender: 'female',
        birthday: '1990-01-01',
      },
      ...{ email: 'zora@people.test', phone: null, position: null, roles: [], groups: [], message: null },
      method: { by: 'personal-address', personalAddress: 'zora@people.test' },
    })
    await house.deliverAll()
    await atInvitations()
    await ada.click('Cancel invitation', { in: 'zora@people.test' })
    await ada.waitsFor('Take back')
    await ada.submit()
    await ada.waitsFor('Cancelled')
    await ada.closes()
    expect((await seeUser(owner, userId)).status.state).toBe('staged')
    await atHome(walk, ada)
    await ada.choose('Search by name, e-mail or phone', 'zora@')
    await ada.waitsFor('1 person')
    expect(offeredTo(ada, 'zora@people.test')).toContain('Send an invitation')
    await ada.click('Send an invitation', { in: 'zora@people.test' })
    await ada.waitsFor('E-mail addresses')
    await ada.submit()
    await ada.waitsFor('Invitation created')
    const { invitations, status } = await seeUser(owner, userId)
    expect([status.state, invitations[0]?.state]).toEqual(['invited', 'pending'])
    expect(invitations[0]?.id).not.toBe(invitationId)
    expect(invitations[0]?.expiresAt).toEqual(new Date(house.clock.now().getTime() + 86_400_000))
  })
})

describe('U19 taking back', () => {
  test('S2.10 S4.28 S4.29 before and after it expired, once it was confirmed', async () => {
    const { ada, house } = walk
    const early = await invited('early@people.test')
    const late = await invited('late@people.test')
    for (const [it, address] of [
      [early, 'early@people.test'],
      [late, 'late@people.test'],
    ] as const) {
      await atInvitations()
      await ada.click('Cancel invitation', { in: address })
      await ada.waitsFor(`Take back the invitation of ${address}?`)
      expect((await rowOf(it.invitationId)).ending).toBeNull()
      await ada.submit()
      await ada.waitsFor('Cancelled. The link is dead')
      await ada.closes()
      expect((await rowOf(it.invitationId)).ending).toBe('cancelled')
      house.clock.moveHours(25)
    }
  })
})

describe('U20 an address that is known', () => {
  test('S4.53 of somebody active or inactive is refused with their state, and nothing is made or sent', async () => {
    const { ada, house, owner, organizationId } = walk
    const id = await joined(walk, 'twice@people.test')
    for (const state of ['active', 'inactive']) {
      const { invitations: before } = await listInvitations(owner, { search: 'twice@', state: null })
      const letters = house.post.received.length
      await ada.takesShortcut('Invite people')
      await ada.waitsFor('E-mail addresses')
      await ada.fill({ 'E-mail addresses': 'Twice@People.test' })
      await ada.submit()
      await ada.waitsFor(`is already a user (${state})`)
      await ada.closes()
      await house.deliverAll()
      expect((await listInvitations(owner, { search: 'twice@', state: null })).invitations).toEqual(before)
      expect(house.post.received).toHaveLength(letters)
      if (state === 'active') await suspendUser(owner, id)
    }
    const people = await house.query(
      'select 1 from users where organization_id = :organizationId and address = :a',
      {
        organizationId,
        a: 'twice@people.test',
      },
    )
    expect(people).toHaveLength(1)
  })
})
