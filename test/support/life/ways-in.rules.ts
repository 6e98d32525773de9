import { guesses, type Life, letters, type Person } from './model.ts'
import { type Rules, refuse, unless, type Verdict } from './verdict.ts'

type Deed =
  | 'start reset'
  | 'forget'
  | 'use reset'
  | 'sign in'
  | 'change password'
  | 'revoke session'
  | 'revoke sessions'
  | 'sign out'
  | 'ask for address'
  | 'confirm address'

/** Guesses count for the account, however it is called. */
const guessing = (person: Person) => `guesses for ${person.number}`
const asking = (person: Person) => `address of ${person.number}`

/** Only somebody who chose a password before, and only where a letter has proved the address. */
const mayReset = (life: Life, it: Person) => it.state === 'active' && life.isRegistered(it) && it.isProved

export const waysInRules: Rules<Deed> = {
  'start reset': (life, { by, person: name }) => {
    const person = life.named(name)
    if (!person) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'users.manage'),
      'user-state': person.state !== 'active',
      'no-address': person.state === 'active' && !mayReset(life, person),
    }
    return unless(reasons, () => {
      life.issue('reset', person, person.address)
      return [`${by} user.reset-password ${name}`]
    })
  },

  /** The same answer always. */
  forget: (life, { address }) =>
    unless({}, () => {
      const person = life.at(address)
      if (!person || !life.tries(`resets of ${person.number}`, letters) || !mayReset(life, person)) return []
      life.issue('reset', person, address)
      return [`${person.name} password.forget ${person.name}`]
    }),

  'use reset': (life, { link: at, password }) => {
    const link = life.links[at]
    const death = life.deathOf(link)
    if (death || !link) return refuse(death ?? '')
    return unless({}, () => {
      link.death = 'accepted'
      setPassword(life, link.person, password)
      return [`${link.person.name} password.reset ${link.person.name}`]
    })
  },

  'sign in': (life, { address, password }) => {
    const person = life.at(address)
    if (!person || !life.tries(guessing(person), guesses)) return refuse('sign-in-failed')
    const until = person.temporaryUntil
    const isIn = person.password === password && person.state === 'active'
    if (!isIn || (until !== null && life.now >= until)) return refuse('sign-in-failed')
    return unless({}, () => {
      life.forgive(guessing(person))
      if (until !== null) person.temporaryUntil = life.now
      life.begin(person)
      return [`${person.name} session.begin session`]
    })
  },

  'change password': (life, { session: at, current, password }) => {
    const session = life.sessions[at]
    if (!session || !life.isAlive(session)) return refuse('signed-out')
    life.click(session)
    const { person } = session
    if (!life.tries(guessing(person), guesses)) return refuse('too-often')
    const reasons = {
      'current-password-wrong': person.password !== current,
      'password-unchanged': password === current,
    }
    return unless(reasons, () => {
      setPassword(life, person, password)
      life.begin(person)
      return [`${person.name} password.change ${person.name}`, `${person.name} session.begin session`]
    })
  },

  'revoke session': (life, { by, session: at }) => {
    const session = life.sessions[at]
    if (!session || session.person.isGone) return refuse('not-found')
    return revoke(life, by, session.person, [session])
  },

  'revoke sessions': (life, { by, person: name }) => {
    const person = life.named(name)
    if (!person) return refuse('not-found')
    return revoke(
      life,
      by,
      person,
      life.sessions.filter((it) => it.person === person),
    )
  },

  'sign out': (life, { session: at }) => {
    const session = life.sessions[at]
    if (!session || !life.isAlive(session)) return refuse('signed-out')
    life.click(session)
    return unless({}, () => {
      session.isRevoked = true
      return [`${session.person.name} session.end session`]
    })
  },

  'ask for address': (life, { by, person: name, address }) => {
    const person = life.named(name)
    if (!person) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'users.manage'),
      'beyond-your-own-permissions': by !== name && !life.reachesPerson(by, person),
    }
    return askFor(life, by, person, address, reasons)
  },

  'confirm address': (life, { link: at }) => {
    const link = life.links[at]
    const death = life.deathOf(link)
    if (death || !link) return refuse(death ?? '')
    if (link.person.isKept) return refuse('managed-by-provider')
    // Somebody else got that address in the meantime.
    if (life.at(link.address)) return refuse('link-dead superseded')
    return unless({}, () => {
      const { person } = link
      link.death = 'accepted'
      life.killLinks(person)
      person.address = link.address
      person.isProved = true
      return [`${person.name} user.change-email ${person.name}`]
    })
  },
}

function askFor(
  life: Life,
  by: string,
  person: Person,
  address: string,
  more: Record<string, boolean>,
): Verdict {
  const reasons = {
    ...more,
    'user-state': person.state !== 'active',
    'managed-by-provider': person.isKept,
    'address-taken': life.at(address) !== undefined,
    'too-often': life.isShut(asking(person)),
  }
  return unless(reasons, () => {
    life.tries(asking(person), letters)
    life.issue('address', person, address)
    return [`${by} user.ask-email-change ${person.name}`]
  })
}

/** A lasting one: every session and every link ends, and what was counted is forgotten. */
function setPassword(life: Life, person: Person, password: number): void {
  person.password = password
  person.temporaryUntil = null
  for (const it of life.sessions) if (it.person === person) it.isRevoked = true
  life.killLinks(person)
  life.forgive(guessing(person))
}

function revoke(life: Life, by: string, person: Person, sessions: Life['sessions']): Verdict {
  const isOwn = by === person.name
  const reasons = {
    'not-permitted': !isOwn && !life.may(by, 'sessions.manage'),
    'beyond-your-own-permissions': !isOwn && !life.reachesPerson(by, person),
  }
  return unless(reasons, () => {
    const open = sessions.filter((it) => !it.isRevoked)
    for (const it of open) it.isRevoked = true
    return open.length > 0 ? [`${by} session.revoke ${person.name}`] : []
  })
}
