import { randomBytes } from 'node:crypto'
import * as credentials from '../../src/db/credentials.ts'
import type { Tx } from '../../src/db/database.ts'
import { newId } from '../../src/db/id.ts'
import * as roles from '../../src/db/roles.ts'
import * as users from '../../src/db/users.ts'
import { deathOf, type Invitation, stateOf } from '../../src/domain/invitation.ts'
import { hashOf } from '../../src/domain/link.ts'
import type { Permission } from '../../src/domain/permission.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { isLive, type Session } from '../../src/domain/session.ts'
import { after, HOUR } from '../../src/domain/time.ts'
import * as user from '../../src/domain/user.ts'
import type { Context, Outside } from '../../src/usecases/context.ts'
import { acceptInvitation } from '../../src/usecases/invitations/accept-invitation.ts'
import { askForNewLink } from '../../src/usecases/invitations/ask-for-new-link.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { changeInvitationAddress } from '../../src/usecases/invitations/change-invitation-address.ts'
import { declineInvitation } from '../../src/usecases/invitations/decline-invitation.ts'
import { editInvitation } from '../../src/usecases/invitations/edit-invitation.ts'
import { copyInvitationLink, resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { seeInvitation } from '../../src/usecases/invitations/see-invitation.ts'
import { initOrganization } from '../../src/usecases/organizations/init-organization.ts'
import { hashPassword } from '../../src/usecases/passwords/hash-password.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { signOut } from '../../src/usecases/sessions/sign-out.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { answerFrom } from './answer.ts'
import { BROWSER, type House, PASSWORD } from './house.ts'
import {
  type Answer,
  OPERATOR,
  type RoleName,
  type Sight,
  type Step,
  staffRoles,
  type World,
} from './steps.ts'

/** One organization in a real database, moved by the real use-cases and seen as it stands in the tables. */
export class RealWorld implements World {
  readonly house: House
  readonly organizationId: string
  /** Everybody's id, also when they are gone. */
  readonly ids = new Map<string, string>()
  readonly invitationIds: string[] = []
  /** Whom each of them invited. */
  readonly invited: string[] = []
  /** The token of every link that was ever handed out, by `invitation.generation`. */
  readonly tokens = new Map<string, string>()
  /** Every generation that was to go by letter, by `invitation.generation`. */
  readonly promised: string[] = []
  /** Every session that ever began. */
  readonly sessions: { id: string; token: string; person: string }[] = []
  readonly #domain: string
  readonly #ip = [10, ...randomBytes(3)].join('.')
  #number = 0
  #read: number
  readonly #shown = new Map<string, string>()
  readonly #received = new Set<string>()

  constructor(house: House, organizationId: string, domain: string) {
    this.house = house
    this.organizationId = organizationId
    this.#domain = domain
    this.#read = house.post.received.length
  }

  run(step: Step): Promise<Answer> {
    return answerFrom(() => this.#do(step))
  }

  /** For people who were never seen before. */
  nextNumber = (): number => ++this.#number

  emailOf = (person: string): string => `${person}@${this.#domain}`

  idOf = (person: string): string => this.ids.get(person) ?? newId(new Date())

  invitationId(at: number): string {
    const id = this.invitationIds[at]
    if (!id) throw new Error(`There is no invitation ${at}`)
    return id
  }

  tokenOf(link: string): string {
    const token = this.tokens.get(link)
    if (!token) throw new Error(`Nobody was ever handed ${link}`)
    return token
  }

  as(by: string): Promise<Context> {
    const { house, organizationId } = this
    if (by === OPERATOR) return Promise.resolve(house.operatorOf(organizationId))
    return house.userContext(organizationId, this.idOf(by))
  }

  see(): Promise<Sight> {
    const { organizationId, house } = this
    const now = house.clock.now()
    const read = async (tx: Tx): Promise<Sight> => {
      const all = <T>(table: string): Promise<T[]> => tx(table).where({ organizationId }) as never
      const people = await all<user.User & { state: string }>('users')
      const nameOf = (id: string) => nameIn(people.find((it) => it.id === id)?.address)
      const invitations = await this.#invitations(tx)
      const messages = await all<MessageRow>('messages').then((rows) =>
        rows.filter((it) => invitations.has(it.invitationId)),
      )
      const sessions = await all<Session>('sessions')
      const resets = await all<{
        userId: string
        usedAt: Date | null
        voidedAt: Date | null
        expiresAt: Date
      }>('oneTimeTokens')
      return {
        people: Object.fromEntries(people.map((it) => [nameIn(it.address), saidTwice(it)])),
        invitations: [...invitations.values()].map(
          (it) => `${stateOf(it, now)}, generation ${it.generation}`,
        ),
        links: await this.#linksIn([...invitations.values()], now),
        // For a card in Slack, which nobody of these has; no letter takes its place.
        letters: messages
          .filter((it) => it.kind !== 'approval-awaited')
          .map((it) => {
            const to = it.userId ? nameOf(it.userId) : 'the invited'
            const fate = it.status === 'queued' ? 'promised' : it.status
            return `${it.kind} ${this.invitationIds.indexOf(it.invitationId)}.${it.generation} to ${to}: ${fate}`
          })
          .sort(),
        sessions: this.sessions.flatMap(({ id }, at) => {
          const it = sessions.find((row) => row.id === id)
          const isAlive =
            it && isLive(it, now) && people.some((p) => p.id === it.userId && p.state === 'active')
          return isAlive ? [`${at} ${nameOf(it.userId)}`] : []
        }),
        resets: resets
          .filter((it) => it.usedAt === null && it.voidedAt === null && it.expiresAt > now)
          .map((it) => nameOf(it.userId))
          .sort(),
      }
    }
    return house.db.transaction(read)
  }

  /** The rows say it of all links; the page behind a link is asked whenever that has changed. */
  async #linksIn(invitations: Invitation[], now: Date): Promise<Record<string, string>> {
    const lives = [...this.tokens].map(async ([link, token]) => {
      const [at = 0, generation = 0] = link.split('.').map(Number)
      const invitation = invitations[at]
      const life = invitation ? (deathOf(invitation, generation, now) ?? 'alive') : 'nowhere'
      if (this.#shown.get(link) !== life) this.#shown.set(link, await this.lifeOf(token))
      return [link, this.#shown.get(link) ?? '']
    })
    return Object.fromEntries(await Promise.all(lives))
  }

  /** What whoever holds it is shown. */
  async lifeOf(token: string): Promise<string> {
    const { death } = await seeInvitation(this.house.outside(), token)
    return death ?? 'alive'
  }

  async #invitations(tx: Tx): Promise<Map<string, Invitation>> {
    const rows: Invitation[] = await tx('invitations').where({ organizationId: this.organizationId })
    const byId = new Map(rows.map((it) => [it.id, it]))
    return new Map(
      this.invitationIds.map((id) => {
        const found = byId.get(id)
        if (!found) throw new Error(`The invitation ${id} is not in the table any more`)
        return [id, found]
      }),
    )
  }

  async #do(step: Step): Promise<Answer> {
    const { house, organizationId } = this
    const outside = this.#outside()
    switch (step.do) {
      case 'invite':
        return this.#invite(step.by, step.person, step.role, step.how)
      case 'resend': {
        const it = await resendInvitation(await this.as(step.by), this.invitationId(step.invitation))
        this.promised.push(`${step.invitation}.${it.generation}`)
        return 'ok'
      }
      case 'copy link': {
        const id = this.invitationId(step.invitation)
        const { invitation, link } = await copyInvitationLink(await this.as(step.by), id)
        this.tokens.set(`${step.invitation}.${invitation.generation}`, tokenIn(link))
        return 'ok'
      }
      case 'cancel':
        await cancelInvitation(await this.as(step.by), this.invitationId(step.invitation))
        return 'ok'
      case 'edit': {
        const wanted = { roles: [step.role], groups: [] }
        await editInvitation(await this.as(step.by), this.invitationId(step.invitation), wanted)
        return 'ok'
      }
      case 'change address': {
        const id = this.invitationId(step.invitation)
        const fresh = await changeInvitationAddress(await this.as(step.by), id, this.emailOf(step.person))
        this.#know(step.person, fresh.userId)
        this.promised.push(`${this.#note(step.person, fresh.id)}.1`)
        return 'ok'
      }
      case 'accept':
        return this.#accept(step.link)
      case 'decline':
        await declineInvitation(outside, this.tokenOf(step.link), '')
        return 'ok'
      case 'ask for a new link':
        await askForNewLink(outside, this.tokenOf(step.link))
        return 'ok'
      case 'suspend':
        await suspendUser(await this.as(step.by), this.idOf(step.person))
        return 'ok'
      case 'enable':
        await enableUser(await this.as(step.by), this.idOf(step.person))
        return 'ok'
      case 'delete':
        await deleteUser(await this.as(step.by), this.idOf(step.person))
        return 'ok'
      case 'undo delete':
        await undoDeleteUser(await this.as(step.by), this.idOf(step.person))
        return 'ok'
      case 'stage':
        return this.#stage(step.person)
      case 'issue reset':
        return this.#issueReset(step.person)
      case 'sign in': {
        const typed = { identifier: this.emailOf(step.person), password: PASSWORD, organizationId }
        const { session, token } = await signIn(outside, typed, BROWSER)
        this.sessions.push({ id: session.id, token, person: step.person })
        return 'ok'
      }
      case 'use session': {
        const live = await readSession(outside, this.sessions[step.session]?.token ?? '')
        return live ? 'ok' : 'ended'
      }
      case 'sign out': {
        const { id = '' } = this.sessions[step.session] ?? {}
        await signOut(house.operatorOf(organizationId), id)
        return 'ok'
      }
      case 'deliver':
        await house.deliverAll()
        await this.#openLetters()
        return 'ok'
      case 'wait':
        house.clock.moveSeconds(step.seconds)
        return 'ok'
      default:
        throw new Error(`No use-case does this yet: ${step.do}`)
    }
  }

  /** From an address of its own: limits on what one address may try are no business of this world. */
  #outside(): Outside {
    const outside = this.house.outside()
    return { ...outside, trace: { ...outside.trace, ip: this.#ip } }
  }

  async #invite(by: string, person: string, role: RoleName, how: 'letter' | 'link'): Promise<Answer> {
    const wish = { roles: [role], by: how }
    const [outcome] = await this.house.invite(await this.as(by), [this.emailOf(person)], wish)
    if (!outcome) throw new Error('No outcome')
    if (outcome.result === 'refused') throw outcome.refusal
    const isAsked = outcome.result === 'awaits-approval'
    if (outcome.result !== 'invited' && outcome.result !== 'awaits-approval') return outcome.result
    this.#know(person, outcome.userId)
    const at = this.#note(person, outcome.invitationId)
    if (isAsked) return 'invited'
    if (outcome.link) this.tokens.set(`${at}.1`, tokenIn(outcome.link))
    else this.promised.push(`${at}.1`)
    return 'invited'
  }

  async #accept(link: string): Promise<Answer> {
    const acceptance = { firstName: 'Robin', lastName: 'Meyer', password: PASSWORD, passwordAgain: PASSWORD }
    const token = this.tokenOf(link)
    const begun = await acceptInvitation(this.#outside(), token, acceptance, BROWSER)
    const person = this.invited[Number(link.split('.')[0])] ?? ''
    this.sessions.push({ id: begun.session.id, token: begun.token, person })
    return 'ok'
  }

  /** As an import does it, until there is one. */
  #stage(person: string): Promise<Answer> {
    const { house, organizationId } = this
    const email = this.emailOf(person)
    const now = house.clock.now()
    return house.db.transaction(async (tx) => {
      const row = { organizationId, id: newId(now), email, address: email, createdAt: now }
      const [staged] = await users.insertNew(tx, [{ ...row, origin: 'import' }])
      if (!staged) throw new Refusal('address-taken', { address: email })
      this.#know(person, staged.id)
      return 'ok'
    })
  }

  /** As forgot-password does it, until there is one: under the lock of the person. */
  #issueReset(person: string): Promise<Answer> {
    const { house, organizationId } = this
    const now = house.clock.now()
    return house.db.transaction(async (tx) => {
      const found = await users.lock(tx, organizationId, this.idOf(person)).catch(() => null)
      if (!found?.registeredAt || user.stateOf(found) !== 'active') throw new Refusal('not-for-you')
      const of = { organizationId, userId: found.id, purpose: 'reset' }
      await tx('oneTimeTokens').where(of).whereNull('usedAt').whereNull('voidedAt').update({ voidedAt: now })
      await tx('oneTimeTokens').insert({
        ...of,
        id: newId(now),
        hash: randomBytes(32),
        nonce: randomBytes(32),
        keyId: house.keys[0].id,
        createdAt: now,
        expiresAt: after(now, HOUR),
      })
      return 'ok'
    })
  }

  /** Every letter is opened once, and none comes twice. */
  async #openLetters(): Promise<void> {
    const { house, organizationId } = this
    const fresh = house.post.received.slice(this.#read)
    this.#read += fresh.length
    for (const { letter, envelope } of fresh) {
      if (this.#received.has(envelope.messageId)) throw new Error(`${envelope.messageId} came twice`)
      this.#received.add(envelope.messageId)
      if (letter.kind !== 'invitation') continue
      const [token] = await house.query<{ invitationId: string; generation: number }>(
        `select invitation_id "invitationId", generation from invitation_tokens
         where organization_id = :organizationId and hash = :hash`,
        { organizationId, hash: hashOf(tokenIn(letter.link)) },
      )
      if (!token) continue
      const at = this.invitationIds.indexOf(token.invitationId)
      this.tokens.set(`${at}.${token.generation}`, tokenIn(letter.link))
    }
  }

  #note(person: string, invitationId: string): number {
    this.invited.push(person)
    return this.invitationIds.push(invitationId) - 1
  }

  #know(person: string, id: string | null): void {
    if (id) this.ids.set(person, id)
  }
}

interface MessageRow {
  kind: string
  invitationId: string
  generation: number
  userId: string | null
  status: string
}

const tokenIn = (link: string): string => link.split('/').at(-1) ?? ''
const nameIn = (address: string | null | undefined): string => address?.split('@')[0] ?? ''

/** The column that lists filter by, and the rule that everything else asks. */
function saidTwice(it: user.User & { state: string }): string {
  const read = user.stateOf(it)
  return read === it.state ? read : `${read} by the rule, ${it.state} by the column`
}

let hashOfEverybody: Promise<string> | undefined

/** People who registered long ago, made in a few statements and with one hash for all. */
export async function addActive(world: RealWorld, people: Readonly<Record<string, RoleName>>): Promise<void> {
  const { house, organizationId } = world
  hashOfEverybody ??= hashPassword(PASSWORD)
  const passwordHash = await hashOfEverybody
  const now = house.clock.now()
  const times = { createdAt: now, activatedAt: now, registeredAt: now, emailVerifiedAt: now }
  const rows = Object.keys(people).map((person) => {
    const email = world.emailOf(person)
    const id = newId(now)
    world.ids.set(person, id)
    return { organizationId, id, email, address: email, origin: 'create' as const, ...times }
  })
  await house.db.transaction(async (tx) => {
    const known = await roles.inUse(tx, organizationId)
    const roleId = (name: RoleName) => known.find((it) => it.name.toLowerCase() === name)?.id ?? ''
    await users.insertNew(tx, rows)
    for (const { id: userId } of rows)
      await credentials.set(tx, { organizationId, userId, passwordHash, changedAt: now })
    const granted = { organizationId, grantedById: null, createdAt: now }
    const grants = Object.entries(people).map(([person, role]) => ({
      ...granted,
      id: newId(now),
      userId: world.idOf(person),
      roleId: roleId(role),
    }))
    await roles.grant(tx, grants)
  })
}

/** An organization whose staff is there already. */
export async function openWorld(house: House): Promise<RealWorld> {
  const name = `w${randomBytes(5).toString('hex')}`
  const domain = `${name}.test`
  const ownerEmail = `first@${domain}`
  const { organizationId } = await initOrganization(house.outside(), { name, ownerEmail })
  const [first] = await house.query<{ id: string }>(
    'select id from invitations where organization_id = :organizationId',
    { organizationId },
  )
  await cancelInvitation(house.operatorOf(organizationId), first?.id ?? '')
  const permissions: Permission[] = ['users.read', 'invite.direct']
  const createdAt = house.clock.now()
  const reach = 'everybody' as const
  const recruiter = {
    ...{ organizationId, id: newId(createdAt), key: null, name: 'Recruiter', permissions },
    ...{ reach, version: 1, archivedAt: null, createdAt },
  }
  await house.db.transaction((tx) => roles.insertMany(tx, [recruiter]))
  const world = new RealWorld(house, organizationId, domain)
  await addActive(world, staffRoles)
  return world
}
