import { randomBytes } from 'node:crypto'
import * as credentials from '../../../src/db/credentials.ts'
import { newId } from '../../../src/db/id.ts'
import * as roleRows from '../../../src/db/roles.ts'
import * as userRows from '../../../src/db/users.ts'
import { noAuthority } from '../../../src/domain/authority.ts'
import { stateOf } from '../../../src/domain/invitation.ts'
import type { Permission } from '../../../src/domain/permission.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { after, HOUR } from '../../../src/domain/time.ts'
import { approveInvitation } from '../../../src/usecases/approvals/approve-invitation.ts'
import { denyInvitation } from '../../../src/usecases/approvals/deny-invitation.ts'
import { endUndecided } from '../../../src/usecases/approvals/end-undecided.ts'
import { atomically, type Context, type Outside } from '../../../src/usecases/context.ts'
import { archiveGroup } from '../../../src/usecases/groups/archive-group.ts'
import { addMembers, removeMembers } from '../../../src/usecases/groups/change-members.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { placeUser } from '../../../src/usecases/groups/place-user.ts'
import { acceptInvitation } from '../../../src/usecases/invitations/accept-invitation.ts'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { initOrganization } from '../../../src/usecases/organizations/init-organization.ts'
import { changePassword } from '../../../src/usecases/passwords/change-password.ts'
import { forgetPassword } from '../../../src/usecases/passwords/forget-password.ts'
import { hashPassword } from '../../../src/usecases/passwords/hash-password.ts'
import { resetPassword, seeReset } from '../../../src/usecases/passwords/reset-password.ts'
import { startReset } from '../../../src/usecases/passwords/start-reset.ts'
import { archiveRole } from '../../../src/usecases/roles/archive-role.ts'
import { cloneRole, createRole } from '../../../src/usecases/roles/create-role.ts'
import { editRole } from '../../../src/usecases/roles/edit-role.ts'
import { grantRole, revokeRole } from '../../../src/usecases/roles/grant-role.ts'
import { setRoles } from '../../../src/usecases/roles/set-roles.ts'
import { type BegunSession, beginSession } from '../../../src/usecases/sessions/begin-session.ts'
import { readSession } from '../../../src/usecases/sessions/read-session.ts'
import { revokeSession, revokeSessions } from '../../../src/usecases/sessions/revoke-sessions.ts'
import { signIn } from '../../../src/usecases/sessions/sign-in.ts'
import { signOut } from '../../../src/usecases/sessions/sign-out.ts'
import { addUser } from '../../../src/usecases/users/add-user.ts'
import { askToChangeEmail } from '../../../src/usecases/users/change-email.ts'
import { confirmEmailChange, seeEmailChange } from '../../../src/usecases/users/confirm-email.ts'
import { createUser } from '../../../src/usecases/users/create-user.ts'
import { deleteUser, undoDeleteUser } from '../../../src/usecases/users/delete-user.ts'
import { editUser } from '../../../src/usecases/users/edit-user.ts'
import { purgeUsers } from '../../../src/usecases/users/purge-users.ts'
import { enableUser, suspendUser } from '../../../src/usecases/users/suspend-user.ts'
import { seeWelcome } from '../../../src/usecases/welcomes/see-welcome.ts'
import { setUpAccount } from '../../../src/usecases/welcomes/set-up-account.ts'
import { answerFrom, inOneWord } from '../answer.ts'
import { BROWSER, type House } from '../house.ts'
import { connect, type Provider } from '../provider.ts'
import { CLICK_EVERY } from './rules.ts'
import {
  askedRoles,
  type Deed,
  firstGroups,
  firstRoles,
  OPERATOR,
  passwordOf,
  type Sight,
  STRANGER,
  type Step,
  type StepOf,
  staff,
  staffRoles,
} from './steps.ts'

/** Ids of things that belong to another organization. */
interface Foreign {
  owner: Context
  userId: string
  roleId: string
  groupId: string
}

type Deeds = { [deed in Deed]: (step: StepOf<deed>) => Promise<unknown> }

/** Neither done nor refused by a use-case: whoever asks hears this all the same. */
class Answered extends Error {}
const signedOut = () => new Answered('signed-out')
const tokenIn = (link: string | null | undefined): string => link?.split('/').at(-1) ?? ''

/** One organization in a real database, moved by the real use-cases, seen by those who hold sessions and links. */
export class RealLife {
  readonly house: House
  readonly organizationId: string
  readonly ids = new Map<string, string>()
  readonly sessions: { token: string; id: string; person: string; wasOver?: boolean }[] = []
  readonly links: { token: string; kind: 'reset' | 'confirm-address' | 'welcome' }[] = []
  readonly invitations: { id: string; token: string; person: string }[] = []
  readonly roleIds: string[] = []
  readonly groupIds: string[] = []
  readonly #domain: string
  readonly #foreign: Foreign
  readonly #provider: Provider
  readonly #begun: number
  readonly #told = new Set<string>()
  readonly #names = new Map<string, string>()
  #read: number

  constructor(house: House, organizationId: string, domain: string, foreign: Foreign, provider: Provider) {
    this.#provider = provider
    this.house = house
    this.organizationId = organizationId
    this.#domain = domain
    this.#foreign = foreign
    this.#begun = house.clock.now().getTime()
    this.#read = house.post.received.length
    this.know(STRANGER, foreign.userId)
  }

  /** What is answered, and what the audit says of it. */
  async run(step: Step): Promise<{ answer: string; audit: string[] }> {
    const answer = await answerFrom(() => this.act(step))
    await this.#openLetters(step)
    return { answer, audit: await this.audit() }
  }

  /** The step alone, for when many are done at once. */
  async act(step: Step): Promise<string> {
    const deed = this.#deeds[step.do] as (step: Step) => Promise<unknown>
    try {
      await deed(step)
      return 'ok'
    } catch (fault) {
      if (fault instanceof Answered) return fault.message
      throw fault
    }
  }

  emailOf = (address: string): string => `${address}@${this.#domain}`
  idOf = (person: string): string => this.ids.get(person) ?? newId(new Date())
  #roleId = (at: number): string => this.roleIds[at] ?? this.#foreign.roleId
  #groupId = (at: number): string => this.groupIds[at] ?? this.#foreign.groupId
  #invitationId = (at: number): string => this.invitations[at]?.id ?? newId(new Date())

  know(person: string, id: string): void {
    this.ids.set(person, id)
    this.#names.set(id, person)
  }

  /** From another place each time: what one place may try is no business of this world. */
  outside(): Outside {
    const outside = this.house.outside()
    return { ...outside, trace: { ...outside.trace, ip: [10, ...randomBytes(3)].join('.') } }
  }

  /** Active people may act without a session, as from Slack; others have nothing but the sessions they had. */
  async as(by: string): Promise<Context> {
    const { house, organizationId } = this
    if (by === OPERATOR) return house.operatorOf(organizationId)
    if (by === STRANGER) return this.#foreign.owner
    const [row] = await house.query<{ state: string; mustChange: boolean }>(
      'select state, must_change_password "mustChange" from users where id = :id',
      { id: this.idOf(by) },
    )
    if (row?.state === 'active' && !row.mustChange) return house.userContext(organizationId, this.idOf(by))
    for (const it of this.sessions) {
      const live = it.person === by && (await readSession(this.outside(), it.token))
      if (live) return house.as(live.actor)
    }
    throw signedOut()
  }

  /** What was written since the last look: who, what, about whom. */
  async audit(): Promise<string[]> {
    const rows = await this.house.query<Record<'id' | 'act' | 'kind' | 'by' | 'target' | 'of', string>>(
      `select id, act, actor_kind kind, actor_id "by", target_kind target, target_id "of"
       from audit_entries where organization_id = :organizationId`,
      { organizationId: this.organizationId },
    )
    const fresh = rows.filter((it) => !this.#told.has(it.id))
    for (const it of fresh) this.#told.add(it.id)
    return fresh
      .map((it) => {
        const who = this.#names.get(it.by) ?? it.kind
        const whom = it.target === 'user' ? (this.#names.get(it.of) ?? 'somebody') : it.target
        return `${who} ${it.act} ${whom}`
      })
      .sort()
  }

  async see(): Promise<Sight> {
    const sessions = await Promise.all(this.sessions.map((it) => this.#lookThrough(it.token)))
    this.sessions.forEach((it, at) => {
      it.wasOver = sessions[at] === 'over'
    })
    const links = await Promise.all(this.links.map((it) => this.#lookAt(it)))
    return { sessions, links, ...(await this.#tables()) }
  }

  async #lookThrough(token: string): Promise<string> {
    const live = await readSession(this.outside(), token)
    if (!live) return 'over'
    const { session, actor } = live
    // A manager's reach is not what this is about: within their teams counts as held.
    const held = new Set([...actor.permissions, ...actor.within.keys()])
    return `${this.#names.get(actor.userId)}, ${session.kind}: ${[...held].sort()}`
  }

  async #lookAt({ token, kind }: RealLife['links'][number]): Promise<string> {
    try {
      if (kind === 'welcome') {
        const { userId } = await seeWelcome(this.outside(), token)
        return `welcome of ${this.#names.get(userId)}`
      }
      if (kind === 'confirm-address') {
        const { email } = await seeEmailChange(this.outside(), token)
        const [row] = await this.house.query<{ id: string }>('select id from users where email = :email', {
          email,
        })
        return `address of ${this.#names.get(row?.id ?? '')}`
      }
      const { userId } = await seeReset(this.outside(), token)
      return `reset of ${this.#names.get(userId)}`
    } catch (fault) {
      return inOneWord(fault)
    }
  }

  #tables(): Promise<Pick<Sight, 'people' | 'invitations' | 'roles' | 'groups'>> {
    const of = { organizationId: this.organizationId }
    const now = this.house.clock.now()
    return this.house.db.transaction(async (tx) => {
      const people = await tx('users').where(of)
      const grants = await tx('grants').where(of)
      const members = await tx('groupMembers').where(of)
      const byId = async (table: string) =>
        new Map((await tx(table).where(of)).map((it) => [it.id, it] as const))
      const invitations = await byId('invitations')
      const roles = await byId('roles')
      const groups = await byId('groups')
      const nameOf = (id: string) => this.#names.get(id) ?? 'somebody'
      const archived = (it: { archivedAt: Date | null }) => (it.archivedAt ? ', archived' : '')
      const heldBy = (userId: string) =>
        grants
          .filter((it) => it.userId === userId && (it.expiresAt === null || it.expiresAt > now))
          .map((it) => {
            const at = it.siteId ? ` at ${groups.get(it.siteId)?.name}` : ''
            const until = it.expiresAt ? ` until ${(it.expiresAt - this.#begun) / 1000}` : ''
            return `${roles.get(it.roleId)?.name}${at}${until}`
          })
          .sort()
      return {
        people: Object.fromEntries(
          people.map((it) => {
            const address = it.address.split('@')[0]
            const phone = it.phone?.at(-1) ?? ''
            return [nameOf(it.id), [it.state, address, phone, it.position ?? '', ...heldBy(it.id)].join('; ')]
          }),
        ),
        invitations: this.invitations.map(({ id }) => stateOf(invitations.get(id), now)),
        roles: this.roleIds.map((id) => {
          const it = roles.get(id)
          return `${it.name}${archived(it)}: ${it.permissions}`
        }),
        groups: this.groupIds.map((id) => {
          const it = groups.get(id)
          const inIt = members.filter((one) => one.groupId === id).map((one) => nameOf(one.userId))
          const placed = people.filter((one) => one.departmentId === id).map((one) => nameOf(one.id))
          return `${it.kind} ${it.name}${archived(it)}: ${[...inIt, ...placed].sort()}`
        }),
      }
    })
  }

  readonly #deeds: Deeds = {
    'create role': async (it) => {
      this.roleIds.push((await createRole(await this.as(it.by), it)).id)
    },
    'clone role': async (it) => {
      this.roleIds.push((await cloneRole(await this.as(it.by), this.#roleId(it.role), it)).id)
    },
    'edit role': async (it) => {
      const { permissions } = it
      await editRole(await this.as(it.by), this.#roleId(it.role), { permissions })
    },
    'archive role': async (it) => archiveRole(await this.as(it.by), this.#roleId(it.role)),
    grant: async ({ by, person, role, site, hours }) => {
      const until = hours === null ? {} : { until: after(this.house.clock.now(), hours * HOUR) }
      const where = site === null ? {} : { siteId: this.#groupId(site) }
      const wanted = { roleId: this.#roleId(role), ...where, ...until }
      await grantRole(await this.as(by), this.idOf(person), wanted)
    },
    revoke: async ({ by, person, role, site }) => {
      const where = site === null ? {} : { siteId: this.#groupId(site) }
      await revokeRole(await this.as(by), this.idOf(person), { roleId: this.#roleId(role), ...where })
    },
    'set roles': async ({ by, person, roles, isOld }) => {
      const wanted = { roles: roles.map(this.#roleId), version: await this.#version(person, isOld) }
      await setRoles(await this.as(by), this.idOf(person), wanted)
    },
    'create group': async (it) => {
      this.groupIds.push((await createGroup(await this.as(it.by), it)).id)
    },
    'archive group': async ({ by, group, evenIfUsed }) =>
      archiveGroup(await this.as(by), this.#groupId(group), { evenIfUsed }),
    join: async ({ by, group, people }) =>
      addMembers(await this.as(by), this.#groupId(group), people.map(this.idOf)),
    leave: async ({ by, group, people }) =>
      removeMembers(await this.as(by), this.#groupId(group), people.map(this.idOf)),
    place: async ({ by, person, department }) => {
      const departmentId = department === null ? null : this.#groupId(department)
      await placeUser(await this.as(by), this.idOf(person), { departmentId })
    },
    'start reset': async (it) => startReset(await this.as(it.by), this.idOf(it.person)),
    forget: ({ address }) => forgetPassword(this.outside(), this.emailOf(address)),
    'use reset': ({ link, password }) =>
      resetPassword(this.outside(), this.links[link]?.token ?? '', twice(password)),
    'sign in': async ({ address, password }) => {
      const { organizationId } = this
      const typed = { identifier: this.emailOf(address), password: passwordOf(password), organizationId }
      this.#note(await signIn(this.outside(), typed, BROWSER))
    },
    'change password': async ({ session, current, password }) => {
      const live = await this.#through(session)
      const typed = { current: passwordOf(current), ...twice(password) }
      this.#note(await changePassword(live.ctx, typed, BROWSER, live.id))
    },
    'revoke session': async ({ by, session }) =>
      revokeSession(await this.as(by), this.sessions[session]?.id ?? ''),
    'revoke sessions': async ({ by, person }) => revokeSessions(await this.as(by), this.idOf(person)),
    'sign out': async ({ session }) => {
      const live = await this.#through(session)
      await signOut(live.ctx, live.id)
    },
    'ask for address': async ({ by, person, address }) =>
      askToChangeEmail(await this.as(by), this.idOf(person), this.emailOf(address)),
    'confirm address': ({ link }) => confirmEmailChange(this.outside(), this.links[link]?.token ?? ''),
    edit: async ({ by, person, position, isOld }) => {
      const version = await this.#version(person, isOld)
      await editUser(await this.as(by), this.idOf(person), { position, version })
    },
    'edit phone': async ({ by, person, phone, isOld }) => {
      const version = await this.#version(person, isOld)
      await editUser(await this.as(by), this.idOf(person), { phone: `+90555700000${phone}`, version })
    },
    add: async ({ by, person, role }) => {
      const record = { gender: 'not stated', birthday: '1990-12-31', message: null } as const
      const asked = { ...this.#newPerson(person, role), ...record, method: { by: 'link' as const } }
      const added = await addUser(await this.as(by), asked)
      this.know(person, added.userId)
      this.invitations.push({ id: added.invitationId, token: tokenIn(added.link), person })
    },
    create: async ({ by, person, role, password }) => {
      const asked = { ...this.#newPerson(person, role), password: passwordOf(password) }
      const { user } = await createUser(await this.as(by), asked)
      this.know(person, user.id)
    },
    invite: async ({ by, person, role }) => {
      const wish = { roles: [this.#roleId(role)] }
      const [outcome] = await this.house.invite(await this.as(by), [this.emailOf(person)], wish)
      if (outcome?.result === 'refused') throw outcome.refusal
      if (outcome?.result !== 'invited' && outcome?.result !== 'awaits-approval')
        throw new Answered(outcome?.result ?? 'nothing')
      this.know(person, outcome.userId)
      this.invitations.push({ id: outcome.invitationId, token: '', person })
    },
    approve: async (it) => approveInvitation(await this.as(it.by), this.#invitationId(it.invitation)),
    deny: async (it) => denyInvitation(await this.as(it.by), this.#invitationId(it.invitation)),
    cancel: async (it) => cancelInvitation(await this.as(it.by), this.#invitationId(it.invitation)),
    accept: async ({ invitation, password }) => {
      const { token = '' } = this.invitations[invitation] ?? {}
      const acceptance = { firstName: 'Robin', lastName: 'Meyer', ...twice(password) }
      this.#note(await acceptInvitation(this.outside(), token, acceptance, BROWSER))
    },
    suspend: async (it) => suspendUser(await this.as(it.by), this.idOf(it.person)),
    enable: async (it) => enableUser(await this.as(it.by), this.idOf(it.person)),
    delete: async (it) => deleteUser(await this.as(it.by), this.idOf(it.person)),
    'undo delete': async (it) => undoDeleteUser(await this.as(it.by), this.idOf(it.person)),
    provision: ({ person, isActive }) => this.#provision(person, isActive),
    'say active': ({ person, isActive }) => this.#provider.change(this.idOf(person), { isActive }),
    deprovision: ({ person }) => this.#provider.remove(this.idOf(person)),
    'set up': async ({ link, password }) => {
      const typed = { firstName: 'Robin', lastName: 'Meyer', ...twice(password) }
      this.#note(await setUpAccount(this.outside(), this.links[link]?.token ?? '', typed, BROWSER))
    },
    purge: () => purgeUsers(this.outside()),
    'end undecided': () => endUndecided(this.outside()),
    wait: async ({ seconds }) => this.house.clock.moveSeconds(seconds),
    stay: async ({ hours }) => {
      for (let left = hours * HOUR; left > 0; left -= CLICK_EVERY) {
        this.house.clock.moveSeconds(Math.min(left, CLICK_EVERY))
        const signedIn = this.sessions.filter((it) => !it.wasOver)
        await Promise.all(signedIn.map((it) => readSession(this.outside(), it.token)))
      }
    },
  }

  /** That an owner is asked is an answer to the provider, and something done. */
  async #provision(person: string, isActive: boolean): Promise<void> {
    try {
      const { id } = await this.#provider.make(this.emailOf(person), { isActive })
      this.know(person, id)
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== 'link-needed') throw fault
    }
  }

  async #through(session: number): Promise<{ ctx: Context; id: string }> {
    const live = await readSession(this.outside(), this.sessions[session]?.token ?? '')
    if (!live) throw signedOut()
    return { ctx: { ...this.outside(), actor: live.actor }, id: live.session.id }
  }

  async #version(person: string, isOld: boolean): Promise<number> {
    const id = this.idOf(person)
    const [row] = await this.house.query<{ version: number }>('select version from users where id = :id', {
      id,
    })
    return (row?.version ?? 1) - (isOld ? 1 : 0)
  }

  #newPerson = (person: string, role: number) => ({
    firstName: 'Robin',
    lastName: 'Meyer',
    email: this.emailOf(person),
    roles: [this.#roleId(role)],
    groups: [],
  })

  #note({ session, token }: BegunSession): void {
    this.sessions.push({ id: session.id, token, person: this.#names.get(session.userId) ?? '' })
  }

  /** Every letter is opened at once by whoever it went to. */
  async #openLetters(step: Step): Promise<void> {
    await this.house.deliverAll()
    const fresh = this.house.post.received.slice(this.#read)
    this.#read += fresh.length
    for (const { letter } of fresh) {
      const { kind } = letter
      if (kind === 'reset' || kind === 'confirm-address' || kind === 'welcome')
        this.links.push({ token: tokenIn(letter.link), kind })
      const invitation = step.do === 'approve' ? this.invitations[step.invitation] : this.invitations.at(-1)
      if (letter.kind === 'invitation' && invitation) invitation.token = tokenIn(letter.link)
    }
  }
}

const twice = (password: number) => ({
  password: passwordOf(password),
  passwordAgain: passwordOf(password),
})

let hashOfEverybody: Promise<string> | undefined
const strangers = new WeakMap<House, Promise<Foreign>>()

async function openForeign(house: House): Promise<Foreign> {
  const { owner, ownerId } = await house.organization(`Elsewhere ${randomBytes(3).toString('hex')}`)
  const role = await createRole(owner, { name: 'Foreign', permissions: [] })
  const site = await createGroup(owner, { kind: 'site', name: 'Foreign' })
  return { owner, userId: ownerId, roleId: role.id, groupId: site.id }
}

/** An organization whose staff is there and signed in. */
export async function openLife(house: House): Promise<RealLife> {
  const foreign = strangers.get(house) ?? openForeign(house)
  strangers.set(house, foreign)
  const known = await foreign
  const name = `w${randomBytes(5).toString('hex')}`
  const domain = `${name}.test`
  const { organizationId } = await initOrganization(house.outside(), { name, ownerEmail: `first@${domain}` })
  const operator = house.operatorOf(organizationId)
  const life = new RealLife(house, organizationId, domain, known, await connect(house, operator))
  await fill(life)
  for (const it of firstGroups) life.groupIds.push((await createGroup(operator, it)).id)
  const [first] = await house.query<{ id: string }>(
    'select id from invitations where organization_id = :organizationId',
    { organizationId },
  )
  await cancelInvitation(operator, first?.id ?? '')
  await life.audit()
  return life
}

async function fill(life: RealLife): Promise<void> {
  const { house, organizationId } = life
  hashOfEverybody ??= hashPassword(passwordOf(0))
  const passwordHash = await hashOfEverybody
  const now = house.clock.now()
  const own = firstRoles.filter((it) => !it.isBuiltIn)
  const times = { createdAt: now, activatedAt: now, registeredAt: now, emailVerifiedAt: now }
  await atomically(house.outside(), async (tx) => {
    const made = {
      organizationId,
      key: null,
      reach: 'everybody' as const,
      version: 1,
      archivedAt: null,
      createdAt: now,
    }
    const permitted = own.map((it) => ({ ...it, permissions: it.permissions as Permission[] }))
    await roleRows.insertMany(
      tx,
      permitted.map(({ name, permissions }) => ({ ...made, id: newId(now), name, permissions })),
    )
    const known = await roleRows.inUse(tx, organizationId)
    for (const { name } of firstRoles) life.roleIds.push(known.find((it) => it.name === name)?.id ?? '')
    const approvalRoleIds = askedRoles.map((it) => life.roleIds[it])
    await tx('organizations').where({ id: organizationId }).update({ approvalRoleIds })
    for (const person of staff) {
      const userId = newId(now)
      const email = life.emailOf(person)
      life.know(person, userId)
      const row = { organizationId, id: userId, email, address: email, origin: 'create' as const, ...times }
      await userRows.insertNew(tx, [row])
      await credentials.set(tx, { organizationId, userId, passwordHash, changedAt: now })
      const roleId = life.roleIds[staffRoles[person]] ?? ''
      const grant = { organizationId, id: newId(now), userId, roleId, grantedById: null, createdAt: now }
      await roleRows.grant(tx, [grant])
      const actor = { kind: 'user' as const, organizationId, userId, ...noAuthority }
      const begun = await beginSession(tx, { ...life.outside(), actor }, row, 'full', BROWSER)
      life.sessions.push({ token: begun.token, id: begun.session.id, person })
    }
  })
}
