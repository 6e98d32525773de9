import {
  type Answer,
  copyingIsGranting,
  OPERATOR,
  type RoleName,
  type Sight,
  type Step,
  staff,
  staffRoles,
} from './steps.ts'

/*
 * MODEL.md §2–§4 and §6 once more, for one organization, as simply as it can be said: plain objects, one `if`
 * for each rule, states written down where the code reads them from what happened. It imports nothing of src,
 * so that a rule changed there is noticed here. Time is in seconds since the beginning.
 */

interface Person {
  state: 'staged' | 'invited' | 'active' | 'suspended' | 'deleted'
  /** What undoing the deletion leads back to. */
  before: Person['state']
  hasPassword: boolean
  /** Nothing but an invitation made this person. */
  cameByInvitation: boolean
  wasEverActive: boolean
  roles: RoleName[]
  undoUntil: number
  resetUntil: number
}

interface Invitation {
  person: string
  /** Null: the command line. */
  inviter: string | null
  role: RoleName
  byLetter: boolean
  state: 'awaiting approval' | 'scheduled' | 'pending' | 'accepted' | 'declined' | 'cancelled' | 'denied'
  sendAt: number
  generation: number
  expiresAt: number
  sends: number[]
  askedAt: number | null
}

interface Link {
  invitation: number
  death: 'superseded' | 'accepted' | 'declined' | 'cancelled' | null
  isHandedOut: boolean
}

interface Letter {
  kind: 'invitation' | 'invitation-accepted' | 'invitation-declined' | 'new-link-asked'
  invitation: number
  generation: number
  /** Null: whoever is invited. */
  to: string | null
  fate: 'promised' | 'sent' | 'dropped'
}

interface Session {
  person: string
  startedAt: number
  lastActiveAt: number
  isRevoked: boolean
}

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR
const LINK_LIVES = 24 * HOUR
const SENDS_PER_HOUR = 6
const UNDO_WINDOW = 15 * MINUTE
const RESET_LIVES = 60 * MINUTE
const IDLE = 8 * HOUR
const LONGEST_SESSION = 7 * DAY

/** What a role allows, as far as these events go. Who may grant a role is read from the same table. */
const allows: Record<RoleName, string[]> = {
  owner: ['invite', 'request', 'manage invitations', 'manage people', 'delete people', 'own'],
  admin: ['invite', 'request', 'manage invitations', 'manage people', 'delete people'],
  recruiter: ['invite'],
  manager: ['request'],
  member: [],
}

export class ReferenceModel {
  now = 0
  people: Record<string, Person> = {}
  invitations: Invitation[] = []
  /** By `invitation.generation`. */
  links: Record<string, Link> = {}
  letters: Letter[] = []
  sessions: Session[] = []

  constructor() {
    for (const name of staff)
      this.people[name] = {
        ...nobody,
        state: 'active',
        hasPassword: true,
        wasEverActive: true,
        roles: [staffRoles[name]],
      }
  }

  run(step: Step): Answer {
    switch (step.do) {
      case 'invite':
        return this.#invite(step, 'invite', 0)
      case 'invite later':
        return this.#invite({ ...step, how: 'letter' }, 'invite', step.hours * HOUR)
      case 'request':
        return this.#request(step)
      case 'approve':
        return this.#approve(step.by, step.invitation)
      case 'deny':
        return this.#deny(step.by, step.invitation)
      case 'send what is due':
        return this.#sendWhatIsDue()
      case 'resend':
        return this.#renew(step.by, step.invitation, true)
      case 'copy link':
        return this.#renew(step.by, step.invitation, false)
      case 'cancel':
        return this.#cancel(step.by, step.invitation)
      case 'edit':
        return this.#edit(step.by, step.invitation, step.role)
      case 'change address':
        return this.#changeAddress(step.by, step.invitation, step.person)
      case 'accept':
        return this.#accept(step.link)
      case 'decline':
        return this.#decline(step.link)
      case 'ask for a new link':
        return this.#askForNewLink(step.link)
      case 'suspend':
        return this.#suspend(step.by, step.person)
      case 'enable':
        return this.#enable(step.by, step.person)
      case 'delete':
        return this.#delete(step.by, step.person)
      case 'undo delete':
        return this.#undoDelete(step.by, step.person)
      case 'stage':
        return this.#stage(step.person)
      case 'provision':
        return this.#provision(step.person, step.role)
      case 'deprovision':
        return this.#suspend(null, step.person)
      case 'issue reset':
        return this.#issueReset(step.person)
      case 'sign in':
        return this.#signIn(step.person)
      case 'use session':
        return this.#useSession(step.session)
      case 'sign out':
        return this.#signOut(step.session)
      case 'deliver':
        return this.#deliver()
      case 'wait':
        this.now += step.seconds
        return 'ok'
    }
  }

  see(): Sight {
    const { people, invitations, links, letters, sessions } = this
    return {
      people: Object.fromEntries(Object.entries(people).map(([name, it]) => [name, it.state])),
      invitations: invitations.map((it) => `${this.stateOf(it)}, generation ${it.generation}`),
      links: Object.fromEntries(
        Object.entries(links)
          .filter(([, it]) => it.isHandedOut)
          .map(([name]) => [name, this.deathOf(name) ?? 'alive']),
      ),
      letters: letters
        .map((it) => `${it.kind} ${it.invitation}.${it.generation} to ${it.to ?? 'the invited'}: ${it.fate}`)
        .sort(),
      sessions: sessions.flatMap((it, at) => (this.#isAlive(it) ? [`${at} ${it.person}`] : [])),
      resets: Object.keys(people)
        .filter((name) => (people[name]?.resetUntil ?? 0) > this.now)
        .sort(),
    }
  }

  /** The command line always may try; others while they are active. Doors see to that. */
  isThere(who: string): boolean {
    return who === OPERATOR || this.people[who]?.state === 'active'
  }

  stateOf(it: Invitation): string {
    return it.state === 'pending' && this.now >= it.expiresAt ? 'expired' : it.state
  }

  deathOf(link: string): string | null {
    const it = this.links[link]
    if (!it) return 'unknown'
    if (it.death) return it.death
    return this.stateOf(this.#invitation(it.invitation)) === 'expired' ? 'expired' : null
  }

  #invite(
    step: { by: string; person: string; role: RoleName; how: 'letter' | 'link' },
    needs: string,
    later: number,
  ): Answer {
    const { by, person, role } = step
    if (!this.#may(by, needs)) return this.#request({ ...step, hours: 0 })
    if (!this.#mayGrant(by, role)) return 'beyond-your-own-permissions'
    const obstacle = this.#obstacle(person)
    if (obstacle) return obstacle
    const at = this.#open(by, person, role, step.how === 'letter')
    if (later > 0) this.#invitation(at).sendAt = this.now + later
    else this.#send(at, step.how === 'letter')
    return 'invited'
  }

  /** Whoever may not invite directly asks; the approver's ceiling decides what may be promised. */
  #request({
    by,
    person,
    role,
    hours,
    how = 'letter',
  }: {
    by: string
    person: string
    role: RoleName
    hours: number
    how?: 'letter' | 'link'
  }): Answer {
    if (!this.#may(by, 'request')) return 'not-permitted'
    const obstacle = this.#obstacle(person)
    if (obstacle) return obstacle
    const at = this.#open(by, person, role, how === 'letter')
    this.#invitation(at).state = 'awaiting approval'
    this.#invitation(at).sendAt = this.now + hours * HOUR
    return 'invited'
  }

  #approve(by: string, at: number): Answer {
    const it = this.#invitation(at)
    if (!this.#mayGrant(by, it.role)) return 'beyond-your-own-permissions'
    if (it.state !== 'awaiting approval') return 'invitation-closed'
    if (it.inviter === by) return 'not-for-you'
    it.state = 'scheduled'
    // The link of one that goes by hand is shown to nobody here: it has to be copied.
    if (this.now >= it.sendAt) this.#send(at, it.byLetter, false)
    return 'ok'
  }

  #deny(_by: string, at: number): Answer {
    const it = this.#invitation(at)
    if (it.state !== 'awaiting approval') return 'invitation-closed'
    it.state = 'denied'
    this.#withdraw(it.person)
    return 'ok'
  }

  #sendWhatIsDue(): Answer {
    this.invitations.forEach((it, at) => {
      if (it.state === 'scheduled' && this.now >= it.sendAt) this.#send(at, it.byLetter)
    })
    return 'ok'
  }

  #renew(by: string, at: number, byLetter: boolean): Answer {
    const it = this.#invitation(at)
    if (!this.#mayTouch(by, it)) return 'not-permitted'
    if (copyingIsGranting && !byLetter && !this.#mayGrant(by, it.role)) return 'beyond-your-own-permissions'
    if (byLetter && !it.byLetter) return 'no-address'
    // MODEL.md does not let the link of a scheduled invitation be copied; the code does.
    if (it.state !== 'pending' && it.state !== 'scheduled') return 'invitation-closed'
    if (it.sends.filter((sent) => sent > this.now - HOUR).length >= SENDS_PER_HOUR) return 'too-often'
    this.#send(at, byLetter)
    return 'ok'
  }

  #cancel(by: string, at: number): Answer {
    const it = this.#invitation(at)
    if (!this.#mayTouch(by, it)) return 'not-permitted'
    if (!isOpen(it)) return 'invitation-closed'
    this.#end(at, 'cancelled')
    this.#withdraw(it.person)
    return 'ok'
  }

  #edit(by: string, at: number, role: RoleName): Answer {
    const it = this.#invitation(at)
    if (!this.#mayTouch(by, it)) return 'not-permitted'
    if (this.stateOf(it) !== 'pending' && it.state !== 'scheduled') return 'invitation-closed'
    if (!this.#mayGrant(by, role)) return 'beyond-your-own-permissions'
    it.role = role
    return 'ok'
  }

  #changeAddress(by: string, at: number, person: string): Answer {
    const it = this.#invitation(at)
    if (!this.#mayTouch(by, it)) return 'not-permitted'
    if (!this.#mayGrant(by, it.role)) return 'beyond-your-own-permissions'
    if (this.stateOf(it) !== 'pending') return 'invitation-closed'
    const isFree = !this.people[person] || (person === it.person && this.people[person].cameByInvitation)
    if (!isFree) return 'address-taken'
    this.#end(at, 'cancelled')
    this.#withdraw(it.person)
    this.#send(this.#open(by, person, it.role, true), true)
    return 'ok'
  }

  #accept(link: string): Answer {
    const death = this.deathOf(link)
    if (death) return `link-dead ${death}`
    const at = this.links[link]?.invitation ?? -1
    const it = this.#invitation(at)
    const person = this.#person(it.person)
    person.state = 'active'
    person.wasEverActive = true
    person.hasPassword = true
    person.roles.push(it.role)
    this.#end(at, 'accepted')
    this.#begin(it.person)
    this.#tell(at, 'invitation-accepted')
    return 'ok'
  }

  #decline(link: string): Answer {
    const death = this.deathOf(link)
    if (death) return `link-dead ${death}`
    const at = this.links[link]?.invitation ?? -1
    this.#end(at, 'declined')
    this.#withdraw(this.#invitation(at).person)
    this.#tell(at, 'invitation-declined')
    return 'ok'
  }

  /** The same answer always. The inviter hears of it once an hour, the owners where nobody in particular invited. */
  #askForNewLink(link: string): Answer {
    const death = this.deathOf(link)
    if (death === null || death === 'accepted') return 'ok'
    const at = this.links[link]?.invitation ?? -1
    const it = this.#invitation(at)
    if (it.askedAt !== null && this.now < it.askedAt + HOUR) return 'ok'
    it.askedAt = this.now
    const generation = Number(link.split('.')[1])
    const ears = it.inviter ? [it.inviter] : Object.keys(this.people).filter((name) => this.#isOwner(name))
    for (const to of ears)
      this.letters.push({ kind: 'new-link-asked', invitation: at, generation, to, fate: 'promised' })
    return 'ok'
  }

  /** By somebody, or by an identity provider. */
  #suspend(by: string | null, name: string): Answer {
    const person = this.people[name]
    if (!person) return 'not-found'
    if (by && !this.#may(by, 'manage people')) return 'not-permitted'
    if (by === name) return 'yourself'
    if (by && !this.#holdsAtLeast(by, name)) return 'beyond-your-own-permissions'
    if (this.#isLastOwner(name)) return 'last-owner'
    if (person.state === 'suspended' || person.state === 'deleted') return 'user-state'
    person.state = 'suspended'
    this.#endAccess(name)
    return 'ok'
  }

  #enable(by: string, name: string): Answer {
    const person = this.people[name]
    if (!person) return 'not-found'
    if (!this.#may(by, 'manage people')) return 'not-permitted'
    if (person.state !== 'suspended') return 'user-state'
    person.state = person.wasEverActive ? 'active' : 'staged'
    return 'ok'
  }

  #delete(by: string, name: string): Answer {
    const person = this.people[name]
    if (!person) return 'not-found'
    if (!this.#may(by, 'delete people')) return 'not-permitted'
    if (by === name) return 'yourself'
    if (by && !this.#holdsAtLeast(by, name)) return 'beyond-your-own-permissions'
    if (this.#isLastOwner(name)) return 'last-owner'
    if (person.state === 'deleted') return 'user-state'
    // The invitation does not come back to life, so somebody who was invited comes back as staged.
    person.before = person.state === 'invited' ? 'staged' : person.state
    person.state = 'deleted'
    person.undoUntil = this.now + UNDO_WINDOW
    this.#endAccess(name)
    return 'ok'
  }

  #undoDelete(by: string, name: string): Answer {
    const person = this.people[name]
    if (!person) return 'not-found'
    if (!this.#may(by, 'delete people')) return 'not-permitted'
    if (person.state !== 'deleted') return 'user-state'
    if (this.now >= person.undoUntil) return 'not-found'
    person.state = person.before
    return 'ok'
  }

  #stage(name: string): Answer {
    if (this.people[name]) return 'address-taken'
    this.people[name] = { ...nobody, roles: [], state: 'staged' }
    return 'ok'
  }

  /** The provider's word makes somebody active; an invitation that waits for an answer has got one. */
  #provision(name: string, role: RoleName): Answer {
    const there = this.people[name]
    if (there && there.state !== 'staged' && there.state !== 'invited') return 'address-taken'
    const at = this.invitations.findIndex((it) => it.person === name && isOpen(it))
    const person = there ?? { ...nobody, roles: [] }
    this.people[name] = person
    if (at >= 0) {
      const it = this.#invitation(at)
      const isAccepted = this.stateOf(it) === 'pending'
      this.#end(at, isAccepted ? 'accepted' : 'cancelled')
      if (isAccepted) person.roles.push(it.role)
      if (isAccepted) this.#tell(at, 'invitation-accepted')
    }
    person.roles.push(role)
    person.state = 'active'
    person.wasEverActive = true
    return 'ok'
  }

  #issueReset(name: string): Answer {
    const person = this.people[name]
    if (person?.state !== 'active' || !person.hasPassword) return 'not-for-you'
    person.resetUntil = this.now + RESET_LIVES
    return 'ok'
  }

  #signIn(name: string): Answer {
    const person = this.people[name]
    if (person?.state !== 'active' || !person.hasPassword) return 'sign-in-failed'
    this.#begin(name)
    return 'ok'
  }

  #useSession(at: number): Answer {
    const it = this.sessions[at]
    if (!it || !this.#isAlive(it)) return 'ended'
    if (this.now >= it.lastActiveAt + MINUTE) it.lastActiveAt = this.now
    return 'ok'
  }

  #signOut(at: number): Answer {
    const it = this.sessions[at]
    if (it) it.isRevoked = true
    return 'ok'
  }

  /** What is no longer true is not sent. */
  #deliver(): Answer {
    for (const it of this.letters) {
      if (it.fate !== 'promised') continue
      const link = `${it.invitation}.${it.generation}`
      const isTrue = it.to ? this.people[it.to]?.state === 'active' : this.deathOf(link) === null
      it.fate = isTrue ? 'sent' : 'dropped'
      const sent = this.links[link]
      if (isTrue && it.kind === 'invitation' && sent) sent.isHandedOut = true
    }
    return 'ok'
  }

  #may(by: string, what: string): boolean {
    if (by === OPERATOR) return true
    const person = this.people[by]
    return person?.state === 'active' && person.roles.some((role) => allows[role].includes(what))
  }

  /** Nobody gives away what they do not have. */
  #mayGrant(by: string, role: RoleName): boolean {
    return allows[role].every((what) => this.#may(by, what))
  }

  /** Those who manage invitations; an inviter, who still may invite, their own. */
  #mayTouch(by: string, it: Invitation): boolean {
    if (this.#may(by, 'manage invitations')) return true
    return it.inviter === by && this.#may(by, 'invite')
  }

  #isOwner(name: string): boolean {
    const person = this.people[name]
    return person?.state === 'active' && person.roles.includes('owner')
  }

  /** Nobody ends the access of people who may do more than they may themselves. */
  #holdsAtLeast(by: string, name: string): boolean {
    return (this.people[name]?.roles ?? []).every((role) => this.#mayGrant(by, role))
  }

  #isLastOwner(name: string): boolean {
    if (!this.#isOwner(name)) return false
    return !Object.keys(this.people).some((other) => other !== name && this.#isOwner(other))
  }

  /** Somebody invited or there already is not invited; somebody staged may be. */
  #obstacle(name: string): Answer | null {
    const person = this.people[name]
    if (person?.state === 'invited') return 'already-invited'
    if (person && person.state !== 'staged') return 'already-a-user'
    return null
  }

  #open(by: string, name: string, role: RoleName, byLetter: boolean): number {
    const there = this.people[name]
    if (there) there.state = 'invited'
    else this.people[name] = { ...nobody, roles: [], state: 'invited', cameByInvitation: true }
    const at = this.invitations.length
    this.invitations.push({
      person: name,
      inviter: by === OPERATOR ? null : by,
      role,
      byLetter,
      state: 'scheduled',
      sendAt: this.now,
      generation: 0,
      expiresAt: 0,
      sends: [],
      askedAt: null,
    })
    return at
  }

  /** A new link; the one before is dead from now on, and its letter, if it has not left, never leaves. */
  #send(at: number, byLetter: boolean, isShown = !byLetter): void {
    const it = this.#invitation(at)
    this.#killLinks(at, 'superseded')
    it.state = 'pending'
    it.generation += 1
    it.expiresAt = this.now + LINK_LIVES
    it.sends.push(this.now)
    this.links[`${at}.${it.generation}`] = { invitation: at, death: null, isHandedOut: isShown }
    if (byLetter)
      this.letters.push({
        kind: 'invitation',
        invitation: at,
        generation: it.generation,
        to: null,
        fate: 'promised',
      })
  }

  #end(at: number, ending: 'accepted' | 'declined' | 'cancelled'): void {
    this.#invitation(at).state = ending
    this.#killLinks(at, ending)
  }

  /** How an invitation ended says more than that there was a newer link: the ending is the cause for all. */
  #killLinks(at: number, cause: NonNullable<Link['death']>): void {
    for (const link of Object.values(this.links)) if (link.invitation === at) link.death = cause
    for (const letter of this.letters)
      if (letter.invitation === at && letter.kind === 'invitation' && letter.fate === 'promised')
        letter.fate = 'dropped'
  }

  /** Whom nothing but an invitation had made is gone with it. */
  #withdraw(name: string): void {
    const person = this.#person(name)
    if (person.cameByInvitation) delete this.people[name]
    else person.state = 'staged'
  }

  #endAccess(name: string): void {
    for (const session of this.sessions) if (session.person === name) session.isRevoked = true
    this.#person(name).resetUntil = 0
    this.invitations.forEach((it, at) => {
      if (it.person === name && isOpen(it)) this.#end(at, 'cancelled')
    })
  }

  #tell(at: number, kind: Letter['kind']): void {
    const { inviter, generation } = this.#invitation(at)
    if (inviter) this.letters.push({ kind, invitation: at, generation, to: inviter, fate: 'promised' })
  }

  #begin(person: string): void {
    this.sessions.push({ person, startedAt: this.now, lastActiveAt: this.now, isRevoked: false })
  }

  #isAlive(it: Session): boolean {
    if (it.isRevoked) return false
    if (this.now >= it.startedAt + LONGEST_SESSION) return false
    if (this.now >= it.lastActiveAt + IDLE) return false
    return this.people[it.person]?.state === 'active'
  }

  #invitation(at: number): Invitation {
    const found = this.invitations[at]
    if (!found) throw new Error(`There is no invitation ${at}`)
    return found
  }

  #person(name: string): Person {
    const found = this.people[name]
    if (!found) throw new Error(`There is no ${name}`)
    return found
  }
}

const nobody: Person = {
  state: 'staged',
  before: 'staged',
  hasPassword: false,
  cameByInvitation: false,
  wasEverActive: false,
  roles: [],
  undoUntil: 0,
  resetUntil: 0,
}

const isOpen = (it: Invitation): boolean =>
  it.state === 'awaiting approval' || it.state === 'scheduled' || it.state === 'pending'
