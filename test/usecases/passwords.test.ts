import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { changePassword } from '../../src/usecases/passwords/change-password.ts'
import { forgetPassword } from '../../src/usecases/passwords/forget-password.ts'
import { resetPassword, seeReset } from '../../src/usecases/passwords/reset-password.ts'
import { startReset } from '../../src/usecases/passwords/start-reset.ts'
import { countFrom, takeBackTry } from '../../src/usecases/sessions/count-tries.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
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

const NEW = 'another-Lantern-77-harbour'
const both = (password: string) => ({ password, passwordAgain: password })
const enter = (identifier: string, password = PASSWORD, browser = BROWSER) =>
  signIn(house.outside(), { identifier, password, organizationId: null }, browser)

const registered = async (address: string) => {
  const { owner, organizationId } = await house.organization()
  const person = await house.invited(owner, address)
  await house.accept(person.token, { firstName: 'Ada', lastName: 'Adams' })
  return { owner, organizationId, userId: person.userId }
}

const resetTokens = (to: string): string[] =>
  house.post.received.flatMap(({ letter, envelope }) =>
    letter.kind === 'reset' && envelope.to === to ? [letter.link.split('/').at(-1) ?? ''] : [],
  )

describe('a forgotten password', () => {
  test('is reset by the letter, once, and everything else of the person ends', async () => {
    await registered('ada@reset.test')
    const { token: session } = await enter('ada@reset.test')
    await forgetPassword(house.outside(), ' ADA@reset.test ')
    await house.deliverAll()
    const [token = ''] = resetTokens('ada@reset.test')
    expect(await seeReset(house.outside(), token)).toMatchObject({ email: 'ada@reset.test' })
    await expect(resetPassword(house.outside(), token, both('short'))).rejects.toMatchObject({
      facts: { fault: 'too-short' },
    })
    await resetPassword(house.outside(), token, both(NEW))
    expect(await readSession(house.outside(), session)).toBeNull()
    await expect(resetPassword(house.outside(), token, both('third-Lantern-99'))).rejects.toMatchObject({
      facts: { cause: 'accepted' },
    })
    await expect(enter('ada@reset.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
    await enter('ada@reset.test', NEW)
    await house.deliverAll()
    expect(house.post.received.at(-1)?.letter).toMatchObject({ kind: 'notice', what: 'password-changed' })
  })

  test('a newer link voids the older, an hour ends it, suspension kills it', async () => {
    const { owner, userId } = await registered('bob@reset.test')
    await forgetPassword(house.outside(), 'bob@reset.test')
    await house.deliverAll()
    await startReset(owner, userId)
    await house.deliverAll()
    const [first = '', second = ''] = resetTokens('bob@reset.test')
    await expect(seeReset(house.outside(), first)).rejects.toMatchObject({ facts: { cause: 'superseded' } })
    await seeReset(house.outside(), second)
    await suspendUser(owner, userId)
    await expect(resetPassword(house.outside(), second, both(NEW))).rejects.toMatchObject({
      code: 'link-dead',
    })
    await enableUser(owner, userId)
    await startReset(owner, userId)
    await house.deliverAll()
    house.clock.moveSeconds(3600)
    await expect(seeReset(house.outside(), resetTokens('bob@reset.test')[2] ?? '')).rejects.toMatchObject({
      facts: { cause: 'expired' },
    })
  })

  test('twenty at once with one link: one wins', async () => {
    await registered('eve@reset.test')
    await forgetPassword(house.outside(), 'eve@reset.test')
    await house.deliverAll()
    const [token = ''] = resetTokens('eve@reset.test')
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) => resetPassword(house.outside(), token, both(`${NEW}-${at}`))),
    )
    expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
  })

  test('goes to nobody unknown, pending or suspended, and to nobody more than three times an hour', async () => {
    const { owner, userId } = await registered('kim@reset.test')
    await house.invited(owner, 'pending@reset.test')
    const before = house.post.received.length
    await forgetPassword(house.outside(), 'nobody@reset.test')
    await forgetPassword(house.outside(), 'pending@reset.test')
    await forgetPassword(house.outside(), 'not an address')
    await suspendUser(owner, userId)
    await forgetPassword(house.outside(), 'kim@reset.test')
    await house.deliverAll()
    expect(house.post.received).toHaveLength(before)
    await enableUser(owner, userId)
    house.clock.moveHours(2)
    for (let at = 0; at < 6; at++) await forgetPassword(house.outside(), 'kim@reset.test')
    await house.deliverAll()
    const promised = await house.query<{ n: number }>(
      'select count(*)::int n from one_time_tokens where user_id = :userId',
      { userId },
    )
    expect(promised[0]?.n).toBe(3)
    await expect(
      startReset(await house.userContext(owner.actor.organizationId, userId), userId),
    ).rejects.toMatchObject({
      code: 'not-permitted',
    })
  })

  test('goes to nobody any more from a place that asks for twenty in an hour, and still from any other', async () => {
    await registered('ivy@reset.test')
    const from = (ip: string) => ({
      ...house.outside(),
      trace: { requestId: 'r', surface: 'web' as const, ip },
    })
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => forgetPassword(from('192.0.2.50'), `nobody${at}@reset.test`)),
    )
    await forgetPassword(from('192.0.2.50'), 'ivy@reset.test')
    await house.deliverAll()
    expect(resetTokens('ivy@reset.test')).toEqual([])
    await forgetPassword(from('192.0.2.51'), 'ivy@reset.test')
    await house.deliverAll()
    expect(resetTokens('ivy@reset.test')).toHaveLength(1)
    house.clock.moveHours(1)
    await forgetPassword(from('192.0.2.50'), 'ivy@reset.test')
    await house.deliverAll()
    expect(resetTokens('ivy@reset.test')).toHaveLength(2)
  })

  test('an invitation link resets nothing, a reset link accepts nothing', async () => {
    const { owner } = await registered('pat@reset.test')
    const lea = await house.invited(owner, 'lea@reset.test')
    await forgetPassword(house.outside(), 'pat@reset.test')
    await house.deliverAll()
    const [token = ''] = resetTokens('pat@reset.test')
    await expect(resetPassword(house.outside(), lea.token, both(NEW))).rejects.toMatchObject({
      code: 'link-unknown',
    })
    await expect(house.accept(token)).rejects.toMatchObject({ code: 'link-unknown' })
    await cancelInvitation(owner, lea.invitationId)
  })
})

describe('one’s own password', () => {
  test('changes with the one before, keeps this browser and ends the others', async () => {
    const { organizationId, userId } = await registered('zoe@own.test')
    const other = await enter('zoe@own.test')
    const ctx = await house.userContext(organizationId, userId)
    const here = await enter('zoe@own.test')
    const change = (current: string, password: string) =>
      changePassword(ctx, { current, ...both(password) }, BROWSER, here.session.id)
    await expect(change('wrong', NEW)).rejects.toMatchObject({ code: 'current-password-wrong' })
    await expect(change(PASSWORD, PASSWORD)).rejects.toMatchObject({ code: 'password-unchanged' })
    await expect(change(PASSWORD, 'zoe-is-my-name')).rejects.toMatchObject({ facts: { fault: 'personal' } })
    const begun = await change(PASSWORD, NEW)
    expect(await readSession(house.outside(), other.token)).toBeNull()
    expect(await readSession(house.outside(), begun.token)).not.toBeNull()
  })
})

describe('guessing', () => {
  const lockedReason = async () =>
    (await house.query<{ reason: string }>('select reason from sign_in_attempts order by id desc limit 1'))[0]
      ?.reason

  test('after five wrong passwords the right one waits too, ever longer, and a reset still opens the door', async () => {
    const { userId } = await registered('una@guess.test')
    for (let at = 0; at < 5; at++) await expect(enter('una@guess.test', `wrong ${at}`)).rejects.toThrow()
    await expect(enter('una@guess.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
    expect(await lockedReason()).toBe('locked')
    const [user] = await house.query<{ locked_until: Date }>(
      'select locked_until from users where id = :userId',
      {
        userId,
      },
    )
    expect(user?.locked_until).toEqual(new Date(house.clock.now().getTime() + 30_000))
    house.clock.moveSeconds(31)
    await expect(enter('una@guess.test', 'wrong again')).rejects.toThrow()
    house.clock.moveSeconds(31)
    await expect(enter('una@guess.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
    expect(await lockedReason()).toBe('locked')
    house.clock.moveSeconds(30)
    await enter('una@guess.test')
  })

  test('fifty guesses at once are counted before any is looked at', async () => {
    await registered('ida@guess.test')
    const guesses = Array.from({ length: 50 }, (_, at) =>
      enter('ida@guess.test', at === 40 ? PASSWORD : `wrong ${at}`),
    )
    const results = await Promise.allSettled(guesses)
    const looked = await house.query<{ n: number }>(
      "select count(*)::int n from sign_in_attempts where reason = 'bad password' and at = (select max(at) from sign_in_attempts)",
    )
    expect(looked[0]?.n).toBeLessThanOrEqual(5)
    expect(results.filter((it) => it.status === 'fulfilled').length).toBeLessThanOrEqual(1)
  })

  test('a reset opens the door at once, however it was locked', async () => {
    await registered('rex@guess.test')
    for (let at = 0; at < 6; at++) await expect(enter('rex@guess.test', `wrong ${at}`)).rejects.toThrow()
    await forgetPassword(house.outside(), 'rex@guess.test')
    await house.deliverAll()
    await resetPassword(house.outside(), resetTokens('rex@guess.test')[0] ?? '', both(NEW))
    await enter('rex@guess.test', NEW)
  })

  test('a namesake in another organization does not wipe the count', async () => {
    await registered('two@guess.test')
    const other = await house.organization()
    const twin = await house.invited(other.owner, 'two@guess.test', { by: 'letter' })
    await house.accept(twin.token)
    const there = { identifier: 'two@guess.test', password: PASSWORD, organizationId: other.organizationId }
    const wrong = () => enter('two@guess.test', 'wrong').catch(() => {})
    for (let at = 0; at < 4; at++) await wrong()
    await signIn(house.outside(), there, BROWSER)
    await wrong()
    const blocked = await house.query<{ n: number }>(
      `select count(*)::int n from tries where key like 'password of %' and blocked_until > :now`,
      { now: house.clock.now() },
    )
    expect(blocked[0]?.n).toBeGreaterThanOrEqual(1)
  })

  test('guesses at the page that changes the password count with those at the door', async () => {
    const { organizationId, userId } = await registered('kit@guess.test')
    const { session } = await enter('kit@guess.test')
    const ctx = await house.userContext(organizationId, userId)
    const guess = (current: string) => changePassword(ctx, { current, ...both(NEW) }, BROWSER, session.id)
    for (let at = 0; at < 5; at++)
      await expect(guess(`wrong ${at}`)).rejects.toMatchObject({ code: 'current-password-wrong' })
    await expect(guess(PASSWORD)).rejects.toMatchObject({ code: 'too-often' })
    await expect(enter('kit@guess.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
  })

  test('a busy office does not lock itself out, and a flood from one place is told to wait', async () => {
    const office = { ...house.outside(), trace: { requestId: 'r', surface: 'web' as const, ip: '192.0.2.1' } }
    const { organizationId } = await registered('office@guess.test')
    for (let at = 0; at < 150; at++) {
      await countFrom(office)
      await house.db.transaction((tx) => takeBackTry(tx, office, organizationId))
    }
    for (let at = 0; at < 100; at++) await countFrom(office)
    await expect(countFrom(office)).rejects.toMatchObject({ code: 'too-often' })
    house.clock.moveSeconds(900)
    await countFrom(office)
  })

  test('an organization under attack from everywhere is shut for seconds, and no other with it', async () => {
    const { organizationId } = await registered('nora@guess.test')
    await registered('noel@guess.test')
    await expect(enter('nora@guess.test', 'wrong')).rejects.toThrow()
    await house.query(`update tries set count = 999 where key = 'sign-in to ${organizationId}'`)
    await expect(enter('nora@guess.test', 'wrong again')).rejects.toThrow()
    await expect(enter('nora@guess.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
    await enter('noel@guess.test')
    house.clock.moveSeconds(10)
    await enter('nora@guess.test')
  })

  test('a right password forgives the wrong ones before it', async () => {
    await registered('max@guess.test')
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 4; at++) await expect(enter('max@guess.test', 'wrong')).rejects.toThrow()
      await enter('max@guess.test')
    }
  })

  test('a new device after wrong passwords is told of', async () => {
    await registered('sam@guess.test')
    await expect(enter('sam@guess.test', 'wrong')).rejects.toThrow()
    await enter('sam@guess.test')
    await house.deliverAll()
    expect(house.post.received.at(-1)?.letter.kind).not.toBe('notice')
    await enter('sam@guess.test', PASSWORD, {
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    })
    await house.deliverAll()
    expect(house.post.received.at(-1)).toMatchObject({
      envelope: { to: 'sam@guess.test' },
      letter: { kind: 'notice', what: 'new-device', device: 'Chrome on Windows', ip: '203.0.113.7' },
    })
  })
})
