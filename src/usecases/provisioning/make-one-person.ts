import * as audit from '../../db/audit.ts'
import { isDangling, isDuplicate } from '../../db/database.ts'
import { departmentThere, ifAlone, makeOne } from '../../db/one-newcomer.ts'
import type { Place } from '../../db/people-met.ts'
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

/**
 * What a provider asks for most: somebody who is nobody's yet. Looked up and made in one statement, in a place that
 * is known from the last time. Null: it is not that simple, and nothing was done; the long way says why, or does it.
 */
export async function makeOnePerson(ctx: Context, said: SaidUser): Promise<UserFacts | null> {
  const actor = authorizeProvider(ctx.actor, 'users.write')
  const place = actor.isDryRun ? null : recallPlace(ctx.db, actor.connectionId)
  if (!place) return null
  try {
    return await make({ ctx, actor, now: ctx.now() }, place, said)
  } catch (fault) {
    if (fault instanceof Refusal || isTaken(fault)) return null
    throw fault
  }
}

/** Somebody was quicker, or ended the connection meanwhile. */
const isTaken = (fault: unknown): boolean =>
  unique.some((it) => isDuplicate(fault, it)) || isDangling(fault, 'provisioned_users_live')

async function make(it: Acting, place: Place, said: SaidUser): Promise<UserFacts | null> {
  const { ctx, actor, now } = it
  const { connection, organization, role } = place
  authorizeGrant(actor, [role])
  const wanted: Wanted = { n: 0, said, read: readSaid(said.fields, now) }
  mustBeAtHome(wanted.read, organization)
  const sought = soughtOf(wanted)
  const manager = sought.managerId === null ? null : { id: sought.managerId, name: '' }
  const person = personOf({ ...wanted, department: null, manager }, it)
  const notes = [noteOf(person, role)]
  const made = await atOnce(ctx, (tx) =>
    makeOne(tx, { ...actor, sought, place }, [
      saidPeople.inserting({ ...actor, now }, [person], [grantOf(person, role, now)], {
        where: ifAlone,
        department: departmentThere,
      }),
      audit.recording(now, actor, ctx.trace, notes, ifAlone),
      ...welcoming(it, organization, connection.sendsWelcome ? [person.user] : [], {
        where: ifAlone,
        bindings: {},
      }),
    ]),
  )
  return made && shown(person.user, person.row, { ...wanted, ...made })
}
