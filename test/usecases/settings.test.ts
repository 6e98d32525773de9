import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalWords } from '../../src/cli/refusal-words.ts'
import { newId } from '../../src/db/id.ts'
import { inWords, type Refusal } from '../../src/domain/refusal.ts'
import { settingNames } from '../../src/domain/setting-names.ts'
import { settingFaultInWords } from '../../src/domain/setting-words.ts'
import type { TypedSettings } from '../../src/domain/settings.ts'
import { approveInvitation } from '../../src/usecases/approvals/approve-invitation.ts'
import type { Context } from '../../src/usecases/context.ts'
import { acceptInvitation } from '../../src/usecases/invitations/accept-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../src/usecases/organizations/see-settings.ts'
import { whoCanHelp } from '../../src/usecases/organizations/who-can-help.ts'
import { renewTemporaryPassword } from '../../src/usecases/passwords/renew-temporary-password.ts'
import { archiveRole } from '../../src/usecases/roles/archive-role.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { seeRoles } from '../../src/usecases/roles/see-roles.ts'
import { addUser } from '../../src/usecases/users/add-user.ts'
import { createUser, type NewUser } from '../../src/usecases/users/create-user.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { listUsers } from '../../src/usecases/users/list-users.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
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

const change = async (ctx: Context, settings: TypedSettings) =>
  changeSettings(ctx, { ...settings, version: (await seeSettings(ctx)).version })
async function member(owner: Context, role: string, email = `m${Math.random()}@settings.test`) {
  const { userId, token } = await house.invited(owner, email, { roles: [role] })
  await house.accept(token)
  return { userId, ctx: await house.userContext(owner.actor.organizationId, userId) }
}
const roleId = async (ctx: Context, name: string) =>
  (await seeRoles(ctx)).find((it) => it.name === name)?.id ?? ''
const person: NewUser = {
  firstName: 'Nils',
  lastName: 'Holm',
  email: 'nils@settings.test',
  roles: [],
  groups: [],
  password: null,
}

describe('settings', () => {
  test('are seen and changed by those who may, and every change is one entry with what was and what is', async () => {
    const { owner, organizationId } = await house.organization()
    const seen = await seeSettings(owner)
    expect(Object.keys(seen).sort()).toEqual([...settingNames, 'version'].sort())
    expect(seen).toMatchObject({
      invitationLifetimeSeconds: 86_400,
      remindersOn: true,
      reminderAgeSeconds: 43_200,
      digestOn: true,
      timeZone: 'UTC',
      businessDays: [1, 2, 3, 4, 5],
      temporaryPasswords: true,
    })
    const admin = await member(owner, 'Admin')
    const changed = await change(admin.ctx, {
      timeZone: ' Europe/Istanbul ',
      businessFrom: '8:30',
      businessDays: [5, 1, 1],
      reminderChannel: 'C012AB3CD',
      allowedEmailDomains: ['@SETTINGS.test', 'bücher.example', 'settings.test'],
      passwordMinimum: 8,
    })
    expect(changed).toMatchObject({
      timeZone: 'Europe/Istanbul',
      businessFrom: '08:30',
      businessDays: [1, 5],
      reminderChannel: 'C012AB3CD',
      allowedEmailDomains: ['settings.test', 'xn--bcher-kva.example'],
      version: seen.version + 1,
    })
    expect(await seeSettings(owner)).toEqual(changed)
    const entries = await house.query<{ body: string }>(
      `select d.body from audit_entries e join audit_details d on d.entry_id = e.id
       where e.organization_id = :organizationId and e.act = 'settings.change'`,
      { organizationId },
    )
    expect(entries).toHaveLength(1)
    const { before, after } = JSON.parse(entries[0]?.body ?? '{}')
    expect(Object.keys(before).sort()).toEqual(Object.keys(after).sort())
    expect(before).toMatchObject({ timeZone: 'UTC', businessDays: [1, 2, 3, 4, 5] })
    expect(after).not.toHaveProperty('passwordMinimum')

    expect((await change(admin.ctx, { businessDays: [1, 5] })).version).toBe(changed.version)
    await expect(changeSettings(owner, { version: seen.version, undoSeconds: 0 })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    })
    for (const role of ['Manager', 'Member']) {
      const { ctx } = await member(owner, role)
      for (const work of [seeSettings(ctx), changeSettings(ctx, { version: 1 })])
        await expect(work).rejects.toMatchObject({
          code: 'not-permitted',
          facts: { needs: 'settings.manage' },
        })
    }
  })

  test('two who change at one instant: the second is told', async () => {
    const { owner } = await house.organization()
    const { version } = await seeSettings(owner)
    const results = await Promise.allSettled([
      changeSettings(owner, { version, approvalHours: 1 }),
      changeSettings(owner, { version, approvalHours: 2 }),
    ])
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  const bad: [TypedSettings, string][] = [
    [{ invitationLifetimeSeconds: 3_599 }, 'must be between 1 hour and 30 days'],
    [{ invitationLifetimeSeconds: 2_592_001 }, 'between'],
    [{ invitationLifetimeSeconds: 3_600.5 }, 'between'],
    [{ reminderAgeSeconds: 0 }, 'between'],
    [{ reminderChannel: '#general' }, 'id of a channel'],
    [{ timeZone: 'Mars/Olympus' }, 'zone by its name'],
    [{ timeZone: '+03:00' }, 'zone by its name'],
    [{ businessFrom: '25:00' }, 'time of day'],
    [{ businessUntil: '24:01' }, 'time of day'],
    [{ businessFrom: '18:00' }, 'must come after its beginning'],
    [{ businessDays: [] }, 'between 1 and 7'],
    [{ businessDays: [0] }, 'between 1 and 7'],
    [{ statusVocabulary: 'on-off' }, 'must be chosen from active-inactive'],
    [{ requiredFields: ['password'] }, 'must be chosen from phone'],
    [{ allowedEmailDomains: ['not a domain'] }, 'domains alone'],
    [{ homeEmailDomains: ['a@b.test'] }, 'domains alone'],
    [{ approvalHours: 721 }, 'between 1 and 720'],
    [{ undoSeconds: -1 }, 'between nothing and 30 days'],
    [{ passwordMinimum: 7 }, 'between 8 and 64'],
    [{ passwordMinimum: 65 }, 'between 8 and 64'],
    [{ contactText: 'x'.repeat(501) }, 'at most 500 characters'],
    [{ contactId: 'no id' }, 'somebody who is active'],
    [{ defaultRoleId: 'no id' }, 'must be in use'],
    [{ approvalRoleIds: ['00000000-0000-7000-8000-000000000000'] }, 'must be in use'],
  ]
  test('a value that will not do is refused beside its field, and nothing is changed', async () => {
    const { owner } = await house.organization()
    const before = await seeSettings(owner)
    for (const [settings, words] of bad) {
      const fault = await change(owner, settings).catch((it: Refusal) => it)
      const setting =
        'businessFrom' in settings && words.includes('after') ? 'businessUntil' : Object.keys(settings)[0]
      expect(fault).toMatchObject({ code: 'setting-unusable', facts: { setting } })
      expect(inWords(refusalWords, fault as Refusal)).toContain(words)
    }
    await expect(change(owner, { timeZone: 'x', passwordMinimum: 1, undoSeconds: 60 })).rejects.toMatchObject(
      {
        code: 'several-faults',
        facts: { refusals: [{ facts: { setting: 'timeZone' } }, { facts: { setting: 'passwordMinimum' } }] },
      },
    )
    expect(await seeSettings(owner)).toEqual(before)
    expect(settingFaultInWords('contactText', { kind: 'length', limit: 5 })).not.toContain('entries')
  })

  test('nobody makes a default of a role they could not give, or one that is gone or another’s', async () => {
    const { owner } = await house.organization()
    const foreign = await house.organization()
    const clerkRole = await createRole(owner, {
      name: 'Clerk',
      permissions: ['users.read', 'settings.manage'],
    })
    const clerk = await member(owner, 'Clerk')
    await expect(change(clerk.ctx, { defaultRoleId: await roleId(owner, 'Admin') })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
      facts: { role: 'Admin' },
    })
    await change(clerk.ctx, { defaultRoleId: clerkRole.id })
    const gone = await createRole(owner, { name: 'Gone', permissions: [] })
    await archiveRole(owner, gone.id)
    for (const defaultRoleId of [gone.id, await roleId(foreign.owner, 'Member'), newId(house.clock.now())])
      await expect(change(owner, { defaultRoleId })).rejects.toMatchObject({
        code: 'setting-unusable',
        facts: { setting: 'defaultRoleId' },
      })
    for (const contactId of [foreign.ownerId, (await house.invited(owner, 'later@settings.test')).userId])
      await expect(change(owner, { contactId })).rejects.toMatchObject({
        facts: { setting: 'contactId', fault: { kind: 'nobody-active' } },
      })
    expect((await change(owner, { defaultRoleId: null })).defaultRoleId).toBeNull()
  })
})

describe('a change binds at the next use:', () => {
  test('lifetime, domains, default role and approval of invitations', async () => {
    const { owner, organizationId } = await house.organization()
    const old = await house.invited(owner, 'old@settings.test')
    const reader = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
    await change(owner, {
      invitationLifetimeSeconds: 7_200,
      defaultRoleId: reader.id,
      allowedEmailDomains: ['settings.test'],
      approvalRoleIds: [await roleId(owner, 'Admin')],
    })
    const ends = async (id: string) =>
      (
        await house.query<{ expires_at: Date }>('select expires_at from invitations where id = :id', { id })
      )[0]?.expires_at
    const inTwoHours = new Date(house.clock.now().getTime() + 7_200_000)
    expect(await ends(old.invitationId)).toEqual(new Date(house.clock.now().getTime() + 86_400_000))
    expect((await resendInvitation(owner, old.invitationId)).expiresAt).toEqual(inTwoHours)
    const fresh = await house.invited(owner, 'fresh@settings.test')
    expect(await ends(fresh.invitationId)).toEqual(inTwoHours)
    await house.accept(fresh.token)
    expect((await seeUser(owner, fresh.userId)).roles.map((it) => it.name)).toEqual(['Reader'])
    const [admin] = await house.invite(owner, ['admin@settings.test'], { roles: ['Admin'] })
    if (admin?.result !== 'awaits-approval') throw new Error(admin?.result)
    await change(owner, { invitationLifetimeSeconds: 3_600 })
    const second = (await member(house.operatorOf(organizationId), 'Owner')).ctx
    expect((await approveInvitation(second, admin.invitationId)).expiresAt).toEqual(
      new Date(house.clock.now().getTime() + 3_600_000),
    )
    const [outside] = await house.invite(owner, ['ann@elsewhere.test'])
    expect(outside?.result).toBe('refused')
    await house.deliverAll()
    house.clock.moveHours(2)
    await expect(house.accept(house.post.tokenFor('old@settings.test'))).rejects.toMatchObject({
      code: 'link-dead',
      facts: { cause: 'expired' },
    })
  })

  test('words for the status, in the list and on the profile', async () => {
    const { owner, ownerId } = await house.organization()
    const words = async () => (await listUsers(owner)).users.map((it) => it.statusInWords.label)
    expect(await words()).toEqual(['Active'])
    await house.invited(owner, 'words@settings.test')
    await change(owner, { statusVocabulary: 'enabled-disabled' })
    expect(await words()).toEqual(['Enabled', 'Pending Invitation'])
    expect((await seeUser(owner, ownerId)).statusInWords).toEqual({ label: 'Enabled', notes: [] })
    expect((await listUsers(owner, { status: 'enabled' })).total).toBe(1)
  })

  test('the undo window and the least length of a password', async () => {
    const { owner } = await house.organization()
    await change(owner, { undoSeconds: 0, passwordMinimum: 30 })
    const { userId, token } = await house.invited(owner, 'short@settings.test')
    await expect(house.accept(token)).rejects.toMatchObject({ facts: { minimum: 30 } })
    expect((await deleteUser(owner, userId)).purgeAt).toEqual(house.clock.now())
  })

  test('what has to be said when somebody accepts, is added or made', async () => {
    const { owner } = await house.organization()
    await change(owner, { requiredFields: ['phone', 'position'] })
    const { token, userId } = await house.invited(owner, 'full@settings.test')
    const names = { firstName: 'Ada', lastName: 'Moss', password: PASSWORD, passwordAgain: PASSWORD }
    const accept = (profile: Record<string, string>) =>
      acceptInvitation(house.outside(), token, { ...names, profile }, BROWSER)
    await expect(accept({})).rejects.toMatchObject({
      code: 'several-faults',
      facts: {
        refusals: [
          { code: 'field-missing', facts: { field: 'phone' } },
          { code: 'field-missing', facts: { field: 'position' } },
        ],
      },
    })
    await expect(accept({ phone: '12', position: 'Clerk' })).rejects.toMatchObject({
      code: 'phone-unreadable',
    })
    await accept({ phone: '+44 20 7946 0001', position: 'Clerk', gender: 'other' })
    const { user } = await seeUser(owner, userId)
    expect(user).toMatchObject({ phone: '+442079460001', position: 'Clerk', gender: null })

    const missing = { code: 'several-faults', facts: { refusals: [{ facts: { field: 'phone' } }, {}] } }
    await expect(createUser(owner, person)).rejects.toMatchObject(missing)
    const added = { ...person, gender: 'other', birthday: '1990-12-31', message: null, roles: [], groups: [] }
    const byLink = { ...added, method: { by: 'link' as const } }
    await expect(addUser(owner, byLink)).rejects.toMatchObject(missing)
    const known = await addUser(owner, { ...byLink, phone: '+44 20 7946 0002', position: 'Smith' })
    const link = known.link?.split('/').at(-1) ?? ''
    await acceptInvitation(house.outside(), link, { ...names, lastName: 'Holm' }, BROWSER)

    const twin = await house.invited(owner, 'twin@settings.test')
    await expect(
      acceptInvitation(
        house.outside(),
        twin.token,
        { ...names, profile: { phone: '+44 20 7946 0002', position: 'Twin' } },
        BROWSER,
      ),
    ).rejects.toMatchObject({ code: 'phone-taken' })
  })

  test('temporary passwords are made no more, and offered no more', async () => {
    const { owner } = await house.organization()
    const { user } = await createUser(owner, person)
    await change(owner, { temporaryPasswords: false })
    const off = { code: 'temporary-passwords-off' }
    await expect(createUser(owner, { ...person, email: 'two@settings.test' })).rejects.toMatchObject(off)
    await expect(renewTemporaryPassword(owner, user.id)).rejects.toMatchObject(off)
    expect((await seeUser(owner, user.id)).actions).toContainEqual({
      action: 'renew-temporary-password',
      unavailable: 'switched-off',
    })
  })
})

describe('who can help', () => {
  test('names those who hold the permission, the organization’s own contact first, and tells nothing else', async () => {
    const { owner, ownerId, organizationId } = await house.organization()
    const plain = await member(owner, 'Member')
    const manager = await member(owner, 'Manager')
    const admin = await member(owner, 'Admin')
    await suspendUser(owner, (await member(owner, 'Admin')).userId)
    await house.organization()
    const named = async (ctx: Context) => (await whoCanHelp(ctx, 'users.read')).people.map((it) => it.id)
    expect((await named(plain.ctx)).sort()).toEqual([ownerId, admin.userId].sort())
    await change(owner, { contactId: manager.userId, contactText: 'Ask in #help-people' })
    const help = await whoCanHelp(plain.ctx, 'settings.manage')
    expect(help).toMatchObject({ needs: 'settings.manage', words: 'Ask in #help-people' })
    expect(help.people[0]).toEqual({ id: manager.userId, name: 'Robin Meyer' })
    expect(JSON.stringify(help)).not.toContain('@')
    const stranger = house.as({ kind: 'invitee', organizationId, userId: null })
    await expect(whoCanHelp(stranger, 'users.read')).rejects.toMatchObject({ code: 'not-for-you' })

    await deleteUser(owner, manager.userId)
    expect(await named(plain.ctx)).not.toContain(manager.userId)
    house.clock.moveHours(1)
    await purgeUsers(house.outside())
    expect((await seeSettings(owner)).contactId).toBeNull()
  })
})
