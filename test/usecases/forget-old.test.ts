import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetOld } from '../../src/usecases/forget-old.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const DAY_HOURS = 24
const count = async (table: string): Promise<number> =>
  (await house.query<{ n: number }>(`select count(*)::int n from ${table}`))[0]?.n ?? -1
const ips = async (table: string): Promise<(string | null)[]> =>
  (await house.query<{ ip: string | null }>(`select ip from ${table} order by id`)).map((it) => it.ip)

test('addresses are shortened after 30 days, attempts go after 90, closed invitations after 180', async () => {
  const { owner } = await house.organization('Acme', 'olga@forget.test')
  const eve = await house.invited(owner, 'eve@forget.test')
  await cancelInvitation(owner, eve.invitationId)
  const enter = (ip: string) =>
    signIn(
      { ...house.outside(), trace: { requestId: 'r', surface: 'web', ip } },
      { identifier: 'olga@forget.test', password: PASSWORD, organizationId: null },
      BROWSER,
    )
  await enter('203.0.113.77')
  await enter('2001:db8:1:2:3:4:5:6')
  house.clock.moveHours(30 * DAY_HOURS + 1)
  await enter('198.51.100.4')
  await forgetOld(house.outside())
  expect(await ips('sign_in_attempts')).toEqual(['203.0.113.0', '2001:db8:1::', '198.51.100.4'])
  expect((await ips('sessions')).slice(1)).toEqual(['203.0.113.0', '2001:db8:1::', '198.51.100.4'])
  expect(await forgetOld(house.outside())).toBe(0)

  house.clock.moveHours(61 * DAY_HOURS)
  await forgetOld(house.outside())
  expect(await ips('sign_in_attempts')).toEqual(['198.51.100.0'])
  expect(await count('invitations')).toBe(2)
  house.clock.moveHours(90 * DAY_HOURS)
  await forgetOld(house.outside())
  expect(await count('invitations')).toBe(0)
  expect(await verifyInvariants(house.outside())).toEqual([])
})

test('what can not be forgotten keeps nothing else', async () => {
  await house.organization('Beta', 'olga@kept.test')
  await signIn(
    { ...house.outside(), trace: { requestId: 'r', surface: 'web', ip: '203.0.113.9' } },
    { identifier: 'olga@kept.test', password: PASSWORD, organizationId: null },
    BROWSER,
  )
  house.clock.moveHours(200 * DAY_HOURS)
  // The first that it comes to.
  await house.query('alter table sign_in_attempts rename to hidden')
  await expect(forgetOld(house.outside())).rejects.toThrow('sign_in_attempts')
  await house.query('alter table hidden rename to sign_in_attempts')
  expect(await count('sessions')).toBe(0)
  expect(await count('sign_in_attempts')).toBeGreaterThan(0)
  await forgetOld(house.outside())
  expect(await count('sign_in_attempts')).toBe(0)
})
