import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import { permissions } from '../../src/domain/permission.ts'
import { type Act, reachOf } from '../../src/domain/policy.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import type { Context } from '../../src/usecases/context.ts'
import { archiveGroup } from '../../src/usecases/groups/archive-group.ts'
import { addMembers, removeMembers } from '../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { editInvitation } from '../../src/usecases/invitations/edit-invitation.ts'
import { copyInvitationLink, resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { startReset } from '../../src/usecases/passwords/start-reset.ts'
import { cloneRole, createRole } from '../../src/usecases/roles/create-role.ts'
import { editRole } from '../../src/usecases/roles/edit-role.ts'
import { grantRole } from '../../src/usecases/roles/grant-role.ts'
import { seeGrants, seeRoles } from '../../src/usecases/roles/see-roles.ts'
import { listSessions } from '../../src/usecases/sessions/list-sessions.ts'
import { listSignIns } from '../../src/usecases/sessions/list-sign-ins.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { revokeSession, revokeSessions } from '../../src/usecases/sessions/revoke-sessions.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { askToChangeEmail } from '../../src/usecases/users/change-email.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
import { editUser } from '../../src/usecases/users/edit-user.ts'
import { exportPerson } from '../../src/usecases/users/export-person.ts'
import { listUsers } from '../../src/usecases/users/list-users.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
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
async function member(owner: Context, role = 'Member') {
  const email = `p${++count}@reach.test`
  const { userId, token } = await house.invited(owner, email, { roles: [role] })
  const session = await house.accept(token, { firstName: `P${count}` })
  const context = () => house.userContext(owner.actor.organizationId, userId)
  return { id: userId, email, sessionId: session.id, context }
}
const everythingButOwning = permissions.filter((it) => it !== 'organization.own')

/** A lead of the blue team who may do everything to its people; Ada is one of them, Bob is not. */
async function acme(role?: string) {
  const { owner, ownerId, organizationId } = await house.organization()
  const blue = await createGroup(owner, { kind: 'team', name: 'Blue' })
  const red = await createGroup(owner, { kind: 'team', name: 'Red' })
  const all = { name: 'Lead', permissions: everythingButOwning, reach: 'own-teams' }
  const lead = await member(owner, role ?? (await createRole(owner, all)).name)
  const [ada, bob] = [await member(owner), await member(owner)]
  await addMembers(owner, blue.id, [lead.id, ada.id])
  await addMembers(owner, red.id, [bob.id])
  return { owner, ownerId, organizationId, blue, red, lead, ada, bob, asLead: await lead.context() }
}

const roleId = async (ctx: Context, name: string) =>
  (await seeRoles(ctx)).find((it) => it.name === name)?.id ?? ''
const answerOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (fault) => {
      if (!(fault instanceof Refusal)) throw fault
      return { code: fault.code, ...fault.facts }
    },
  )

describe('a manager', () => {
  test('sees the people of the own teams and nobody else, in lists and by id', async () => {
    const { owner, ownerId, blue, lead, ada, bob, asLead } = await acme('Manager')
    const ids = async (ctx: Context, asked = {}) => {
      const { users, total } = await listUsers(ctx, asked)
      expect(total).toBe(users.length)
      return users.map((it) => it.id).sort()
    }
    expect(await ids(asLead)).toEqual([lead.id, ada.id].sort())
    expect(await ids(asLead, { search: 'olga' })).toEqual([])
    expect(await ids(asLead, { search: `p${count}` })).toEqual([])
    expect((await seeUser(asLead, ada.id)).actions).toEqual([])
    for (const id of [bob.id, ownerId, newId(house.clock.now()), 'no id'])
      expect(await answerOf(seeUser(asLead, id))).toEqual({ code: 'not-found', what: 'user' })

    await addMembers(owner, blue.id, [bob.id])
    expect((await seeUser(asLead, bob.id)).name).toMatch(/^P/)
    await removeMembers(owner, blue.id, [ada.id])
    expect(await ids(asLead)).toEqual([lead.id, bob.id].sort())
    await removeMembers(owner, blue.id, [lead.id])
    expect(await ids(await lead.context())).toEqual([])
    expect((await seeRoles(await lead.context())).length).toBeGreaterThan(3)
  })

  test('does nothing to them that the role does not allow', async () => {
    const { ada, asLead } = await acme('Manager')
    for (const work of [suspendUser(asLead, ada.id), listSessions(asLead, ada.id), listSignIns(asLead, {})])
      expect(await answerOf(work)).toMatchObject({ code: 'not-permitted' })
  })

  test('asks for people of the own teams', async () => {
    const { owner, blue, red, asLead, lead } = await acme('Manager')
    const [asked] = await house.invite(asLead, ['new@reach.test'], { groups: [blue.name] })
    expect(asked?.result).toBe('awaits-approval')
    await expect(house.invite(asLead, ['other@reach.test'], { groups: [red.name] })).rejects.toMatchObject({
      code: 'not-your-team',
      facts: { group: 'Red' },
    })
    await grantRole(owner, lead.id, { roleId: await roleId(owner, 'Admin') })
    const [invited] = await house.invite(await lead.context(), ['other@reach.test'], { groups: [red.name] })
    expect(invited?.result).toBe('invited')
  })

  test('is what the session says at its next request, and no more once the role has ended', async () => {
    const { owner, blue, ada, bob } = await acme('Manager')
    const until = new Date(house.clock.now().getTime() + 3_600_000)
    await grantRole(owner, ada.id, { roleId: await roleId(owner, 'Manager'), until })
    await grantRole(owner, ada.id, { roleId: await roleId(owner, 'Admin'), until })
    const typed = { identifier: ada.email, password: PASSWORD, organizationId: null }
    const { token } = await signIn(house.outside(), typed, BROWSER)
    const actor = async () => (await readSession(house.outside(), token))?.actor
    expect((await actor())?.permissions.has('users.delete')).toBe(true)
    expect([...((await actor())?.within.get('users.read') ?? [])]).toEqual([blue.id])
    house.clock.moveSeconds(3_599)
    expect((await actor())?.permissions.has('users.delete')).toBe(true)
    house.clock.moveSeconds(1)
    expect(await actor()).toMatchObject({ permissions: new Set(), within: new Map() })
    expect(await answerOf(seeUser(await ada.context(), bob.id))).toMatchObject({ code: 'not-permitted' })
  })
})

/** Every act on a person, done for real. */
function actsOn(
  it: { id: string; sessionId: string; email: string },
  invitationId: string,
  member: string,
): Partial<Record<Act, (ctx: Context) => Promise<unknown>>> {
  return {
    'user.see': (ctx) => seeUser(ctx, it.id),
    'user.see-roles': (ctx) => seeGrants(ctx, it.id),
    'user.edit': async (ctx) => editUser(ctx, it.id, { position: 'Clerk', version: await versionOf(it.id) }),
    'user.change-email': (ctx) => askToChangeEmail(ctx, it.id, `new-${it.email}`),
    'user.reset-password': (ctx) => startReset(ctx, it.id),
    'user.export': (ctx) => exportPerson(ctx, it.id),
    'session.list': (ctx) => listSessions(ctx, it.id),
    'session.revoke': async (ctx) => {
      await revokeSession(ctx, it.sessionId)
      await revokeSessions(ctx, it.id)
    },
    'role.grant': (ctx) => grantRole(ctx, it.id, { roleId: member }),
    'invitation.resend': (ctx) => resendInvitation(ctx, invitationId),
    'invitation.edit': (ctx) => editInvitation(ctx, invitationId, { roles: ['Member'], groups: [] }),
    'invitation.copy-link': (ctx) => copyInvitationLink(ctx, invitationId),
    'invitation.cancel': (ctx) => cancelInvitation(ctx, invitationId),
    'user.suspend': (ctx) => suspendUser(ctx, it.id),
    'user.enable': (ctx) => enableUser(ctx, it.id),
    'user.delete': async (ctx) => {
      await deleteUser(ctx, it.id)
      await undoDeleteUser(ctx, it.id)
    },
  }
}
const versionOf = async (id: string) =>
  (await house.query<{ version: number }>('select version from users where id = :id', { id }))[0]?.version ??
  0

describe('role by act by scope', () => {
  test('whoever may do everything to the own team does it to its people, and finds nobody else', async () => {
    const { owner, blue, red, ada, bob, asLead } = await acme()
    const plain = await roleId(owner, 'Member')
    const inside = await house.invited(owner, `inside${++count}@reach.test`)
    const outside = await house.invited(owner, `outside${++count}@reach.test`)
    await addMembers(owner, blue.id, [inside.userId])
    await addMembers(owner, red.id, [outside.userId])
    const random = newId(house.clock.now())
    const nobody = { id: random, sessionId: random, email: 'nobody@reach.test' }
    const toBob = actsOn(bob, outside.invitationId, plain)
    const toNobody = actsOn(nobody, random, plain)
    for (const [act, work] of Object.entries(toBob)) {
      const answer = await answerOf(work(asLead))
      expect([act, answer]).toEqual([act, expect.objectContaining({ code: 'not-found' })])
      expect([act, answer]).toEqual([act, await answerOf(toNobody[act as Act]?.(asLead) ?? work(asLead))])
    }
    for (const [act, work] of Object.entries(actsOn(ada, inside.invitationId, plain)))
      expect([act, await answerOf(work(asLead))]).toEqual([act, 'done'])
    const [plainAda, rights] = [await ada.context(), actsOn(bob, outside.invitationId, plain)]
    for (const [act, work] of Object.entries(rights))
      expect([act, await answerOf(work(plainAda))]).toEqual([
        act,
        expect.objectContaining({ code: 'not-permitted' }),
      ])
    for (const [act, work] of Object.entries(rights))
      expect([act, await answerOf(work(owner))]).toEqual([act, 'done'])
    for (const act of Object.keys(toBob)) expect(reachOf(asLead.actor, act as Act)).toEqual([blue.id])
  })

  test('what belongs to everybody is not for those who reach some', async () => {
    const { asLead, blue, ada } = await acme()
    const plain = await roleId(asLead, 'Member')
    for (const work of [
      () => createRole(asLead, { name: 'X', permissions: [] }),
      () => editRole(asLead, plain, { name: 'X' }),
      () => createGroup(asLead, { kind: 'team', name: 'X' }),
      () => addMembers(asLead, blue.id, [ada.id]),
      () => removeMembers(asLead, blue.id, [ada.id]),
      () => archiveGroup(asLead, blue.id),
    ])
      expect(await answerOf(work())).toMatchObject({ code: 'not-permitted' })
  })

  test('sign-ins of the own people alone are listed', async () => {
    const { owner, ada, bob, asLead } = await acme()
    for (const it of [ada, bob]) {
      const typed = { identifier: it.email, password: PASSWORD, organizationId: null }
      await signIn(house.outside(), typed, BROWSER)
    }
    expect((await listSignIns(owner, {})).map((it) => it.userId)).toEqual([bob.id, ada.id])
    expect((await listSignIns(asLead, {})).map((it) => it.userId)).toEqual([ada.id])
    expect(await listSignIns(asLead, { userId: bob.id })).toEqual([])
  })
})

describe('a role at a site', () => {
  test('holds over the people of that site, and lets nobody be given more', async () => {
    const { owner, ada, bob, lead } = await acme('Member')
    const leeds = await createGroup(owner, { kind: 'site', name: 'Leeds' })
    const york = await createGroup(owner, { kind: 'site', name: 'York' })
    await addMembers(owner, leeds.id, [lead.id, ada.id])
    await addMembers(owner, york.id, [ada.id])
    const admin = await roleId(owner, 'Admin')
    await grantRole(owner, lead.id, { roleId: admin, siteId: leeds.id })
    const here = await lead.context()
    expect((await listUsers(here)).total).toBe(2)
    expect(await answerOf(suspendUser(here, bob.id))).toEqual({ code: 'not-found', what: 'user' })
    const beyond = { code: 'beyond-your-own-permissions' }
    expect(await answerOf(grantRole(here, ada.id, { roleId: admin }))).toMatchObject(beyond)
    expect(await answerOf(grantRole(here, ada.id, { roleId: admin, siteId: york.id }))).toMatchObject(beyond)
    expect(await answerOf(grantRole(here, ada.id, { roleId: admin, siteId: leeds.id }))).toBe('done')
    expect(await answerOf(suspendUser(here, ada.id))).toBe('done')
    await enableUser(here, ada.id)
    await grantRole(owner, ada.id, { roleId: admin, siteId: york.id })
    expect(await answerOf(suspendUser(here, ada.id))).toMatchObject(beyond)
  })
})

describe('nobody widens what they reach', () => {
  test('by filling a group that somebody looks after with more than they may do', async () => {
    const { owner, blue, bob, red } = await acme()
    const clerk = await member(
      owner,
      (
        await createRole(owner, {
          name: 'Clerk',
          permissions: ['users.read', 'users.manage', 'groups.manage'],
        })
      ).name,
    )
    const asClerk = await clerk.context()
    const beyond = { code: 'beyond-your-own-permissions', role: 'Lead' }
    expect(await answerOf(addMembers(asClerk, blue.id, [bob.id]))).toEqual(beyond)
    expect(await answerOf(archiveGroup(asClerk, red.id, { moveTo: blue.id }))).toEqual(beyond)
    expect(await answerOf(archiveGroup(asClerk, blue.id, { moveTo: red.id }))).toEqual(beyond)
    const green = await createGroup(owner, { kind: 'team', name: 'Green' })
    expect(await answerOf(addMembers(asClerk, green.id, [bob.id]))).toBe('done')
    await grantRole(owner, clerk.id, { roleId: await roleId(owner, 'Lead') })
    expect(await answerOf(addMembers(await clerk.context(), green.id, [clerk.id]))).toEqual(beyond)
  })

  test('by turning a role they hold, nor loses it by accident; a copy reaches as far', async () => {
    const { owner } = await acme()
    const lead = await roleId(owner, 'Lead')
    const copy = await cloneRole(owner, lead, { name: 'Copy' })
    expect(copy.reach).toBe('own-teams')
    const wide = await createRole(owner, { name: 'Wide', permissions: ['users.read', 'roles.manage'] })
    const clerk = await member(owner, 'Wide')
    await expect(editRole(await clerk.context(), wide.id, { reach: 'own-teams' })).rejects.toMatchObject({
      code: 'yourself',
    })
    const narrow = await createRole(owner, {
      name: 'Narrow',
      permissions: ['audit.read'],
      reach: 'own-teams',
    })
    await grantRole(owner, clerk.id, { roleId: narrow.id })
    await expect(editRole(await clerk.context(), narrow.id, { reach: 'everybody' })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
    })
    await expect(createRole(owner, { name: 'Odd', permissions: [], reach: 'galaxy' })).rejects.toMatchObject({
      code: 'choice-unknown',
    })
  })
})

test('an edit of a role that was begun on an older page is noticed', async () => {
  const { owner } = await house.organization()
  const role = await createRole(owner, { name: 'Desk', permissions: [] })
  const first = await editRole(owner, role.id, { name: 'Front desk', version: role.version })
  expect(first.version).toBe(role.version + 1)
  expect((await seeRoles(owner)).find((it) => it.id === role.id)?.version).toBe(first.version)
  await expect(editRole(owner, role.id, { permissions: [], version: role.version })).rejects.toMatchObject({
    code: 'changed-meanwhile',
  })
})
