import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import * as users from '../../src/db/users.ts'
import type { Context } from '../../src/usecases/context.ts'
import { addMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { editOwnProfile, editUser, type UserEdit } from '../../src/usecases/users/edit-user.ts'
import { listUsers } from '../../src/usecases/users/list-users.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
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
async function joined(owner: Context, wish: { roles?: string[] } = {}) {
  count += 1
  const one = await house.invited(owner, `person${count}@edit.test`, wish)
  await house.accept(one.token, { firstName: 'Pia', lastName: 'Pohl' })
  return one.userId
}
const stored = (ctx: Context, id: string) =>
  house.db.transaction((tx) => users.find(tx, ctx.actor.organizationId, id))
const edit = async (ctx: Context, id: string, change: Omit<UserEdit, 'version'>) =>
  editUser(ctx, id, { ...change, version: (await stored(ctx, id)).version })
const audited = (id: string) =>
  house.query<{ act: string; body: string }>(
    `select act, body from audit_entries e join audit_details d on d.entry_id = e.id
     where target_id = :id and act = 'user.edit' order by e.id`,
    { id },
  )

describe('editing somebody', () => {
  test('stores what was typed, finds them by it, and records the changed fields only', async () => {
    const { owner } = await house.organization()
    const id = await joined(owner)
    await edit(owner, id, {
      firstName: ' Zoë ',
      lastName: 'Pohl',
      gender: 'not stated',
      birthday: '1990-02-28',
      position: 'Engineer',
      phone: '+90 555 123 45 67',
      deliveryEmail: 'zoe@home.test',
    })
    const { user, name } = await seeUser(owner, id)
    expect(name).toBe('Zoë Pohl')
    expect(user).toMatchObject({ birthday: '1990-02-28', phone: '+905551234567', position: 'Engineer' })
    for (const search of ['zoe', '555 123', 'home.test'])
      expect((await listUsers(owner, { search })).users.map((it) => it.id)).toEqual([id])
    expect((await listUsers(owner, { search: 'pia' })).users).toEqual([])
    const [entry, ...more] = await audited(id)
    expect(more).toEqual([])
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      before: { firstName: 'Pia', phone: null },
      after: { firstName: 'Zoë', phone: '+905551234567' },
    })
    expect(entry?.body).not.toContain('lastName')
  })

  test('a letter tells whose phone number it was, whoever changed it; other changes need none', async () => {
    const { owner } = await house.organization()
    const id = await joined(owner)
    const { email } = await stored(owner, id)
    const notices = async () => {
      await house.deliverAll()
      const theirs = house.post.received.filter((it) => it.envelope.to === email)
      return theirs.flatMap(({ letter }) => (letter.kind === 'notice' ? [letter.what] : []))
    }
    await edit(owner, id, { position: 'Nurse' })
    expect(await notices()).toEqual([])
    await edit(owner, id, { phone: '+905559876543' })
    await edit(owner, id, { phone: '+90 555 987 65 43', position: 'Doctor' })
    expect(await notices()).toEqual(['phone-changed'])
  })

  test('everything wrong with an edit is said at once', async () => {
    const { owner } = await house.organization()
    const wrong = edit(owner, await joined(owner), { firstName: ' ', birthday: 'soon', phone: '12' })
    await expect(wrong).rejects.toMatchObject({
      code: 'several-faults',
      facts: {
        refusals: [{ code: 'name-unusable' }, { code: 'birthday-unusable' }, { code: 'phone-unreadable' }],
      },
    })
  })

  test('an edit that changes nothing writes nothing', async () => {
    const { owner } = await house.organization()
    const id = await joined(owner)
    const before = await stored(owner, id)
    await edit(owner, id, { firstName: 'Pia', position: '  ' })
    expect(await stored(owner, id)).toEqual(before)
    expect(await audited(id)).toEqual([])
  })

  test('an old page is refused, a sign-in meanwhile makes no page old', async () => {
    const { owner } = await house.organization()
    const id = await joined(owner)
    const { version, email } = await stored(owner, id)
    await signIn(
      house.outside(),
      { identifier: email ?? '', password: PASSWORD, organizationId: null },
      BROWSER,
    )
    await editUser(owner, id, { position: 'One', version })
    await expect(editUser(owner, id, { position: 'Two', version })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    })
  })

  test('nothing else gets in with the fields', async () => {
    const { owner } = await house.organization()
    const id = await joined(owner)
    const before = await stored(owner, id)
    const smuggled = { email: 'x@y.test', registeredAt: null, mustChangePassword: true, organizationId: 'x' }
    await edit(owner, id, { ...smuggled, position: 'Clerk' } as Omit<UserEdit, 'version'>)
    expect(await stored(owner, id)).toEqual({ ...before, position: 'Clerk', version: before.version + 1 })
    const own = await house.userContext(owner.actor.organizationId, id)
    const now = await stored(owner, id)
    await editOwnProfile(own, {
      firstName: 'Paula',
      version: now.version,
      position: 'Boss',
      birthday: '1990-01-01',
    } as Parameters<typeof editOwnProfile>[1])
    expect(await stored(owner, id)).toMatchObject({ firstName: 'Paula', position: 'Clerk', birthday: null })
  })

  test.each([
    [{ birthday: '2999-01-01' }, 'birthday-unusable'],
    [{ birthday: '2001-02-29' }, 'birthday-unusable'],
    [{ birthday: '2026-03-02' }, 'birthday-unusable'],
    [{ birthday: 'yesterday' }, 'birthday-unusable'],
    [{ phone: '0555 123 45 67' }, 'phone-unreadable'],
    [{ gender: 'robot' }, 'choice-unknown'],
    [{ firstName: '  ' }, 'name-unusable'],
    [{ position: 'x'.repeat(121) }, 'text-too-long'],
    [{ deliveryEmail: 'nobody' }, 'address-unreadable'],
    [{ department: 'Nowhere' }, 'group-unknown'],
    [{ managerId: newId(new Date()) }, 'not-found'],
  ])('%j is refused as %s', async (change, code) => {
    const { owner } = await house.organization()
    const id = await joined(owner)
    await expect(edit(owner, id, change)).rejects.toMatchObject({ code })
  })

  test("a phone is one person's, even when two take it at once", async () => {
    const { owner } = await house.organization()
    const ids = [await joined(owner), await joined(owner)]
    const results = await Promise.allSettled(ids.map((id) => edit(owner, id, { phone: '+4915112345678' })))
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((it) => it.status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'phone-taken' } })
  })

  test('nobody is, however far up, the manager of their own manager', async () => {
    const { owner } = await house.organization()
    const [a, b, c] = [await joined(owner), await joined(owner), await joined(owner)]
    await edit(owner, a, { managerId: b })
    await edit(owner, b, { managerId: c })
    for (const managerId of [a, b, c])
      await expect(edit(owner, c, { managerId })).rejects.toMatchObject({ code: 'manager-circle' })
    expect((await seeUser(owner, a)).managerName).toBe('Pia Pohl')
    // Without the organization's lock both would be allowed.
    for (let round = 0; round < 5; round++) {
      const [d, e] = [await joined(owner), await joined(owner)]
      const both = await Promise.allSettled([
        edit(owner, d, { managerId: e }),
        edit(owner, e, { managerId: d }),
      ])
      expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })

  test("an admin does not turn an owner's ways in, nor anybody those of another organization", async () => {
    const { owner, ownerId, organizationId } = await house.organization()
    const admin = await house.userContext(organizationId, await joined(owner, { roles: ['Admin'] }))
    await edit(admin, ownerId, { position: 'Chief' })
    for (const change of [{ phone: '+4915112345678' }, { deliveryEmail: 'evil@home.test' }])
      await expect(edit(admin, ownerId, change)).rejects.toMatchObject({
        code: 'beyond-your-own-permissions',
      })
    const member = await house.userContext(organizationId, await joined(owner))
    await expect(edit(member, ownerId, { position: 'x' })).rejects.toMatchObject({ code: 'not-permitted' })
    const there = await house.organization()
    for (const id of [ownerId, newId(new Date()), 'no id'])
      await expect(editUser(there.owner, id, { version: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the profile', () => {
  test('offers what makes sense in each state, to those who may', async () => {
    const { owner, ownerId, organizationId } = await house.organization()
    const pending = await house.invited(owner, 'pending@edit.test')
    const active = await joined(owner, { roles: ['Manager'] })
    const offered = async (ctx: Context, id: string) =>
      (await seeUser(ctx, id)).actions.map((it) => it.action)
    expect(await offered(owner, pending.userId)).toEqual([
      'edit',
      'resend-invitation',
      'copy-invitation-link',
      'cancel-invitation',
      'delete',
    ])
    expect(await offered(owner, active)).toEqual([
      'edit',
      'change-email',
      'reset-password',
      'suspend',
      'delete',
    ])
    expect(await offered(owner, ownerId)).toEqual(['edit', 'change-email', 'reset-password'])
    const team = await createGroup(owner, { kind: 'team', name: 'Blue' })
    await addMembers(owner, team.id, [ownerId, active])
    const manager = await house.userContext(organizationId, active)
    expect(await offered(manager, ownerId)).toEqual([])
    const seen = await seeUser(owner, pending.userId)
    expect(seen.invitations).toMatchObject([{ state: 'pending', inviterName: 'Olga Petrova' }])
    expect(seen.status.state).toBe('invited')
  })

  test('a temporary role is shown with its end, a site with the roles that hold there', async () => {
    const { owner, organizationId } = await house.organization()
    const id = await joined(owner)
    const now = house.clock.now()
    const until = new Date(now.getTime() + 3_600_000)
    const site = { organizationId, id: newId(now), kind: 'site', name: 'Izmir', createdAt: now }
    await house.db('groups').insert(site)
    await house.db('groupMembers').insert({ organizationId, groupId: site.id, userId: id, createdAt: now })
    const rolesByKey = await house.db('roles').where({ organizationId })
    const grant = (key: string, more: object) => ({
      organizationId,
      id: newId(now),
      userId: id,
      roleId: rolesByKey.find((it) => it.key === key)?.id,
      createdAt: now,
      ...more,
    })
    await house
      .db('grants')
      .insert([
        grant('admin', { source: 'temporary', expiresAt: until, siteId: null }),
        grant('manager', { source: 'manual', expiresAt: null, siteId: site.id }),
      ])
    const seen = await seeUser(owner, id)
    expect(seen.roles.map((it) => [it.name, it.expiresAt])).toEqual([
      ['Admin', until],
      ['Member', null],
    ])
    expect(seen.sites).toMatchObject([{ name: 'Izmir', roles: [{ name: 'Manager' }] }])
    house.clock.moveHours(1)
    expect((await seeUser(owner, id)).roles.map((it) => it.name)).toEqual(['Member'])
  })
})
