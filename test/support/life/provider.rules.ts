import type { Life, Person } from './model.ts'
import { MEMBER } from './steps.ts'
import { type Rules, refuse, unless, type Verdict } from './verdict.ts'

type Deed = 'provision' | 'say active' | 'deprovision' | 'set up'

export const providerRules: Rules<Deed> = {
  /** An address alone is believed of those who never were anything but invited, or staged, or were theirs before. */
  provision: (life, { person: name, isActive }) => {
    const person = life.at(name) ?? life.named(name)
    if (person?.isKept && person.state !== 'deleted') return refuse('user-name-taken')
    if (!person) return unless({}, () => make(life, name, isActive))
    const isTheirs = person.isKept || person.hasLeft || ['invited', 'staged'].includes(person.state)
    // Refused, but an owner is asked: once.
    if (!isTheirs) return unless({}, () => askOwners(person))
    const isLast = !isActive && person.state === 'active' && life.isLastOwner(person)
    return unless({ 'last-owner': isLast }, () => takeOver(life, person, isActive))
  },

  /** A word that is repeated changes nothing, whatever was decided by hand since. */
  'say active': (life, { person: name, isActive }) =>
    ofTheirs(life, name, (person) => {
      const suspends = !isActive && person.state === 'active'
      if (isActive === person.saidActive) return unless({}, () => [])
      return unless({ 'last-owner': suspends && life.isLastOwner(person) }, () => {
        const enables = isActive && person.state === 'suspended'
        person.saidActive = isActive
        if (suspends) {
          person.state = 'suspended'
          life.shutOut(person)
        }
        if (enables) {
          person.state = 'active'
          welcome(life, person)
        }
        return suspends || enables ? [`connection user.${suspends ? 'suspend' : 'enable'} ${name}`] : []
      })
    }),

  deprovision: (life, { person: name }) =>
    ofTheirs(life, name, (person) =>
      unless({ 'last-owner': life.isLastOwner(person) }, () => {
        const { state: before } = person
        Object.assign(person, { before, state: 'deleted', purgeAt: life.now + UNDO_WINDOW })
        Object.assign(person, { isKept: false, hasLeft: true })
        life.shutOut(person)
        return [`connection user.deprovision ${name}`]
      }),
    ),

  'set up': (life, { link: at, password }) => {
    const link = life.links[at]
    const death = life.deathOf(link)
    if (death || !link) return refuse(death ?? '')
    return unless({}, () => {
      const { person } = link
      link.death = 'accepted'
      life.killLinks(person)
      Object.assign(person, { password, isProved: true })
      life.begin(person)
      return [`${person.name} user.set-up ${person.name}`, `${person.name} session.begin session`]
    })
  },
}

const UNDO_WINDOW = 15 * 60

/** Whoever is not theirs, or is deleted, is not there for them. */
function ofTheirs(life: Life, name: string, judge: (person: Person) => Verdict): Verdict {
  const person = life.named(name)
  return person?.isKept && person.state !== 'deleted' ? judge(person) : refuse('not-found')
}

function make(life: Life, name: string, isActive: boolean): string[] {
  const person = life.bear(name, {
    state: isActive ? 'active' : 'suspended',
    wasEverActive: true,
    isProved: true,
    isKept: true,
    saidActive: isActive,
    grants: [provided()],
  })
  welcome(life, person)
  return [`connection user.provision ${name}`]
}

const provided = () => ({ role: MEMBER, site: null, until: null, isProvided: true })

function takeOver(life: Life, person: Person, isActive: boolean): string[] {
  const { state: before, name } = person
  const accepted = before === 'invited' ? acceptFor(life, person) : []
  const isLasting = (it: Person['grants'][number]) => it.site === null && it.until === null
  if (!person.grants.some(isLasting)) give(person, provided())
  Object.assign(person, { isKept: true, hasLeft: false, saidActive: isActive, wasEverActive: true })
  person.state = isActive ? 'active' : 'suspended'
  if (!isActive && before === 'active') life.shutOut(person)
  if (before !== 'active') welcome(life, person)
  return [...accepted, `connection user.${before === 'deleted' ? 'provision' : 'link'} ${name}`]
}

/** What nobody has approved was promised by nobody. */
function acceptFor(life: Life, person: Person): string[] {
  return life.invitations
    .filter((it) => it.person === person && life.isOpen(it))
    .map((it) => {
      const isPromised = it.state === 'pending'
      it.state = isPromised ? 'accepted' : 'cancelled'
      if (isPromised) give(person, { role: it.role, site: null, until: null })
      return `connection invitation.${isPromised ? 'accept' : 'cancel'} invitation`
    })
}

function give(person: Person, grant: Person['grants'][number]): void {
  person.grants = person.grants.filter((it) => it.role !== grant.role || it.site !== null)
  person.grants.push(grant)
}

function askOwners(person: Person): string[] {
  const isAsked = person.isAsked
  person.isAsked = true
  return isAsked ? [] : [`connection user.ask-link ${person.name}`]
}

/** For whoever is active and was never in. */
function welcome(life: Life, person: Person): void {
  if (person.state === 'active' && person.password === null) life.issue('welcome', person, person.address)
}
