import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import * as users from '../../src/db/users.ts'
import type { Context } from '../../src/usecases/context.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { answerLink, listLinkQuestions } from '../../src/usecases/provisioning/link-questions.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { connect } from '../support/provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

async function open(wish: Parameters<typeof connect>[2] = {}) {
  const { owner, ownerId, organizationId } = await house.organization()
  return { owner, ownerId, organizationId, okta: await connect(house, owner, { name: 'Okta', ...wish }) }
}

/** Somebody of our own, who has registered. */
async function member(owner: Context, address: string, roles: string[] = []): Promise<string> {
  const invited = await house.invited(owner, address, { roles })
  return (await house.accept(invited.token)).userId
}

async function staged(organizationId: string, email: string): Promise<string> {
  const now = house.clock.now()
  const id = newId(now)
  await house.db.transaction((tx) =>
    users.insertNew(tx, [{ organizationId, id, email, address: email, origin: 'import', createdAt: now }]),
  )
  return id
}

const answerTo = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (fault) => fault.code ?? String(fault),
  )
const lettersTo = (kind: string, to: string) =>
  house.post.received.filter(({ letter, envelope }) => letter.kind === kind && envelope.to === to)
const actsAbout = async (targetId: string) =>
  (
    await house.query<{ act: string }>(
      'select act from audit_entries where target_id = :targetId order by id',
      {
        targetId,
      },
    )
  ).map((it) => it.act)
const countOf = async (table: string, organizationId: string) =>
  (
    await house.query<{ count: number }>(
      `select count(*)::int count from ${table} where organization_id = :organizationId`,
      { organizationId },
    )
  )[0]?.count

describe('somebody who is invited', () => {
  test('is one person: roles and teams are theirs, the link is dead, and the inviter hears by whom', async () => {
    const { owner, organizationId, okta } = await open()
    const team = await createGroup(owner, { kind: 'team', name: 'Engines' })
    const invited = await house.invited(owner, 'Ada@merge.test', { roles: ['Admin'], groups: ['Engines'] })
    const made = await okta.make('ada@merge.test', {
      externalId: 'e1',
      firstName: 'Ada',
      lastName: 'Lovelace',
    })

    expect(made).toMatchObject({ id: invited.userId, isActive: true, firstName: 'Ada', groups: [] })
    const profile = await seeUser(owner, made.id)
    expect(profile.roles.map((it) => it.name)).toEqual(['Admin'])
    expect(profile.teams.map((it) => it.id)).toEqual([team.id])
    expect(profile.invitations).toMatchObject([{ state: 'accepted', endedWhy: 'provisioned by Okta' }])
    expect(profile.user.emailVerifiedAt).toBeNull()
    expect(await countOf('users', organizationId)).toBe(2)
    await expect(house.accept(invited.token)).rejects.toMatchObject({
      code: 'link-dead',
      facts: { cause: 'accepted' },
    })
    await house.deliverAll()
    const [told] = lettersTo('invitation-accepted', 'olga@acme.test').slice(-1)
    expect(told?.letter).toMatchObject({ why: 'provisioned by Okta', personName: 'Ada Lovelace' })
    expect(lettersTo('welcome', 'ada@merge.test')).toHaveLength(1)
    expect(await actsAbout(invited.invitationId)).toEqual(['invitation.create', 'invitation.accept'])
  })

  test('whose invitation waits for approval is not given what nobody has promised', async () => {
    const { owner, organizationId, okta } = await open()
    const [role] = await house.query<{ id: string }>(
      `select id from roles where organization_id = :organizationId and key = 'admin'`,
      { organizationId },
    )
    await house
      .db('organizations')
      .where({ id: organizationId })
      .update({ approvalRoleIds: [role?.id] })
    const [asked] = await house.invite(owner, ['bob@merge.test'], { roles: ['Admin'] })
    expect(asked?.result).toBe('awaits-approval')
    const made = await okta.make('bob@merge.test')
    const profile = await seeUser(owner, made.id)
    expect(profile.roles.map((it) => [it.name, it.source])).toEqual([['Member', 'scim']])
    expect(profile.invitations).toMatchObject([{ state: 'cancelled', endedWhy: 'provisioned by Okta' }])
  })

  test('and expired, or made inactive at once, is that person too', async () => {
    const { owner, okta } = await open()
    const expired = await house.invited(owner, 'exp@merge.test', { roles: ['Manager'] })
    house.clock.moveHours(25)
    expect(await okta.make('exp@merge.test')).toMatchObject({ id: expired.userId, isActive: true })
    const shut = await house.invited(owner, 'shut@merge.test', { roles: ['Manager'] })
    const made = await okta.make('shut@merge.test', { isActive: false })
    expect(made).toMatchObject({ id: shut.userId, isActive: false })
    await house.deliverAll()
    expect(lettersTo('welcome', 'shut@merge.test')).toHaveLength(0)
    expect((await okta.change(made.id, { isActive: true })).isActive).toBe(true)
    expect((await seeUser(owner, made.id)).roles.map((it) => it.name)).toEqual(['Manager'])
  })

  test('by an address of their own is met by the address they sign in with, and by no other', async () => {
    const { owner, okta } = await open()
    const invited = await house.invited(owner, 'work@merge.test')
    const other = await okta.make('else@merge.test', { deliveryEmail: 'work@merge.test' })
    expect(other.id).not.toBe(invited.userId)
  })
})

test('somebody who is staged is linked, keeps what is known, and gets the default role', async () => {
  const { owner, organizationId, okta } = await open()
  const id = await staged(organizationId, 'cy@staged.test')
  await house.db('users').where({ id }).update({ birthday: '1990-05-17' })
  const made = await okta.make('cy@staged.test', { firstName: 'Cy' })
  expect(made).toMatchObject({ id, isActive: true, firstName: 'Cy', birthday: '1990-05-17' })
  expect((await seeUser(owner, id)).roles.map((it) => [it.name, it.source])).toEqual([['Member', 'scim']])
})

describe('somebody who was here before', () => {
  test('is asked about once, and linked only when an owner says so', async () => {
    const { owner, organizationId, okta } = await open()
    const id = await member(owner, 'dan@local.test')
    house.post.received.length = 0
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(okta.make('Dan@local.test', { firstName: 'Mallory' })).rejects.toMatchObject({
        code: 'link-needed',
        facts: { address: 'Dan@local.test' },
      })
    await house.deliverAll()
    expect(lettersTo('link-asked', 'olga@acme.test')).toHaveLength(1)
    const [question, ...others] = await listLinkQuestions(owner)
    expect(others).toEqual([])
    expect(question).toMatchObject({
      userId: id,
      userName: 'Dan@local.test',
      connectionName: 'Okta',
      state: 'active',
    })
    expect((await seeUser(owner, id)).user.firstName).toBe('Robin')

    await answerLink(owner, question?.id ?? '', 'linked')
    await answerLink(owner, question?.id ?? '', 'linked')
    await expect(answerLink(owner, question?.id ?? '', 'refused')).rejects.toMatchObject({
      code: 'changed-meanwhile',
    })
    expect(await listLinkQuestions(owner)).toEqual([])
    const linked = await okta.make('dan@LOCAL.test', { firstName: 'Daniel' })
    expect(linked).toMatchObject({ id, firstName: 'Daniel', isActive: true })
    expect(await countOf('users', organizationId)).toBe(2)
    await house.deliverAll()
    expect(lettersTo('welcome', 'dan@local.test')).toHaveLength(0)
    await expect(okta.make('dan@local.test')).rejects.toMatchObject({ code: 'user-name-taken' })
  })

  test('stays who they are when the owner says no, and nobody is asked again', async () => {
    const { owner, okta } = await open()
    await member(owner, 'eve@local.test')
    await answerTo(okta.make('eve@local.test'))
    const [question] = await listLinkQuestions(owner)
    await answerLink(owner, question?.id ?? '', 'refused')
    expect(await answerTo(okta.make('eve@local.test'))).toBe('link-needed')
    expect(await listLinkQuestions(owner)).toEqual([])
  })

  test('is nobody else’s to link: an admin may not, and another organization sees no question', async () => {
    const { owner, okta } = await open()
    const adminId = await member(owner, 'adm@local.test', ['Admin'])
    await answerTo(okta.make('adm@local.test'))
    const [question] = await listLinkQuestions(owner)
    const admin = await house.userContext(owner.actor.organizationId, adminId)
    await expect(listLinkQuestions(admin)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(answerLink(admin, question?.id ?? '', 'linked')).rejects.toMatchObject({
      code: 'not-permitted',
    })
    const elsewhere = await house.organization()
    for (const id of [question?.id ?? '', randomUUID(), 'nonsense'])
      await expect(answerLink(elsewhere.owner, id, 'linked')).rejects.toMatchObject({
        code: 'not-found',
        facts: { what: 'question' },
      })
  })

  test('an answer is about one user name: another one asks again', async () => {
    const { owner, okta } = await open()
    await member(owner, 'fay@local.test')
    await answerTo(okta.make('fay', { email: 'fay@local.test' }))
    const [question] = await listLinkQuestions(owner)
    await answerLink(owner, question?.id ?? '', 'linked')
    expect(await answerTo(okta.make('someone-else', { email: 'fay@local.test' }))).toBe('link-needed')
    expect(await answerTo(okta.make('FAY', { email: 'fay@local.test' }))).toBe('ok')
  })

  test('suspended by hand stays so when they are linked, until the provider says something new', async () => {
    const { owner, okta } = await open()
    const id = await member(owner, 'gus@local.test')
    await suspendUser(owner, id)
    await answerTo(okta.make('gus@local.test'))
    const [question] = await listLinkQuestions(owner)
    await answerLink(owner, question?.id ?? '', 'linked')
    expect(await okta.make('gus@local.test')).toMatchObject({ id, isActive: false })
    expect(await okta.change(id, { isActive: true })).toMatchObject({ isActive: false })
    await okta.change(id, { isActive: false })
    expect(await okta.change(id, { isActive: true })).toMatchObject({ isActive: true })
  })

  test('of another connection is asked about, and moves when an owner says so', async () => {
    const { owner, okta } = await open()
    const entra = await connect(house, owner, { name: 'Entra' })
    const made = await okta.make('hal@move.test')
    expect(await answerTo(entra.make('hal@move.test'))).toBe('link-needed')
    const [question] = await listLinkQuestions(owner)
    expect(question).toMatchObject({ belongsTo: 'Okta', connectionName: 'Entra' })
    await answerLink(owner, question?.id ?? '', 'linked')
    expect(await entra.make('hal@move.test')).toMatchObject({ id: made.id })
    expect(await answerTo(okta.see(made.id))).toBe('not-found')
    expect((await entra.see(made.id)).userName).toBe('hal@move.test')
  })

  test('an address that another person of this connection has is taken, and nobody is asked', async () => {
    const { owner, okta } = await open()
    await okta.make('ida', { email: 'ida@taken.test' })
    expect(await answerTo(okta.make('ida-2', { email: 'IDA@taken.test' }))).toBe('address-taken')
    expect(await listLinkQuestions(owner)).toEqual([])
  })
})

describe('somebody whom the provider took away', () => {
  test('is the same person when it makes them again before they are erased', async () => {
    const { owner, okta } = await open()
    const made = await okta.make('jan@again.test', { externalId: 'x1', firstName: 'Jan' })
    await setRoles(owner, made.id, { roles: await roleIds(owner, 'admin', 'member') })
    await okta.remove(made.id)
    await expect(okta.remove(made.id)).rejects.toMatchObject({ code: 'not-found' })
    const back = await okta.make('jan@again.test', { externalId: 'x1', firstName: 'Jana' })
    expect(back).toMatchObject({ id: made.id, firstName: 'Jana', isActive: true })
    expect((await seeUser(owner, made.id)).roles.map((it) => it.name)).toEqual(['Admin', 'Member'])
    await okta.remove(made.id)
    const renamed = await okta.make('jan.new@again.test', { externalId: 'x1' })
    expect(renamed).toMatchObject({ id: made.id, email: 'jan.new@again.test' })
    expect(await actsAbout(made.id)).toEqual([
      'user.provision',
      'role.grant',
      'user.deprovision',
      'user.provision',
      'user.deprovision',
      'user.provision',
    ])
  })

  test('is another person once they are erased', async () => {
    const { okta } = await open()
    const made = await okta.make('kim@again.test')
    await okta.remove(made.id)
    house.clock.moveHours(24 * 31)
    while ((await purgeUsers(house.outside())) > 0);
    expect((await okta.make('kim@again.test')).id).not.toBe(made.id)
  })

  test('is erased at once where deleting means that, and made anew', async () => {
    const { organizationId, okta } = await open()
    await okta.set({ flags: { deleteMeans: 'hard' } })
    const made = await okta.make('lea@again.test', { firstName: 'Lea' })
    await okta.remove(made.id)
    expect(await countOf('users', organizationId)).toBe(1)
    expect(await countOf('provisioned_users', organizationId)).toBe(0)
    const again = await okta.make('lea@again.test')
    expect(again.id).not.toBe(made.id)
    const kept = await house.query(
      `select d.body from audit_details d join audit_entries e on e.id = d.entry_id where e.target_id = :id`,
      { id: made.id },
    )
    expect(JSON.stringify(kept)).not.toContain('lea@')
  })

  test('and whom somebody brought back by hand is taken up again without a question', async () => {
    const { owner, okta } = await open()
    const made = await okta.make('mo@again.test')
    await okta.remove(made.id)
    await undoDeleteUser(owner, made.id)
    expect(await answerTo(okta.see(made.id))).toBe('not-found')
    expect(await okta.make('mo@again.test')).toMatchObject({ id: made.id, isActive: true })
  })

  test('by another connection, or by hand, is asked about', async () => {
    const { owner, okta } = await open()
    const entra = await connect(house, owner, { name: 'Entra' })
    const made = await okta.make('nel@again.test')
    await okta.remove(made.id)
    expect(await answerTo(entra.make('nel@again.test'))).toBe('link-needed')
    const local = await member(owner, 'own@again.test')
    await deleteUser(owner, local)
    expect(await answerTo(okta.make('own@again.test'))).toBe('link-needed')
  })

  test('deleted by hand is not there for the provider, and comes back when it makes them', async () => {
    const { owner, okta } = await open()
    const made = await okta.make('pat@again.test')
    await deleteUser(owner, made.id)
    expect(await answerTo(okta.see(made.id))).toBe('not-found')
    expect(await answerTo(okta.change(made.id, { isActive: false }))).toBe('not-found')
    expect(await answerTo(okta.remove(made.id))).toBe('not-found')
    expect(await okta.make('pat@again.test')).toMatchObject({ id: made.id, isActive: true })
  })
})

async function roleIds(owner: Context, ...keys: string[]): Promise<string[]> {
  const rows = await house.query<{ id: string }>(
    'select id from roles where organization_id = :organizationId and key = any(:keys)',
    { organizationId: owner.actor.organizationId, keys },
  )
  return rows.map((it) => it.id)
}

describe('the last owner', () => {
  test('is kept whatever the provider says, hears of it once a day, and goes when another is there', async () => {
    const { owner, ownerId, okta } = await open({ ceiling: 'owner' })
    await answerTo(okta.make('olga@acme.test'))
    const [question] = await listLinkQuestions(owner)
    await answerLink(owner, question?.id ?? '', 'linked')
    expect(await answerTo(okta.make('olga@acme.test', { isActive: false }))).toBe('last-owner')
    await okta.make('olga@acme.test')
    house.post.received.length = 0
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await answerTo(okta.change(ownerId, { isActive: false }))).toBe('last-owner')
      expect(await answerTo(okta.remove(ownerId))).toBe('last-owner')
    }
    house.clock.moveHours(25)
    expect(await answerTo(okta.change(ownerId, { isActive: false, position: 'Gone' }))).toBe('last-owner')
    await house.deliverAll()
    expect(lettersTo('owner-kept', 'olga@acme.test')).toHaveLength(2)
    expect(await okta.see(ownerId)).toMatchObject({ isActive: true, position: null })

    await member(owner, 'second@acme.test', ['Owner'])
    expect(await answerTo(okta.change(ownerId, { isActive: false }))).toBe('ok')
    expect(await answerTo(okta.remove(ownerId))).toBe('ok')
  })
})

describe('a word that is repeated', () => {
  test('changes nothing: no version, no audit, no letter, nor a moment', async () => {
    const { owner, okta } = await open()
    const made = await okta.make('quinn@repeat.test', { firstName: 'Quinn', department: 'Engines' })
    await okta.change(made.id, { isActive: false })
    await house.deliverAll()
    const [before, letters] = [await okta.see(made.id), house.post.received.length]
    const acts = await actsAbout(made.id)
    house.clock.moveHours(1)
    for (const again of [{}, { isActive: false }, { firstName: 'Quinn' }, { department: 'ENGINES' }])
      expect(await okta.change(made.id, again)).toEqual(before)
    await house.deliverAll()
    expect(await actsAbout(made.id)).toEqual(acts)
    expect(house.post.received).toHaveLength(letters)
    expect((await seeUser(owner, made.id)).user.version).toBe(before.version)
  })

  test('leaves alone what was decided by hand', async () => {
    const { owner, okta } = await open()
    const made = await okta.make('rae@repeat.test')
    await suspendUser(owner, made.id)
    expect(await okta.change(made.id, { isActive: true, position: 'Chief' })).toMatchObject({
      isActive: false,
      position: 'Chief',
    })
    await okta.change(made.id, { isActive: false })
    await enableUser(owner, made.id)
    expect(await okta.change(made.id, { isActive: false })).toMatchObject({ isActive: true })
    await okta.change(made.id, { isActive: true })
    expect(await okta.change(made.id, { isActive: false })).toMatchObject({ isActive: false })
  })
})

describe('a connection that is tried out', () => {
  test('answers as if, tells what it would have changed, and changes nothing', async () => {
    const { owner, organizationId, okta } = await open({ isDryRun: true })
    const before = await everything(organizationId)
    expect(await okta.make('sam@dry.test', { department: 'Nowhere' })).toMatchObject({ isActive: true })
    await house.invited(owner, 'tia@dry.test')
    const invited = await everything(organizationId)
    expect(await okta.make('tia@dry.test')).toMatchObject({ userName: 'tia@dry.test', isActive: true })
    await member(owner, 'uma@dry.test')
    const joined = await everything(organizationId)
    expect(await answerTo(okta.make('uma@dry.test'))).toBe('link-needed')
    expect(await everything(organizationId)).toEqual(joined)
    expect(invited).not.toEqual(before)
  })

  async function everything(organizationId: string) {
    const tables = ['users', 'invitations', 'groups', 'grants', 'messages', 'audit_entries', 'link_questions']
    return Promise.all(tables.map((it) => countOf(it, organizationId)))
  }
})

describe('people of others', () => {
  test('are like nobody: of another connection, of another organization, and of none', async () => {
    const { owner, ownerId, okta } = await open()
    const entra = await connect(house, owner, { name: 'Entra' })
    const elsewhere = await open()
    const [own, others, foreign] = [
      await okta.make('own@others.test'),
      await entra.make('vic@others.test'),
      await elsewhere.okta.make('own@others.test'),
    ]
    for (const id of [others.id, foreign.id, ownerId, randomUUID(), 'nonsense', own.id.toUpperCase()]) {
      expect(await answerTo(okta.see(id))).toBe('not-found')
      expect(await answerTo(okta.change(id, { position: 'Taken over' }))).toBe('not-found')
      expect(await answerTo(okta.remove(id))).toBe('not-found')
      const named = await okta.change(own.id, { managerId: id })
      expect(named, id).toMatchObject({ managerId: id, managerName: null })
    }
    expect((await entra.see(others.id)).position).toBeNull()
  })

  test('do not stand in each other’s way', async () => {
    const [one, other] = [await open(), await open()]
    const made = [await one.okta.make('wes@both.test', { externalId: '1' })]
    made.push(await other.okta.make('wes@both.test', { externalId: '1' }))
    expect(new Set(made.map((it) => it.id)).size).toBe(2)
  })
})
