import * as audit from '../../db/audit.ts'
import { isDangling, isDuplicate } from '../../db/database.ts'
import { changeOne, ifChanged } from '../../db/one-change.ts'
import type { Place } from '../../db/people-met.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import { shuttingOut } from '../../db/shut-out.ts'
import { authorizeProvider } from '../../domain/policy.ts'
import type { SaidUser, UserFacts } from '../../domain/provisioned.ts'
import { mayBeWelcomed } from '../../domain/welcome.ts'
import { atOnce, type Context } from '../context.ts'
import { welcomingAgain } from '../welcomes/send-welcomes.ts'
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
  const isSaved = arePlain(change.columns) && (await save({ ctx, actor, now }, before, change))
  return isSaved ? factsAfter(before, change) : null
}

async function save(
  it: Acting,
  before: provisioned.ProvisionedPerson,
  change: PersonChange,
): Promise<boolean> {
  const { ctx, actor, now } = it
  const { user, row, columns, suspends, enables } = change
  const isWelcomed = enables && mayBeWelcomed(user)
  const place = isWelcomed ? recallPlace(ctx.db, actor.connectionId) : null
  if (isWelcomed && !place) return false
  const { organizationId, id: userId } = user
  const isRenamed = columns.some((column) => named.has(column))
  const one = { user, row, version: before.version, isRenamed, unlessOwner: suspends, place }
  return unlessOver(() =>
    atOnce(ctx, (tx) =>
      changeOne(tx, one, [
        audit.recording(now, actor, ctx.trace, notesOf(before, change), ifChanged),
        suspends ? shuttingOut({ organizationId, userId, now, why: 'suspended' }) : null,
        ...wayIn(it, place, change),
      ]),
    ),
  )
}

/** What people are found and listed by. */
const named: ReadonlySet<string> = new Set(['firstName', 'lastName', 'displayName'])

const wayIn = (it: Acting, place: Place | null, { user }: PersonChange) =>
  place?.connection.sendsWelcome ? welcomingAgain(it, place.organization, user, ifChanged) : []

/** A connection that was ended meanwhile, or a way in that they have: it was taken back whole. */
async function unlessOver(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (fault) {
    if (isDangling(fault, 'provisioned_users_live') || isDuplicate(fault, 'one_time_tokens_one_live'))
      return false
    throw fault
  }
}
