import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupActionsFor } from '../../src/domain/group-actions.ts'
import type { SaidGroup } from '../../src/domain/provisioned.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { linkTeam, unlinkTeam } from '../../src/usecases/connections/link-team.ts'
import { seeMappedGroup, seeMappedGroups } from '../../src/usecases/connections/see-mapped-groups.ts'
import { archiveGroup } from '../../src/usecases/groups/archive-group.ts'
import { addMembers, removeMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { renameGroup, unarchiveGroup } from '../../src/usecases/groups/edit-group.ts'
import { seeGroup } from '../../src/usecases/groups/see-groups.ts'
import { changeProvisionedGroup } from '../../src/usecases/provisioning/change-provisioned-group.ts'
import { deprovisionGroup } from '../../src/usecases/provisioning/deprovision-group.ts'
import { provisionGroup } from '../../src/usecases/provisioning/provision-group.ts'
import { seeProvisionedGroup } from '../../src/usecases/provisioning/see-provisioned-group.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
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

async function open(wish?: { ceiling?: string }) {
  const { owner, organizationId } = await house.organization()
  const okta = await connected(house, owner, wish)
  return { owner, organizationId, okta, ctx: await okta.speaks() }
}

const gone = { code: 'not-found', facts: { what: 'group' } }
const actsAbout = async (targetId: string) =>
  (
    await house.query<{ act: string }>(
      `select act from audit_entries where target_id = :targetId order by id`,
      {
        targetId,
      },
    )
  ).map((it) => it.act)

describe('a group of a provider', () => {
  test('is made, seen, changed, given up, and made again', async () => {
    const { okta, ctx, owner } = await open()
    const [ada = '', bob = ''] = await okta.people(2)
    const { result: made } = await provisionGroup(ctx, said('Platform', [ada], 'g-1'))
    expect(made).toMatchObject({ name: 'Platform', externalId: 'g-1', version: 1, members: [{ id: ada }] })
    expect(await seeGroup(owner, made.id)).toMatchObject({ kind: 'team', name: 'Platform', members: 1 })
    house.clock.moveSeconds(60)
    const changed = await okta.patch(made.id, { joining: [bob], leaving: [ada], name: 'Core' }, true)
    const changedAt = house.clock.now()
    expect(changed).toMatchObject({ name: 'Core', version: 2, members: [{ id: bob }], changedAt })
    expect((await seeProvisionedGroup(ctx, made.id, { members: true })).result).toEqual(changed)
    expect((await seeProvisionedGroup(ctx, made.id, { members: false })).result.members).toBeNull()

    await deprovisionGroup(ctx, made.id)
    await expect(seeProvisionedGroup(ctx, made.id, { members: false })).rejects.toMatchObject(gone)
    await expect(deprovisionGroup(ctx, made.id)).rejects.toMatchObject(gone)
    expect(await seeGroup(owner, made.id)).toMatchObject({ members: 0, archivedAt: changedAt })
    const { result: again } = await provisionGroup(ctx, said('Core', [bob], 'g-1'))
    expect(again.id).not.toBe(made.id)
    expect(await actsAbout(made.id)).toEqual(['group.provision', 'group.change', 'group.deprovision'])
  })

  test('is as it was, version and audit too, when nothing changes', async () => {
    const { okta, ctx } = await open()
    const [ada = '', bob = ''] = await okta.people(2)
    const { result: made } = await provisionGroup(ctx, said('Platform', [ada, ada.toUpperCase()], 'g-1'))
    house.clock.moveSeconds(60)
    const repeated = [
      { joining: [ada] },
      { joining: [ada, ada.toUpperCase()] },
      { leaving: [bob] },
      { leaving: ['nobody', randomUUID()] },
      { joining: [ada], isWhole: true },
      { name: ' Platform  ', externalId: 'g-1' },
      {},
    ]
    for (const it of repeated) expect(await okta.patch(made.id, it, true)).toEqual(made)
    const { result } = await changeProvisionedGroup(ctx, made.id, () => null, { members: true })
    expect(result).toEqual(made)
    expect(await actsAbout(made.id)).toEqual(['group.provision'])
  })

  test('is replaced as a whole', async () => {
    const { okta, ctx } = await open()
    const [ada = '', bob = '', cleo = ''] = await okta.people(3)
    const { result: made } = await provisionGroup(ctx, said('Platform', [ada, bob]))
    const replaced = await okta.patch(made.id, { joining: [bob, cleo], isWhole: true }, true)
    expect(replaced).toMatchObject({ version: 2, members: [{ id: bob }, { id: cleo }] })
    expect(await okta.patch(made.id, { isWhole: true }, true)).toMatchObject({ version: 3, members: [] })
  })

  test('is changed only as it was thought to be', async () => {
    const { ctx, okta } = await open()
    const ada = await okta.person()
    const { result: made } = await provisionGroup(ctx, said('Platform'))
    const onlyAt = (wanted: number) => (version: number) => {
      if (version !== wanted) throw new Refusal('changed-meanwhile')
    }
    const change = (wanted: number, edit: (name: string) => SaidGroup) =>
      changeProvisionedGroup(
        ctx,
        made.id,
        ({ version, name }) => {
          onlyAt(wanted)(version)
          return edit(name)
        },
        { members: true },
      )
    const rename = (wanted: number, name: string) => change(wanted, () => said(name))
    const add = (wanted: number) => change(wanted, (name) => said(name, [ada]))
    const stale = { code: 'changed-meanwhile' }
    await expect(rename(2, 'Core')).rejects.toMatchObject(stale)
    await rename(1, 'Core')
    await expect(rename(1, 'Kern')).rejects.toMatchObject(stale)
    await expect(add(1)).rejects.toMatchObject(stale)
    expect((await add(2)).result).toMatchObject({ name: 'Core', version: 3, members: [{ id: ada }] })
    await expect(deprovisionGroup(ctx, made.id, onlyAt(2))).rejects.toMatchObject(stale)
    await deprovisionGroup(ctx, made.id, onlyAt(3))
  })

  test('takes only users of its own connection', async () => {
    const { okta, ctx, owner, organizationId } = await open()
    const other = await connected(house, owner, { name: 'Entra' })
    const elsewhere = await open()
    const deleted = await okta.person()
    await deleteUser(house.operatorOf(organizationId), deleted)
    const local = (await house.invited(owner, 'local@acme.test')).userId
    const strangers = [await other.person(), await elsewhere.okta.person(), local, deleted, randomUUID()]
    const { result: group } = await provisionGroup(ctx, said('Platform'))
    for (const value of [...strangers, 'nonsense', '']) {
      const unknown = { code: 'member-unknown', facts: { value } }
      await expect(okta.patch(group.id, { joining: [value] })).rejects.toMatchObject(unknown)
      await expect(okta.patch(group.id, { joining: [value], isWhole: true })).rejects.toMatchObject(unknown)
      await expect(provisionGroup(ctx, said('Another', [value]))).rejects.toMatchObject(unknown)
      expect(await okta.patch(group.id, { leaving: [value] })).toMatchObject({ version: 1 })
    }
  })

  test("another connection's, another organization's, and a team of our own are like random ids", async () => {
    const { ctx, owner } = await open()
    const other = await connected(house, owner, { name: 'Entra' })
    const elsewhere = await open()
    const ids = [
      (await provisionGroup(await other.speaks(), said('Theirs'))).result.id,
      (await provisionGroup(elsewhere.ctx, said('Elsewhere'))).result.id,
      (await createGroup(owner, { kind: 'team', name: 'Ours' })).id,
      randomUUID(),
      '010101001010101011001010101011',
      '',
    ]
    for (const id of ids) {
      await expect(seeProvisionedGroup(ctx, id, { members: true })).rejects.toMatchObject(gone)
      await expect(
        changeProvisionedGroup(ctx, id, () => said('Mine'), { members: false }),
      ).rejects.toMatchObject(gone)
      await expect(deprovisionGroup(ctx, id)).rejects.toMatchObject(gone)
    }
  })

  test('is not for a token that does not allow it, nor for anybody but a provider', async () => {
    const { ctx, owner } = await open()
    const { result: group } = await provisionGroup(ctx, said('Platform'))
    await expect(seeProvisionedGroup(owner, group.id, { members: false })).rejects.toMatchObject({
      code: 'not-for-you',
    })
    const { actor } = ctx
    if (actor.kind !== 'connection') throw new Error('The provider speaks')
    const reader = { ...ctx, actor: { ...actor, scopes: new Set(['groups.read'] as const) } }
    await seeProvisionedGroup(reader, group.id, { members: false })
    const beyond = { code: 'beyond-scope', facts: { scope: 'groups.write' } }
    await expect(provisionGroup(reader, said('Core'))).rejects.toMatchObject(beyond)
    await expect(deprovisionGroup(reader, group.id)).rejects.toMatchObject(beyond)
  })

  test('tried out, changes nothing, and says what it would', async () => {
    const { okta, ctx, organizationId } = await open()
    const ada = await okta.person()
    const { result: made } = await provisionGroup(ctx, said('Platform'))
    await house.query(`update connections set is_dry_run = true where organization_id = :organizationId`, {
      organizationId,
    })
    const before = await everything(organizationId)
    const trial = await okta.speaks()
    const created = await provisionGroup(trial, said('Core', [ada]))
    expect(created.result).toMatchObject({ name: 'Core', members: [{ id: ada }] })
    expect(created.wouldChange).toMatchObject([
      { act: 'group.provision', after: { name: 'Core', added: [ada] } },
    ])
    const changed = await changeProvisionedGroup(trial, made.id, () => said('Kern', [ada]), { members: true })
    expect(changed.result).toMatchObject({ name: 'Kern', version: 2, members: [{ id: ada }] })
    expect(changed.wouldChange).toMatchObject([{ act: 'group.change', before: { name: 'Platform' } }])
    const joined = await changeProvisionedGroup(trial, made.id, ({ name }) => said(name, [ada]), {
      members: true,
    })
    expect(joined).toMatchObject({
      result: { version: 2, members: [{ id: ada }] },
      wouldChange: [{ act: 'group.change', after: { added: [ada] } }],
    })
    const ended = await deprovisionGroup(trial, made.id)
    expect(ended.wouldChange).toMatchObject([{ act: 'group.deprovision' }])
    await expect(provisionGroup(trial, said('PLATFORM'))).rejects.toMatchObject({ code: 'name-taken' })
    expect(await everything(organizationId)).toEqual(before)
    expect((await seeProvisionedGroup(trial, made.id, { members: true })).wouldChange).toBeNull()
  })
})

const everything = async (organizationId: string) => {
  const tables = ['groups', 'group_members', 'provisioned_groups', 'grants', 'audit_entries', 'role_mappings']
  const rows = tables.map((it) =>
    house.query(`select * from ${it} where organization_id = :organizationId order by 1, 2, 3`, {
      organizationId,
    }),
  )
  return Promise.all(rows)
}

describe('a name that is taken', () => {
  test('is said, whoever has it; an id of the provider likewise', async () => {
    const { ctx, owner, okta } = await open()
    const other = await connected(house, owner, { name: 'Entra' })
    await provisionGroup(await other.speaks(), said('Theirs'))
    await createGroup(owner, { kind: 'team', name: 'Ours' })
    await createGroup(owner, { kind: 'department', name: 'Free' })
    const { result: mine } = await provisionGroup(ctx, said('Mine', [], 'g-1'))
    const taken = (name: string, isLinkable: boolean) => ({
      code: 'name-taken',
      facts: { what: 'team', name, isLinkable },
    })
    await expect(provisionGroup(ctx, said('OURS'))).rejects.toMatchObject(taken('OURS', true))
    await expect(provisionGroup(ctx, said('theirs'))).rejects.toMatchObject(taken('theirs', false))
    await expect(provisionGroup(ctx, said('mine'))).rejects.toMatchObject(taken('mine', false))
    const { result: free } = await provisionGroup(ctx, said('Free'))
    const renamed = { code: 'name-taken', facts: { what: 'team', name: 'Ours' } }
    await expect(okta.patch(free.id, { name: 'Ours' })).rejects.toMatchObject(renamed)
    const sameId = { code: 'external-id-taken', facts: { externalId: 'g-1' } }
    await expect(provisionGroup(ctx, said('Another', [], 'g-1'))).rejects.toMatchObject(sameId)
    await expect(okta.patch(free.id, { externalId: 'g-1' })).rejects.toMatchObject(sameId)
    // Ids are unique within one connection; and one's own name and id are no clash.
    await provisionGroup(await other.speaks(), said('Entra one', [], 'g-1'))
    expect(await okta.patch(mine.id, { name: 'MINE', externalId: 'g-1' })).toMatchObject({ name: 'MINE' })
  })

  test('can not be one at all', async () => {
    const { ctx, okta } = await open()
    const { result: group } = await provisionGroup(ctx, said('Platform'))
    const unusable = { code: 'name-unusable', facts: { field: 'group' } }
    for (const name of ['', '   ', 'x'.repeat(257)]) {
      await expect(provisionGroup(ctx, said(name))).rejects.toMatchObject(unusable)
      await expect(okta.patch(group.id, { name })).rejects.toMatchObject(unusable)
    }
  })
})

describe('a team made by hand', () => {
  test('is linked by an owner, and is then what the provider makes by that name', async () => {
    const { ctx, owner, okta, organizationId } = await open()
    const team = await createGroup(owner, { kind: 'team', name: 'Platform' })
    const { userId: local, token } = await house.invited(owner, 'local@acme.test')
    await house.accept(token)
    const ada = await okta.person()
    await addMembers(owner, team.id, [local, ada])
    const admin = await house.userContext(organizationId, await adminOf(owner))
    const wanted = { connectionId: okta.connectionId, groupId: team.id }
    await expect(linkTeam(admin, wanted)).rejects.toMatchObject({ code: 'not-permitted' })
    await linkTeam(owner, wanted)
    await linkTeam(owner, wanted)
    const seen = await seeProvisionedGroup(ctx, team.id, { members: true })
    expect(seen.result).toMatchObject({ name: 'Platform', externalId: null, members: [{ id: ada }] })

    const bob = await okta.person()
    const { result: taken } = await provisionGroup(ctx, said('PLATFORM', [bob], 'g-1'))
    expect(taken).toMatchObject({ id: team.id, name: 'PLATFORM', externalId: 'g-1', version: 2 })
    expect(taken.members?.map((it) => it.id)).toEqual([ada, bob])
    // Once: the second group of that name is a mistake.
    await expect(provisionGroup(ctx, said('Platform'))).rejects.toMatchObject({ code: 'name-taken' })
    // The others are not the provider's to see, nor to remove.
    expect(await okta.patch(team.id, { isWhole: true }, true)).toMatchObject({ members: [] })
    expect(await seeGroup(owner, team.id)).toMatchObject({ members: 1 })
    expect(await okta.patch(team.id, { leaving: [local] })).toMatchObject({ version: 3 })

    await unlinkTeam(owner, team.id)
    await expect(seeProvisionedGroup(ctx, team.id, { members: false })).rejects.toMatchObject(gone)
    expect(await seeGroup(owner, team.id)).toMatchObject({ members: 1, archivedAt: null })
    const all = await actsAbout(team.id)
    expect(all.filter((it) => /link/.test(it))).toEqual(['group.link', 'group.unlink'])
  })

  test('is linked to one connection at most, and nothing else than a team is', async () => {
    const { ctx, owner, okta } = await open()
    const other = await connected(house, owner, { name: 'Entra' })
    const { result: kept } = await provisionGroup(ctx, said('Platform'))
    const { connectionId } = other
    await expect(linkTeam(owner, { connectionId, groupId: kept.id })).rejects.toMatchObject({
      code: 'group-managed-by-provider',
      facts: { group: 'Platform', connection: 'Okta' },
    })
    const site = await createGroup(owner, { kind: 'site', name: 'Leeds' })
    await expect(linkTeam(owner, { connectionId, groupId: site.id })).rejects.toMatchObject({
      code: 'group-kind',
    })
    const elsewhere = await open()
    const stranger = (await createGroup(elsewhere.owner, { kind: 'team', name: 'Core' })).id
    await expect(linkTeam(owner, { connectionId, groupId: stranger })).rejects.toMatchObject(gone)
    const team = await createGroup(owner, { kind: 'team', name: 'Core' })
    for (const id of [elsewhere.okta.connectionId, randomUUID(), 'nonsense'])
      await expect(linkTeam(owner, { connectionId: id, groupId: team.id })).rejects.toMatchObject({
        code: 'not-found',
        facts: { what: 'connection' },
      })
    await expect(unlinkTeam(elsewhere.owner, kept.id)).rejects.toMatchObject(gone)
    await expect(unlinkTeam(owner, team.id)).rejects.toMatchObject(gone)
    expect(okta.connectionId).not.toBe(connectionId)
  })
})

const adminOf = async (owner: Parameters<typeof createGroup>[0]) => {
  const { userId, token } = await house.invited(owner, 'adam@acme.test', { roles: ['Admin'] })
  await house.accept(token)
  return userId
}

describe('by hand', () => {
  test('a group of a provider is neither renamed nor archived, and says whose it is', async () => {
    const { ctx, owner } = await open()
    const { result: group } = await provisionGroup(ctx, said('Platform'))
    const theirs = { code: 'group-managed-by-provider', facts: { group: 'Platform', connection: 'Okta' } }
    const shown = await seeGroup(owner, group.id)
    expect([shown.keeper, groupActionsFor(owner.actor, shown)]).toEqual(['Okta', ['members']])
    await expect(renameGroup(owner, group.id, { name: 'Core' })).rejects.toMatchObject(theirs)
    await expect(archiveGroup(owner, group.id, { evenIfUsed: true })).rejects.toMatchObject(theirs)
    await deprovisionGroup(ctx, group.id)
    await unarchiveGroup(owner, group.id)
    expect(await seeGroup(owner, group.id)).toMatchObject({ keeper: null })
    await renameGroup(owner, group.id, { name: 'Core' })
  })

  test('people of the provider come and go, and it is shown so; of others it is shown nothing', async () => {
    const { ctx, owner, okta } = await open()
    const ada = await okta.person()
    const { userId: local, token } = await house.invited(owner, 'local@acme.test')
    await house.accept(token)
    const { result: group } = await provisionGroup(ctx, said('Platform'))
    const seen = async () => (await seeProvisionedGroup(ctx, group.id, { members: true })).result
    house.clock.moveSeconds(60)
    await addMembers(owner, group.id, [local])
    expect(await seen()).toEqual(group)
    await addMembers(owner, group.id, [ada, local])
    const changedAt = house.clock.now()
    expect(await seen()).toMatchObject({ version: 2, changedAt, members: [{ id: ada }] })
    await addMembers(owner, group.id, [ada])
    expect(await seen()).toMatchObject({ version: 2 })
    await removeMembers(owner, group.id, [local])
    expect(await seen()).toMatchObject({ version: 2 })
    await removeMembers(owner, group.id, [ada])
    expect(await seen()).toMatchObject({ version: 3, members: [] })

    const core = await createGroup(owner, { kind: 'team', name: 'Core' })
    await addMembers(owner, core.id, [ada, local])
    await archiveGroup(owner, core.id, { moveTo: group.id })
    expect(await seen()).toMatchObject({ version: 4, members: [{ id: ada }] })
    await deleteUser(owner, ada)
    expect(await seen()).toMatchObject({ version: 5, members: [] })
    await undoDeleteUser(owner, ada)
    expect(await seen()).toMatchObject({ version: 6, members: [{ id: ada }] })
  })
})

describe('the groups of a connection', () => {
  test('are listed by name, page by page, and found by a part of it', async () => {
    const { ctx, owner, okta, organizationId } = await open()
    const names = Array.from({ length: 60 }, (_, at) => `Team ${String(at).padStart(2, '0')}%`)
    for (const name of [...names].reverse()) await provisionGroup(ctx, said(name))
    const first = await seeMappedGroups(owner, okta.connectionId)
    const second = await seeMappedGroups(owner, okta.connectionId, { after: first.next })
    expect([...first.groups, ...second.groups].map((it) => it.name)).toEqual(names)
    expect(second.next).toBeNull()
    const found = await seeMappedGroups(owner, okta.connectionId, { name: '07%' })
    expect(found.groups).toMatchObject([{ name: 'Team 07%', members: 0, roles: [] }])
    expect(await seeMappedGroup(owner, found.groups[0]?.id ?? '')).toEqual(found.groups[0])

    const elsewhere = await open()
    const unknown = { code: 'not-found' }
    await expect(seeMappedGroups(elsewhere.owner, okta.connectionId)).rejects.toMatchObject(unknown)
    await expect(seeMappedGroup(elsewhere.owner, first.next ?? '')).rejects.toMatchObject(unknown)
    await expect(seeMappedGroups(owner, 'nonsense')).rejects.toMatchObject(unknown)
    await expect(seeMappedGroups(owner, okta.connectionId, { after: 'x' })).rejects.toMatchObject(unknown)
    const member = await house.userContext(organizationId, await okta.person())
    await expect(seeMappedGroups(member, okta.connectionId)).rejects.toMatchObject({ code: 'not-permitted' })
  })
})
