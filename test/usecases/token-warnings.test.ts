import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { after, DAY, HOUR } from '../../src/domain/time.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { endConnection } from '../../src/usecases/connections/end-connection.ts'
import { issueClient } from '../../src/usecases/connections/issue-client.ts'
import { issueToken } from '../../src/usecases/connections/issue-token.ts'
import { noteUse } from '../../src/usecases/connections/note-exchanges.ts'
import { revokeToken } from '../../src/usecases/connections/revoke-token.ts'
import { rotateToken } from '../../src/usecases/connections/rotate-token.ts'
import { tokenForClient } from '../../src/usecases/connections/token-for-client.ts'
import { warnOfExpiringTokens } from '../../src/usecases/connections/warn-of-expiring-tokens.ts'
import { examine } from '../../src/usecases/examine.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
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
// What the tests before left behind has ended, and is not warned of.
beforeEach(async () => {
  house.clock.moveSeconds(400 * DAY)
  await warn()
  house.post.received.length = 0
})

const inSeconds = (seconds: number) => after(house.clock.now(), seconds)
const warn = () => warnOfExpiringTokens(house.outside())
const letters = () =>
  house.post.received.flatMap(({ letter, envelope }) =>
    letter.kind === 'token-ending' ? [{ to: envelope.to, ...letter }] : [],
  )
let count = 0
async function connected(days: number) {
  const { owner, organizationId } = await house.organization(`Warned ${++count}`, `olga${count}@acme.test`)
  const { connection } = await createConnection(owner, { connector: 'okta', name: 'Okta' })
  const token = await issueToken(owner, connection.id, { expiresAt: inSeconds(days * DAY) })
  return { owner, organizationId, connection, token, to: `olga${count}@acme.test` }
}

describe('before a token ends', () => {
  test('everybody who manages connections hears of it two weeks, three days and a day ahead, once each', async () => {
    const { owner, token, to } = await connected(30)
    for (const [address, role] of [
      ['adam@acme.test', 'Admin'],
      ['mona@acme.test', 'Manager'],
      ['mel@acme.test', 'Member'],
    ] as const)
      await house.accept((await house.invited(owner, `${count}${address}`, { roles: [role] })).token)
    house.post.received.length = 0
    expect(await warn()).toBe(0)
    house.clock.moveSeconds(16 * DAY - 1)
    expect(await warn()).toBe(0)
    house.clock.moveSeconds(1)
    expect(await Promise.all([warn(), warn()])).toContain(1)
    expect(await warn()).toBe(0)
    await house.deliverAll()
    expect(letters().map((it) => it.to)).toEqual(expect.arrayContaining([to, `${count}adam@acme.test`]))
    expect(letters()).toHaveLength(2)
    expect(letters()[0]).toMatchObject({
      ...{ connectionName: 'Okta', beginning: token.secret.slice(0, 10), lastUsedAt: null },
      endsAt: inSeconds(14 * DAY),
    })
    expect(JSON.stringify(house.post.received)).not.toContain(token.secret)

    house.clock.moveSeconds(11 * DAY)
    expect(await warn()).toBe(1)
    house.clock.moveSeconds(2 * DAY)
    expect(await warn()).toBe(1)
    await house.deliverAll()
    expect(letters()).toHaveLength(6)
    house.clock.moveSeconds(DAY)
    expect(await warn()).toBe(0)
  })

  test('missed warnings are one, and one that comes too late is none', async () => {
    await connected(30)
    house.clock.moveSeconds(28 * DAY)
    expect(await warn(), 'two were missed').toBe(1)
    await house.deliverAll()
    expect(letters()).toHaveLength(1)
    house.clock.moveSeconds(2 * DAY)
    expect(await warn(), 'it has ended').toBe(0)
    expect(await warn()).toBe(0)
  })

  test('a short life is warned of as late as it must be, a very short one not at all', async () => {
    await connected(2)
    const { owner, connection } = await connected(0.5)
    const client = await issueClient(owner, connection.id, { tokenMinutes: 360 })
    await tokenForClient(house.outside(), client.id, client.secret)
    expect(await warn()).toBe(0)
    house.clock.moveSeconds(5 * HOUR)
    expect(await warn()).toBe(0)
    house.clock.moveSeconds(19 * HOUR)
    expect(await warn(), 'the one of two days').toBe(1)
  })

  test('nobody hears of one that was revoked, disconnected, or renewed and is used no more', async () => {
    const revoked = await connected(20)
    await revokeToken(revoked.owner, revoked.token.id)
    const ended = await connected(20)
    await endConnection(ended.owner, ended.connection.id)
    const renewed = await connected(20)
    await noteUse(house.outside(), [renewed.token.id], house.clock.now())
    house.clock.moveSeconds(DAY)
    const next = await rotateToken(renewed.owner, renewed.token.id, 15 * DAY)
    await noteUse(house.outside(), [next.id], house.clock.now())
    house.clock.moveSeconds(DAY)
    expect(await warn()).toBe(0)
  })

  test('they do hear of one that was renewed and is still used: the new one was not put in place', async () => {
    const { owner, token } = await connected(300)
    await rotateToken(owner, token.id, 15 * DAY)
    house.clock.moveSeconds(DAY)
    await noteUse(house.outside(), [token.id], house.clock.now())
    expect(await warn()).toBe(1)
    await house.deliverAll()
    expect(letters()).toMatchObject([{ lastUsedAt: house.clock.now(), beginning: token.secret.slice(0, 10) }])
  })

  test('a letter that was not yet sent is dropped when the token is gone, or its reader is', async () => {
    const { owner, token, connection } = await connected(15)
    const adam = await house.invited(owner, `adam${count}@acme.test`, { roles: ['Admin'] })
    await house.accept(adam.token)
    await house.deliverAll()
    house.clock.moveSeconds(DAY)
    expect(await warn()).toBe(1)
    await suspendUser(owner, adam.userId)
    expect((await house.deliverAll()).sort()).toEqual(['dropped', 'sent'])
    await issueToken(owner, connection.id, { expiresAt: inSeconds(2 * DAY) })
    house.clock.moveSeconds(11 * DAY)
    expect(await warn()).toBe(1)
    await revokeToken(owner, token.id)
    expect(await house.deliverAll()).toEqual(['dropped'])
  })
})

test('whoever looks after the machine sees what ends within two weeks, the nearest first', async () => {
  const [far, near, renewed] = [await connected(30), await connected(3), await connected(2)]
  const next = await rotateToken(renewed.owner, renewed.token.id, DAY)
  const ending = async () =>
    (await examine(house.outside())).worryingTokens.filter((it) => it.worry === 'ending')
  expect(await ending()).toMatchObject([
    { beginning: next.secret.slice(0, 10), expiresAt: inSeconds(2 * DAY) },
    { connectionName: 'Okta', beginning: near.token.secret.slice(0, 10), expiresAt: inSeconds(3 * DAY) },
  ])
  house.clock.moveSeconds(16 * DAY)
  expect((await ending()).map((it) => it.beginning)).toEqual([far.token.secret.slice(0, 10)])
})
