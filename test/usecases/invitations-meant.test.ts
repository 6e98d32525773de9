import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/usecases/context.ts'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { findMeant, MEANT_LIMIT } from '../../src/usecases/invitations/find-meant.ts'
import { countInvitations, listInvitations } from '../../src/usecases/invitations/list-invitations.ts'
import { seeLetters } from '../../src/usecases/invitations/see-letters.ts'
import { seeOutcomes } from '../../src/usecases/invitations/see-outcomes.ts'
import { grantRole } from '../../src/usecases/roles/grant-role.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
let acme: Awaited<ReturnType<House['organization']>>
let other: Awaited<ReturnType<House['organization']>>
let manager: Context

beforeAll(async () => {
  house = await openHouse()
  acme = await house.organization()
  other = await house.organization('Other', 'eve@other.test')
  const platform = await createGroup(acme.owner, { kind: 'team', name: 'Platform' })
  const { token } = await house.invited(acme.owner, 'manager@acme.test')
  const { userId } = await house.accept(token)
  const [role] = await house.query<{ id: string }>(
    `select id from roles where key = 'manager' and organization_id = :id`,
    { id: acme.organizationId },
  )
  await grantRole(acme.owner, userId, { roleId: role?.id ?? '' })
  await addMembers(acme.owner, platform.id, [userId])
  manager = await house.userContext(acme.organizationId, userId)
  await house.deliverAll()
  house.clock.moveSeconds(1)
  await house.invite(acme.owner, ['ada.lovelace@people.test', 'ada.byron@people.test', 'bob@people.test'])
  await house.invite(manager, ['own@people.test'])
  await house.invite(acme.owner, ['team@people.test'], { groups: ['Platform'] })
  await house.invite(other.owner, ['ada.secret@people.test'])
})
afterAll(() => house.close())

const meant = async (ctx: Context, ...typed: string[]) =>
  (await findMeant(ctx, typed)).map((it) => it.invitations.map(({ address }) => address).sort())

describe('what somebody means', () => {
  test('is found by address in any case, by parts of a name, and stays in its place', async () => {
    expect(await meant(acme.owner, 'BOB@people.test', 'ada', 'nobody', 'lovelace people', 'bad@@x')).toEqual([
      ['bob@people.test'],
      ['ada.byron@people.test', 'ada.lovelace@people.test'],
      [],
      ['ada.lovelace@people.test'],
      [],
    ])
  })

  test('is looked for within what they may see, and within their organization', async () => {
    expect(await meant(manager, 'ada', 'own@people.test', 'team@people.test', 'bob@people.test')).toEqual([
      [],
      ['own@people.test'],
      ['team@people.test'],
      [],
    ])
    expect(await meant(other.owner, 'bob@people.test', 'ada')).toEqual([[], ['ada.secret@people.test']])
  })

  test('is at most a handful', async () => {
    const many = Array.from({ length: MEANT_LIMIT + 1 }, (_, at) => `a${at}@people.test`)
    expect(() => findMeant(acme.owner, many)).toThrow('too-many-addresses')
  })
})

test('whoever reaches some people counts what they would see listed', async () => {
  const { invitations } = await listInvitations(manager, { state: 'open' })
  const counts = await countInvitations(manager)
  expect(invitations.map((it) => it.address).sort()).toEqual(['own@people.test', 'team@people.test'])
  expect(counts).toMatchObject({ pending: 1, 'awaiting approval': 1, accepted: 0 })
})

describe('how far the letters are', () => {
  test('is told of what was invited in one go, as it goes on', async () => {
    house.clock.moveSeconds(60)
    const outcomes = await house.invite(acme.owner, ['l1@people.test', 'l2@people.test', 'l3@people.test'])
    const id = (outcomes[1] as { invitationId: string }).invitationId
    expect(await seeLetters(acme.owner, id)).toEqual({ all: 3, sent: 0, failed: 0, reply: null })
    house.post.answer = (_, { to }) =>
      to === 'l1@people.test'
        ? { result: 'failed', reply: '550 no' }
        : to === 'l2@people.test'
          ? { result: 'deferred', reply: '451 later' }
          : { result: 'sent', reply: '250 OK' }
    await house.deliverAll()
    expect(await seeLetters(acme.owner, id)).toEqual({ all: 3, sent: 1, failed: 1, reply: '451 later' })
  })

  test('is told beside what has become of everybody who was named', async () => {
    house.clock.moveSeconds(60)
    const named = [
      ...['o1@people.test', 'O2@people.test', 'o3@people.test', 'bob@people.test', 'o1@people.test'],
      'no address',
    ]
    const outcomes = await house.invite(acme.owner, named)
    const [first, second, third] = outcomes as { invitationId: string }[]
    const seen = async () => {
      const now = await seeOutcomes(acme.owner, second?.invitationId ?? '', named)
      return {
        ...now,
        outcomes: now.outcomes.map((it) => [it.email, it.result, 'state' in it ? it.state : '']),
      }
    }
    const rest = [
      ['bob@people.test', 'already-invited', 'pending'],
      ['o1@people.test', 'repeated', ''],
      ['no address', 'refused', ''],
    ]
    expect(outcomes.map((it) => it.email)).toEqual(named)
    expect(await seen()).toEqual({
      outcomes: [
        ['o1@people.test', 'invited', ''],
        ['O2@people.test', 'invited', ''],
        ['o3@people.test', 'invited', ''],
        ...rest,
      ],
      letters: { all: 3, sent: 0, failed: 0, reply: null },
    })
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    await house.deliverAll()
    await house.accept(house.post.tokenFor('o1@people.test'))
    await cancelInvitation(acme.owner, third?.invitationId ?? '')
    expect(await seen()).toMatchObject({
      outcomes: [
        ['o1@people.test', 'was-invited', 'accepted'],
        ['O2@people.test', 'invited', ''],
        ['o3@people.test', 'was-invited', 'cancelled'],
        ...rest,
      ],
      letters: { all: 3, sent: 3 },
    })
    house.clock.moveSeconds(1)
    await house.invite(acme.owner, ['o3@people.test'])
    house.clock.moveSeconds(86_400)
    expect((await seen()).outcomes.slice(0, 3)).toEqual([
      ['o1@people.test', 'was-invited', 'accepted'],
      ['O2@people.test', 'was-invited', 'expired'],
      ['o3@people.test', 'was-invited', 'cancelled'],
    ])
    for (const ctx of [manager, other.owner])
      await expect(seeOutcomes(ctx, first?.invitationId ?? '', named)).rejects.toThrow('not-found')
  })

  test('is nobody else’s to ask', async () => {
    const [row] = await house.query<{ id: string }>(
      `select id from invitations where address = 'bob@people.test'`,
    )
    for (const ctx of [manager, other.owner])
      await expect(seeLetters(ctx, row?.id ?? '')).rejects.toThrow('not-found')
    await expect(seeLetters(acme.owner, 'nonsense')).rejects.toThrow('not-found')
  })
})
