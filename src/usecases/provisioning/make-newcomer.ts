import * as audit from '../../db/audit.ts'
import { isDangling, isDuplicate } from '../../db/database.ts'
import { Desks } from '../../db/desk.ts'
import { departmentThere, ifAlone, type Made, makeAll } from '../../db/newcomers.ts'
import type { Place, Sought } from '../../db/people-met.ts'
import * as saidPeople from '../../db/said-people.ts'
import { authorizeGrant, authorizeProvider } from '../../domain/policy.ts'
import type { SaidUser, UserFacts } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mustBeAtHome, readSaid } from '../../domain/said-user.ts'
import { atOnce, type Context } from '../context.ts'
import { welcoming } from '../welcomes/send-welcomes.ts'
import { unique } from './again-when-taken.ts'
import { recallPlace } from './known-places.ts'
import { grantOf, noteOf, personOf, shown } from './make-people.ts'
import type { Provisioning } from './provisioning.ts'
import { soughtOf, type Wanted } from './wanted.ts'

type Acting = Pick<Provisioning, 'ctx' | 'actor' | 'now'>

interface Newcomer extends Acting {
  place: Place
  wanted: Wanted
  sought: Sought
  person: saidPeople.SaidPerson
}

const desks = new Desks<Newcomer, UserFacts | null>()

/**
 * What a provider asks for most: somebody who is nobody's yet. Looked up and made in one statement, in a place that
 * is known from the last time; whoever comes while others are made is made with the next. Null: it is not that
 * simple, and nothing was done; the long way says why, or does it.
 */
export async function makeNewcomer(ctx: Context, said: SaidUser): Promise<UserFacts | null> {
  const newcomer = newcomerOf(ctx, said)
  if (!newcomer) return null
  return desks.at(ctx.db, newcomer.actor.connectionId, madeOf).ask(newcomer)
}

function newcomerOf(ctx: Context, said: SaidUser): Newcomer | null {
  const actor = authorizeProvider(ctx.actor, 'users.write')
  const place = actor.isDryRun ? null : recallPlace(ctx.db, actor.connectionId)
  if (!place) return null
  const it = { ctx, actor, now: ctx.now() }
  try {
    authorizeGrant(actor, [place.role])
    const wanted: Wanted = { n: 0, said, read: readSaid(said.fields, it.now) }
    mustBeAtHome(wanted.read, place.organization)
    const sought = soughtOf(wanted)
    const manager = sought.managerId === null ? null : { id: sought.managerId, name: '' }
    return { ...it, place, wanted, sought, person: personOf({ ...wanted, department: null, manager }, it) }
  } catch (fault) {
    if (fault instanceof Refusal) return null
    throw fault
  }
}

/** All of them in one go; where that does not go, and for whoever stands in another's way, each alone. */
function madeOf(all: Newcomer[]): Promise<UserFacts | null>[] {
  const [first] = all
  const others = first ? withoutClashes(all.filter((it) => it.place === first.place)) : []
  const together = others.length > 1 ? make(others) : Promise.resolve(null)
  return all.map(async (it) => {
    const made = (await together)?.get(it)
    return made ?? (await make([it]))?.get(it) ?? null
  })
}

/** Of several who would have one name, one number or one address, the first. */
function withoutClashes(all: Newcomer[]): Newcomer[] {
  const seen = new Set<string>()
  return all.filter(({ sought: { userNameKey, externalId, address, phone } }) => {
    const keys = Object.entries({ userNameKey, externalId, address, phone })
      .filter(([, value]) => value !== null)
      .map((it) => it.join(' '))
    const isFirst = keys.every((key) => !seen.has(key))
    for (const key of keys) seen.add(key)
    return isFirst
  })
}

/** Null: it is not that simple with one of them. */
async function make(all: Newcomer[]): Promise<Map<Newcomer, UserFacts> | null> {
  const [first] = all
  if (!first) return null
  const made = await unlessTaken(() =>
    atOnce(first.ctx, (tx) => makeAll(tx, asked(first, all), pieces(first, all))),
  )
  const found = made && new Map(made.map((it) => [it.id, it]))
  return found && new Map(all.map((it) => [it, factsOf(it, found.get(it.person.user.id))]))
}

const factsOf = ({ person: { user, row }, wanted }: Newcomer, made: Made | undefined): UserFacts =>
  shown(user, row, { ...wanted, department: made?.department ?? null, manager: made?.manager ?? null })

const asked = ({ actor, place }: Newcomer, all: Newcomer[]) => ({
  organizationId: actor.organizationId,
  connectionId: actor.connectionId,
  place,
  sought: all.map(({ sought, person }, n) => ({ ...sought, n, id: person.user.id })),
})

function pieces({ ctx, actor, now, place }: Newcomer, all: Newcomer[]) {
  const { connection, organization, role } = place
  const people = all.map(({ person }) => person)
  const notes = all.map(({ person, ctx: { trace } }) => ({ ...noteOf(person, role), trace }))
  const when = { where: ifAlone, department: departmentThere }
  return [
    saidPeople.inserting(
      { ...actor, now },
      people,
      people.map((it) => grantOf(it, role, now)),
      when,
    ),
    audit.recording(now, actor, ctx.trace, notes, ifAlone),
    ...welcoming({ ctx, now }, organization, connection.sendsWelcome ? people.map(({ user }) => user) : [], {
      where: ifAlone,
      bindings: {},
    }),
  ]
}

/** Somebody was quicker, or ended the connection meanwhile: nothing was done. */
async function unlessTaken<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (fault) {
    if (unique.some((it) => isDuplicate(fault, it)) || isDangling(fault, 'provisioned_users_live'))
      return null
    throw fault
  }
}
