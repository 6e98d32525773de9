import type { JsonObject } from '../../domain/json.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { etagOf } from '../versions.ts'

/** What every resource is shown with. */
export interface Stamp {
  id: string
  createdAt: Date
  changedAt: Date
  version: number
}

export const locationOf = (type: ResourceType, base: string, id: string): string =>
  `${base}${type.endpoint}/${id}`

export const meta = (type: ResourceType, base: string, it: Stamp): JsonObject => ({
  resourceType: type.name,
  created: it.createdAt.toISOString(),
  lastModified: it.changedAt.toISOString(),
  location: locationOf(type, base, it.id),
  version: etagOf(it.version),
})

/** The schema of the resource, and of each extension that says something. */
export const schemasOf = (type: ResourceType, resource: JsonObject): string[] => [
  type.schema.id,
  ...type.extensions.map((it) => it.id).filter((id) => resource[id] !== undefined),
]
