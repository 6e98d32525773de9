import type { AuditNote } from '../../db/audit.ts'
import * as audit from '../../db/audit.ts'
import { isDangling, isDuplicate } from '../../db/database.ts'
import { Desks } from '../../db/desk.ts'
import { changeMany, ifAllHeld } from '../../db/many-changes.ts'
import { changeOne, ifChanged, type OneChange, placeBindings, samePlace } from '../../db/one-change.ts'
import type { Place } from '../../db/people-met.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import { shuttingOut, shuttingOutAll } from '../../db/shut-out.ts'
import { authorizeProvider } from '../../domain/policy.ts'
import type { SaidUser, UserFacts } from '../../domain/provisioned.ts'
import { mayBeWelcomed } from '../../domain/welcome.ts'
import { atOnce, type Context } from '../context.ts'
import { unlessWelcomedOften, welcoming } from '../welcomes/send-welcomes.ts'
import { arePlain, factsAfter, otherwiseOf, type PersonChange, plainChangeOf } from './change-of.ts'
import { recallPlace } from './known-places.ts'
import type { Provisioning } from './provisioning.ts'
import { notesOf } from './save-change.ts'

/**
 * A pure edit of somebody as they stand now: null changes nothing, and what it throws is the answer. Their `isActive`
 * is what the provider said last, because a word that is repeated changes nothing.
 */
export type EditUser = (before: UserFacts) => SaidUser | null

type Acting = Pick<Provisioning, 'ctx' | 'actor' | 'now'>

/**
 * What a provider asks for every night: a title, a name, `active`. One statement looks, which is all where it is so
 * already; another writes, and does so only if they are still as they were seen. Null: it is not that simple, and
 * nothing was done; the long way says why, or does it.
 */
export async function changeOnePerson(
  ctx: Context,
  id: string,
  edit: EditUser,
  wants: provisioned.Wants,
): Promise<UserFacts | null> {
  const actor = authorizeProvider(ctx.actor, 'users.write')
  if (actor.isDryRun) return null
  const before = await atOnce(ctx, (tx) => provisioned.findWithOthers(tx, actor, id, wants))
  const shown = provisioned.factsOf(before)
  const asSaid = { ...shown, isActive: before.saidActive }
  const said = edit(asSaid)
  const otherwise = said && otherwiseOf(before, asSaid, said)
  if (!otherwise) return shown
  if (!arePlain(otherwise.names)) return null
  const now = ctx.now()
  const change = plainChangeOf(before, asSaid, said, otherwise, now)
  if (!change) return shown
  if (!arePlain(change.columns)) return null
  const writing = writingOf({ ctx, actor, now }, before, change)
  const isSaved = writing && (await desks.at(ctx.db, actor.connectionId, writtenOf).ask(writing))
  return isSaved ? factsAfter(before, change) : null
}

interface Writing extends Acting {
  one: OneChange
  notes: AuditNote[]
  change: PersonChange
  /** Where somebody is let in who was never in; null for everybody else. */
  place: Place | null
}

const desks = new Desks<Writing, boolean>()

/** Null: they would be sent a way in, and of where that leads nothing is known yet. */
function writingOf(it: Acting, before: provisioned.ProvisionedPerson, change: PersonChange): Writing | null {
  const { user, row, columns, suspends, enables } = change
  const isWelcomed = enables && mayBeWelcomed(user)
  const place = isWelcomed ? recallPlace(it.ctx.db, it.actor.connectionId) : null
  if (isWelcomed && !place) return null
  const isRenamed = columns.some((column) => named.has(column))
  const one = { user, row, version: before.version, isRenamed, unlessOwner: suspends, place }
  const { trace } = it.ctx
  return { ...it, one, change, place, notes: notesOf(before, change).map((note) => ({ ...note, trace })) }
}

/** What people are found and listed by. */
const named: ReadonlySet<string> = new Set(['firstName', 'lastName', 'displayName'])

/** All of them in one go; where that does not go, and for whoever asks for the same person, each alone. */
function writtenOf(all: Writing[]): Promise<boolean>[] {
  const others = withoutClashes(all)
  const together = others.length > 1 ? unlessOver(() => writeAll(others), true) : Promise.resolve(false)
  return all.map(
    async (it) => ((await together) && others.includes(it)) || unlessOver(() => writeOne(it), false),
  )
}

/** Of several words about one person, the first; and those who come in at one place. */
function withoutClashes(all: Writing[]): Writing[] {
  const place = all.find((it) => it.place)?.place ?? null
  const seen = new Set<string>()
  return all
    .filter(({ one, place: theirs }) => {
      const isFirst = !seen.has(one.user.id) && (theirs === null || theirs === place)
      if (isFirst) seen.add(one.user.id)
      return isFirst
    })
    .sort((a, b) => (a.one.user.id < b.one.user.id ? -1 : 1))
}

function writeOne({ ctx, actor, now, one, notes, change, place }: Writing): Promise<boolean> {
  const { organizationId, id: userId } = one.user
  const rare = unlessWelcomedOften(now, [one.user])
  const welcomed = place?.connection.sendsWelcome
    ? welcoming({ ctx, now }, place.organization, [one.user], {
        where: `${ifChanged} and ${rare.where}`,
        bindings: rare.bindings,
      })
    : []
  return atOnce(ctx, (tx) =>
    changeOne(tx, one, [
      audit.recording(now, actor, ctx.trace, notes, ifChanged),
      change.suspends ? shuttingOut({ organizationId, userId, now, why: 'suspended' }) : null,
      ...welcomed,
    ]),
  )
}

async function writeAll(all: Writing[]): Promise<boolean> {
  const [first] = all
  if (!first) return false
  const { ctx, actor, now } = first
  const { organizationId } = actor
  const coming = all.filter((it) => it.place)
  const place = coming[0]?.place ?? null
  const welcomed = place?.connection.sendsWelcome ? coming.map(({ one }) => one.user) : []
  const userIds = all.filter(({ change }) => change.suspends).map(({ one }) => one.user.id)
  const when = { where: ifAllHeld, bindings: {} }
  return atOnce(ctx, (tx) =>
    changeMany(
      tx,
      actor,
      all.map(({ one }) => one),
      [
        ...(place ? [{ where: samePlace, bindings: placeBindings(place) }] : []),
        ...(welcomed.length > 0 ? [unlessWelcomedOften(now, welcomed)] : []),
      ],
      [
        audit.recording(
          now,
          actor,
          ctx.trace,
          all.flatMap(({ notes }) => notes),
          ifAllHeld,
        ),
        shuttingOutAll({ organizationId, userIds, now, why: 'suspended' }, ifAllHeld),
        ...(place ? welcoming({ ctx, now }, place.organization, welcomed, when) : []),
      ],
    ),
  )
}

/**
 * A connection that was ended meanwhile, or a way in that they have: it was taken back whole. Of several, whatever
 * befell one: each is asked alone, and hears it.
 */
async function unlessOver(work: () => Promise<boolean>, areSeveral: boolean): Promise<boolean> {
  try {
    return await work()
  } catch (fault) {
    const isOver =
      isDangling(fault, 'provisioned_users_live') || isDuplicate(fault, 'one_time_tokens_one_live')
    if (isOver || areSeveral) return false
    throw fault
  }
}
