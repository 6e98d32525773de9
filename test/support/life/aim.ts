import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import { HOUR, Life, MINUTE, type Person } from './model.ts'
import type { RealLife } from './real.ts'
import { live } from './rules.ts'
import {
  type Deed,
  everybody,
  FOREIGN,
  firstRoles,
  type GroupKind,
  newcomers,
  OPERATOR,
  STRANGER,
  type Step,
  say,
} from './steps.ts'

/** A deed and numbers that choose whom and what it is about, once it is known who and what is there. */
export type Impulse = [deed: Deed | 'wait for it', a: number, b: number, c: number, d: number]

/** How often each is tried: what ends things seldom, what leads up to them often; a password costs 20 ms. */
const usual: Record<Impulse[0], number> = {
  'create role': 2,
  'clone role': 1,
  'edit role': 3,
  'archive role': 2,
  grant: 9,
  revoke: 5,
  'set roles': 5,
  'create group': 3,
  'archive group': 2,
  join: 5,
  leave: 2,
  place: 2,
  'start reset': 4,
  forget: 1,
  'use reset': 3,
  'sign in': 6,
  'change password': 3,
  'revoke session': 2,
  'revoke sessions': 1,
  'sign out': 1,
  'ask for address': 4,
  'confirm address': 4,
  edit: 2,
  'edit phone': 2,
  add: 2,
  create: 3,
  invite: 5,
  approve: 4,
  deny: 1,
  cancel: 1,
  accept: 5,
  suspend: 3,
  enable: 3,
  delete: 2,
  'undo delete': 2,
  purge: 1,
  'end undecided': 1,
  provision: 6,
  'say active': 5,
  deprovision: 3,
  'set up': 4,
  wait: 3,
  'wait for it': 5,
  stay: 1,
}

export function impulses(steps: number): fc.Arbitrary<Impulse[]> {
  const deed = fc.oneof(
    ...Object.entries(usual).map(([value, weight]) => ({
      weight,
      arbitrary: fc.constant(value as Impulse[0]),
    })),
  )
  const any = fc.nat(9973)
  return fc.array(fc.tuple(deed, any, any, any, any), { minLength: 5, maxLength: steps, size: 'max' })
}

const permissionSets = [
  [],
  ['users.read'],
  ['users.read', 'users.manage'],
  ['users.manage', 'roles.grant', 'roles.manage'],
  ['invite.direct', 'users.delete'],
  ['users.read', 'organization.own'],
]
const kinds: GroupKind[] = ['team', 'site', 'site', 'department']
const WAITS = [1, 29, 30, 31, MINUTE, 15 * MINUTE, HOUR - 1, HOUR, 8 * HOUR, 25 * HOUR]
const LIVELY = ['olga', 'oskar', 'adam', 'cleo', 'rita']

const among = <T>(all: readonly T[], n: number): T | undefined => all[n % all.length]

/** One in four is anything at all. */
const mostly = <T>(favoured: readonly T[], all: readonly T[], n: number): T | undefined =>
  n % 4 && favoured.length > 0 ? among(favoured, n >> 2) : among(all, n >> 2)

const indexes = <T>(all: readonly T[], which: (it: T) => boolean = () => true): number[] =>
  all.flatMap((it, at) => (which(it) ? [at] : []))

/** To make something of one's own takes no id of anybody's: there the stranger is at home. */
const makesSomething = new Set<Impulse[0]>(['create role', 'create group', 'add', 'create', 'invite'])

/** The step that an impulse leads to, or null where there is nothing it could be about. */
export function aim(life: Life, impulse: Impulse): Step | null {
  const step = choose(life, impulse)
  const isAtHome = step && 'by' in step && step.by === STRANGER && isAboutStrangers(step)
  return isAtHome ? null : step
}

/** To the stranger what is foreign to everybody else is their own. */
const isAboutStrangers = ({ by: _, ...about }: Extract<Step, { by: string }>): boolean =>
  Object.values(about)
    .flat()
    .some((it) => it === STRANGER || it === FOREIGN)

function choose(life: Life, impulse: Impulse): Step | null {
  const [deed, a, b, c, d] = impulse
  const by = mostly(LIVELY, [...life.people.map((it) => it.name), OPERATOR, STRANGER], a) ?? OPERATOR
  if (by === STRANGER && makesSomething.has(deed)) return null
  const actor = life.named(by)
  if (actor?.state === 'active' && actor.temporaryUntil !== null) return null
  const person = (which: (it: Person) => boolean = () => true): string => {
    const favoured = life.people.filter((it) => it.name !== by && which(it)).map((it) => it.name)
    return mostly(favoured, [...everybody, STRANGER], b) ?? 'mia'
  }
  const stateIs = (state: string) => (it: Person) => it.state === state
  const role =
    mostly(
      indexes(life.roles, (it) => !it.isArchived),
      [...indexes(life.roles), FOREIGN],
      c,
    ) ?? 0
  const own =
    mostly(
      indexes(life.roles, (it) => !it.isBuiltIn),
      [...indexes(life.roles), FOREIGN],
      c,
    ) ?? 0
  const groupOf = (kind: GroupKind, n: number) =>
    mostly(
      indexes(life.groups, (it) => it.kind === kind && !it.isArchived),
      [...indexes(life.groups), FOREIGN],
      n,
    ) ?? FOREIGN
  const group = mostly(indexes(life.groups), [...indexes(life.groups), FOREIGN], d >> 4) ?? FOREIGN
  const link = (purpose: string) =>
    mostly(
      indexes(life.links, (it) => it.purpose === purpose && life.deathOf(it) === null),
      indexes(life.links, (it) => it.purpose === purpose),
      b,
    )
  const session =
    mostly(
      indexes(life.sessions, (it) => life.isAlive(it)),
      indexes(life.sessions),
      b,
    ) ?? 0
  const free = newcomers.filter((it) => !life.at(it) && !life.named(it))
  const password = 1 + (d % 7)
  const isOld = d % 8 === 7

  switch (deed) {
    case 'create role':
      return {
        do: deed,
        by,
        name: among(['Desk', 'DESK', 'Night', 'Owner'], c) ?? '',
        permissions: wanted(c, d),
      }
    case 'clone role':
      return { do: deed, by, role, name: among(['Copy', 'Night', 'Clone'], d) ?? '' }
    case 'edit role':
      return {
        do: deed,
        by,
        role: own,
        permissions: d % 3 ? wanted(c, d) : (life.roles[own]?.permissions ?? []),
      }
    case 'archive role':
      return { do: deed, by, role: own }
    case 'grant': {
      const site = d % 3 === 0 ? groupOf('site', b >> 3) : null
      const there = (it: Person) => site === null || it.groups.includes(site)
      return {
        do: deed,
        by,
        person: person(there),
        role,
        site,
        hours: among([null, null, 1, 9, 30, 0], d >> 2) ?? null,
      }
    }
    case 'revoke': {
      const name = person((it) => it.grants.length > 1)
      const held = life.named(name)?.grants ?? []
      const { role: at, site } = among(held, c >> 1) ?? { role, site: null }
      return { do: deed, by, person: name, role: c % 4 ? at : role, site: d % 4 ? site : groupOf('site', d) }
    }
    case 'set roles': {
      const other = among(indexes(life.roles), c >> 3) ?? 0
      const roles = among([[role], [role, other], [role, other], []], d >> 3) ?? []
      return { do: deed, by, person: person(), roles: [...new Set(roles)], isOld }
    }
    case 'create group':
      return { do: deed, by, kind: among(kinds, c) ?? 'team', name: among(['Red', 'Blue', 'Leeds'], d) ?? '' }
    case 'archive group':
      return { do: deed, by, group, evenIfUsed: d % 2 === 0 }
    case 'join':
    case 'leave': {
      const people = [...new Set([person(), among(life.people, c)?.name ?? 'mia'])]
      const at = deed === 'join' && d % 4 ? groupOf(d % 2 ? 'site' : 'team', c) : group
      return { do: deed, by, group: at, people: people.slice(0, 1 + (d % 2)) }
    }
    case 'place':
      return { do: deed, by, person: person(), department: d % 4 ? groupOf('department', c) : null }
    case 'start reset':
      return { do: deed, by, person: person(stateIs('active')) }
    case 'forget':
      return { do: deed, address: addressIn(life, b) }
    case 'use reset':
    case 'confirm address': {
      const chosen = link(deed === 'use reset' ? 'reset' : 'address')
      if (chosen === undefined) return null
      return deed === 'use reset' ? { do: deed, link: chosen, password } : { do: deed, link: chosen }
    }
    case 'sign in': {
      const address = addressIn(life, b)
      return { do: deed, address, password: typed(life.at(address), c, password) }
    }
    case 'change password': {
      const current = typed(life.sessions[session]?.person, c, password)
      return { do: deed, session, current, password }
    }
    case 'revoke session':
      return { do: deed, by, session }
    case 'sign out':
      return { do: deed, session }
    case 'ask for address':
      return { do: deed, by, person: person(stateIs('active')), address: newAddressIn(life, c) }
    case 'edit':
      return { do: deed, by, person: person(), position: among(['Clerk', 'Chief'], c) ?? '', isOld }
    case 'edit phone':
      return { do: deed, by, person: person(), phone: c % 3, isOld }
    case 'add':
    case 'create':
    case 'invite': {
      const name = mostly(free, everybody, b) ?? 'ada'
      const isTaken = life.named(name) ? life.at(name) !== life.named(name) : false
      if (isTaken) return null
      return deed === 'create'
        ? { do: deed, by, person: name, role, password }
        : { do: deed, by, person: name, role }
    }
    case 'provision': {
      const name = mostly(free, everybody, b) ?? 'ada'
      const holder = life.at(name)
      const isMoved = holder !== life.named(name)
      return isMoved ? null : { do: deed, person: name, isActive: c % 4 > 0 }
    }
    case 'say active':
      return { do: deed, person: person((it) => it.isKept), isActive: c % 2 > 0 }
    case 'deprovision':
      return { do: deed, person: person((it) => it.isKept) }
    case 'set up': {
      const chosen = link('welcome')
      return chosen === undefined ? null : { do: deed, link: chosen, password }
    }
    case 'approve':
    case 'deny':
    case 'cancel': {
      const favoured = indexes(life.invitations, (it) =>
        deed === 'cancel' ? life.isOpen(it) : it.state === 'awaiting approval',
      )
      const chosen = mostly(favoured, indexes(life.invitations), b)
      return chosen === undefined ? null : { do: deed, by, invitation: chosen }
    }
    case 'accept': {
      const sent = indexes(life.invitations, (it) => it.isSent)
      const chosen = mostly(
        indexes(life.invitations, (it) => it.isSent && it.state === 'pending'),
        sent,
        b,
      )
      return chosen === undefined ? null : { do: deed, invitation: chosen, password }
    }
    case 'enable':
      return { do: deed, by, person: person(stateIs('suspended')) }
    case 'undo delete':
      return { do: deed, by, person: person(stateIs('deleted')) }
    case 'suspend':
    case 'delete':
    case 'revoke sessions':
      return { do: deed, by, person: d % 16 ? person() : by }
    case 'wait':
      return { do: deed, seconds: among(WAITS, b) ?? 1 }
    case 'stay':
      return { do: deed, hours: among([9, 30, 9, 30, 9, 7 * 24 - 1, 7 * 24], b) ?? 9 }
    case 'wait for it': {
      const waits = momentsOf(life).map((it) => it - life.now - 1 + (c % 3))
      const seconds = among(
        waits.filter((it) => it > 0),
        b,
      )
      return seconds === undefined ? null : { do: 'wait', seconds }
    }
    default:
      return { do: deed }
  }
}

const wanted = (c: number, d: number): string[] =>
  (d % 5 ? among(permissionSets, c >> 2) : among(firstRoles, c >> 2)?.permissions) ?? []

/** The right one, or one of those that may have been right before. */
const typed = (person: Person | undefined, n: number, other: number): number =>
  n % 3 ? (person?.password ?? other) : other

const addressIn = (life: Life, n: number): string =>
  mostly(
    life.people.filter((it) => it.password !== null).map((it) => it.address),
    everybody,
    n,
  ) ?? 'mia'

const newAddressIn = (life: Life, n: number): string =>
  mostly(
    ['north', 'south', 'west'].filter((it) => !life.at(it)),
    [...everybody, 'north', 'south'],
    n,
  ) ?? 'east'

/** When something becomes true by itself: one second before, that one, one after are all worth a look. */
const momentsOf = (life: Life): number[] =>
  [
    ...life.links.map((it) => it.until),
    ...life.invitations.flatMap((it) =>
      it.state === 'pending' ? [it.until] : it.state === 'awaiting approval' ? [it.askedAt + 72 * HOUR] : [],
    ),
    ...life.people.flatMap((it) => (it.state === 'deleted' ? [it.purgeAt] : [])),
    ...life.people.flatMap((it) => it.temporaryUntil ?? []),
    ...life.people.flatMap((it) => it.grants.flatMap((grant) => grant.until ?? [])),
    ...life.sessions.flatMap((it) => (life.isAlive(it) ? [it.lastActiveAt + 8 * HOUR] : [])),
  ].sort((one, other) => one - other)

/** Some insist: a password is guessed until the door is shut, a letter asked for until there is none. */
function insisting(it: Impulse): Impulse[] {
  const [deed, , , , d] = it
  if (deed === 'sign in' && d % 12 === 11) return Array(7).fill(it)
  if (deed === 'ask for address' && d % 6 === 5) return Array(4).fill(it)
  return [it]
}

/** The model and the real thing go the same way and look alike after each step. What led to a difference is told. */
export async function walk(real: RealLife, all: Impulse[]): Promise<void> {
  const life = new Life()
  const story: string[] = []
  for (const impulse of all.flatMap(insisting)) {
    const step = aim(life, impulse)
    if (!step) continue
    const { answers, audit } = live(life, step)
    story.push(`${say(step)} → ${answers.join(' or ')}`)
    try {
      const { answer, audit: told } = await real.run(step)
      const expected = { answer: answers.includes(answer) ? answer : answers, audit, ...life.see() }
      const actual = { answer, audit: told, ...(await real.see()) }
      // vitest's own comparison explains better and takes longer.
      if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
    } catch (fault) {
      const words = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
      throw new Error(`after these steps:\n${story.join('\n')}\n${words}`)
    }
  }
}
