import type { Flags } from '../../../connectors/connector.ts'
import { connectorOf } from '../../../connectors/index.ts'
import { type Normalised, normalise, type ScimRequest } from '../../../connectors/normalise.ts'
import type { Connection } from '../../domain/connection.ts'
import type { Reading } from '../read/reading.ts'
import { groupType, type ResourceType, userType } from '../schema/resource-type.ts'

/** How the requests of one connection are read. */
export interface Dialect {
  flags: Flags
  how: Reading
  normalise(request: ScimRequest): Normalised
}

/** Kept as they are: connectors remember what they looked up beside them. */
const shapeOf = ({ schema, extensions }: ResourceType) => ({ ...schema, extensions })
const shapes = { user: shapeOf(userType), group: shapeOf(groupType) }

const known = new WeakMap<Connection, Dialect>()

export function dialectOf(connection: Connection): Dialect {
  const dialect = known.get(connection) ?? made(connection)
  known.set(connection, dialect)
  return dialect
}

function made(connection: Connection): Dialect {
  const connector = connectorOf(connection.connector)
  const flags: Flags = { ...connector.flags, ...connection.flags }
  return {
    flags,
    how: readingBy(flags),
    normalise: (request) => normalise(connector, request, shapes, flags),
  }
}

const readingBy = (flags: Flags): Reading => ({
  unknown: flags.unknownAttributes === 'reject' ? 'refuse' : 'ignore',
  noMatch: flags.createOnReplace === 'strict' ? 'refuse' : 'make',
  removal: flags.removeMembersWithValue === 'strict' ? 'all' : 'listed',
})
