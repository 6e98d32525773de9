import { afterAll, beforeAll, expect, test } from 'vitest'
import { resetPassword } from '../../src/usecases/passwords/reset-password.ts'
import { startReset } from '../../src/usecases/passwords/start-reset.ts'
import { revokeSession } from '../../src/usecases/sessions/revoke-sessions.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { askToChangeEmail, askToChangeOwnEmail } from '../../src/usecases/users/change-email.ts'
import { confirmEmailChange, seeEmailChange } from '../../src/usecases/users/confirm-email.ts'
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

const enter = (identifier: string) =>
  signIn(house.outside(), { identifier, password: PASSWORD, organizationId: null }, BROWSER)
const kindsTo = (to: string) =>
  house.post.received.filter((it) => it.envelope.to === to).map((it) => it.letter.kind)

async function mia(name: string, role = 'Member') {
  const { owner, organizationId, ownerId } = await house.organization()
  const { userId, token } = await house.invited(owner, `${name}@old.test`, { roles: [role] })
  await house.accept(token, { firstName: 'Mia', lastName: 'Moss' })
  const { session } = await enter(`${name}@old.test`)
  const by = (password: string) => ({ sessionId: session.id, password })
  return { owner, ownerId, userId, by, own: await house.userContext(organizationId, userId) }
}

test('nothing changes until the new address says yes; then the old one hears of it and its resets are dead', async () => {
  const { owner, userId } = await mia('mia')
  await startReset(owner, userId)
  await house.deliverAll()
  const reset = house.post.tokenFor('mia@old.test')
  await askToChangeEmail(owner, userId, 'Mia@New.test')
  await house.deliverAll()
  expect(kindsTo('Mia@New.test')).toEqual(['confirm-address'])
  const token = house.post.tokenFor('Mia@New.test')
  for (let look = 0; look < 3; look++)
    expect(await seeEmailChange(house.outside(), token)).toMatchObject({
      email: 'mia@old.test',
      newEmail: 'Mia@New.test',
    })
  await enter('mia@old.test')

  await confirmEmailChange(house.outside(), token)
  await house.deliverAll()
  expect(kindsTo('mia@old.test').at(-1)).toBe('notice')
  expect((await seeUser(owner, userId)).user).toMatchObject({
    email: 'Mia@New.test',
    address: 'mia@new.test',
    emailVerifiedAt: house.clock.now(),
  })
  await enter('mia@new.test')
  await expect(enter('mia@old.test')).rejects.toMatchObject({ code: 'sign-in-failed' })
  const password = { password: PASSWORD, passwordAgain: PASSWORD }
  await expect(resetPassword(house.outside(), reset, password)).rejects.toMatchObject({ code: 'link-dead' })
  await expect(confirmEmailChange(house.outside(), token)).rejects.toMatchObject({
    code: 'link-dead',
    facts: { cause: 'accepted' },
  })
})

test('fifty clicks at once change it once', async () => {
  const { owner, userId } = await mia('many')
  await askToChangeEmail(owner, userId, 'many@new.test')
  await house.deliverAll()
  const token = house.post.tokenFor('many@new.test')
  const clicks = await Promise.allSettled(
    Array.from({ length: 20 }, () => confirmEmailChange(house.outside(), token)),
  )
  expect(clicks.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
})

test('a link is dead after an hour, after a newer one, and after its person was suspended', async () => {
  const { owner, userId } = await mia('dead')
  const asked = async (address: string) => {
    await askToChangeEmail(owner, userId, address)
    await house.deliverAll()
    return house.post.tokenFor(address)
  }
  const first = await asked('one@new.test')
  const second = await asked('two@new.test')
  const confirm = (token: string) => confirmEmailChange(house.outside(), token)
  await expect(confirm(first)).rejects.toMatchObject({ facts: { cause: 'superseded' } })
  house.clock.moveHours(1)
  await expect(confirm(second)).rejects.toMatchObject({ facts: { cause: 'expired' } })
  const third = await asked('three@new.test')
  await suspendUser(owner, userId)
  await expect(confirm(third)).rejects.toMatchObject({ code: 'link-dead' })
  await expect(confirm('eml_nothing')).rejects.toMatchObject({ code: 'link-unknown' })
})

test("somebody's address is refused, and one that was taken meanwhile", async () => {
  const { owner, userId } = await mia('taken')
  await house.invite(owner, ['invited@new.test'])
  for (const address of ['olga@acme.test', 'INVITED@new.test'])
    await expect(askToChangeEmail(owner, userId, address)).rejects.toMatchObject({ code: 'address-taken' })
  await askToChangeEmail(owner, userId, 'soon@new.test')
  await house.deliverAll()
  const token = house.post.tokenFor('soon@new.test')
  await house.invite(owner, ['soon@new.test'])
  await expect(confirmEmailChange(house.outside(), token)).rejects.toMatchObject({ code: 'link-dead' })
})

test('one needs the own password, and nobody takes the account of somebody who may do more', async () => {
  const { ownerId, own, by } = await mia('own', 'Admin')
  house.clock.moveSeconds(10 * 60)
  await expect(askToChangeOwnEmail(own, 'own@new.test', by(''))).rejects.toMatchObject({
    code: 'password-wanted',
  })
  await expect(askToChangeOwnEmail(own, 'own@new.test', by('wrong'))).rejects.toMatchObject({
    code: 'current-password-wrong',
  })
  await askToChangeOwnEmail(own, 'own@new.test', by(PASSWORD))
  await expect(askToChangeEmail(own, ownerId, 'evil@new.test')).rejects.toMatchObject({
    code: 'beyond-your-own-permissions',
  })
  for (let at = 0; at < 2; at++) await askToChangeOwnEmail(own, 'own@new.test', by(PASSWORD))
  await expect(askToChangeOwnEmail(own, 'own@new.test', by(PASSWORD))).rejects.toMatchObject({
    code: 'too-often',
  })
})

test('a session proves nothing once it is over, nor somebody else’s, nor one that must change its password', async () => {
  const { own, by } = await mia('stale')
  const { by: others } = await mia('another')
  const refused = { code: 'sign-in-failed' }
  const ask = (proof: ReturnType<typeof by>) => askToChangeOwnEmail(own, 'stale@new.test', proof)
  await expect(ask(others(PASSWORD))).rejects.toMatchObject(refused)
  const { sessionId } = by('')
  const kind = (wanted: string) =>
    house.db.raw('update sessions set kind = ? where id = ?', [wanted, sessionId])
  await kind('must-change')
  await expect(ask(by(PASSWORD))).rejects.toMatchObject(refused)
  await kind('full')
  await revokeSession(own, sessionId)
  await expect(ask(by(PASSWORD))).rejects.toMatchObject(refused)
  expect(await house.deliverAll()).not.toContain('failed')
  expect(kindsTo('stale@new.test')).toEqual([])
})
