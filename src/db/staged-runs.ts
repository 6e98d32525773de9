import { Refusal } from '../domain/refusal.ts'
import type { StagedPeople, StagedRun } from '../domain/staged-run.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

const Runs = rowOf<StagedRun>('staged_runs')

export const insert = async (
  tx: Tx,
  row: Pick<
    StagedRun,
    'organizationId' | 'id' | 'userId' | 'byOperator' | 'startedAt' | 'total' | 'nextAt' | 'state'
  >,
): Promise<StagedRun> => Runs.query(tx).insert(row).returning('*')

/** The one that is under way; nobody begins another while it is. */
export const running = async (tx: Tx, organizationId: string): Promise<StagedRun | undefined> =>
  Runs.query(tx).findOne({ organizationId, state: 'running' })

export const findIfThere = async (
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<StagedRun | undefined> => Runs.query(tx).findOne({ organizationId, id })

export async function lock(tx: Tx, organizationId: string, id: string): Promise<StagedRun> {
  const found = isId(id) ? await Runs.query(tx).findOne({ organizationId, id }).forNoKeyUpdate() : undefined
  if (!found) throw new Refusal('not-found', { what: 'invitation' })
  return found
}

export async function save(tx: Tx, run: StagedRun, change: Partial<StagedRun>): Promise<StagedRun> {
  const { organizationId, id } = run
  await Runs.query(tx).patch(change).where({ organizationId, id })
  return { ...run, ...change }
}

/** One whose next batch is due, held: whoever looks at this moment takes another, or none. Not one of `except`. */
export async function claim(tx: Tx, now: Date, except: readonly string[]): Promise<StagedRun | undefined> {
  const [due] = await select<Pick<StagedRun, 'organizationId' | 'id'>>(
    tx,
    `select r.organization_id "organizationId", r.id from staged_runs r
     join organizations o on o.id = r.organization_id and o.suspended_at is null
     where r.state = 'running' and r.next_at <= :now and r.id <> all(cast(:except as uuid[]))
     order by r.next_at limit 1 for no key update of r skip locked`,
    { now, except: [...except] },
  )
  return due && findIfThere(tx, due.organizationId, due.id)
}

/** Whose newest invitation was turned down. */
const saidNo = `coalesce('declined' = (select v.ending from invitations v
  where v.organization_id = u.organization_id and v.user_id = u.id order by v.id desc limit 1), false)`

/** Who is known here and has no open invitation, in one statement. */
export async function count(tx: Tx, organizationId: string): Promise<StagedPeople> {
  const [found] = await select<StagedPeople>(
    tx,
    `select count(*) filter (where has_address and not said_no)::int "toInvite",
       count(*) filter (where has_address and not said_no and has_roles)::int "withRoles",
       count(*) filter (where not has_address)::int "withoutAddress",
       count(*) filter (where has_address and said_no)::int "declined"
     from (select u.address is not null has_address, ${saidNo} said_no,
             exists (select from grants g where g.organization_id = u.organization_id and g.user_id = u.id) has_roles
           from users u where u.organization_id = :organizationId and u.state = 'staged') staged`,
    { organizationId },
  )
  return found ?? { toInvite: 0, withRoles: 0, withoutAddress: 0, declined: 0 }
}

/**
 * The next of them, held: an address that changed before they are invited would make a second person. Those who came
 * after it began are left to whoever begins anew.
 */
export const nextPeople = (
  tx: Tx,
  { organizationId, afterId, startedAt }: StagedRun,
  limit: number,
): Promise<{ id: string; email: string }[]> =>
  select(
    tx,
    `select u.id, coalesce(u.email, u.address) email from users u
     where u.organization_id = :organizationId and u.state = 'staged' and u.address is not null
       and u.created_at <= :startedAt and (cast(:afterId as uuid) is null or u.id > cast(:afterId as uuid))
       and not ${saidNo}
     order by u.id limit :limit for no key update of u`,
    { organizationId, afterId, startedAt, limit },
  )

/** Whether its card is promised to be drawn anew already. */
export async function isToBeRedrawn(tx: Tx, { organizationId, id }: StagedRun): Promise<boolean> {
  const found = await select(
    tx,
    `select 1 from messages where organization_id = :organizationId and staged_run_id = :id
       and kind = 'redraw-staged-run' and status = 'queued' and leased_until is null limit 1`,
    { organizationId, id },
  )
  return found.length > 0
}
