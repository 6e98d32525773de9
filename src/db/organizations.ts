import type { Organization } from '../domain/organization.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { rowOf } from './row.ts'

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

export const all = async (tx: Tx): Promise<Organization[]> =>
  Organizations.query(tx).orderBy('name').limit(1000)

export async function insert(
  tx: Tx,
  row: Pick<Organization, 'id' | 'name' | 'createdAt'>,
): Promise<Organization> {
  return Organizations.query(tx).insert(row).returning('*')
}
