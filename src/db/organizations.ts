import type { Organization } from '../domain/organization.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { rowOf, select } from './row.ts'

const Organizations = rowOf<Organization>('organizations', ['id'])

export async function find(tx: Tx, organizationId: string): Promise<Organization> {
  const found = await Organizations.query(tx).findOne({ id: organizationId })
  if (!found) throw new Refusal('not-found', { what: 'organization' })
  return found
}

/** Held while something is decided that counts the organization's owners. */
export async function lock(tx: Tx, organizationId: string): Promise<Organization> {
  const found = await Organizations.query(tx).findOne({ id: organizationId }).forNoKeyUpdate()
  if (!found) throw new Refusal('not-found', { what: 'organization' })
  return found
}

/** Every write of a setting moves the version, so that a form that is older is noticed. */
export async function save(
  tx: Tx,
  organization: Organization,
  change: Partial<Organization>,
): Promise<Organization> {
  const version = organization.version + 1
  await Organizations.query(tx)
    .patch({ ...change, version })
    .where({ id: organization.id })
  return { ...organization, ...change, version }
}

/** Whether that is news. */
export async function loseChannel(tx: Tx, id: string, reply: string): Promise<boolean> {
  const changed = await tx('organizations')
    .where({ id })
    .whereNull('reminderChannelLost')
    .update({ reminderChannelLost: reply })
  return changed > 0
}

/** It was reached. */
export async function findChannel(tx: Tx, id: string): Promise<void> {
  await tx('organizations')
    .where({ id })
    .whereNotNull('reminderChannelLost')
    .update({ reminderChannelLost: null })
}

/** Somebody who goes is nobody's contact any more. */
export async function forgetContact(tx: Tx, id: string, contactId: string): Promise<void> {
  await tx('organizations').where({ id, contactId }).update({ contactId: null })
}

export const all = async (tx: Tx): Promise<Organization[]> =>
  Organizations.query(tx).orderBy('name').limit(1000)

/** Whether there is one at all yet. */
export const isThere = async (tx: Tx): Promise<boolean> =>
  (await Organizations.query(tx).select('id').first()) !== undefined

export async function insert(
  tx: Tx,
  row: Pick<Organization, 'id' | 'name' | 'createdAt'> & Partial<Pick<Organization, 'timeZone'>>,
): Promise<Organization> {
  return Organizations.query(tx).insert(row).returning('*')
}

export interface Beginning {
  /** Nobody but the one who began is here, invited or not. */
  isAlone: boolean
  hasDefaultRole: boolean
  hasReminderChannel: boolean
  hasTeam: boolean
}

/** A row or two of each are looked at, however large the organization. */
export async function beginningOf(tx: Tx, organizationId: string): Promise<Beginning> {
  const [found] = await select<Beginning>(
    tx,
    `select o.default_role_id is not null "hasDefaultRole", o.reminder_channel is not null "hasReminderChannel",
            (select count(*) from (
               select from users u where u.organization_id = o.id and u.state <> 'deleted' limit 2) u) < 2 "isAlone",
            exists (select from groups g
                    where g.organization_id = o.id and g.kind = 'team' and g.archived_at is null) "hasTeam"
     from organizations o where o.id = :organizationId`,
    { organizationId },
  )
  if (!found) throw new Refusal('not-found', { what: 'organization' })
  return found
}
