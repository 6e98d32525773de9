import type { JsonObject } from '../../domain/json.ts'
import { limits } from '../limits.ts'
import type { Attribute } from './attribute.ts'
import { type ResourceType, resourceTypes, type Schema, schemas } from './resource-type.ts'

const core = (name: string) => `urn:ietf:params:scim:schemas:core:2.0:${name}`

/** What a provider's own check of /Schemas can not bear; written as a path: emails.display. */
export interface View {
  without?: readonly string[]
}

export const schemaResources = (base: string, view: View = {}): JsonObject[] =>
  Object.values(schemas).map((it) => schemaResource(it, base, view))

function schemaResource(it: Schema, base: string, view: View): JsonObject {
  return {
    schemas: [core('Schema')],
    id: it.id,
    name: it.name,
    description: it.description,
    attributes: described(it.attributes, '', new Set(view.without ?? [])),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${it.id}` },
  }
}

const described = (attributes: readonly Attribute[], above: string, without: ReadonlySet<string>) =>
  attributes
    .filter((it) => !it.isIgnored && !without.has(`${above}${it.name}`))
    .map((it) => inJson(it, above, without))

function inJson(it: Attribute, above: string, without: ReadonlySet<string>): JsonObject {
  const { subAttributes, canonicalValues, referenceTypes } = it
  return {
    name: it.name,
    type: it.type,
    multiValued: it.multiValued,
    description: it.description,
    required: it.required,
    caseExact: it.caseExact,
    mutability: it.mutability,
    returned: it.returned,
    uniqueness: it.uniqueness,
    ...(canonicalValues ? { canonicalValues: [...canonicalValues] } : {}),
    ...(referenceTypes ? { referenceTypes: [...referenceTypes] } : {}),
    ...(subAttributes.length > 0
      ? { subAttributes: described(subAttributes, `${above}${it.name}.`, without) }
      : {}),
  }
}

export const resourceTypeResources = (base: string): JsonObject[] =>
  resourceTypes.map((it) => resourceTypeResource(it, base))

const resourceTypeResource = (it: ResourceType, base: string): JsonObject => ({
  schemas: [core('ResourceType')],
  id: it.name,
  name: it.name,
  endpoint: it.endpoint,
  description: it.description,
  schema: it.schema.id,
  schemaExtensions: it.extensions.map(({ id }) => ({ schema: id, required: false })),
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${it.name}` },
})

/** RFC 7643 §5, with the pagination of RFC 9865 §4. */
export const providerConfig = (base: string): JsonObject => ({
  schemas: [core('ServiceProviderConfig')],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: limits.bulkOperations, maxPayloadSize: limits.bulkPayload },
  filter: { supported: true, maxResults: limits.page },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: limits.defaultPage,
    maxPageSize: limits.page,
    cursorTimeout: limits.cursorSeconds,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token of the connection, sent as Authorization: Bearer.',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
    {
      type: 'oauth2',
      name: 'OAuth 2.0 client credentials',
      description: `A token that ends by itself, from ${base}/oauth/token.`,
      specUri: 'https://www.rfc-editor.org/info/rfc6749',
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})
