import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/usecases/context.ts'
import { changePassword } from '../../src/usecases/passwords/change-password.ts'
import { renewTemporaryPassword } from '../../src/usecases/passwords/renew-temporary-password.ts'
import { warnOfEndingPasswords } from '../../src/usecases/passwords/warn-of-ending-passwords.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { createUser } from '../../src/usecases/users/create-user.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

let count = 0
const created = (ctx: Context, roles: string[] = []) =>
  createUser(ctx, {
    ...{ firstName: 'Nils', lastName: 'Holm', email: `nils${++count}@temporary.test` },
    ...{ roles, groups: [], password: null },
  })
const enter = (identifier: string | null, password: string) =>
  signIn(house.outside(), { identifier: identifier ?? '', password, organizationId: null }, BROWSER)
const offered = async (ctx: Context, id: string) => (await seeUser(ctx, id)).actions.map((it) => it.action)

test('a lost or ended one is replaced: the former is dead, its session too, and it works once', async () => {
  const { owner } = await house.organization()
  const { user, temporaryPassword: first } = await created(owner)
  const opened = await enter(user.email, first)
  const second = await renewTemporaryPassword(owner, user.id)
  expect(second.temporaryPassword).not.toBe(first)
  expect(second.temporaryUntil).toEqual(new Date(house.clock.now().getTime() + 86_400_000))
  expect(await readSession(house.outside(), opened.token)).toBeNull()
  await expect(enter(user.email, first)).rejects.toMatchObject({ code: 'sign-in-failed' })
  house.clock.moveHours(24)
  await expect(enter(user.email, second.temporaryPassword)).rejects.toMatchObject({ code: 'sign-in-failed' })

  const third = await renewTemporaryPassword(owner, user.id)
  const { session, token } = await enter(user.email, third.temporaryPassword)
  expect(session.kind).toBe('must-change')
  const [entry] = await house.query<{ body: string }>(
    `select d.body from audit_entries e join audit_details d on d.entry_id = e.id
     where e.target_id = :id and e.act = 'user.temporary-password' order by e.id desc`,
    { id: user.id },
  )
  expect(entry?.body).toContain('until')
  expect(entry?.body).not.toContain(third.temporaryPassword)

  const own = house.as((await readSession(house.outside(), token))?.actor ?? owner.actor)
  const change = { current: third.temporaryPassword, password: PASSWORD, passwordAgain: PASSWORD }
  await changePassword(own, change, BROWSER, session.id)
  await expect(renewTemporaryPassword(owner, user.id)).rejects.toMatchObject({ code: 'password-is-theirs' })
})

test('is offered for those who have no password of their own, and a reset for the others', async () => {
  const { owner, ownerId } = await house.organization()
  const { user } = await created(owner)
  expect(await offered(owner, user.id)).toEqual([
    ...['edit', 'change-email', 'renew-temporary-password', 'suspend', 'delete'],
  ])
  expect(await offered(owner, ownerId)).toEqual(['edit', 'change-email', 'reset-password'])
})

test('lifts the lock that guesses at the lost one have brought', async () => {
  const { owner } = await house.organization()
  const { user } = await created(owner)
  for (let guess = 0; guess < 5; guess++)
    await expect(enter(user.email, `wrong guess ${guess}`)).rejects.toMatchObject({ code: 'sign-in-failed' })
  expect((await seeUser(owner, user.id)).status.lockedUntil).not.toBeNull()
  const { temporaryPassword } = await renewTemporaryPassword(owner, user.id)
  expect((await seeUser(owner, user.id)).status.lockedUntil).toBeNull()
  expect((await enter(user.email, temporaryPassword)).session.kind).toBe('must-change')
})

test('needs the permission, gives no hold over those who may do more, and is nobody else’s', async () => {
  const { owner, organizationId } = await house.organization()
  await createRole(owner, { name: 'Clerk', permissions: ['users.read', 'users.manage'] })
  const joined = async (role: string) => {
    const { userId, token } = await house.invited(owner, `c${++count}@temporary.test`, { roles: [role] })
    await house.accept(token)
    return house.userContext(organizationId, userId)
  }
  const [clerk, plain] = [await joined('Clerk'), await joined('Member')]
  const { user: admin } = await created(owner, ['Admin'])
  await expect(renewTemporaryPassword(clerk, admin.id)).rejects.toMatchObject({
    code: 'beyond-your-own-permissions',
  })
  const { user } = await created(owner)
  await expect(renewTemporaryPassword(plain, user.id)).rejects.toMatchObject({ code: 'not-permitted' })
  const foreign = await house.organization()
  await expect(renewTemporaryPassword(foreign.owner, user.id)).rejects.toMatchObject({ code: 'not-found' })
  await renewTemporaryPassword(clerk, user.id)
  await suspendUser(owner, user.id)
  await expect(renewTemporaryPassword(clerk, user.id)).rejects.toMatchObject({ code: 'user-state' })
})

describe('one that nobody has used', () => {
  const warnings = () =>
    house.post.received.flatMap(({ letter, envelope }) =>
      letter.kind === 'password-ending' ? [{ to: envelope.to, ends: letter.endsAt.toISOString() }] : [],
    )
  const look = async () => {
    const before = warnings().length
    await Promise.all(Array.from({ length: 3 }, () => warnOfEndingPasswords(house.outside())))
    await house.deliverAll()
    return warnings().slice(before)
  }
  /** A Tuesday at this hour, by the clocks of the organization. */
  const toTuesday = (hour: number) => {
    const now = house.clock.now()
    const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
    const days = ((2 - now.getUTCDay() + 7) % 7) + 7
    house.clock.moveSeconds((midnight - now.getTime()) / 1000 + days * 86_400 + hour * 3600)
  }

  test('whoever handed it over hears of it once, in their hours, while there is time', async () => {
    const { owner } = await house.organization('Unused', 'olga@unused.test')
    toTuesday(15)
    const { temporaryUntil } = await created(owner)
    house.clock.moveHours(17)
    expect(await look()).toEqual([])
    house.clock.moveHours(1)
    expect(await look()).toEqual([{ to: 'olga@unused.test', ends: temporaryUntil.toISOString() }])
    house.clock.moveHours(2)
    expect(await look()).toEqual([])
  })

  test('early rather than never; another one is another word', async () => {
    const { owner } = await house.organization('Early', 'olga@early.test')
    toTuesday(9)
    const { user } = await created(owner)
    house.clock.moveHours(8.5)
    expect(await look()).toHaveLength(1)
    toTuesday(9)
    const { temporaryUntil } = await renewTemporaryPassword(owner, user.id)
    house.clock.moveHours(8.5)
    expect(await look()).toEqual([{ to: 'olga@early.test', ends: temporaryUntil.toISOString() }])
  })

  test('nobody hears of one that was used, has ended, or whose person is gone', async () => {
    const { owner } = await house.organization('Settled', 'olga@settled.test')
    toTuesday(9)
    const used = await created(owner)
    const gone = await created(owner)
    await created(owner)
    await enter(used.user.email, used.temporaryPassword)
    house.clock.moveHours(8.5)
    await suspendUser(owner, gone.user.id)
    // Everything was down until the third had ended.
    house.clock.moveHours(16)
    expect(await look()).toEqual([])
  })

  test('nor when they are gone by the time the letter leaves', async () => {
    const { owner } = await house.organization('Late', 'olga@late.test')
    toTuesday(9)
    const gone = await created(owner)
    house.clock.moveHours(8.5)
    await warnOfEndingPasswords(house.outside())
    await suspendUser(owner, gone.user.id)
    expect(await look()).toEqual([])
  })
})
