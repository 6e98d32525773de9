import {
  askedRoles,
  firstGroups,
  firstRoles,
  type GroupKind,
  OPERATOR,
  OWNER,
  type Sight,
  STRANGER,
  staff,
  staffRoles,
} from './steps.ts'

/*
 * The people side of MODEL.md (§2, §4, §6) once more, for one organization, as simply as it can be said. It imports
 * nothing of src, so that a rule changed there is noticed here. Time is in seconds since the beginning. This file is
 * what there is; `*.rules.ts` beside it say what may happen to it.
 */

/** What is done to people, one by one. */
const overPeople = [
  ...['users.read', 'users.manage', 'users.delete', 'invitations.read', 'invitations.manage'],
  ...['sessions.read', 'sessions.manage', 'sign-ins.read', 'roles.grant'],
]

export interface Role {
  name: string
  isBuiltIn: boolean
  permissions: string[]
  /** Over the people of its holder's own teams alone. */
  reachesOwnTeams: boolean
  isArchived: boolean
}

export interface Grant {
  role: number
  site: number | null
  /** Null: for good. */
  until: number | null
  /** By the provider: not for people to take away. */
  isProvided?: boolean
}

export interface Group {
  kind: GroupKind
  name: string
  isArchived: boolean
}

export interface Person {
  /** Of one who was erased and their successor by the same name, each has another. */
  number: number
  name: string
  address: string
  phone: number | null
  position: string
  state: 'staged' | 'invited' | 'active' | 'suspended' | 'deleted'
  /** What undoing the deletion leads back to. */
  before: Person['state']
  purgeAt: number
  wasEverActive: boolean
  /** Nothing but an invitation made this person. */
  cameByInvitation: boolean
  password: number | null
  /** A password that somebody else chose opens the door once, until then; null: it is their own. */
  temporaryUntil: number | null
  /** The address was proved by a letter. */
  isProved: boolean
  grants: Grant[]
  groups: number[]
  department: number | null
  /** The provider says who they are, and whether they may come in: its last word. */
  isKept: boolean
  saidActive: boolean
  /** The provider took them away. */
  hasLeft: boolean
  /** An owner was asked whether they are the provider's. */
  isAsked: boolean
  isGone: boolean
}

export interface Session {
  person: Person
  /** Full, or good for nothing but a new password. */
  isFull: boolean
  startedAt: number
  lastActiveAt: number
  isRevoked: boolean
}

export interface Link {
  purpose: 'reset' | 'address' | 'welcome'
  person: Person
  address: string
  until: number
  death: 'accepted' | 'superseded' | null
}

export interface Invitation {
  person: Person
  /** Null: the command line. */
  inviter: Person | null
  role: number
  byLetter: boolean
  state: 'awaiting approval' | 'pending' | 'accepted' | 'cancelled' | 'denied'
  /** Somebody was ever handed its link. */
  isSent: boolean
  askedAt: number
  until: number
}

export const MINUTE = 60
export const HOUR = 3600
export const DAY = 24 * HOUR
const IDLE = 8 * HOUR
const LONGEST_SESSION = 7 * DAY

/** How many tries are free within a while, and how long whoever goes on has to wait. */
interface Limit {
  free: number
  within: number
  wait: number
  longest: number
}
export const guesses: Limit = { free: 5, within: 15 * MINUTE, wait: 30, longest: 15 * MINUTE }
export const letters: Limit = { free: 3, within: HOUR, wait: HOUR, longest: HOUR }

interface Tries {
  count: number
  windowEnds: number
  shutUntil: number
}

export class Life {
  now = 0
  roles: Role[] = firstRoles.map((it) => ({
    ...it,
    reachesOwnTeams: it.name === 'Manager',
    isArchived: false,
  }))
  groups: Group[] = firstGroups.map((it) => ({ ...it, isArchived: false }))
  people: Person[] = []
  sessions: Session[] = []
  links: Link[] = []
  invitations: Invitation[] = []
  #births = 0
  #tries = new Map<string, Tries>()

  constructor() {
    for (const name of staff) {
      const person = this.bear(name, {
        state: 'active',
        wasEverActive: true,
        password: 0,
        isProved: true,
        grants: [{ role: staffRoles[name], site: null, until: null }],
      })
      this.begin(person)
    }
  }

  bear(name: string, more: Partial<Person>): Person {
    const person: Person = {
      number: ++this.#births,
      name,
      address: name,
      phone: null,
      position: '',
      state: 'staged',
      before: 'staged',
      purgeAt: 0,
      wasEverActive: false,
      cameByInvitation: false,
      password: null,
      temporaryUntil: null,
      isProved: false,
      grants: [],
      groups: [],
      department: null,
      isKept: false,
      saidActive: true,
      hasLeft: false,
      isAsked: false,
      isGone: false,
      ...more,
    }
    this.people.push(person)
    return person
  }

  named = (name: string): Person | undefined => this.people.find((it) => it.name === name)
  at = (address: string): Person | undefined => this.people.find((it) => it.address === address)

  /** Signed in as far as anybody would let them act: the suspended and the deleted are not. */
  isThere(who: string): boolean {
    if (who === OPERATOR || who === STRANGER) return true
    const person = this.named(who)
    return person?.state === 'active' && person.temporaryUntil === null
  }

  may(who: string, permission: string): boolean {
    if (who === OPERATOR) return true
    // Who reaches some people only may ask for more of them, and nothing else that stands in this model.
    const held = permission === 'invitations.request' ? this.heldBy : this.permissionsOf
    return held(this.named(who)).includes(permission)
  }

  /** Nobody gives, takes or changes what allows more than they may do themselves. */
  reachesRoles(who: string, roles: number[]): boolean {
    return roles.every((role) => this.reaches(who, this.roles[role]?.permissions ?? []))
  }

  reaches(who: string, permissions: string[]): boolean {
    return who === OPERATOR || permissions.every((it) => this.may(who, it))
  }

  /** Nobody has power over people who may do more than they may. */
  reachesPerson(who: string, person: Person): boolean {
    return this.reachesRoles(
      who,
      this.everywhere(person).map((it) => it.role),
    )
  }

  inForce = (person: Person): Grant[] =>
    person.grants.filter((it) => it.until === null || it.until > this.now)

  everywhere = (person: Person): Grant[] => this.inForce(person).filter((it) => it.site === null)

  /** Over everybody. */
  permissionsOf = (person: Person | undefined): string[] =>
    this.allowedBy(
      person ? this.everywhere(person).filter((it) => !this.roles[it.role]?.reachesOwnTeams) : [],
    )

  /** Over everybody or over some. */
  heldBy = (person: Person | undefined): string[] => this.allowedBy(person ? this.inForce(person) : [])

  allowedBy = (grants: Grant[]): string[] =>
    [...new Set(grants.flatMap((it) => this.roles[it.role]?.permissions ?? []))].sort()

  /** Whoever joins comes within the reach of these, and they within the reach of whoever joins. */
  reachingThrough(group: number, joining: Person[]): number[] {
    return this.people.flatMap((person) =>
      this.inForce(person)
        .filter(({ role, site }) => {
          if (site !== null) return site === group
          const isIn = person.groups.includes(group) || joining.includes(person)
          return isIn && this.roles[role]?.reachesOwnTeams === true
        })
        .map((it) => it.role),
    )
  }

  /** What those roles allow over people: nobody fills a group who may not do all of it. */
  mayFill(who: string, group: number, joining: Person[]): boolean {
    return this.reachingThrough(group, joining).every((role) =>
      this.reaches(
        who,
        (this.roles[role]?.permissions ?? []).filter((it) => overPeople.includes(it)),
      ),
    )
  }

  /** An owner for good who can sign in: by a password they chose, not by one that ends by itself. */
  isUsableOwner(person: Person, grants = person.grants): boolean {
    const isOwner = grants.some((it) => it.role === OWNER && it.site === null && it.until === null)
    return isOwner && person.state === 'active' && this.isRegistered(person)
  }

  /** They chose a password of their own. */
  isRegistered = (person: Person): boolean => person.password !== null && person.temporaryUntil === null

  isLastOwner(person: Person): boolean {
    if (!this.isUsableOwner(person)) return false
    return !this.people.some((it) => it !== person && this.isUsableOwner(it))
  }

  /** One more try; false where it has to wait. */
  tries(what: string, limit: Limit): boolean {
    const it = this.#tries.get(what) ?? { count: 0, windowEnds: this.now + limit.within, shutUntil: 0 }
    this.#tries.set(what, it)
    if (it.shutUntil > this.now) return false
    const isForgotten = it.windowEnds <= this.now
    it.count = isForgotten ? 1 : it.count + 1
    if (isForgotten) it.windowEnds = this.now + limit.within
    if (it.count >= limit.free)
      it.shutUntil = this.now + Math.min(limit.wait * 2 ** (it.count - limit.free), limit.longest)
    return true
  }

  isShut = (what: string): boolean => (this.#tries.get(what)?.shutUntil ?? 0) > this.now
  forgive = (what: string): boolean => this.#tries.delete(what)

  begin(person: Person): void {
    const isFull = person.temporaryUntil === null
    this.sessions.push({ person, isFull, startedAt: this.now, lastActiveAt: this.now, isRevoked: false })
  }

  isAlive(it: Session): boolean {
    if (it.isRevoked || it.person.isGone || it.person.state !== 'active') return false
    return this.now < it.startedAt + LONGEST_SESSION && this.now < it.lastActiveAt + IDLE
  }

  /** Whoever holds a session and clicks keeps it from falling asleep; that is written once a minute. */
  click(it: Session): void {
    if (this.isAlive(it) && this.now >= it.lastActiveAt + MINUTE) it.lastActiveAt = this.now
  }

  issue(purpose: Link['purpose'], person: Person, address: string): void {
    for (const it of this.#open(person)) if (it.purpose === purpose) it.death = 'superseded'
    const until = this.now + (purpose === 'welcome' ? DAY : HOUR)
    this.links.push({ purpose, person, address, until, death: null })
  }

  killLinks(person: Person): void {
    for (const it of this.#open(person)) it.death = 'superseded'
  }

  #open = (person: Person) => this.links.filter((it) => it.person === person && !it.death)

  deathOf(it: Link | undefined): string | null {
    if (!it || it.person.isGone) return 'link-unknown'
    if (it.death) return `link-dead ${it.death}`
    return this.now >= it.until ? 'link-dead expired' : null
  }

  stateOf(it: Invitation): string {
    return it.state === 'pending' && this.now >= it.until ? 'expired' : it.state
  }

  isOpen = (it: Invitation): boolean => it.state === 'pending' || it.state === 'awaiting approval'

  needsSecondPerson = (role: number): boolean => askedRoles.includes(role)

  /** Access is gone: sessions, links, the invitation. */
  shutOut(person: Person): void {
    for (const it of this.sessions) if (it.person === person) it.isRevoked = true
    this.killLinks(person)
    for (const it of this.invitations) if (it.person === person && this.isOpen(it)) it.state = 'cancelled'
  }

  /** Whom nothing but an invitation had made is gone with it. */
  withdraw(person: Person): void {
    if (person.cameByInvitation && !person.wasEverActive) this.bury(person)
    else person.state = 'staged'
  }

  bury(person: Person): void {
    person.isGone = true
    this.people = this.people.filter((it) => it !== person)
  }

  see(): Sight {
    for (const it of this.sessions) this.click(it)
    const { people, sessions, links, invitations, roles, groups } = this
    return {
      people: Object.fromEntries(people.map((it) => [it.name, this.#inWords(it)])),
      sessions: sessions.map((it) => {
        if (!this.isAlive(it)) return 'over'
        const allowed = it.isFull ? this.heldBy(it.person) : []
        return `${it.person.name}, ${it.isFull ? 'full' : 'must-change'}: ${allowed}`
      }),
      links: links.map((it) => this.deathOf(it) ?? `${it.purpose} of ${it.person.name}`),
      invitations: invitations.map((it) => this.stateOf(it)),
      roles: roles.map((it) => `${it.name}${it.isArchived ? ', archived' : ''}: ${it.permissions}`),
      groups: groups.map((it, at) => {
        const members = people.filter((one) => one.groups.includes(at) || one.department === at)
        return `${it.kind} ${it.name}${it.isArchived ? ', archived' : ''}: ${members.map((one) => one.name).sort()}`
      }),
    }
  }

  #inWords(person: Person): string {
    const held = this.inForce(person).map(({ role, site, until }) => {
      const at = site === null ? '' : ` at ${this.groups[site]?.name}`
      return `${this.roles[role]?.name}${at}${until === null ? '' : ` until ${until}`}`
    })
    const { state, address, phone, position } = person
    return [`${state}`, address, phone ?? '', position, ...held.sort()].join('; ')
  }
}
