import type { Message, NewMessage } from '../../src/db/outbox.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { authorityOf } from '../../src/domain/authority.ts'
import { addressFrom } from '../../src/domain/email-address.ts'
import * as rules from '../../src/domain/invitation.ts'
import { freshLink, hashOf, isToken, keyFrom, type LinkSeed } from '../../src/domain/link.ts'
import type { Organization } from '../../src/domain/organization.ts'
import { authorize, authorizeGrant, authorizeOther, can } from '../../src/domain/policy.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { builtInRoles, type Role } from '../../src/domain/role.ts'
import * as sessionRules from '../../src/domain/session.ts'
import { after, HOUR } from '../../src/domain/time.ts'
import * as userRules from '../../src/domain/user.ts'
import { judge, type Known } from '../../src/domain/wish.ts'
import { writeLetter } from '../../src/usecases/messages/write-letter.ts'
import { answerOf } from './answer.ts'
import {
  type Answer,
  copyingIsGranting,
  OPERATOR,
  type RoleName,
  type Sight,
  type Step,
  staff,
  staffRoles,
  type World,
} from './steps.ts'

const organizationId = 'acme'
const lifetimeSeconds = 24 * HOUR
const organization: Organization = {
  id: organizationId,
  name: 'Acme',
  invitationLifetimeSeconds: lifetimeSeconds,
  undoSeconds: 900,
  passwordMinimum: 8,
  timeZone: 'UTC',
  allowedEmailDomains: [],
  defaultRoleId: null,
  approvalRoleIds: [],
  homeEmailDomains: [],
  approvalHours: 72,
  temporaryPasswords: true,
  businessFrom: '09:00',
  businessUntil: '18:00',
  businessDays: [1, 2, 3, 4, 5],
  remindersOn: true,
  reminderAgeSeconds: 43_200,
  reminderChannel: null,
  reminderChannelLost: null,
  digestOn: true,
  statusVocabulary: 'active-inactive',
  requiredFields: [],
  contactId: null,
  contactText: null,
  version: 1,
  suspendedAt: null,
  createdAt: new Date(0),
}
const roles = new Map<RoleName, Role>(
  [
    ...builtInRoles,
    {
      key: null,
      name: 'Recruiter',
      permissions: ['users.read' as const, 'invite.direct' as const],
      reach: 'everybody' as const,
    },
  ].map((it) => [
    it.name.toLowerCase() as RoleName,
    { ...it, id: it.name, organizationId, archivedAt: null, version: 1 },
  ]),
)
const links = { keys: [keyFrom('a secret of the pure world')] as const, publicUrl: 'https://usher.test' }

const emailOf = (person: string): string => `${person}@example.test`
const nameOf = (address: string | null): string => address?.split('@')[0] ?? ''

interface Kept<T> {
  row: T
}

/**
 * The rules of src/domain with nothing around them: rows in memory, and every change applied as the use-cases
 * apply it. No transaction, no lock: whatever differs from the reference model here is a rule.
 */
export class PureWorld implements World {
  #now = new Date('2026-03-02T09:00:00Z')
  #users = new Map<string, userRules.User>()
  #grants = new Map<string, Role[]>()
  #passwords = new Set<string>()
  #invitations: rules.Invitation[] = []
  #promises: Role[] = []
  #askedAt: (Date | null)[] = []
  #seeds = new Map<string, LinkSeed & { madeAt: Date; of: number; generation: number }>()
  #handedOut = new Map<string, string>()
  #messages: Kept<Message>[] = []
  #sessions: sessionRules.Session[] = []

  constructor() {
    for (const name of staff) {
      const user = this.#insertUser(name, 'create')
      this.#saveUser(user, { activatedAt: this.#now, registeredAt: this.#now })
      this.#grants.set(user.id, [roleNamed(staffRoles[name])])
      this.#passwords.add(user.id)
    }
  }

  run(step: Step): Answer {
    return answerOf(() => this.#do(step))
  }

  see(): Sight {
    const isAlive = (it: sessionRules.Session) =>
      sessionRules.isLive(it, this.#now) && this.#stateOf(it.userId) === 'active'
    return {
      people: Object.fromEntries(
        [...this.#users.values()].map((it) => [nameOf(it.address), userRules.stateOf(it)]),
      ),
      invitations: this.#invitations.map(
        (it) => `${rules.stateOf(it, this.#now)}, generation ${it.generation}`,
      ),
      links: Object.fromEntries(
        [...this.#handedOut].map(([link, token]) => [link, this.#deathOf(token) ?? 'alive']),
      ),
      letters: this.#messages
        .map(({ row }) => {
          const to = row.userId ? nameOf(this.#users.get(row.userId)?.address ?? null) : 'the invited'
          const fate = row.status === 'queued' ? 'promised' : row.status
          return `${row.kind} ${Number(row.invitationId)}.${row.generation} to ${to}: ${fate}`
        })
        .sort(),
      sessions: this.#sessions.flatMap((it, at) =>
        isAlive(it) ? [`${at} ${nameOf(this.#user(it.userId).address)}`] : [],
      ),
      resets: [],
    }
  }

  #do(step: Step): Answer {
    const now = this.#now
    switch (step.do) {
      case 'invite':
        return this.#invite(step.by, step.person, step.role, { byLetter: step.how === 'letter', wait: 0 })
      case 'invite later':
        return this.#invite(step.by, step.person, step.role, { byLetter: true, wait: step.hours * HOUR })
      case 'request':
        return this.#request(step.by, step.person, step.role, step.hours * HOUR)
      case 'approve':
        return this.#approve(step.by, step.invitation)
      case 'deny': {
        const it = this.#invitation(step.invitation)
        this.#close(step.invitation, rules.deny(it, this.#id(step.by) ?? '', null, now))
        this.#withdraw(it)
        return 'ok'
      }
      case 'send what is due':
        this.#invitations.forEach((it, at) => {
          const isDue =
            rules.stateOf(it, now) === 'scheduled' && (it.sendAfter === null || it.sendAfter <= now)
          if (isDue) this.#send(at, rules.send(it, now), it.email !== null)
        })
        return 'ok'
      case 'resend':
        return this.#renew(step.by, step.invitation, 'invitation.resend')
      case 'copy link':
        return this.#renew(step.by, step.invitation, 'invitation.copy-link')
      case 'cancel': {
        const it = this.#invitation(step.invitation)
        authorize(this.#actor(step.by), 'invitation.cancel', it)
        this.#close(step.invitation, rules.cancel(it, this.#id(step.by), null, now))
        this.#withdraw(it)
        return 'ok'
      }
      case 'edit': {
        const it = this.#invitation(step.invitation)
        authorize(this.#actor(step.by), 'invitation.edit', it)
        rules.edit(it, now)
        authorizeGrant(this.#actor(step.by), [roleNamed(step.role)])
        this.#promises[step.invitation] = roleNamed(step.role)
        return 'ok'
      }
      case 'change address':
        return this.#changeAddress(step.by, step.invitation, step.person)
      case 'accept':
        return this.#accept(step.link)
      case 'decline': {
        const { at, it } = this.#lively(step.link)
        this.#close(at, rules.decline(it, null, now))
        this.#withdraw(it)
        this.#tell(at, 'invitation-declined')
        return 'ok'
      }
      case 'ask for a new link':
        return this.#askForNewLink(step.link)
      case 'suspend':
      case 'deprovision':
        return this.#suspend('by' in step ? step.by : null, step.person)
      case 'enable': {
        const user = this.#there(step.person)
        authorize(this.#actor(step.by), 'user.enable')
        this.#saveUser(user, userRules.enable(user))
        return 'ok'
      }
      case 'delete':
        return this.#delete(step.by, step.person)
      case 'undo delete': {
        const user = this.#there(step.person)
        authorize(this.#actor(step.by), 'user.delete')
        this.#saveUser(user, userRules.undoRemove(user, now))
        return 'ok'
      }
      case 'stage':
        if (this.#byName(step.person)) throw new Refusal('address-taken', { address: emailOf(step.person) })
        this.#insertUser(step.person, 'import')
        return 'ok'
      case 'provision':
        return this.#provision(step.person, step.role)
      case 'sign in': {
        const user = this.#byName(step.person)
        const fits = user && userRules.stateOf(user) === 'active' && this.#passwords.has(user.id)
        if (!fits) throw new Refusal('sign-in-failed')
        this.#begin(user.id)
        return 'ok'
      }
      case 'use session': {
        const it = this.#sessions[step.session]
        if (!it || !sessionRules.isLive(it, now) || this.#stateOf(it.userId) !== 'active') return 'ended'
        if (sessionRules.isActivityWorthNoting(it, now)) it.lastActiveAt = now
        return 'ok'
      }
      case 'sign out': {
        const it = this.#sessions[step.session]
        if (it) it.revokedAt ??= now
        return 'ok'
      }
      case 'deliver':
        for (const message of this.#messages) if (message.row.status === 'queued') this.#deliver(message)
        return 'ok'
      case 'wait':
        this.#now = after(now, step.seconds)
        return 'ok'
      case 'issue reset':
        throw new Error('No rule of the domain issues a reset')
    }
  }

  #invite(by: string, person: string, role: RoleName, how: { byLetter: boolean; wait: number }): Answer {
    const actor = this.#actor(by)
    // Who may only ask, asks.
    if (!can(actor, 'invitation.create')) return this.#request(by, person, role, 0, how.byLetter)
    authorizeGrant(actor, [roleNamed(role)])
    const opened = this.#judgeAndOpen(by, person, role, how.byLetter)
    if (typeof opened === 'string') return opened
    if (how.wait > 0) this.#save(opened, { sendAfter: after(this.#now, how.wait) })
    else this.#send(opened, rules.send(this.#invitation(opened), this.#now), how.byLetter)
    return 'invited'
  }

  #request(by: string, person: string, role: RoleName, wait: number, byLetter = true): Answer {
    const actor = this.#actor(by)
    if (actor.kind === 'user' && !actor.permissions.has('invitations.request'))
      throw new Refusal('not-permitted', { needs: 'invitations.request' })
    const opened = this.#judgeAndOpen(by, person, role, byLetter)
    if (typeof opened === 'string') return opened
    this.#save(opened, { approvalAskedAt: this.#now, sendAfter: after(this.#now, wait) })
    return 'invited'
  }

  #approve(by: string, at: number): Answer {
    const promised = this.#promises[at]
    authorizeGrant(this.#actor(by), promised ? [promised] : [])
    this.#save(at, rules.approve(this.#invitation(at), this.#id(by) ?? '', this.#now))
    const it = this.#invitation(at)
    if (it.sendAfter === null || it.sendAfter <= this.#now) {
      // The link of one that goes by hand is shown to nobody here: it has to be copied.
      this.#send(at, rules.send(it, this.#now), it.email !== null, false)
    }
    return 'ok'
  }

  /** The rule for one address decides; what it lets through becomes a person and an open invitation. */
  #judgeAndOpen(by: string, person: string, role: RoleName, byLetter: boolean): Answer | number {
    const open = this.#invitations.filter(rules.isOpen)
    const known: Known = {
      users: new Map(
        [...this.#users.values()].map((it) => [
          it.address ?? '',
          { id: it.id, state: userRules.stateOf(it), label: userRules.stateOf(it) },
        ]),
      ),
      invitations: new Map(
        open.map((it) => [it.address ?? '', { id: it.id, state: rules.stateOf(it, this.#now) }]),
      ),
      pestered: new Map(),
    }
    const verdict = judge(addressFrom(emailOf(person)), known, false)
    if ('answer' in verdict) return verdict.answer.result
    const user = verdict.stagedUserId ? this.#user(verdict.stagedUserId) : this.#insertUser(person, 'invite')
    this.#saveUser(user, userRules.invite(user, this.#now))
    return this.#insertInvitation(user, by, role, byLetter)
  }

  #renew(by: string, at: number, act: 'invitation.resend' | 'invitation.copy-link'): Answer {
    const it = this.#invitation(at)
    authorize(this.#actor(by), act, it)
    const promised = this.#promises[at]
    if (copyingIsGranting && act === 'invitation.copy-link' && promised)
      authorizeGrant(this.#actor(by), [promised])
    if (act === 'invitation.resend' && it.email === null) throw new Refusal('no-address')
    const sends = [...this.#seeds.values()]
      .filter((seed) => seed.of === at && seed.madeAt > after(this.#now, -HOUR))
      .map((seed) => seed.madeAt)
    const change = rules.resend(it, this.#now, sends)
    this.#dropQueued(at)
    this.#send(at, change, act === 'invitation.resend')
    return 'ok'
  }

  #changeAddress(by: string, at: number, person: string): Answer {
    const old = this.#invitation(at)
    const promised = this.#promises[at] ?? roleNamed('member')
    authorize(this.#actor(by), 'invitation.edit', old)
    authorizeGrant(this.#actor(by), [promised])
    const state = rules.stateOf(old, this.#now)
    if (state !== 'pending') throw new Refusal('invitation-closed', { state })
    const there = this.#byName(person)
    const leaves = there && there.id === old.userId && userRules.isGoneWithoutInvitation(there)
    if (there && !leaves) throw new Refusal('address-taken', { address: emailOf(person) })

    this.#close(at, rules.cancel(old, this.#id(by), 'the address was changed', this.#now))
    this.#withdraw(old)
    const user = this.#insertUser(person, 'invite')
    this.#saveUser(user, userRules.invite(user, this.#now))
    const fresh = this.#insertInvitation(user, by, promised.name.toLowerCase() as RoleName, true)
    this.#send(fresh, rules.send(this.#invitation(fresh), this.#now), true)
    return 'ok'
  }

  #accept(link: string): Answer {
    const { at, it } = this.#lively(link)
    const user = this.#user(it.userId ?? '')
    this.#saveUser(user, userRules.register(user, it.email, this.#now))
    this.#passwords.add(user.id)
    this.#grant(user.id, this.#promises[at])
    this.#close(at, rules.accept(it, this.#now))
    this.#tell(at, 'invitation-accepted')
    this.#begin(user.id)
    return 'ok'
  }

  #askForNewLink(link: string): Answer {
    const token = this.#handedOut.get(link) ?? ''
    const cause = this.#deathOf(token)
    const { of: at, generation } = this.#byToken(token)
    const askedAt = this.#askedAt[at]
    const isTooSoon = askedAt != null && askedAt > after(this.#now, -HOUR)
    if (cause === null || cause === 'accepted' || isTooSoon) return 'ok'
    this.#askedAt[at] = this.#now
    const { inviterId } = this.#invitation(at)
    const ears = inviterId ? [inviterId] : this.#owners().map((it) => it.id)
    for (const userId of ears) this.#post({ ...this.#about(at), kind: 'new-link-asked', generation, userId })
    return 'ok'
  }

  #suspend(by: string | null, person: string): Answer {
    const user = this.#there(person)
    if (by) authorize(this.#actor(by), 'user.suspend')
    if (by) authorizeOther(this.#actor(by), user.id)
    if (by) authorizeGrant(this.#actor(by), this.#grants.get(user.id) ?? [])
    this.#keepAnOwner(user)
    this.#saveUser(user, userRules.suspend(user, this.#now))
    this.#endAccess(user, 'suspended')
    return 'ok'
  }

  #delete(by: string, person: string): Answer {
    const user = this.#there(person)
    authorize(this.#actor(by), 'user.delete')
    authorizeOther(this.#actor(by), user.id)
    authorizeGrant(this.#actor(by), this.#grants.get(user.id) ?? [])
    this.#keepAnOwner(user)
    this.#saveUser(user, userRules.remove(user, organization.undoSeconds, this.#now))
    this.#endAccess(user, 'deleted')
    return 'ok'
  }

  /** No use-case does this yet: what MODEL.md §3 says of it, in the rules that are there. */
  #provision(person: string, role: RoleName): Answer {
    const there = this.#byName(person)
    const state = there && userRules.stateOf(there)
    if (there && state !== 'staged' && state !== 'invited')
      throw new Refusal('address-taken', { address: emailOf(person) })
    const user = there ?? this.#insertUser(person, 'scim')
    for (const [at, it] of this.#invitations.entries()) {
      if (it.userId !== user.id || !rules.isOpen(it)) continue
      const isAnswered = rules.stateOf(it, this.#now) === 'pending'
      this.#close(
        at,
        isAnswered ? rules.accept(it, this.#now) : rules.cancel(it, null, 'provisioned', this.#now),
      )
      if (isAnswered) this.#grant(user.id, this.#promises[at])
      if (isAnswered) this.#tell(at, 'invitation-accepted')
    }
    this.#grant(user.id, roleNamed(role))
    this.#saveUser(user, { activatedAt: this.#now })
    return 'ok'
  }

  #deliver(message: Kept<Message>): void {
    const { row } = message
    const at = Number(row.invitationId)
    const invitation = this.#invitation(at)
    const [, seed] = [...this.#seeds].find(([, it]) => it.of === at && it.generation === row.generation) ?? []
    const written = writeLetter(
      row,
      {
        organization,
        recipient: row.userId ? this.#user(row.userId) : null,
        about: {
          invitation,
          invited: invitation.userId ? this.#user(invitation.userId) : null,
          roleNames: [this.#promises[at]?.name ?? ''],
          seed: seed ?? null,
          lastFailure: null,
        },
        oneTimeToken: null,
        workspaceName: null,
        endingPassword: null,
        endingToken: null,
        ending: null,
        waiting: null,
        session: null,
        provider: null,
      },
      links,
      this.#now,
    )
    message.row = { ...row, status: written ? 'sent' : 'dropped' }
    if (written && 'link' in written.letter)
      this.#handedOut.set(`${at}.${row.generation}`, written.letter.link.split('/').at(-1) ?? '')
  }

  #actor(by: string): Actor {
    if (by === OPERATOR) return { kind: 'operator', organizationId, name: 'Acme' }
    const userId = this.#id(by) ?? ''
    // Nobody here belongs to a team: what a role allows is asked for, not over whom.
    const held = (this.#grants.get(userId) ?? []).map(({ permissions }) => ({ permissions, groupIds: null }))
    return { kind: 'user', organizationId, userId, ...authorityOf(held) }
  }

  #id(by: string): string | null {
    return this.#byName(by)?.id ?? null
  }

  #byName(person: string): userRules.User | undefined {
    return [...this.#users.values()].find((it) => nameOf(it.address) === person)
  }

  #there(person: string): userRules.User {
    const found = this.#byName(person)
    if (!found) throw new Refusal('not-found', { what: 'user' })
    return found
  }

  #user(id: string): userRules.User {
    const found = this.#users.get(id)
    if (!found) throw new Error(`There is no user ${id}`)
    return found
  }

  #stateOf(userId: string): string {
    return userRules.stateOf(this.#user(userId))
  }

  #insertUser(person: string, origin: userRules.Origin): userRules.User {
    const email = emailOf(person)
    const id = `${person} ${this.#users.size} ${this.#invitations.length}`
    const user: userRules.User = { ...unknown, id, email, address: email, origin, createdAt: this.#now }
    this.#users.set(id, user)
    return user
  }

  #saveUser(user: userRules.User, change: userRules.Change): void {
    this.#users.set(user.id, { ...this.#user(user.id), ...change })
  }

  #insertInvitation(user: userRules.User, by: string, role: RoleName, byLetter: boolean): number {
    const at = this.#invitations.length
    this.#invitations.push({
      ...blank,
      id: String(at),
      userId: user.id,
      email: byLetter ? user.email : null,
      address: user.address,
      inviterId: this.#id(by),
      inviterName: by,
      createdAt: this.#now,
    })
    this.#promises.push(roleNamed(role))
    return at
  }

  #invitation(at: number): rules.Invitation {
    const found = this.#invitations[at]
    if (!found) throw new Error(`There is no invitation ${at}`)
    return found
  }

  #save(at: number, change: rules.Change): void {
    this.#invitations[at] = { ...this.#invitation(at), ...change }
  }

  #send(at: number, change: rules.Change, byLetter: boolean, isShown = !byLetter): void {
    this.#save(at, change)
    const { id, generation } = this.#invitation(at)
    const { stored, token } = freshLink(links.keys, { purpose: 'invitation', organizationId, id })
    const seed = { ...stored, purpose: 'invitation' as const, organizationId, id }
    this.#seeds.set(stored.hash.toString('hex'), { ...seed, of: at, generation, madeAt: this.#now })
    if (byLetter) this.#post({ ...this.#about(at), kind: 'invitation' })
    if (isShown) this.#handedOut.set(`${at}.${generation}`, token)
  }

  #close(at: number, ending: rules.Change): void {
    this.#save(at, ending)
    this.#dropQueued(at)
  }

  #withdraw({ userId }: rules.Invitation): void {
    if (!userId) return
    const user = this.#user(userId)
    if (userRules.stateOf(user) !== 'invited') return
    if (!userRules.isGoneWithoutInvitation(user)) {
      this.#saveUser(user, userRules.withdraw(user))
      return
    }
    this.#users.delete(userId)
    this.#invitations.forEach((it, at) => {
      if (it.userId === userId) this.#save(at, { userId: null })
    })
  }

  #endAccess(user: userRules.User, why: string): void {
    for (const it of this.#sessions) if (it.userId === user.id) it.revokedAt ??= this.#now
    this.#invitations.forEach((it, at) => {
      if (it.userId === user.id && rules.isOpen(it)) this.#close(at, rules.cancel(it, null, why, this.#now))
    })
  }

  #keepAnOwner(user: userRules.User): void {
    const owners = this.#owners()
    if (owners.length === 1 && owners[0]?.id === user.id) throw new Refusal('last-owner')
  }

  #owners(): userRules.User[] {
    const isOwner = (it: userRules.User) => this.#grants.get(it.id)?.some((role) => role.key === 'owner')
    return [...this.#users.values()].filter((it) => userRules.stateOf(it) === 'active' && isOwner(it))
  }

  #grant(userId: string, role: Role | undefined): void {
    if (role) this.#grants.set(userId, [...(this.#grants.get(userId) ?? []), role])
  }

  #begin(userId: string): void {
    this.#sessions.push({
      organizationId,
      id: String(this.#sessions.length),
      userId,
      kind: 'full',
      ip: null,
      device: 'Unknown device',
      startedAt: this.#now,
      lastActiveAt: this.#now,
      endsAt: after(this.#now, sessionRules.ABSOLUTE_SECONDS),
      revokedAt: null,
    })
  }

  #byToken(token: string) {
    const found = isToken('invitation', token) && this.#seeds.get(hashOf(token).toString('hex'))
    if (!found) throw new Refusal('link-unknown')
    return found
  }

  #deathOf(token: string) {
    const { of, generation } = this.#byToken(token)
    return rules.deathOf(this.#invitation(of), generation, this.#now)
  }

  #lively(link: string): { at: number; it: rules.Invitation } {
    const token = this.#handedOut.get(link) ?? ''
    const cause = this.#deathOf(token)
    if (cause) throw new Refusal('link-dead', { cause })
    const { of: at } = this.#byToken(token)
    return { at, it: this.#invitation(at) }
  }

  #about(at: number) {
    const { id: invitationId, generation } = this.#invitation(at)
    return { organizationId, invitationId, generation }
  }

  #tell(at: number, kind: Message['kind']): void {
    const { inviterId: userId } = this.#invitation(at)
    if (userId) this.#post({ ...this.#about(at), kind, userId })
  }

  #post(promised: NewMessage): void {
    const id = String(this.#messages.length)
    const row: Message = { ...unsent, ...promised, id, userId: promised.userId ?? null, createdAt: this.#now }
    this.#messages.push({ row })
  }

  #dropQueued(at: number): void {
    for (const message of this.#messages) {
      const { invitationId, kind, status } = message.row
      if (Number(invitationId) === at && kind === 'invitation' && status === 'queued')
        message.row = { ...message.row, status: 'dropped' }
    }
  }
}

function roleNamed(name: RoleName): Role {
  const found = roles.get(name)
  if (!found) throw new Error(`There is no role ${name}`)
  return found
}

const unknown = {
  organizationId,
  id: '',
  email: null,
  address: null,
  phone: null,
  deliveryEmail: null,
  firstName: null,
  lastName: null,
  displayName: null,
  origin: 'invite',
  departmentId: null,
  unitId: null,
  emailVerifiedAt: null,
  createdAt: new Date(0),
  invitedAt: null,
  activatedAt: null,
  registeredAt: null,
  suspendedAt: null,
  deletedAt: null,
  purgeAt: null,
  mustChangePassword: false,
  lastLoginAt: null,
  lastActivityAt: null,
  version: 1,
} as userRules.User

const blank = {
  organizationId,
  id: '',
  userId: null,
  email: null,
  address: null,
  message: null,
  inviterId: null,
  inviterName: '',
  createdAt: new Date(0),
  approvalAskedAt: null,
  approvedAt: null,
  approverId: null,
  sendAfter: null,
  generation: 0,
  lifetimeSeconds,
  sentAt: null,
  expiresAt: null,
  remindAt: null,
  snoozedUntil: null,
  remindedAt: null,
  channelRemindedAt: null,
  reminderId: null,
  digestId: null,
  channelReminderId: null,
  ending: null,
  endedAt: null,
  endedById: null,
  endedWhy: null,
} as rules.Invitation

const unsent = {
  organizationId,
  id: '',
  kind: 'invitation',
  invitationId: null,
  generation: null,
  userId: null,
  status: 'queued',
  attempts: 0,
  dueAt: new Date(0),
  leasedUntil: null,
  lastReply: null,
  createdAt: new Date(0),
  endedAt: null,
} as Message
