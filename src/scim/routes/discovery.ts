import type { JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { Answer } from '../http/answer.ts'
import { said } from '../log/said.ts'
import { listByIndex } from '../render/list.resource.ts'
import {
  providerConfig,
  resourceTypeResources,
  schemaResources,
  type View,
} from '../schema/discovery.resource.ts'

/** What describes the service, and how the connection that asks wants it described. */
export interface Described {
  base: string
  view: View
  /** In the path; '' where there is none. */
  id: string
  query: Record<string, unknown>
}
export type Description = (it: Described) => Answer

/** RFC 7643 §5. */
export const describeService: Description = (it) => one('ServiceProviderConfig', it, providerConfig(it.base))

/** RFC 7643 §6. */
export const listTypes: Description = (it) => many('ResourceTypes', it, resourceTypeResources(it.base))
export const seeType: Description = (it) => found('ResourceTypes', it, resourceTypeResources(it.base))

/** RFC 7643 §7. */
export const listSchemas: Description = (it) => many('Schemas', it, schemaResources(it.base, it.view))
export const seeSchema: Description = (it) => found('Schemas', it, schemaResources(it.base, it.view))

function one(what: string, { query }: Described, body: JsonObject): Answer {
  mustNotFilter(query)
  const { meta } = body as { meta?: { location?: string } }
  return {
    status: 200,
    body,
    ...(meta?.location ? { location: meta.location } : {}),
    said: said({ act: 'described', what }, false),
  }
}

function many(what: string, { query }: Described, resources: JsonObject[]): Answer {
  mustNotFilter(query)
  return {
    status: 200,
    body: listByIndex(resources, resources.length, 1),
    said: said({ act: 'described', what }, false),
  }
}

function found(what: string, it: Described, resources: JsonObject[]): Answer {
  const wanted = it.id.toLowerCase()
  const resource = resources.find(({ id }) => String(id).toLowerCase() === wanted)
  if (!resource) throw new ScimError(404, `There is nothing called ${it.id} among the ${what}.`)
  return one(what, it, resource)
}

/** RFC 7644 §4: whoever could filter here would think that what is left out is not there. */
function mustNotFilter(query: Record<string, unknown>): void {
  if (query.filter !== undefined) throw new ScimError(403, 'What describes the service can not be filtered.')
}
