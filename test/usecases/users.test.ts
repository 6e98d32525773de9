import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
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

const enter = (identifier: string, password = PASSWORD) =>
  signIn(house.outside(), { identifier, password, organizationId: null }, BROWSER)
const reasons = async (address: string) =>
  (
    await house.query<{ reason: string | null }>(
      `select reason from sign_in_attempts a join users u on u.id = a.user_id where u.address = :address order by a.id`,
      { address },
    )
  ).map((it) => it.reason)

describe('access', () => {
  test('suspension ends it at the next request, enabling gives it back without the old session', async () => {
    const { owner } = await house.organization()
    const ada = await house.invited(owner, 'ada@access.test')
    await house.accept(ada.token, { firstName: 'Ada', lastName: 'Adams' })
    const { token } = await enter('ada@access.test')
    expect(await readSession(house.outside(), token)).not.toBeNull()
    await suspendUser(owner, ada.userId)
    expect(await readSession(house.outside(), token)).toBeNull()
    await expect(enter('ada@access.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
    await enableUser(owner, ada.userId)
    expect(await readSession(house.outside(), token)).toBeNull()
    await enter('ada@access.test')
    expect(await reasons('ada@access.test')).toEqual([null, 'suspended', null])
  })

  test('a deleted person is gone now, and can be brought back until the window closes', async () => {
    const { owner } = await house.organization()
    const bob = await house.invited(owner, 'bob@access.test')
    await house.accept(bob.token, { firstName: 'Bob', lastName: 'Brown' })
    const { token } = await enter('bob@access.test')
    await deleteUser(owner, bob.userId)
    expect(await readSession(house.outside(), token)).toBeNull()
    await expect(enter('bob@access.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
    await undoDeleteUser(owner, bob.userId)
    await enter('bob@access.test')
    await deleteUser(owner, bob.userId)
    house.clock.moveSeconds(900)
    await expect(undoDeleteUser(owner, bob.userId)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('sessions end when idle for 8 hours and after 7 days whatever happens', async () => {
    const { owner } = await house.organization()
    const kim = await house.invited(owner, 'kim@access.test')
    await house.accept(kim.token, { firstName: 'Kim', lastName: 'Khan' })
    const idle = await enter('kim@access.test')
    house.clock.moveSeconds(8 * 3600)
    expect(await readSession(house.outside(), idle.token)).toBeNull()
    const busy = await enter('kim@access.test')
    for (let hours = 0; hours < 7 * 24 - 1; hours += 7) {
      expect(await readSession(house.outside(), busy.token)).not.toBeNull()
      house.clock.moveHours(7)
    }
    expect(await readSession(house.outside(), busy.token)).toBeNull()
  })

  test('nobody suspends themselves, and the last owner stays', async () => {
    const { owner, ownerId, organizationId } = await house.organization()
    await expect(suspendUser(owner, ownerId)).rejects.toMatchObject({ code: 'yourself' })
    await expect(suspendUser(house.operatorOf(organizationId), ownerId)).rejects.toMatchObject({
      code: 'last-owner',
    })
    await expect(deleteUser(house.operatorOf(organizationId), ownerId)).rejects.toMatchObject({
      code: 'last-owner',
    })
  })

  test('two owners who suspend or delete each other at once leave one', async () => {
    for (let round = 0; round < 10; round++) {
      const { owner, ownerId, organizationId } = await house.organization()
      const second = await house.invited(owner, `second${round}@owners.test`, { roles: ['Owner'] })
      await house.accept(second.token, { firstName: 'Sam', lastName: 'Stone' })
      const other = await house.userContext(organizationId, second.userId)
      const end = round % 2 === 0 ? suspendUser : deleteUser
      const results = await Promise.allSettled([end(owner, second.userId), suspendUser(other, ownerId)])
      expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })
})

describe('signing in', () => {
  test('every failure is one refusal; only the record knows the reason', async () => {
    const { owner } = await house.organization()
    const pat = await house.invited(owner, 'pat@sign.test')
    const refused = { code: 'sign-in-failed', facts: {} }
    await expect(enter('pat@sign.test')).rejects.toMatchObject(refused)
    await house.accept(pat.token, { firstName: 'Pat', lastName: 'Poe' })
    await expect(enter('pat@sign.test', 'not the password')).rejects.toMatchObject(refused)
    await expect(enter('stranger@sign.test')).rejects.toMatchObject(refused)
    await expect(enter('no address at all')).rejects.toMatchObject(refused)
    expect(await reasons('pat@sign.test')).toEqual(['pending', 'bad password'])
    const unknown = await house.query<{ n: number }>(
      "select count(*)::int n from sign_in_attempts where reason = 'unknown user' and user_id is null",
    )
    expect(unknown[0]?.n).toBe(2)
  })

  test('the same person in two organizations chooses, and only with the password', async () => {
    const one = await house.organization()
    const two = await house.organization()
    for (const { owner } of [one, two]) {
      const eve = await house.invited(owner, 'eve@two.test')
      await house.accept(eve.token, { firstName: 'Eve', lastName: 'Elm' })
    }
    await expect(enter('eve@two.test', 'wrong')).rejects.toMatchObject({ code: 'sign-in-failed' })
    await expect(enter('eve@two.test')).rejects.toMatchObject({ code: 'which-organization' })
    const chosen = { identifier: 'eve@two.test', password: PASSWORD, organizationId: two.organizationId }
    const { session } = await signIn(house.outside(), chosen, BROWSER)
    expect(session.organizationId).toBe(two.organizationId)
  })

  test('hashes are argon2id at full cost, and cheaper ones are made anew at the next sign-in', async () => {
    const { owner } = await house.organization()
    const una = await house.invited(owner, 'una@hash.test')
    await house.accept(una.token, { firstName: 'Una', lastName: 'Uhl' })
    const stored = async () =>
      (
        await house.query<{ hash: string }>(
          'select password_hash hash from credentials where user_id = :id',
          {
            id: una.userId,
          },
        )
      )[0]?.hash ?? ''
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$/)
    const cheap = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1 })
    await house.db('credentials').where({ userId: una.userId }).update({ passwordHash: cheap })
    await enter('una@hash.test')
    expect(await stored()).toMatch(/m=19456,t=2,p=1/)
    await enter('una@hash.test')
  })

  test('a password typed on another system with other accents is the same; one letter off is not', async () => {
    const { owner } = await house.organization()
    const zoe = await house.invited(owner, 'zoe@nfkc.test')
    const composed = `${'x'.repeat(190)} caf\u00e9 noir`
    const acceptance = { firstName: 'Zoé', lastName: 'Zola', password: composed, passwordAgain: composed }
    const { acceptInvitation } = await import('../../src/usecases/invitations/accept-invitation.ts')
    await acceptInvitation(house.outside(), zoe.token, acceptance, BROWSER)
    await enter('zoe@nfkc.test', composed.normalize('NFD'))
    await expect(enter('zoe@nfkc.test', `${composed.slice(0, -1)}R`)).rejects.toMatchObject({
      code: 'sign-in-failed',
    })
  })
})
