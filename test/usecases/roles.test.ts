import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import type { Context } from '../../src/usecases/context.ts'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { changePassword } from '../../src/usecases/passwords/change-password.ts'
import { archiveRole } from '../../src/usecases/roles/archive-role.ts'
import { cloneRole, createRole } from '../../src/usecases/roles/create-role.ts'
import { editRole } from '../../src/usecases/roles/edit-role.ts'
import { grantRole, revokeRole } from '../../src/usecases/roles/grant-role.ts'
import { seeGrants, seeRole, seeRoles } from '../../src/usecases/roles/see-roles.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { createUser } from '../../src/usecases/users/create-user.ts'
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
/** Somebody who accepted, with these roles. */
async function member(owner: Context, roles: string[] = ['Member']) {
  const email = `person${++count}@roles.test`
  const { userId, token } = await house.invited(owner, email, { roles })
  await house.accept(token)
  const context = () => house.userContext(owner.actor.organizationId, userId)
  return { userId, email, context }
}
const idOf = async (ctx: Context, name: string) => {
  const found = (await seeRoles(ctx)).find((it) => it.name === name)
  if (!found) throw new Error(name)
  return found.id
}
const rolesOf = async (ctx: Context, userId: string) => (await seeGrants(ctx, userId)).map((it) => it.name)
const inAnHour = () => new Date(house.clock.now().getTime() + 3_600_000)
const lastAudit = async (targetId: string) => {
  const [row] = await house.query<{ act: string; body: string }>(
    `select e.act, d.body from audit_entries e join audit_details d on d.entry_id = e.id
     where e.target_id = :targetId order by e.id desc limit 1`,
    { targetId },
  )
  return { act: row?.act, ...JSON.parse(row?.body ?? '{}') }
}

describe('roles', () => {
  test('are made, cloned, edited and archived; names are unique whatever their case', async () => {
    const { owner } = await house.organization()
    const desk = await createRole(owner, { name: 'Help desk', permissions: ['users.read'] })
    const taken = { code: 'name-taken', facts: { what: 'role' } }
    await expect(createRole(owner, { name: 'HELP DESK', permissions: [] })).rejects.toMatchObject(taken)
    await expect(editRole(owner, desk.id, { name: 'owner' })).rejects.toMatchObject(taken)
    const clone = await cloneRole(owner, await idOf(owner, 'Owner'), { name: 'Deputy' })
    expect(clone.permissions).toContain('settings.manage')
    expect(clone.permissions).not.toContain('organization.own')
    await archiveRole(owner, desk.id)
    const offered = (await seeRoles(owner)).map((it) => it.name)
    expect(offered).toEqual(['Owner', 'Admin', 'Manager', 'Member', 'Deputy'])
    await createRole(owner, { name: 'Help desk', permissions: [] })
    await expect(editRole(owner, desk.id, { name: 'Again' })).rejects.toMatchObject({ code: 'archived' })
    const ada = await member(owner)
    await expect(grantRole(owner, ada.userId, { roleId: desk.id })).rejects.toMatchObject({
      code: 'archived',
    })
  })

  test('built-in ones stay as they are, even for the operator', async () => {
    const { owner, organizationId } = await house.organization()
    const operator = house.operatorOf(organizationId)
    for (const { id } of await seeRoles(owner))
      for (const attempt of [
        () => editRole(operator, id, { permissions: [] }),
        () => editRole(operator, id, { name: 'X' }),
        () => archiveRole(operator, id),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 'role-built-in' })
    await expect(
      createRole(operator, { name: 'Second owner', permissions: ['organization.own'] }),
    ).rejects.toMatchObject({ code: 'permission-unusable' })
  })

  test('an edit says how many it concerns, and binds them at their next request', async () => {
    const { owner } = await house.organization()
    const desk = await createRole(owner, { name: 'Desk', permissions: ['users.read'] })
    const ada = await member(owner, ['Desk'])
    await member(owner, ['Desk'])
    const { token } = await signIn(
      house.outside(),
      { identifier: ada.email, password: PASSWORD, organizationId: null },
      BROWSER,
    )
    const may = async () => [...((await readSession(house.outside(), token))?.actor.permissions ?? [])]
    expect(await may()).toEqual(['users.read'])
    expect(await seeRole(owner, desk.id)).toMatchObject({ holders: 2, promises: 0 })
    expect(await editRole(owner, desk.id, { permissions: ['audit.read'] })).toMatchObject({ holders: 2 })
    expect(await may()).toEqual(['audit.read'])
    expect(await lastAudit(desk.id)).toMatchObject({
      act: 'role.edit',
      before: { permissions: ['users.read'] },
      after: { permissions: ['audit.read'], holders: 2 },
    })
  })

  test('one that is held, promised or the default is not archived', async () => {
    const { owner, organizationId } = await house.organization()
    const { id } = await createRole(owner, { name: 'Desk', permissions: [] })
    const inUse = (facts: object) => ({ code: 'role-in-use', facts: { role: 'Desk', ...facts } })
    const [promised] = await house.invite(owner, ['promised@roles.test'], { roles: ['Desk'] })
    await expect(archiveRole(owner, id)).rejects.toMatchObject(inUse({ holders: 0, promises: 1 }))
    if (promised?.result === 'invited') await cancelInvitation(owner, promised.invitationId)
    const ada = await member(owner)
    await grantRole(owner, ada.userId, { roleId: id, until: inAnHour() })
    await expect(archiveRole(owner, id)).rejects.toMatchObject(inUse({ holders: 1, promises: 0 }))
    house.clock.moveHours(1)
    await house.db('organizations').where({ id: organizationId }).update({ defaultRoleId: id })
    await expect(archiveRole(owner, id)).rejects.toMatchObject(inUse({ holders: 0, isDefault: true }))
    await house.db('organizations').where({ id: organizationId }).update({ defaultRoleId: null })
    await archiveRole(owner, id)
  })

  // Without forKeyShare in roles.inUse, or forUpdate in roles.lock, somebody ends up with an archived role.
  test('giving and archiving at one instant: one of them is refused', async () => {
    const { owner } = await house.organization()
    const ada = await member(owner)
    for (let round = 0; round < 10; round++) {
      const { id } = await createRole(owner, { name: `Race ${round}`, permissions: [] })
      const results = await Promise.allSettled([
        round % 2 ? archiveRole(owner, id) : house.invited(owner, `race${round}@roles.test`, { roles: [id] }),
        round % 2 ? grantRole(owner, ada.userId, { roleId: id }) : archiveRole(owner, id),
      ])
      expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })
})

describe('ceilings', () => {
  test('nobody makes, changes, gives or takes what allows more than they may do', async () => {
    const { owner } = await house.organization()
    const desk = await createRole(owner, {
      name: 'Role desk',
      permissions: ['users.read', 'roles.manage', 'roles.grant'],
    })
    const strong = await createRole(owner, { name: 'Strong', permissions: ['users.read', 'users.delete'] })
    const weak = await createRole(owner, { name: 'Weak', permissions: ['users.read'] })
    const clerk = await (await member(owner, [desk.name])).context()
    const ada = await member(owner, ['Member', 'Strong'])
    const beyond = { code: 'beyond-your-own-permissions' }
    const memberId = await idOf(owner, 'Member')
    for (const attempt of [
      () => createRole(clerk, { name: 'Mine', permissions: ['users.delete'] }),
      () => cloneRole(clerk, strong.id, { name: 'Copy' }),
      () => editRole(clerk, weak.id, { permissions: ['users.delete'] }),
      () => editRole(clerk, strong.id, { permissions: [] }),
      () => editRole(clerk, strong.id, { name: 'Harmless' }),
      () => archiveRole(clerk, strong.id),
      () => grantRole(clerk, ada.userId, { roleId: strong.id, until: inAnHour() }),
      () => revokeRole(clerk, ada.userId, { roleId: strong.id }),
      () => setRoles(clerk, ada.userId, { roles: [memberId] }),
    ])
      await expect(attempt()).rejects.toMatchObject(beyond)
    await grantRole(clerk, ada.userId, { roleId: weak.id })
    const admin = await (await member(owner, ['Admin'])).context()
    const ownerRole = await idOf(owner, 'Owner')
    await expect(grantRole(admin, ada.userId, { roleId: ownerRole })).rejects.toMatchObject(beyond)
    await expect(
      setRoles(admin, owner.actor.kind === 'user' ? owner.actor.userId : '', { roles: [memberId] }),
    ).rejects.toMatchObject(beyond)
    expect(await rolesOf(owner, ada.userId)).toEqual(['Member', 'Strong', 'Weak'])
    const nobody = await ada.context()
    await expect(grantRole(nobody, ada.userId, { roleId: weak.id })).rejects.toMatchObject({
      code: 'not-permitted',
    })
  })

  test('nobody changes their own roles, nor weakens a role they hold', async () => {
    const { owner, ownerId } = await house.organization()
    const desk = await createRole(owner, { name: 'Desk', permissions: ['users.read', 'roles.manage'] })
    const clerk = await (await member(owner, ['Desk'])).context()
    await expect(editRole(clerk, desk.id, { permissions: ['roles.manage'] })).rejects.toMatchObject({
      code: 'yourself',
    })
    const memberId = await idOf(owner, 'Member')
    // An id is spelled one way only, so that no other spelling of one's own gets past.
    for (const [mine, code] of [
      [ownerId, 'yourself'],
      [ownerId.toUpperCase(), 'not-found'],
    ] as const) {
      await expect(grantRole(owner, mine, { roleId: memberId })).rejects.toMatchObject({ code })
      await expect(suspendUser(owner, mine)).rejects.toMatchObject({ code })
    }
  })
})

describe('what somebody holds', () => {
  test('is set as one act, noticed when the page was old, and told before and after', async () => {
    const { owner } = await house.organization()
    const ada = await member(owner)
    const [admin, manager, plain] = [
      await idOf(owner, 'Admin'),
      await idOf(owner, 'Manager'),
      await idOf(owner, 'Member'),
    ]
    const changed = await setRoles(owner, ada.userId, { roles: [admin, manager] })
    expect(await rolesOf(owner, ada.userId)).toEqual(['Admin', 'Manager'])
    expect(await lastAudit(ada.userId)).toMatchObject({
      act: 'role.grant',
      before: { roles: ['Member'] },
      after: { roles: ['Admin', 'Manager'] },
    })
    const again = await setRoles(owner, ada.userId, { roles: [manager, admin], version: changed.version })
    expect(again.version).toBe(changed.version)
    await expect(
      setRoles(owner, ada.userId, { roles: [plain], version: changed.version - 1 }),
    ).rejects.toMatchObject({ code: 'changed-meanwhile' })
    await expect(setRoles(owner, ada.userId, { roles: [] })).rejects.toMatchObject({ code: 'last-role' })
    await revokeRole(owner, ada.userId, { roleId: admin })
    for (const operator of [owner, house.operatorOf(owner.actor.organizationId)])
      await expect(revokeRole(operator, ada.userId, { roleId: manager })).rejects.toMatchObject({
        code: 'last-role',
      })
  })

  test('a temporary role ends by itself, and can be given for good afterwards', async () => {
    const { owner } = await house.organization()
    const ada = await member(owner)
    const roleId = await idOf(owner, 'Admin')
    await grantRole(owner, ada.userId, { roleId, until: inAnHour() })
    const { actor: raised } = await ada.context()
    expect(raised.kind === 'user' && raised.permissions.has('users.delete')).toBe(true)
    expect((await seeGrants(owner, ada.userId))[0]).toMatchObject({ name: 'Admin', source: 'temporary' })
    house.clock.moveHours(1)
    expect(await rolesOf(owner, ada.userId)).toEqual(['Member'])
    const { actor } = await ada.context()
    expect(actor.kind === 'user' && actor.permissions.size).toBe(0)
    await grantRole(owner, ada.userId, { roleId })
    house.clock.moveHours(1000)
    expect(await rolesOf(owner, ada.userId)).toEqual(['Admin', 'Member'])
    await expect(grantRole(owner, ada.userId, { roleId, until: house.clock.now() })).rejects.toMatchObject({
      code: 'end-not-ahead',
    })
  })

  test('a role at a site is for those who belong to it, and allows nothing elsewhere', async () => {
    const { owner } = await house.organization()
    const leeds = await createGroup(owner, { kind: 'site', name: 'Leeds' })
    const team = await createGroup(owner, { kind: 'team', name: 'Blue' })
    const ada = await member(owner)
    const at = { roleId: await idOf(owner, 'Admin'), siteId: leeds.id }
    await expect(grantRole(owner, ada.userId, at)).rejects.toMatchObject({ code: 'not-a-member' })
    await expect(grantRole(owner, ada.userId, { ...at, siteId: team.id })).rejects.toMatchObject({
      code: 'group-kind',
    })
    await addMembers(owner, leeds.id, [ada.userId])
    await grantRole(owner, ada.userId, at)
    expect(await seeGrants(owner, ada.userId)).toMatchObject([
      { name: 'Member', siteName: null },
      { name: 'Admin', siteName: 'Leeds' },
    ])
    const { actor } = await ada.context()
    expect(actor.kind === 'user' && actor.permissions.size).toBe(0)
    await revokeRole(owner, ada.userId, at)
    expect(await rolesOf(owner, ada.userId)).toEqual(['Member'])
  })

  test('of the invited is what their invitation says', async () => {
    const { owner } = await house.organization()
    const { userId } = await house.invited(owner, 'waiting@roles.test')
    await expect(grantRole(owner, userId, { roleId: await idOf(owner, 'Admin') })).rejects.toMatchObject({
      code: 'user-state',
    })
  })
})

describe('the last owner', () => {
  test('stays one for good, whoever asks and however', async () => {
    const { owner, ownerId, organizationId } = await house.organization()
    const operator = house.operatorOf(organizationId)
    const roleId = await idOf(owner, 'Owner')
    const plain = await idOf(owner, 'Member')
    await grantRole(operator, ownerId, { roleId: plain })
    const while_ = await member(owner)
    await grantRole(owner, while_.userId, { roleId, until: inAnHour() })
    const suspended = await member(owner, ['Owner'])
    await suspendUser(owner, suspended.userId)
    const temporaryOwner = await while_.context()
    for (const by of [operator, temporaryOwner])
      for (const attempt of [
        () => setRoles(by, ownerId, { roles: [plain] }),
        () => revokeRole(by, ownerId, { roleId }),
        () => grantRole(by, ownerId, { roleId, until: inAnHour() }),
        () => suspendUser(by, ownerId),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 'last-owner' })
    await grantRole(owner, while_.userId, { roleId })
    await revokeRole(operator, ownerId, { roleId })
  })

  test('an owner who has nothing but a temporary password does not count yet', async () => {
    const { owner, ownerId, organizationId } = await house.organization()
    const operator = house.operatorOf(organizationId)
    const email = 'second@roles.test'
    const record = { firstName: 'Sam', lastName: 'Poe', email, groups: [], password: null }
    const { user, temporaryPassword } = await createUser(owner, { ...record, roles: ['Owner'] })
    await expect(suspendUser(operator, ownerId)).rejects.toMatchObject({ code: 'last-owner' })

    const typed = { identifier: email, password: temporaryPassword, organizationId }
    const { session } = await signIn(house.outside(), typed, BROWSER)
    const change = { current: temporaryPassword, password: PASSWORD, passwordAgain: PASSWORD }
    const second = await house.userContext(organizationId, user.id)
    await changePassword(second, change, BROWSER, session.id)
    await suspendUser(second, ownerId)
  })

  // Without holdOwners in changeGrants both may succeed.
  test('two who demote each other at once leave one', async () => {
    for (let round = 0; round < 20; round++) {
      const { owner, ownerId, organizationId } = await house.organization()
      const second = await member(owner, ['Owner', 'Member'])
      const other = await second.context()
      const roleId = await idOf(owner, 'Owner')
      const plain = await idOf(owner, 'Member')
      await grantRole(house.operatorOf(organizationId), ownerId, { roleId: plain })
      const acts = [
        (by: Context, of: string) => setRoles(by, of, { roles: [plain] }),
        (by: Context, of: string) => revokeRole(by, of, { roleId }),
        (by: Context, of: string) => grantRole(by, of, { roleId, until: inAnHour() }),
        suspendUser,
      ]
      const [one, two] = [acts[round % 4], acts[(round >> 2) % 4]]
      const results = await Promise.allSettled([one?.(owner, second.userId), two?.(other, ownerId)])
      expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(results.find((it) => it.status === 'rejected')).toMatchObject({ reason: { code: 'last-owner' } })
    }
  })
})

describe('another organization', () => {
  test('its ids are like random ones', async () => {
    const { owner } = await house.organization()
    const foreign = await house.organization()
    const mine = await member(owner)
    const theirs = await member(foreign.owner)
    const role = await createRole(foreign.owner, { name: 'Theirs', permissions: [] })
    const site = await createGroup(foreign.owner, { kind: 'site', name: 'Theirs' })
    const ownRole = await idOf(owner, 'Manager')
    const every = (roleId: string, userId: string, siteId: string) => [
      () => seeRole(owner, roleId),
      () => editRole(owner, roleId, { name: 'X' }),
      () => cloneRole(owner, roleId, { name: 'X' }),
      () => archiveRole(owner, roleId),
      () => grantRole(owner, mine.userId, { roleId }),
      () => revokeRole(owner, mine.userId, { roleId }),
      () => setRoles(owner, mine.userId, { roles: [ownRole, roleId] }),
      () => grantRole(owner, userId, { roleId: ownRole }),
      () => setRoles(owner, userId, { roles: [ownRole] }),
      () => revokeRole(owner, userId, { roleId: ownRole }),
      () => seeGrants(owner, userId),
      () => grantRole(owner, mine.userId, { roleId: ownRole, siteId }),
      () => revokeRole(owner, mine.userId, { roleId: ownRole, siteId }),
    ]
    const answers = (ids: [string, string, string]) =>
      Promise.all(every(...ids).map((it) => it().catch(({ code, facts }) => ({ code, ...facts }))))
    const random = () => newId(house.clock.now())
    const asForeign = await answers([role.id, theirs.userId, site.id])
    expect(asForeign).toEqual(await answers([random(), random(), random()]))
    expect(asForeign).toEqual(await answers(['x', "'", '0']))
    expect(asForeign.every((it) => 'code' in it && it.code === 'not-found')).toBe(true)
    expect(await rolesOf(foreign.owner, theirs.userId)).toEqual(['Member'])
  })
})
