import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as groups from '../../src/db/groups.ts'
import { newId } from '../../src/db/id.ts'
import { changeInvitationAddress } from '../../src/usecases/invitations/change-invitation-address.ts'
import { editInvitation } from '../../src/usecases/invitations/edit-invitation.ts'
import { invitePeople } from '../../src/usecases/invitations/invite-people.ts'
import { copyInvitationLink, resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const countStatements = async <T>(work: () => Promise<T>): Promise<{ result: T; statements: number }> => {
  let statements = 0
  const count = () => {
    statements += 1
  }
  house.db.on('query', count)
  const result = await work()
  house.db.off('query', count)
  return { result, statements }
}

const people = (count: number, domain: string) =>
  Array.from({ length: count }, (_, at) => `person${at}@${domain}`)

describe('inviting many', () => {
  test('answers for each address, in order, and one bad address fails nobody else', async () => {
    const { owner } = await house.organization()
    await house.invited(owner, 'known@many.test')
    const outcomes = await house.invite(owner, [
      'a@many.test',
      'not an address',
      'B@Many.TEST',
      'b@many.test',
      'known@many.test',
      'olga@acme.test',
      'a+work@many.test',
      'eve@аpple.com',
    ])
    expect(outcomes.map((it) => it.result)).toEqual([
      'invited',
      'refused',
      'invited',
      'repeated',
      'already-invited',
      'already-a-user',
      'invited',
      'needs-confirmation',
    ])
    expect(outcomes[7]).toMatchObject({ readsAs: 'xn--pple-43d.com' })
    await house.deliverAll()
    expect(house.post.received.filter((it) => it.envelope.to === 'b@many.test')).toHaveLength(0)
    expect(house.post.received.filter((it) => it.envelope.to === 'B@Many.TEST')).toHaveLength(1)
  })

  test('takes as many statements for 500 as for 5', async () => {
    const { owner } = await house.organization()
    const few = await countStatements(() => house.invite(owner, people(5, 'few.test')))
    const many = await countStatements(() => house.invite(owner, people(500, 'many500.test')))
    expect(many.result.every((it) => it.result === 'invited')).toBe(true)
    expect(many.statements).toBe(few.statements)
    expect(many.statements).toBeLessThan(25)
  })

  test('a tagged address is asked about when the plain one is known', async () => {
    const { owner } = await house.organization()
    await house.invite(owner, ['ann@tag.test'])
    const [outcome] = await house.invite(owner, ['ann+news@tag.test'])
    expect(outcome).toMatchObject({ result: 'invited', similarTo: 'ann@tag.test' })
  })

  test('two who invite the same people at once share them out', async () => {
    const { owner, organizationId } = await house.organization()
    const all = people(40, 'race.test')
    const backwards = [...all].reverse()
    const [mine, yours] = await Promise.all([
      house.invite(owner, all),
      house.invite(house.operatorOf(organizationId), backwards),
    ])
    const results = [...mine, ...yours].map((it) => it.result)
    expect(results.filter((it) => it === 'invited')).toHaveLength(40)
    expect(results.filter((it) => it === 'already-invited')).toHaveLength(40)
  })

  test('nothing is promised when the request is refused', async () => {
    const { owner } = await house.organization()
    await expect(house.invite(owner, ['x@refused.test'], { roles: ['Emperor'] })).rejects.toMatchObject({
      code: 'role-unknown',
      facts: { known: ['Admin', 'Manager', 'Member', 'Owner'] },
    })
    await expect(house.invite(owner, people(501, 'too.test'))).rejects.toMatchObject({
      code: 'too-many-addresses',
    })
    await expect(house.invite(owner, ['x@long.test'], { message: 'm'.repeat(1001) })).rejects.toMatchObject({
      code: 'message-too-long',
    })
  })

  test('only allowed domains, where the organization names some', async () => {
    const { owner, organizationId } = await house.organization()
    await house
      .db('organizations')
      .where({ id: organizationId })
      .update({ allowedEmailDomains: ['acme.test'] })
    const outcomes = await house.invite(owner, ['in@acme.test', 'out@else.test'])
    expect(outcomes.map((it) => it.result)).toEqual(['invited', 'refused'])
  })
})

describe('who may', () => {
  test('a member may not invite, an admin may not make owners', async () => {
    const { owner, organizationId } = await house.organization()
    const ada = await house.invited(owner, 'ada@may.test', { roles: ['Admin'] })
    const bob = await house.invited(owner, 'bob@may.test')
    await house.accept(ada.token, { firstName: 'Ada', lastName: 'Adams' })
    await house.accept(bob.token, { firstName: 'Bob', lastName: 'Brown' })
    const admin = await house.userContext(organizationId, ada.userId)
    const member = await house.userContext(organizationId, bob.userId)
    await expect(house.invite(member, ['c@may.test'])).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(house.invite(admin, ['c@may.test'], { roles: ['owner'] })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
    })
    await house.invite(admin, ['c@may.test'], { roles: ['admin'] })
  })

  test("another organization's invitation is as unknown as a random id", async () => {
    const here = await house.organization()
    const there = await house.organization()
    const theirs = await house.invited(there.owner, 'theirs@there.test')
    const random = newId(house.clock.now())
    for (const id of [theirs.invitationId, random, 'no id at all'])
      await expect(resendInvitation(here.owner, id)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('what is promised', () => {
  test('roles, department and teams are there at the first sign-in', async () => {
    const { owner, organizationId } = await house.organization()
    const now = house.clock.now()
    const made = (kind: 'department' | 'team', name: string) => ({
      organizationId,
      id: newId(now),
      kind,
      name,
      archivedAt: null,
      createdAt: now,
    })
    const [engineering, platform, core] = [
      made('department', 'Engineering'),
      made('team', 'Platform'),
      made('team', 'Core'),
    ]
    await house.db.transaction((tx) => groups.insertMany(tx, [engineering, platform, core]))
    const ida = await house.invited(owner, 'ida@promise.test', {
      roles: ['Manager'],
      groups: ['engineering', 'Platform'],
    })
    await editInvitation(owner, ida.invitationId, {
      roles: ['Manager', 'Member'],
      groups: ['Engineering', 'Core'],
    })
    await house.accept(ida.token, { firstName: 'Ida', lastName: 'Holm' })
    const [user] = await house.query<{ department_id: string }>(
      'select department_id from users where id = :id',
      {
        id: ida.userId,
      },
    )
    expect(user?.department_id).toBe(engineering.id)
    expect(
      await house.query('select group_id from group_members where user_id = :id', { id: ida.userId }),
    ).toEqual([{ group_id: core.id }])
    const ctx = await house.userContext(organizationId, ida.userId)
    expect(ctx.actor.kind === 'user' && ctx.actor.within.get('users.read')).toEqual(new Set([core.id]))
  })

  test('a changed address ends the old invitation and begins another with the same promises', async () => {
    const { owner } = await house.organization()
    const typo = await house.invited(owner, 'ema@exmaple.test', { roles: ['Admin'], message: 'Hello' })
    const changed = await changeInvitationAddress(owner, typo.invitationId, 'emma@example.test')
    await house.deliverAll()
    await expect(house.accept(typo.token)).rejects.toMatchObject({ facts: { cause: 'cancelled' } })
    const letter = house.post.received.find((it) => it.envelope.to === 'emma@example.test')?.letter
    expect(letter).toMatchObject({ roleNames: ['Admin'], message: 'Hello' })
    expect(changed.address).toBe('emma@example.test')
    await expect(changeInvitationAddress(owner, changed.id, 'olga@acme.test')).rejects.toMatchObject({
      code: 'address-taken',
    })
  })

  test('a copied link is the only live one, goes by no letter, and is on the trail', async () => {
    const { owner } = await house.organization()
    const kim = await house.invited(owner, 'kim@copy.test')
    const letters = house.post.received.length
    const { link } = await copyInvitationLink(owner, kim.invitationId)
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)
    await expect(house.accept(kim.token)).rejects.toMatchObject({ facts: { cause: 'superseded' } })
    await house.accept(link.split('/').at(-1) ?? '', { firstName: 'Kim', lastName: 'Larsen' })
  })

  test('resending without end is refused with the time it may go on', async () => {
    const { owner } = await house.organization()
    const pat = await house.invited(owner, 'pat@often.test')
    for (let at = 0; at < 5; at++) await resendInvitation(owner, pat.invitationId)
    await expect(resendInvitation(owner, pat.invitationId)).rejects.toMatchObject({
      code: 'too-often',
      facts: { retryAt: new Date(house.clock.now().getTime() + 3_600_000) },
    })
    house.clock.moveHours(1)
    await resendInvitation(owner, pat.invitationId)
  })

  test('a link for the hands is shown to the one who asked, and no letter is sent', async () => {
    const { owner } = await house.organization()
    await house.deliverAll()
    const letters = house.post.received.length
    const [outcome] = await invitePeople(owner, {
      addresses: ['hand@link.test'],
      roles: [],
      groups: [],
      message: null,
      isConfirmed: false,
      by: 'link',
    })
    await house.deliverAll()
    expect(house.post.received).toHaveLength(letters)
    expect(outcome).toMatchObject({
      result: 'invited',
      link: expect.stringMatching(/^https:\/\/usher\.test\/i\/inv_/),
    })
  })
})
