import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkTeam, unlinkTeam } from '../../src/usecases/connections/link-team.ts'
import { mapGroup } from '../../src/usecases/connections/map-group.ts'
import { seeMappedGroup } from '../../src/usecases/connections/see-mapped-groups.ts'
import { settleConnection } from '../../src/usecases/connections/settle-connection.ts'
import { atomically, type Context } from '../../src/usecases/context.ts'
import { addMembers, removeMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { deprovisionGroup } from '../../src/usecases/provisioning/deprovision-group.ts'
import { leaveGroups } from '../../src/usecases/provisioning/leave-groups.ts'
import { provisionGroup } from '../../src/usecases/provisioning/provision-group.ts'
import { provisioning } from '../../src/usecases/provisioning/provisioning.ts'
import { seeProvisionedGroup } from '../../src/usecases/provisioning/see-provisioned-group.ts'
import { archiveRole } from '../../src/usecases/roles/archive-role.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { editRole } from '../../src/usecases/roles/edit-role.ts'
import { grantRole, revokeRole } from '../../src/usecases/roles/grant-role.ts'
import { seeGrants, seeRoles } from '../../src/usecases/roles/see-roles.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { connected, said } from '../support/team-provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

/** An organization with two roles of its own, and a provider that may give both. */
async function open({ ceiling = 'admin' } = {}) {
  const made = await house.organization()
  const { owner, organizationId } = made
  const reader = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
  const auditor = await createRole(owner, { name: 'Auditor', permissions: ['audit.read'] })
  const okta = await connected(house, owner, { ceiling })
  const ctx = await okta.speaks()
  const group = async (name: string, people: string[] = []) =>
    (await provisionGroup(ctx, said(name, people))).result.id
  const map = (groupId: string, ...roles: { id: string }[]) =>
    mapGroup(owner, { groupId, roleIds: roles.map((it) => it.id) })
  const held = async (userId: string) =>
    (await seeGrants(owner, userId)).map((it) => `${it.name} ${it.source}${it.expiresAt ? ' until' : ''}`)
  const role = async (name: string) => {
    const found = (await seeRoles(owner)).find((it) => it.name === name)
    if (!found) throw new Error(`There is no ${name}`)
    return found
  }
  return { ...made, organizationId, owner, reader, auditor, okta, ctx, group, map, held, role }
}

async function local(owner: Context, name: string, roles: string[] = []): Promise<string> {
  const { userId, token } = await house.invited(owner, `${name}@acme.test`, { roles })
  await house.accept(token)
  return userId
}

const notesOf = async (targetId: string, act: string) =>
  (
    await house.query<{ body: string }>(
      `select d.body from audit_entries e join audit_details d on d.entry_id = e.id
       where e.target_id = :targetId and e.act = :act order by e.id`,
      { targetId, act },
    )
  ).map(({ body }) => {
    const { before, after } = JSON.parse(body)
    return { before, after }
  })

describe('a mapped group', () => {
  test('gives its roles to whoever is in it and whoever comes, and takes them from whoever goes', async () => {
    const { okta, group, map, held, reader, auditor, owner } = await open()
    const [ada = '', bob = ''] = await okta.people(2)
    const platform = await group('Platform', [ada])
    expect(await map(platform, reader, auditor)).toEqual({ roles: ['Auditor', 'Reader'], given: 1, taken: 0 })
    expect(await held(ada)).toEqual(['Auditor scim', 'Member scim', 'Reader scim'])
    await okta.patch(platform, { joining: [bob] })
    expect(await held(bob)).toEqual(['Auditor scim', 'Member scim', 'Reader scim'])

    expect(await map(platform, auditor)).toEqual({ roles: ['Auditor'], given: 0, taken: 2 })
    expect(await held(ada)).toEqual(['Auditor scim', 'Member scim'])
    await okta.patch(platform, { leaving: [bob] })
    expect(await held(bob)).toEqual(['Member scim'])
    await okta.patch(platform, { isWhole: true, joining: [bob] })
    expect([await held(ada), await held(bob)]).toEqual([['Member scim'], ['Auditor scim', 'Member scim']])

    expect(await seeMappedGroup(owner, platform)).toMatchObject({
      members: 1,
      roles: [{ name: 'Auditor', isBeyondCeiling: false }],
    })
    const none = { throughGroups: [] }
    expect(await notesOf(bob, 'role.map')).toEqual([
      { before: none, after: { throughGroups: ['Auditor', 'Reader'] } },
      { before: { throughGroups: ['Reader'] }, after: none },
      { before: { throughGroups: ['Auditor'] }, after: none },
      { before: none, after: { throughGroups: ['Auditor'] } },
    ])
    expect(await notesOf(platform, 'group.map')).toMatchObject([
      { before: { roles: [] }, after: { roles: ['Auditor', 'Reader'] } },
      { before: { roles: ['Auditor', 'Reader'] }, after: { roles: ['Auditor'] } },
    ])
  })

  test('that is given up or unlinked takes its roles along; mapped to nothing, it gives nothing', async () => {
    const { okta, owner, group, map, held, reader, ctx } = await open()
    const people = await okta.people(3)
    const groups = [await group('One', people), await group('Two', people), await group('Three', people)]
    const [one = '', two = '', three = ''] = groups
    for (const it of groups) await map(it, reader)
    const all = () => Promise.all(people.map(held))
    const with3 = people.map(() => ['Member scim', 'Reader scim'])
    await deprovisionGroup(ctx, one)
    await map(two)
    // The last of them still gives it.
    expect(await all()).toEqual(with3)
    await unlinkTeam(owner, three)
    expect(await all()).toEqual(people.map(() => ['Member scim']))
  })

  test('leaves alone what was given by hand, and makes last what would have ended', async () => {
    const { okta, owner, group, map, held, reader, auditor } = await open()
    const ada = await okta.person()
    await grantRole(owner, ada, { roleId: reader.id })
    const until = new Date(house.clock.now().getTime() + 3_600_000)
    await grantRole(owner, ada, { roleId: auditor.id, until })
    const platform = await group('Platform', [ada])
    await map(platform, reader, auditor)
    expect(await held(ada)).toEqual(['Auditor scim', 'Member scim', 'Reader manual'])
    await okta.patch(platform, { leaving: [ada] })
    expect(await held(ada)).toEqual(['Member scim', 'Reader manual'])
  })

  test('goes on giving what is taken back by hand, and that can not be taken by hand any more', async () => {
    const { okta, owner, group, map, held, reader, auditor, role } = await open()
    const ada = await okta.person()
    await grantRole(owner, ada, { roleId: reader.id })
    const platform = await group('Platform', [ada])
    await map(platform, reader)
    await revokeRole(owner, ada, { roleId: reader.id })
    expect(await held(ada)).toEqual(['Member scim', 'Reader scim'])
    const theirs = { code: 'role-provisioned', facts: { role: 'Reader' } }
    await expect(revokeRole(owner, ada, { roleId: reader.id })).rejects.toMatchObject(theirs)
    const until = new Date(house.clock.now().getTime() + 3_600_000)
    await expect(grantRole(owner, ada, { roleId: reader.id, until })).rejects.toMatchObject(theirs)
    await setRoles(owner, ada, { roles: [auditor.id] })
    expect(await held(ada)).toEqual(['Auditor manual', 'Member scim', 'Reader scim'])
    expect((await role('Reader')).holders).toBe(1)
  })

  test('leaves nobody without a role', async () => {
    const { okta, organizationId, group, map, held, reader, auditor } = await open()
    const [ada = '', bob = ''] = await okta.people(2)
    const platform = await group('Platform', [ada, bob])
    await map(platform, reader)
    await house.query(
      `delete from grants where organization_id = :organizationId and user_id = any(:people) and not is_mapped`,
      { organizationId, people: [ada, bob] },
    )
    await okta.patch(platform, { leaving: [ada] })
    expect(await held(ada)).toEqual(['Member scim'])
    expect((await notesOf(ada, 'role.map')).at(-1)).toEqual({
      before: { throughGroups: ['Reader'] },
      after: { throughGroups: [], given: 'Member' },
    })
    await house.query(
      `update connections set default_role_id = :roleId where organization_id = :organizationId`,
      { organizationId, roleId: auditor.id },
    )
    await okta.patch(platform, { leaving: [bob] })
    expect(await held(bob)).toEqual(['Auditor scim'])
  })

  test('mapped to the default role takes nobody’s default', async () => {
    const { okta, group, map, held, role } = await open()
    const ada = await okta.person()
    const platform = await group('Platform', [ada])
    await map(platform, await role('Member'))
    await map(platform)
    expect(await held(ada)).toEqual(['Member scim'])
  })

  test('gives to people of its own connection alone', async () => {
    const { okta, owner, map, held, reader } = await open()
    const [ada, other] = [await okta.person(), await local(owner, 'local')]
    const team = await createGroup(owner, { kind: 'team', name: 'Platform' })
    await addMembers(owner, team.id, [ada, other])
    await linkTeam(owner, { connectionId: okta.connectionId, groupId: team.id })
    await map(team.id, reader)
    expect(await held(ada)).toEqual(['Member scim', 'Reader scim'])
    expect(await held(other)).toEqual(['Member manual'])
  })

  test('tried out, gives nothing and says what it would', async () => {
    const { okta, group, map, held, reader, organizationId } = await open()
    const ada = await okta.person()
    const platform = await group('Platform')
    await map(platform, reader)
    await house.query(`update connections set is_dry_run = true where organization_id = :organizationId`, {
      organizationId,
    })
    const trial = await okta.speaks()
    const { wouldChange } = await deprovisionGroup(trial, platform)
    expect(wouldChange?.map((it) => it.act)).toEqual(['group.deprovision'])
    await okta.patch(platform, { joining: [ada] })
    expect(await held(ada)).toEqual(['Member scim'])
  })
})

describe('people who are taken away by the provider', () => {
  test('leave every group of it, and what those gave; other teams they stay in', async () => {
    const { okta, owner, ctx, group, map, held, reader } = await open()
    const [ada = '', bob = ''] = await okta.people(2)
    const platform = await group('Platform', [ada, bob])
    const core = await group('Core', [bob])
    await map(platform, reader)
    const ours = await createGroup(owner, { kind: 'team', name: 'Ours' })
    await addMembers(owner, ours.id, [ada])
    house.clock.moveSeconds(60)
    const { wouldChange } = await provisioning(ctx, 'users.write', (it) => leaveGroups(it, [ada]))
    expect(wouldChange).toBeNull()
    expect(await held(ada)).toEqual(['Member scim'])
    expect(await held(bob)).toEqual(['Member scim', 'Reader scim'])
    const seen = async (id: string) => (await seeProvisionedGroup(ctx, id, { members: true })).result
    expect(await seen(platform)).toMatchObject({
      version: 2,
      changedAt: house.clock.now(),
      members: [{ id: bob }],
    })
    expect(await seen(core)).toMatchObject({ version: 1 })
    const [left] = await house.query<{ count: number }>(
      `select count(*)::int count from group_members where user_id = :ada`,
      { ada },
    )
    expect(left?.count).toBe(1)
  })
})

describe('whoever maps a group', () => {
  test('gives no more than they hold, nor than the connection may', async () => {
    const { okta, owner, organizationId, group, map, auditor, reader, role } = await open({
      ceiling: 'Reader',
    })
    const platform = await group('Platform', await okta.people(1))
    await map(platform, reader)
    const beyond = { code: 'beyond-ceiling', facts: { role: 'Auditor', ceiling: 'Reader' } }
    await expect(map(platform, auditor)).rejects.toMatchObject(beyond)
    await expect(map(platform, reader, auditor)).rejects.toMatchObject(beyond)
    await expect(map(platform, await role('Owner'))).rejects.toMatchObject({ code: 'beyond-ceiling' })

    const linker = await createRole(owner, { name: 'Linker', permissions: ['connections.manage'] })
    const granter = await createRole(owner, {
      name: 'Granter',
      permissions: ['connections.manage', 'roles.grant'],
    })
    const as = async (name: string, ...roles: string[]) =>
      house.userContext(organizationId, await local(owner, name, roles))
    const wish = { groupId: platform, roleIds: [] }
    await expect(mapGroup(await as('lin', linker.name), wish)).rejects.toMatchObject({
      code: 'not-permitted',
      facts: { needs: 'roles.grant' },
    })
    // What they could not give they can not take away either.
    const gina = await as('gina', granter.name)
    await expect(mapGroup(gina, wish)).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
      facts: { role: 'Reader' },
    })
    await mapGroup(gina, { groupId: platform, roleIds: [reader.id] })
    await mapGroup(await as('both', granter.name, reader.name), wish)
    await expect(mapGroup(await as('max', 'Member'), wish)).rejects.toMatchObject({
      facts: { needs: 'connections.manage' },
    })
  })

  test('names roles in use and groups of a provider, of this organization', async () => {
    const { owner, group, map, reader, auditor } = await open()
    const elsewhere = await open()
    const platform = await group('Platform')
    const role = { code: 'not-found', facts: { what: 'role' } }
    for (const id of [elsewhere.reader.id, randomUUID(), 'nonsense'])
      await expect(map(platform, { id })).rejects.toMatchObject(role)
    const gone = { code: 'not-found', facts: { what: 'group' } }
    const ours = (await createGroup(owner, { kind: 'team', name: 'Ours' })).id
    for (const id of [await elsewhere.group('Platform'), ours, randomUUID(), 'nonsense'])
      await expect(map(id, reader)).rejects.toMatchObject(gone)
    await archiveRole(owner, auditor.id)
    await expect(map(platform, auditor)).rejects.toMatchObject({ code: 'archived' })
  })

  test('does not demote themselves', async () => {
    const { okta, owner, organizationId, group, map, role } = await open()
    const ada = await okta.person()
    const platform = await group('Platform', [ada])
    await map(platform, await role('Admin'))
    const asAda = await house.userContext(organizationId, ada)
    await expect(mapGroup(asAda, { groupId: platform, roleIds: [] })).rejects.toMatchObject({
      code: 'yourself',
    })
    await expect(removeMembers(asAda, platform, [ada])).rejects.toMatchObject({ code: 'yourself' })
    await removeMembers(owner, platform, [ada])
  })
})

describe('owners', () => {
  test('are made by a mapping of an owner’s, where the ceiling is Owner', async () => {
    const { okta, owner, organizationId, group, map, held, role } = await open({ ceiling: 'owner' })
    const ada = await okta.person()
    const platform = await group('Platform', [ada])
    const adam = await house.userContext(organizationId, await local(owner, 'adam', ['Admin']))
    const { id } = await role('Owner')
    await expect(mapGroup(adam, { groupId: platform, roleIds: [id] })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
    })
    await map(platform, { id })
    expect(await held(ada)).toEqual(['Member scim', 'Owner scim'])
    await expect(mapGroup(adam, { groupId: platform, roleIds: [] })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
    })
  })

  test('do not run out by any way a provider has', async () => {
    const { okta, owner, ownerId, organizationId, group, map, held, role, ctx } = await open({
      ceiling: 'owner',
    })
    const ada = await okta.person()
    const ownersRole = await role('Owner')
    const platform = await group('Platform', [ada])
    await map(platform, ownersRole)
    await house.query(`update users set registered_at = activated_at where id = :ada`, { ada })
    await house.query(
      `insert into credentials (organization_id, user_id, password_hash, changed_at)
       select organization_id, :ada, password_hash, changed_at from credentials where user_id = :ownerId`,
      { ada, ownerId },
    )
    const asAda = await house.userContext(organizationId, ada)
    await setRoles(asAda, ownerId, { roles: [(await role('Admin')).id] })
    const last = { code: 'last-owner' }
    await expect(okta.patch(platform, { leaving: [ada] })).rejects.toMatchObject(last)
    await expect(okta.patch(platform, { isWhole: true })).rejects.toMatchObject(last)
    // Once a day, however often the provider tries.
    const told = `select user_id from messages where kind = 'owner-kept' and organization_id = :organizationId`
    expect(await house.query(told, { organizationId })).toEqual([{ user_id: ada }])
    await expect(deprovisionGroup(ctx, platform)).rejects.toMatchObject(last)
    await expect(provisioning(ctx, 'users.write', (it) => leaveGroups(it, [ada]))).rejects.toMatchObject(last)
    const operator = house.operatorOf(organizationId)
    await expect(unlinkTeam(operator, platform)).rejects.toMatchObject(last)
    await expect(mapGroup(operator, { groupId: platform, roleIds: [] })).rejects.toMatchObject(last)
    await expect(removeMembers(operator, platform, [ada])).rejects.toMatchObject(last)
    expect((await seeGrants(operator, ada)).map((it) => it.name)).toEqual(['Member', 'Owner'])
    expect(await seeMappedGroup(operator, platform)).toMatchObject({ members: 1, roles: [{ name: 'Owner' }] })

    await grantRole(operator, ownerId, { roleId: ownersRole.id })
    await deprovisionGroup(ctx, platform)
    expect(await held(ada)).toEqual(['Member scim'])
    expect(owner.actor.kind).toBe('user')
  })
})

describe('a ceiling', () => {
  test('that is lowered takes away what was given beyond it, shows it, and gives it again when it is raised', async () => {
    const { okta, owner, organizationId, group, map, held, role, reader } = await open()
    const ada = await okta.person()
    const platform = await group('Platform', [ada])
    const manager = await role('Manager')
    await map(platform, await role('Admin'), reader)
    const settle = async (ceilingId: string) => {
      await house.query(`update connections set ceiling_role_id = :ceilingId where id = :connectionId`, {
        ceilingId,
        connectionId: okta.connectionId,
      })
      await atomically(owner, (tx) => settleConnection(tx, owner, okta.connectionId))
    }
    await settle(manager.id)
    expect(await held(ada)).toEqual(['Member scim', 'Reader scim'])
    expect((await seeMappedGroup(owner, platform)).roles).toMatchObject([
      { name: 'Admin', isBeyondCeiling: true },
      { name: 'Reader', isBeyondCeiling: false },
    ])
    expect((await notesOf(ada, 'role.map')).at(-1)).toMatchObject({ before: { throughGroups: ['Admin'] } })
    // Whoever comes now does not get it, and the next change of the mapping says so.
    const bob = await okta.person()
    await okta.patch(platform, { joining: [bob] })
    expect(await held(bob)).toEqual(['Member scim', 'Reader scim'])
    await expect(map(platform, await role('Admin'), manager)).rejects.toMatchObject({
      code: 'beyond-ceiling',
    })

    await settle((await role('Admin')).id)
    expect([await held(ada), await held(bob)]).toEqual(
      [ada, bob].map(() => ['Admin scim', 'Member scim', 'Reader scim']),
    )
    expect(organizationId).toBe(okta.organizationId)
  })

  test('is lowered and raised by editing it, and so is what lies below it', async () => {
    const { owner, okta: _, ...rest } = await open()
    const limit = await createRole(owner, { name: 'Limit', permissions: ['users.read', 'audit.read'] })
    const entra = await connected(house, owner, { name: 'Entra', ceiling: 'Limit' })
    const ada = await entra.person()
    const { result: group } = await provisionGroup(await entra.speaks(), said('Platform', [ada]))
    await mapGroup(owner, { groupId: group.id, roleIds: [rest.reader.id, rest.auditor.id] })
    const all = ['Auditor scim', 'Member scim', 'Reader scim']
    const read = ['Member scim', 'Reader scim']
    expect(await rest.held(ada)).toEqual(all)
    await editRole(owner, limit.id, { permissions: ['users.read'] })
    expect(await rest.held(ada)).toEqual(read)
    await editRole(owner, limit.id, { permissions: ['users.read', 'audit.read'] })
    expect(await rest.held(ada)).toEqual(all)
    await editRole(owner, rest.auditor.id, { permissions: ['audit.read', 'users.manage'] })
    expect(await rest.held(ada)).toEqual(read)
    await editRole(owner, rest.auditor.id, { permissions: [] })
    expect(await rest.held(ada)).toEqual(all)
  })
})

describe('a role', () => {
  test('that is archived is mapped to no more', async () => {
    const { okta, owner, group, map, auditor } = await open()
    const platform = await group('Platform', await okta.people(1))
    await map(platform, auditor)
    await expect(archiveRole(owner, auditor.id)).rejects.toMatchObject({ code: 'role-in-use' })
    await okta.patch(platform, { isWhole: true })
    await archiveRole(owner, auditor.id)
    expect((await seeMappedGroup(owner, platform)).roles).toEqual([])
    expect(await notesOf(auditor.id, 'role.archive')).toMatchObject([{ before: { mappedTo: ['Platform'] } }])
  })
})

describe('people put in by hand', () => {
  test('hold what the group gives, if whoever puts them there may give it', async () => {
    const { okta, owner, organizationId, group, map, held, reader } = await open()
    const [ada, other] = [await okta.person(), await local(owner, 'local')]
    const platform = await group('Platform')
    await map(platform, reader)
    const filler = await createRole(owner, { name: 'Filler', permissions: ['users.manage', 'users.read'] })
    const fred = await house.userContext(organizationId, await local(owner, 'fred', [filler.name]))
    await expect(addMembers(fred, platform, [ada])).rejects.toMatchObject({
      code: 'not-permitted',
      facts: { needs: 'roles.grant' },
    })
    await addMembers(fred, platform, [other])
    expect(await held(other)).toEqual(['Member manual'])
    await addMembers(owner, platform, [ada])
    expect(await held(ada)).toEqual(['Member scim', 'Reader scim'])
    await expect(removeMembers(fred, platform, [ada])).rejects.toMatchObject({ code: 'not-permitted' })
    await removeMembers(owner, platform, [ada, other])
    expect(await held(ada)).toEqual(['Member scim'])
  })
})
