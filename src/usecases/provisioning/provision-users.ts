import { type Met, meet } from '../../db/people-met.ts'
import { judgeMeeting, type Known, type Verdict } from '../../domain/meeting.ts'
import { authorizeGrant } from '../../domain/policy.ts'
import type { SaidUser, UserFacts } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import { departmentFrom, mustBeAtHome, readSaid } from '../../domain/said-user.ts'
import type { Context } from '../context.ts'
import { againWhenTaken } from './again-when-taken.ts'
import { askOwners } from './ask-owners.ts'
import { departmentsOf } from './departments.ts'
import { rememberPlace } from './known-places.ts'
import { makeNewcomer } from './make-newcomer.ts'
import { makePeople } from './make-people.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { takeOver } from './take-over.ts'
import { type Placed, type ProvisionedOutcome, soughtOf, type Wanted } from './wanted.ts'

/** One person more. */
export async function provisionUser(ctx: Context, said: SaidUser): Promise<Provisioned<UserFacts>> {
  const made = await makeNewcomer(ctx, said)
  if (made) return { result: made, wouldChange: null }
  const { result, wouldChange } = await provisionUsers(ctx, [said])
  const [outcome] = result
  if (!outcome || 'refusal' in outcome) throw outcome?.refusal
  return { result: outcome.user, wouldChange }
}

/**
 * One outcome for each, in the order they were asked for, in a constant number of statements. Who of several that
 * want one user name gets it is decided by the index: whoever comes too late looks again, and is told who was there.
 */
export const provisionUsers = (ctx: Context, said: SaidUser[]): Promise<Provisioned<ProvisionedOutcome[]>> =>
  againWhenTaken(() => provisioning(ctx, 'users.write', (it) => provision(it, said)))

async function provision(it: Provisioning, said: SaidUser[]): Promise<ProvisionedOutcome[]> {
  const outcomes: Outcomes = new Map()
  const read = said.flatMap((one, n) => answering(outcomes, n, () => wish(one, n, it.now)))
  if (read.length > 0) await provisionRead(it, read, outcomes)
  return said.map((_, n) => outcomes.get(n) ?? { refusal: new Refusal('changed-meanwhile') })
}

async function provisionRead(it: Provisioning, read: Wanted[], outcomes: Outcomes): Promise<void> {
  const { tx, actor } = it
  const { there, met } = await meet(tx, actor, read.map(soughtOf))
  if (!there) throw new Refusal('role-missing')
  rememberPlace(it.ctx.db, actor.connectionId, there)
  authorizeGrant(actor, [there.role])
  const wanted = read.flatMap((one) =>
    answering(outcomes, one.n, () => {
      mustBeAtHome(one.read, there.organization)
      return one
    }),
  )
  const verdicts = judgeAll(wanted, met, actor.connectionId)
  const placed = await placeAll(it, wanted, met, verdicts)
  const asked = wanted.flatMap(({ n, said }) => {
    const verdict = verdicts.get(n)
    if (verdict?.is === 'refused' || verdict?.is === 'asked') outcomes.set(n, { refusal: verdict.refusal })
    return verdict?.is === 'asked' ? [{ userId: verdict.userId, said }] : []
  })
  const fresh = placed.filter(({ n }) => verdicts.get(n)?.is === 'new')
  const known = placed.flatMap((one) => {
    const verdict = verdicts.get(one.n)
    return verdict?.is === 'known' ? [{ ...one, person: verdict.person }] : []
  })
  for (const [n, user] of await makePeople(it, there, fresh)) outcomes.set(n, { user })
  for (const [n, outcome] of await takeOver(it, there, known)) outcomes.set(n, outcome)
  await askOwners(it, asked)
}

type Outcomes = Map<number, ProvisionedOutcome>

/** Whoever can not be made is answered so, and stands in nobody else's way. */
function answering<T>(outcomes: Outcomes, n: number, work: () => T): T[] {
  try {
    return [work()]
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    outcomes.set(n, { refusal: fault })
    return []
  }
}

const wish = (said: SaidUser, n: number, now: Date): Wanted => ({ n, said, read: readSaid(said.fields, now) })

/** In the order they were asked for: of two who would be one, the second comes too late. */
function judgeAll(wanted: Wanted[], found: Met[], connectionId: string): Map<number, Verdict> {
  const byNumber = new Map(found.map((it) => [it.n, it]))
  const seen = { name: new Map(), external: new Map(), address: new Map(), phone: new Map() }
  const verdicts = new Map<number, Verdict>()
  for (const one of wanted) {
    const met = byNumber.get(one.n)
    if (!met) continue
    const { fields } = one.said
    const keys = soughtOf(one)
    const earlier = {
      ...met,
      named: seen.name.get(keys.userNameKey) ?? met.named,
      external: seen.external.get(keys.externalId) ?? met.external,
      addressed: seen.address.get(keys.address) ?? met.addressed,
      phoned: seen.phone.get(keys.phone) ?? met.phoned,
    }
    const verdict = judgeMeeting(
      { ...fields, email: one.read.email ?? null, phone: one.read.phone ?? null },
      earlier,
      connectionId,
    )
    verdicts.set(one.n, verdict)
    if (verdict.is === 'refused' || verdict.is === 'asked') continue
    const person: Known = {
      id: `of this request ${one.n}`,
      state: 'active',
      connectionId,
      hasLeft: false,
      answer: null,
    }
    seen.name.set(keys.userNameKey, person)
    if (keys.externalId !== null) seen.external.set(keys.externalId, person)
    if (keys.address !== null) seen.address.set(keys.address, person)
    if (keys.phone !== null) seen.phone.set(keys.phone, person)
  }
  return verdicts
}

async function placeAll(
  it: Provisioning,
  wanted: Wanted[],
  found: Met[],
  verdicts: Map<number, Verdict>,
): Promise<Placed[]> {
  const coming = wanted.filter(({ n }) => ['new', 'known'].includes(verdicts.get(n)?.is ?? ''))
  const byNumber = new Map(found.map((met) => [met.n, met]))
  const made = await departmentsOf(
    it,
    coming.map(({ n, said }) => byNumber.get(n)?.department ?? departmentFrom(said.fields)),
  )
  return coming.map((one, at) => ({
    ...one,
    department: made[at] ?? null,
    manager: byNumber.get(one.n)?.manager ?? null,
  }))
}
