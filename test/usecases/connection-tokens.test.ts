import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/domain/connection.ts'
import { after, DAY, HOUR } from '../../src/domain/time.ts'
import { changeConnection } from '../../src/usecases/connections/change-connection.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { issueClient } from '../../src/usecases/connections/issue-client.ts'
import { issueToken } from '../../src/usecases/connections/issue-token.ts'
import { seeConnection } from '../../src/usecases/connections/list-connections.ts'
import { noteUse } from '../../src/usecases/connections/note-exchanges.ts'
import { revokeClient } from '../../src/usecases/connections/revoke-client.ts'
import { revokeToken } from '../../src/usecases/connections/revoke-token.ts'
import { rotateToken } from '../../src/usecases/connections/rotate-token.ts'
import { tokenForClient } from '../../src/usecases/connections/token-for-client.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import { forgetOld } from '../../src/usecases/forget-old.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
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

let count = 0
async function connected() {
  const { owner } = await house.organization()
  const { connection, token } = await createConnection(owner, { connector: 'okta', name: `Okta ${++count}` })
  return { owner, connection, token }
}
const speaker = (secret: string) => whoProvisions(house.outside(), secret)
const speaks = async (secret: string) => (await speaker(secret)) !== null
const inSeconds = (seconds: number) => after(house.clock.now(), seconds)
const liveOnes = async (owner: Context, { id }: Connection) => (await seeConnection(owner, id)).tokens
const access = (client: { id: string; secret: string }) =>
  tokenForClient(house.outside(), client.id, client.secret)
const acts = async ({ id }: Connection) =>
  (
    await house.query<{ act: string }>(`select act from audit_entries where target_id = :id order by id`, {
      id,
    })
  ).map((it) => it.act)

describe('a token', () => {
  test('S0.50 outlives whoever made it, as the nightly sync must, and says that they have seen it', async () => {
    const { owner, organizationId } = await house.organization()
    const { token: link } = await house.invited(owner, `grace${++count}@acme.test`, { roles: ['Owner'] })
    const { userId } = await house.accept(link)
    const grace = await house.userContext(organizationId, userId)
    const { connection, token } = await createConnection(grace, { connector: 'okta', name: `Okta ${count}` })
    await issueClient(grace, connection.id, {})
    const makers = async () => {
      const { tokens, clients } = await seeConnection(owner, connection.id)
      return [...tokens, ...clients].map((it) => it.shutOutMaker)
    }
    expect(await makers()).toEqual([null, null])
    await suspendUser(owner, userId)
    expect(await makers()).toEqual(['Robin Meyer', 'Robin Meyer'])
    expect(await speaks(token.secret)).toBe(true)
    await enableUser(owner, userId)
    expect(await makers()).toEqual([null, null])
    await house.deliverAll()
  })

  test('does what its scopes say, until its end and not a second longer', async () => {
    const { owner, connection } = await connected()
    const expiresAt = inSeconds(2 * HOUR)
    const { secret } = await issueToken(owner, connection.id, {
      scopes: ['groups.read', 'users.read', 'users.read'],
      expiresAt,
    })
    expect([...((await speaker(secret))?.actor.scopes ?? [])]).toEqual(['users.read', 'groups.read'])
    house.clock.moveSeconds(2 * HOUR - 1)
    expect(await speaks(secret)).toBe(true)
    house.clock.moveSeconds(1)
    expect(await speaks(secret)).toBe(false)
    expect(await liveOnes(owner, connection)).toHaveLength(1)
  })

  test('is refused with scopes that are none, or an end that is none', async () => {
    const { owner, connection } = await connected()
    for (const [wish, fault] of [
      [{ scopes: [] }, { code: 'choice-unknown', facts: { field: 'scope' } }],
      [{ scopes: ['users.read', 'everything'] }, { code: 'choice-unknown', facts: { typed: 'everything' } }],
      [{ expiresAt: house.clock.now() }, { code: 'end-not-ahead' }],
      [{ expiresAt: inSeconds(365 * DAY + 1) }, { code: 'token-time-unusable', facts: { most: 365 } }],
    ] as const)
      await expect(issueToken(owner, connection.id, wish)).rejects.toMatchObject(fault)
    await issueToken(owner, connection.id, { expiresAt: inSeconds(365 * DAY) })
  })

  test('is one of ten at most, also when fifteen are asked for at once', async () => {
    const { owner, connection, token } = await connected()
    const asked = Array.from({ length: 15 }, () => issueToken(owner, connection.id))
    const made = (await Promise.allSettled(asked)).filter((it) => it.status === 'fulfilled')
    expect(made).toHaveLength(9)
    await expect(issueToken(owner, connection.id)).rejects.toMatchObject({
      code: 'too-many',
      facts: { what: 'token', limit: 10 },
    })
    await rotateToken(owner, token.id, 0)
    await revokeToken(owner, made[0]?.value.id ?? '')
    await issueToken(owner, connection.id)
  })

  test('knows when it was last used, and no earlier use overwrites a later one', async () => {
    const { owner, connection, token } = await connected()
    const other = await issueToken(owner, connection.id)
    const [noon, later] = [inSeconds(60), inSeconds(120)]
    await noteUse(house.outside(), [token.id, other.id], noon)
    await noteUse(house.outside(), [token.id], later)
    await noteUse(house.outside(), [token.id], noon)
    await noteUse(house.outside(), [], later)
    expect((await liveOnes(owner, connection)).map((it) => it.lastUsedAt)).toEqual([later, noon])
  })
})

describe('renewing', () => {
  test('gives a new one at once, with as long a life, and the old one its overlap', async () => {
    const { owner, connection } = await connected()
    const old = await issueToken(owner, connection.id, {
      scopes: ['users.read'],
      expiresAt: inSeconds(10 * DAY),
    })
    house.clock.moveSeconds(DAY)
    const renewed = await rotateToken(owner, old.id, 2 * HOUR)
    expect(renewed).toMatchObject({ expiresAt: inSeconds(10 * DAY), oldEndsAt: inSeconds(2 * HOUR) })
    expect([...((await speaker(renewed.secret))?.actor.scopes ?? [])]).toEqual(['users.read'])
    house.clock.moveSeconds(2 * HOUR - 1)
    expect([await speaks(old.secret), await speaks(renewed.secret)]).toEqual([true, true])
    house.clock.moveSeconds(1)
    expect([await speaks(old.secret), await speaks(renewed.secret)]).toEqual([false, true])
  })

  test('never gives the old one longer than it had, and without an overlap it dies at once', async () => {
    const { owner, connection } = await connected()
    const short = await issueToken(owner, connection.id, { expiresAt: inSeconds(HOUR) })
    expect((await rotateToken(owner, short.id, 30 * DAY)).oldEndsAt).toEqual(inSeconds(HOUR))
    await expect(rotateToken(owner, short.id, 60)).rejects.toMatchObject({ code: 'token-replaced' })
    const { secret, id } = await issueToken(owner, connection.id)
    await rotateToken(owner, id, 0)
    expect(await speaks(secret)).toBe(false)
    await expect(rotateToken(owner, id, 60)).rejects.toMatchObject({ code: 'token-ended' })
    await expect(rotateToken(owner, short.id, 30 * DAY + 1)).rejects.toMatchObject({
      code: 'token-time-unusable',
    })
    await expect(rotateToken(owner, short.id, Number.NaN)).rejects.toMatchObject({
      code: 'token-time-unusable',
    })
  })

  test('makes its own room, and no more than that', async () => {
    const { owner, connection, token } = await connected()
    const made = []
    for (let more = 0; more < 9; more++) made.push(await issueToken(owner, connection.id))
    await rotateToken(owner, token.id, HOUR)
    await expect(rotateToken(owner, made[0]?.id ?? '', HOUR)).rejects.toMatchObject({ code: 'too-many' })
    expect(await liveOnes(owner, connection)).toHaveLength(11)
  })

  test('and revoking at once leaves the old one dead, and either a new one or a refusal', async () => {
    for (let round = 0; round < 20; round++) {
      const { owner, connection, token } = await connected()
      const [renewed, revoked, again] = await Promise.allSettled([
        rotateToken(owner, token.id, DAY),
        revokeToken(owner, token.id),
        rotateToken(owner, token.id, DAY),
      ])
      expect(revoked.status).toBe('fulfilled')
      expect(await speaks(token.secret)).toBe(false)
      const made = [renewed, again].flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
      for (const it of [renewed, again])
        if (it.status === 'rejected') expect(it.reason.code).toMatch(/^token-(ended|replaced)$/)
      for (const it of made) expect(await speaks(it.secret)).toBe(true)
      expect(made.length).toBeLessThan(2)
      expect(await liveOnes(owner, connection)).toHaveLength(made.length)
      expect((await acts(connection)).filter((it) => it === 'connection.revoke-token')).toHaveLength(1)
    }
  })
})

describe('a client', () => {
  test('fetches tokens with its scopes, which live as long as was said', async () => {
    const { owner, connection } = await connected()
    const client = await issueClient(owner, connection.id, { scopes: ['users.read'], tokenMinutes: 90 })
    expect(client.secret).toMatch(/^scs_[\w-]{43}$/)
    const fetched = await access(client)
    expect(fetched).toMatchObject({ expiresInSeconds: 5400, scopes: ['users.read'] })
    expect([...((await speaker(fetched?.token ?? ''))?.actor.scopes ?? [])]).toEqual(['users.read'])
    expect((await seeConnection(owner, connection.id)).clients).toMatchObject([
      { lastUsedAt: house.clock.now() },
    ])
    expect(await liveOnes(owner, connection), 'nobody looks after those').toHaveLength(1)
    house.clock.moveSeconds(5400)
    expect(await speaks(fetched?.token ?? '')).toBe(false)
  })

  test('is nobody with another secret, another id, or none', async () => {
    const { owner, connection, token } = await connected()
    const [one, other] = [await issueClient(owner, connection.id), await issueClient(owner, connection.id)]
    for (const [id, secret] of [
      [one.id, other.secret],
      [one.id, ''],
      [one.id, token.secret],
      ['', one.secret],
      [connection.id, one.secret],
      [`${one.id}'`, one.secret],
      ['\0', one.secret],
    ] as const)
      expect(await tokenForClient(house.outside(), id, secret), `${id} ${secret}`).toBeNull()
    expect(await speaks(one.secret), 'a secret is no token').toBe(false)
  })

  test('is one of five at most, with a life of 60 to 360 minutes', async () => {
    const { owner, connection } = await connected()
    for (const tokenMinutes of [59, 361, 60.5, Number.NaN])
      await expect(issueClient(owner, connection.id, { tokenMinutes })).rejects.toMatchObject({
        code: 'token-time-unusable',
        facts: { what: 'access' },
      })
    const asked = Array.from({ length: 7 }, () => issueClient(owner, connection.id, { tokenMinutes: 360 }))
    const made = (await Promise.allSettled(asked)).filter((it) => it.status === 'fulfilled')
    expect(made).toHaveLength(5)
    await revokeClient(owner, made[0]?.value.id ?? '')
    await issueClient(owner, connection.id)
  })

  test('that is revoked takes its tokens along, however much is fetched at that moment', async () => {
    const { owner, connection } = await connected()
    for (let round = 0; round < 10; round++) {
      const client = await issueClient(owner, connection.id)
      const fetched = await Promise.all([
        access(client),
        access(client),
        revokeClient(owner, client.id).then(() => null),
        access(client),
        revokeClient(owner, client.id).then(() => null),
      ])
      for (const it of fetched) if (it) expect(await speaks(it.token)).toBe(false)
      expect(await access(client)).toBeNull()
    }
    expect((await acts(connection)).filter((it) => it === 'connection.revoke-client')).toHaveLength(10)
  })

  test('that fetches a token for each request keeps the newest fifty, and what is over is cleared away', async () => {
    const { owner, connection } = await connected()
    const client = await issueClient(owner, connection.id)
    const rows = async () =>
      (await house.query(`select 1 from scim_tokens where client_id = :id`, { id: client.id })).length
    const first = await access(client)
    let second: Awaited<ReturnType<typeof access>> = null
    for (let more = 0; more < 50; more++) {
      const fetched = await access(client)
      second ??= fetched
    }
    expect(await rows()).toBe(50)
    expect([await speaks(first?.token ?? ''), await speaks(second?.token ?? '')]).toEqual([false, true])
    house.clock.moveSeconds(HOUR)
    await access(client)
    expect(await rows()).toBe(1)
  })

  test('gets nothing from outside the networks of its connection', async () => {
    const { owner, connection } = await connected()
    const client = await issueClient(owner, connection.id)
    const networks = async (version: number, ...allowed: string[]) =>
      changeConnection(owner, connection.id, { version, networks: allowed }, {})
    await networks(1, '198.51.100.0/24')
    expect(await access(client)).toBeNull()
    await networks(2, '198.51.100.0/24', '203.0.113.7')
    expect(await access(client)).not.toBeNull()
  })

  test('of an organization that is suspended gets nothing', async () => {
    const { owner, connection } = await connected()
    const client = await issueClient(owner, connection.id)
    const suspend = (at: Date | null) =>
      house.query(`update organizations set suspended_at = :at where id = :id returning 1`, {
        id: connection.organizationId,
        at,
      })
    await suspend(house.clock.now())
    expect(await access(client)).toBeNull()
    await suspend(null)
    expect(await access(client)).not.toBeNull()
  })
})

test('what ended long ago is forgotten, and what lives is not', async () => {
  const { owner, connection, token } = await connected()
  const kept = await issueToken(owner, connection.id)
  const ended = await issueToken(owner, connection.id, { expiresAt: inSeconds(DAY) })
  await revokeToken(owner, token.id)
  const left = async () =>
    (
      await house.query<{ id: string }>(
        `select id from scim_tokens where connection_id = :id`,
        connection as never,
      )
    ).map((it) => it.id)
  house.clock.moveSeconds(90 * DAY)
  await forgetOld(house.outside())
  expect((await left()).sort()).toEqual([kept.id, ended.id, token.id].sort())
  house.clock.moveSeconds(DAY + 1)
  await forgetOld(house.outside())
  expect(await left()).toEqual([kept.id])
})
