import type { Context, Quirk } from '../connector.ts'
import { type Bag, isExtension, type Shape, schemaAt } from '../shape.ts'

const listed = (resource: Bag): readonly unknown[] | null =>
  Array.isArray(resource.schemas) ? resource.schemas : null
const isListed = (list: readonly unknown[], urn: string) =>
  list.some((it) => typeof it === 'string' && it.toLowerCase() === urn.toLowerCase())

/**
 * Entra's groups name a schema of Microsoft's own, OneLogin's older template the one of SCIM 1.0.
 * test/connectors/entra/create-group.json
 */
export const foreignSchemas: Quirk = {
  name: 'foreignSchemas',
  why: 'A schema was named that is not served here; it was left out.',
  source:
    'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',
  sentBy: ['entra', 'onelogin'],
  when: (flags) => flags.unknownAttributes === 'ignore',
  readResource(resource, { shape }) {
    const known = listed(resource)?.filter((it) => typeof it !== 'string' || schemaAt(shape, it))
    return known && known.length !== listed(resource)?.length ? { ...resource, schemas: known } : resource
  },
}

/** The extension is there, but nobody said so. test/connectors/onelogin/create-user.json */
export const undeclaredSchemas: Quirk = {
  name: 'undeclaredSchemas',
  why: 'The body used a schema that its list of schemas left out.',
  source:
    'https://doc.keepnetlabs.com/next-generation-product/platform/company/company-settings/scim-settings/onelogin-scim-integration',
  sentBy: ['onelogin'],
  readResource(resource, { shape }: Context) {
    const list = listed(resource)
    if (!list) return resource
    const missing = [shape.id, ...extensionsIn(resource, shape)].filter((it) => !isListed(list, it))
    return missing.length ? { ...resource, schemas: [...list, ...missing] } : resource
  },
}

const extensionsIn = (resource: Bag, shape: Shape) =>
  Object.keys(resource).filter((it) => isExtension(shape, it))
