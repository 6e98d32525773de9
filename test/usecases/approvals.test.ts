import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { userIdOf } from '../../src/domain/actor.ts'
import { stateOf } from '../../src/domain/invitation.ts'
import type { Outcome } from '../../src/domain/wish.ts'
import { approveInvitation } from '../../src/usecases/approvals/approve-invitation.ts'
import { askAgain } from '../../src/usecases/approvals/ask-again.ts'
import { denyInvitation } from '../../src/usecases/approvals/deny-invitation.ts'
import { endUndecided } from '../../src/usecases/approvals/end-undecided.ts'
import { withdrawRequest } from '../../src/usecases/approvals/withdraw-request.ts'
import { changeInvitationAddress } from '../../src/usecases/invitations/change-invitation-address.ts'
import { editInvitation } from '../../src/usecases/invitations/edit-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { bindPerson } from '../../src/usecases/slack/bind-person.ts'
import { addUser } from '../../src/usecases/users/add-user.ts'
import { createUser } from '../../src/usecases/users/create-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  await house.deliverAll()
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

async function people() {
  const { owner, organizationId } = await house.organization()
  const made = async (name: string, role: string) => {
    const person = await house.invited(owner, `${name}-${organizationId.slice(-8)}@acme.test`, {
      roles: [role],
    })
    await house.accept(person.token, { firstName: name, lastName: 'Meyer' })
    return house.userContext(organizationId, person.userId)
  }
  return { owner, organizationId, admin: await made('ada', 'Admin'), manager: await made('max', 'Manager') }
}

test('who may only ask, asks: no link exists until somebody else says yes', async () => {
  const { admin, manager } = await people()
  const [asked] = await house.invite(manager, ['asked@approve.test'], { roles: ['Admin'] })
  expect(asked?.result).toBe('awaits-approval')
  await house.deliverAll()
  expect(house.post.linksFor('asked@approve.test')).toEqual([])
  const id = asked && 'invitationId' in asked ? asked.invitationId : ''
  await expect(resendInvitation(admin, id)).rejects.toMatchObject({ facts: { state: 'awaiting approval' } })
  await expect(approveInvitation(manager, id)).rejects.toMatchObject({ code: 'not-permitted' })
  await approveInvitation(admin, id)
  await expect(approveInvitation(admin, id)).rejects.toMatchObject({ facts: { state: 'pending' } })
  await house.deliverAll()
  await house.accept(house.post.tokenFor('asked@approve.test'))
})

test('the approver’s own ceiling holds', async () => {
  const { owner, admin, manager } = await people()
  const [asked] = await house.invite(manager, ['chief@approve.test'], { roles: ['Owner'] })
  const id = asked && 'invitationId' in asked ? asked.invitationId : ''
  await expect(approveInvitation(admin, id)).rejects.toMatchObject({ code: 'beyond-your-own-permissions' })
  await approveInvitation(owner, id)
})

test('a role or an outside address that the organization named needs a second person, and never oneself', async () => {
  const { owner, organizationId, admin } = await people()
  const [role] = await house.query<{ id: string }>(
    "select id from roles where organization_id = :organizationId and key = 'admin'",
    { organizationId },
  )
  await house
    .db('organizations')
    .where({ id: organizationId })
    .update({ approvalRoleIds: [role?.id], homeEmailDomains: ['acme.test'] })
  const results = async (address: string, name: string) =>
    (await house.invite(owner, [address], { roles: [name] })).map((it) => it.result)
  expect(await results('plain@acme.test', 'Member')).toEqual(['invited'])
  expect(await results('admin@acme.test', 'Admin')).toEqual(['awaits-approval'])
  const [outside] = await house.invite(owner, ['who@outside.test'])
  expect(outside?.result).toBe('awaits-approval')
  const id = outside && 'invitationId' in outside ? outside.invitationId : ''
  await expect(approveInvitation(owner, id)).rejects.toMatchObject({ code: 'not-for-you' })
  await approveInvitation(admin, id)
})

test('whoever asked takes it back while nobody has decided; nobody else does, and not in another state', async () => {
  const { owner, admin, manager } = await people()
  const other = await people()
  const ask = async (address: string) => {
    const [asked] = await house.invite(manager, [address])
    return asked && 'invitationId' in asked ? asked.invitationId : ''
  }
  const id = await ask('back@approve.test')
  const unknown = { code: 'not-found', facts: { what: 'invitation' } }
  for (const it of [owner, admin, other.manager, other.owner])
    await expect(withdrawRequest(it, id)).rejects.toMatchObject(unknown)
  expect(stateOf(await withdrawRequest(manager, id), house.clock.now())).toBe('cancelled')
  await expect(withdrawRequest(manager, id)).rejects.toMatchObject({ facts: { state: 'cancelled' } })
  await expect(approveInvitation(admin, id)).rejects.toMatchObject({ facts: { state: 'cancelled' } })
  expect(
    await house.query(`select id from users where address = 'back@approve.test'`),
    'nobody is left of it',
  ).toEqual([])

  const approved = await ask('yes@approve.test')
  await approveInvitation(admin, approved)
  await expect(withdrawRequest(manager, approved)).rejects.toMatchObject({ facts: { state: 'pending' } })
  const [direct] = await house.invite(admin, ['direct@approve.test'])
  const directId = direct && 'invitationId' in direct ? direct.invitationId : ''
  await expect(withdrawRequest(admin, directId)).rejects.toMatchObject({ facts: { state: 'pending' } })
})

test('whoever adds somebody asks in the same way', async () => {
  const { admin, owner, organizationId } = await people()
  await house
    .db('organizations')
    .where({ id: organizationId })
    .update({ homeEmailDomains: ['acme.test'] })
  const teamId = `T${organizationId.slice(-8).toUpperCase()}`
  const bound = { kind: 'operator' as const, organizationId, name: 'Acme' }
  const userIdOf = ({ actor }: typeof owner) => (actor.kind === 'user' ? actor.userId : '')
  for (const it of [owner, admin]) {
    const who = { teamId, slackUserId: `U${userIdOf(it).slice(-8).toUpperCase()}` }
    await bindPerson(house.as(bound), who, userIdOf(it))
  }
  const { invitationId } = await addUser(admin, {
    ...{ firstName: 'Nora', lastName: 'Berg', gender: 'female', birthday: '1990-01-02' },
    ...{ email: 'nora@elsewhere.test', roles: [], groups: [], message: null, method: { by: 'link' } },
  })
  const asked = await house.query<{ kind: string; userId: string }>(
    `select kind, user_id "userId" from messages where invitation_id = :invitationId order by kind`,
    { invitationId },
  )
  expect(asked).toEqual([
    { kind: 'approval-asked', userId: userIdOf(owner) },
    { kind: 'approval-awaited', userId: userIdOf(admin) },
  ])
})

test('nobody turns what is on its way into what somebody else would have had to approve', async () => {
  const { owner, organizationId } = await people()
  const id = (it: unknown) => (it as { invitationId: string }).invitationId
  const [plain] = await house.invite(owner, ['plain@home.test'])
  const [role] = await house.query<{ id: string }>(
    "select id from roles where organization_id = :organizationId and key = 'admin'",
    { organizationId },
  )
  const home = { approvalRoleIds: [role?.id], homeEmailDomains: ['home.test'] }
  await house.db('organizations').where({ id: organizationId }).update(home)
  const refused = { code: 'needs-approval' }
  await expect(editInvitation(owner, id(plain), { roles: ['Admin'], groups: [] })).rejects.toMatchObject(
    refused,
  )
  await editInvitation(owner, id(plain), { roles: ['Manager'], groups: [] })
  await expect(changeInvitationAddress(owner, id(plain), 'x@outside.test')).rejects.toMatchObject(refused)
  await expect(changeInvitationAddress(owner, id(plain), 'x@h\u043eme.test')).rejects.toMatchObject({
    code: 'address-looks-alike',
  })
  await changeInvitationAddress(owner, id(plain), 'other@home.test')
})

test('adding or creating somebody is no way around it', async () => {
  const { owner, admin, organizationId } = await people()
  const [role] = await house.query<{ id: string }>(
    `update organizations o set approval_role_ids = array[r.id] from roles r
     where o.id = :organizationId and r.organization_id = o.id and r.key = 'admin' returning r.id`,
    { organizationId },
  )
  const person = {
    ...{ firstName: 'Nora', lastName: 'Berg', gender: 'female', birthday: '1990-01-02' },
    ...{ roles: [role?.id ?? ''], groups: [], message: null },
  }
  const added = await addUser(admin, {
    ...person,
    email: 'nora@approve.test',
    method: { by: 'link' },
  })
  expect(added).toMatchObject({ link: null, waitsForApproval: true })
  await house.deliverAll()
  const creating = createUser(admin, { ...person, email: 'nils@approve.test', password: null })
  await expect(creating).rejects.toMatchObject({ code: 'needs-approval' })
  expect(stateOf(await approveInvitation(owner, added.invitationId), house.clock.now())).toBe('pending')
})

test('denied: the person is gone, and may be asked for again', async () => {
  const { admin, manager } = await people()
  const [asked] = await house.invite(manager, ['no@approve.test'])
  const id = asked && 'invitationId' in asked ? asked.invitationId : ''
  const denied = await denyInvitation(admin, id, ' not this year ')
  expect(denied).toMatchObject({ ending: 'denied', endedWhy: 'not this year' })
  expect((await house.invite(manager, ['no@approve.test']))[0]?.result).toBe('awaits-approval')
})

test('a request nobody decides ends by itself, and two who decide at once decide once', async () => {
  const { owner, admin, manager } = await people()
  const [old] = await house.invite(manager, ['old@approve.test'])
  house.clock.moveHours(71)
  const [young] = await house.invite(manager, ['young@approve.test'])
  house.clock.moveHours(1)
  await endUndecided(house.outside())
  const id = (it: typeof old) => (it && 'invitationId' in it ? it.invitationId : '')
  await expect(approveInvitation(admin, id(old))).rejects.toMatchObject({ facts: { state: 'cancelled' } })
  const results = await Promise.allSettled([
    approveInvitation(admin, id(young)),
    denyInvitation(owner, id(young)),
  ])
  expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
})

describe('before a request ends by itself', () => {
  const DAY_MS = 86_400_000
  const idOf = (it: Outcome | undefined) => (it && 'invitationId' in it ? it.invitationId : '')
  const toldOf = async (id: string, kind: string) =>
    house.query<{ userId: string; createdAt: Date }>(
      'select user_id "userId", created_at "createdAt" from messages where invitation_id = :id and kind = :kind',
      { id, kind },
    )
  /** Tuesday, nine in the morning. */
  const toTuesday = () => {
    const now = house.clock.now().getTime()
    const ahead = Array.from(
      { length: 8 },
      (_, days) => (Math.floor(now / DAY_MS) + days) * DAY_MS + 9 * 3_600_000,
    )
    const tuesday = ahead.find((at) => at > now && new Date(at).getUTCDay() === 2) ?? now
    house.clock.moveSeconds((tuesday - now) / 1000)
  }
  async function bound() {
    const made = await people()
    for (const [slackUserId, who] of Object.entries({
      UOWNER: made.owner,
      UADMIN: made.admin,
      UMAX: made.manager,
    }))
      await bindPerson(
        house.operatorOf(made.organizationId),
        { teamId: `T${made.organizationId.slice(-8).toUpperCase()}`, slackUserId },
        userIdOf(who.actor) ?? '',
      )
    return made
  }

  test('those who could decide are asked once more, in their hours, whoever looks at the same moment', async () => {
    toTuesday()
    const { owner, admin, manager } = await bound()
    const [asked] = await house.invite(manager, ['again@approve.test'])
    const id = idOf(asked)
    // Two thirds of three days are Thursday at nine; at eight nobody is at work.
    house.clock.moveHours(47)
    await askAgain(house.outside())
    expect(await toldOf(id, 'approval-ending')).toEqual([])
    house.clock.moveHours(1)
    await Promise.all(Array.from({ length: 4 }, () => askAgain(house.outside())))
    house.clock.moveHours(1)
    await askAgain(house.outside())
    const told = await toldOf(id, 'approval-ending')
    expect(told.map((it) => it.userId).sort()).toEqual([userIdOf(owner.actor), userIdOf(admin.actor)].sort())
  })

  test('early rather than never where the end falls before the next morning of work', async () => {
    toTuesday()
    house.clock.moveHours(3 * 24 + 7)
    const { manager } = await bound()
    // Friday at four: three days end on Monday at four, two thirds of them on Sunday.
    const [asked] = await house.invite(manager, ['weekend@approve.test'])
    house.clock.moveHours(48)
    await askAgain(house.outside())
    expect(await toldOf(idOf(asked), 'approval-ending')).toEqual([])
    house.clock.moveHours(17)
    await askAgain(house.outside())
    const told = await toldOf(idOf(asked), 'approval-ending')
    expect(told.length).toBe(2)
    expect(told[0]?.createdAt.toISOString()).toMatch(/T09:/)
  })

  test('nobody is asked of what has ended or was decided while everything was down; whoever asked hears that it ended', async () => {
    toTuesday()
    const { admin, manager } = await bound()
    const asked = await house.invite(manager, ['ended@approve.test', 'decided@approve.test'])
    const [ended, decided] = asked.map(idOf)
    await approveInvitation(admin, decided ?? '')
    house.clock.moveHours(24 * 6)
    await askAgain(house.outside())
    for (const id of [ended, decided]) expect(await toldOf(id ?? '', 'approval-ending')).toEqual([])
    await Promise.all(Array.from({ length: 3 }, () => endUndecided(house.outside())))
    expect((await toldOf(ended ?? '', 'approval-undecided')).map((it) => it.userId)).toEqual([
      userIdOf(manager.actor),
    ])
    expect(await toldOf(decided ?? '', 'approval-undecided')).toEqual([])
  })
})
