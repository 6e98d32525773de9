import type { Connection } from '../domain/connection.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf } from './row.ts'

const Connections = rowOf<Connection>('connections')
const unknown = () => new Refusal('not-found', { what: 'connection' })

export async function insert(tx: Tx, row: Connection): Promise<Connection> {
  await Connections.query(tx).insert(row)
  return row
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<Connection> {
  const found = isId(id) ? await Connections.query(tx).findOne({ organizationId, id }) : undefined
  if (!found) throw unknown()
  return found
}

export async function lock(tx: Tx, organizationId: string, id: string): Promise<Connection> {
  const found = isId(id)
    ? await Connections.query(tx).findOne({ organizationId, id }).forNoKeyUpdate()
    : undefined
  if (!found) throw unknown()
  return found
}

/** Held against whatever a provider is putting there at this moment, which then finds it ended. */
export async function lockWhole(tx: Tx, organizationId: string, id: string): Promise<Connection> {
  const found = isId(id) ? await Connections.query(tx).findOne({ organizationId, id }).forUpdate() : undefined
  if (!found) throw unknown()
  return found
}

export async function countLive(tx: Tx, organizationId: string): Promise<number> {
  return Connections.query(tx).where({ organizationId }).whereNull('endedAt').resultSize()
}

/** Every write moves the version, so that an edit made from an old page is noticed. */
export async function save(tx: Tx, it: Connection, change: Partial<Connection>): Promise<Connection> {
  const { organizationId, id } = it
  const version = it.version + 1
  await Connections.query(tx)
    .patch({ ...change, version })
    .where({ organizationId, id })
  return { ...it, ...change, version }
}

/** Names of those that give this role to whom they make, or nothing beyond it. */
export async function namesWithRole(tx: Tx, organizationId: string, roleId: string): Promise<string[]> {
  const found = await Connections.query(tx)
    .where({ organizationId })
    .whereNull('endedAt')
    .where((it) => it.where({ ceilingRoleId: roleId }).orWhere({ defaultRoleId: roleId }))
    .orderBy('name')
  return found.map((it) => it.name)
}
