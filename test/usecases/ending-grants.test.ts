import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/usecases/context.ts'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { endTemporaryGrants } from '../../src/usecases/roles/end-temporary-grants.ts'
import { grantRole } from '../../src/usecases/roles/grant-role.ts'
import { seeGrants, seeRoles } from '../../src/usecases/roles/see-roles.ts'
import { warnOfEndingGrants } from '../../src/usecases/roles/warn-of-ending-grants.ts'
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

let count = 0
async function member(owner: Context) {
  const email = `m${++count}@ending.test`
  const { userId, token } = await house.invited(owner, email)
  await house.accept(token, { firstName: 'Ada', lastName: `No ${count}` })
  return { userId, email }
}
const roleId = async (ctx: Context, name: string) =>
  (await seeRoles(ctx)).find((it) => it.name === name)?.id ?? ''
const inHours = (hours: number) => new Date(house.clock.now().getTime() + hours * 3_600_000)
const end = () => endTemporaryGrants(house.outside())
const warn = () => warnOfEndingGrants(house.outside())
const rows = async (userId: string) =>
  (
    await house.query<{ name: string }>(
      `select r.name from grants g join roles r on r.id = g.role_id where g.user_id = :userId order by 1`,
      { userId },
    )
  ).map((it) => it.name)
const told = async (userId: string) =>
  (
    await house.query<{ body: string }>(
      `select d.body from audit_entries e join audit_details d on d.entry_id = e.id
       where e.target_id = :userId and e.act = 'role.end' and e.actor_kind = 'system'`,
      { userId },
    )
  ).map(({ body }) => JSON.parse(body))
const letters = () =>
  house.post.received.flatMap(({ letter, envelope }) =>
    letter.kind === 'role-ending' ? [{ to: envelope.to, ...letter }] : [],
  )

describe('a role that has ended', () => {
  test('is cleared away and recorded once, with everybody keeping a role and an owner left', async () => {
    const { owner, ownerId } = await house.organization()
    const leeds = await createGroup(owner, { kind: 'site', name: 'Leeds' })
    const ada = await member(owner)
    await addMembers(owner, leeds.id, [ada.userId])
    await grantRole(owner, ada.userId, { roleId: await roleId(owner, 'Owner'), until: inHours(1) })
    const admin = await roleId(owner, 'Admin')
    await grantRole(owner, ada.userId, { roleId: admin, siteId: leeds.id, until: inHours(2) })
    house.clock.moveSeconds(3_599)
    expect(await end()).toBe(0)
    house.clock.moveSeconds(1)
    expect((await seeGrants(owner, ada.userId)).map((it) => it.name)).toEqual(['Member', 'Admin'])
    expect(await Promise.all([end(), end()])).toContain(1)
    expect(await rows(ada.userId)).toEqual(['Admin', 'Member'])
    const [entry, ...more] = await told(ada.userId)
    expect(entry).toMatchObject({
      before: { role: expect.stringMatching(/^Owner until 20/) },
      after: { given: null },
    })
    expect(more).toEqual([])
    expect(await rows(ownerId)).toEqual(['Owner'])
    house.clock.moveHours(1)
    expect(await end()).toBe(1)
    expect((await told(ada.userId))[1].before.role).toMatch(/^Admin at Leeds until/)
    expect(await end()).toBe(0)
  })

  test('leaves the default role where it was the only one', async () => {
    const { owner, organizationId } = await house.organization()
    const reader = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
    await changeSettings(owner, { version: 1, defaultRoleId: reader.id })
    const foreign = await house.organization()
    const [ada, bob, eve] = [await member(owner), await member(owner), await member(foreign.owner)]
    // No use-case lets anybody be without a lasting role; what a provider or a hand on the database leaves may.
    for (const [ctx, { userId }] of [
      [owner, ada],
      [foreign.owner, eve],
    ] as const) {
      await grantRole(ctx, userId, { roleId: await roleId(ctx, 'Admin'), until: inHours(1) })
      await house.query(
        `with gone as (delete from grants where user_id = :userId and source = 'manual' returning 1)
         select count(*) from gone`,
        { userId },
      )
    }
    await grantRole(owner, bob.userId, { roleId: await roleId(owner, 'Admin'), until: inHours(1) })
    house.clock.moveHours(1)
    expect(await end()).toBe(3)
    expect(await rows(ada.userId)).toEqual(['Reader'])
    expect(await rows(bob.userId)).toEqual(['Reader'])
    expect(await rows(eve.userId)).toEqual(['Member'])
    expect(await told(ada.userId)).toMatchObject([{ after: { given: 'Reader' } }])
    expect((await told(bob.userId))[0].after).toEqual({ given: null })
    const given = await house.query(
      'select source, expires_at from grants where organization_id = :organizationId and user_id = :id',
      {
        organizationId,
        id: ada.userId,
      },
    )
    expect(given).toEqual([{ source: 'manual', expires_at: null }])
  })

  test('and one that is given anew at the same instant: the newer one stays', async () => {
    const { owner } = await house.organization()
    const admin = await roleId(owner, 'Admin')
    for (let round = 0; round < 8; round++) {
      const { userId } = await member(owner)
      await grantRole(owner, userId, { roleId: admin, until: inHours(1) })
      house.clock.moveHours(1)
      await Promise.all([grantRole(owner, userId, { roleId: admin, until: inHours(9) }), end(), end()])
      await end()
      expect(await rows(userId)).toEqual(['Admin', 'Member'])
    }
  })

  test('many are cleared away in the same number of statements as one', async () => {
    const { owner, organizationId } = await house.organization()
    const admin = await roleId(owner, 'Admin')
    const statements = async () => {
      let seen = 0
      const note = () => seen++
      house.db.on('query', note)
      await end()
      house.db.off('query', note)
      return seen
    }
    await end()
    const { userId } = await member(owner)
    await grantRole(owner, userId, { roleId: admin, until: inHours(1) })
    house.clock.moveHours(1)
    const forOne = await statements()
    await house.query(
      `with people as (
         insert into users (organization_id, id, email, address, origin, created_at, activated_at)
         select :organizationId, gen_random_uuid(), n || '@many.test', n || '@many.test', 'import', now(), now()
         from generate_series(1, 150) n returning id
       ), lasting as (
         insert into grants (organization_id, id, user_id, role_id, source, created_at)
         select :organizationId, gen_random_uuid(), id, :admin, 'manual', now() from people
       ), ending as (
         insert into grants (organization_id, id, user_id, role_id, source, created_at, expires_at)
         select :organizationId, gen_random_uuid(), p.id, r.id, 'temporary', now(), cast(:at as timestamptz)
         from people p, roles r where r.organization_id = :organizationId and r.key = 'owner' returning 1
       )
       select count(*) from ending`,
      { organizationId, admin, at: house.clock.now() },
    )
    expect(await statements()).toBe(forOne)
  })
})

describe('before a role ends', () => {
  // What the tests before left behind has ended.
  beforeAll(async () => {
    house.clock.moveHours(100)
    while ((await end()) > 0);
    await warn()
  })

  test('its holder and whoever gave it hear of it once: a day ahead, or half-way', async () => {
    const { owner } = await house.organization()
    const ada = await member(owner)
    const bob = await member(owner)
    const site = await createGroup(owner, { kind: 'site', name: 'Leeds' })
    await addMembers(owner, site.id, [bob.userId])
    const admin = await roleId(owner, 'Admin')
    await grantRole(owner, ada.userId, { roleId: admin, until: inHours(72) })
    await grantRole(owner, bob.userId, { roleId: admin, siteId: site.id, until: inHours(2) })
    expect(await warn()).toBe(0)
    house.clock.moveHours(1)
    expect((await Promise.all([warn(), warn()])).sort()).toEqual([0, 1])
    await house.deliverAll()
    expect(letters()).toMatchObject([
      { to: bob.email, roleName: 'Admin', siteName: 'Leeds', holderName: null, firstName: 'Ada' },
      { to: 'olga@acme.test', holderName: `Ada No ${count}`, firstName: 'Olga' },
    ])
    house.clock.moveSeconds(47 * 3_600 - 1)
    expect(await warn()).toBe(0)
    house.clock.moveSeconds(1)
    expect(await warn()).toBe(1)
    expect(await warn()).toBe(0)
    await house.deliverAll()
    expect(
      letters()
        .slice(2)
        .map((it) => it.to),
    ).toEqual([ada.email, 'olga@acme.test'])
  })

  test('a longer end is warned of anew; what lasts, has ended, or is nobody’s any more is not', async () => {
    const { owner, organizationId } = await house.organization()
    const admin = await roleId(owner, 'Admin')
    const before = letters().length
    const [longer, lasting, late, gone, byHand] = await Promise.all([1, 2, 3, 4, 5].map(() => member(owner)))
    for (const it of [longer, lasting, late, gone])
      await grantRole(owner, it?.userId ?? '', { roleId: admin, until: inHours(24) })
    await grantRole(house.operatorOf(organizationId), byHand?.userId ?? '', {
      roleId: admin,
      until: inHours(24),
    })
    house.clock.moveHours(12)
    expect(await warn()).toBe(5)
    await grantRole(owner, longer?.userId ?? '', { roleId: admin, until: inHours(48) })
    await grantRole(owner, lasting?.userId ?? '', { roleId: admin })
    await suspendUser(owner, gone?.userId ?? '')
    await house.deliverAll()
    expect(
      letters()
        .slice(before)
        .map((it) => it.to)
        .sort(),
    ).toEqual([late?.email, 'olga@acme.test', byHand?.email].sort())
    house.clock.moveHours(24)
    expect(await warn()).toBe(1)
    await house.query(`with moved as (update grants set warn_at = now() - interval '20 years' where expires_at is not null returning 1)
                       select count(*) from moved`)
    house.clock.moveHours(48)
    expect(await warn()).toBe(0)
    await end()
  })
})
