import type { Quirk } from '../connector.ts'

const names = [
  'Users',
  'Groups',
  'Bulk',
  'Schemas',
  'ResourceTypes',
  'ServiceProviderConfig',
  'Me',
  '.search',
]
const tidy = new Set(names.map((it) => `/${it}`))
const known = new Map(names.map((it) => [it.toLowerCase(), it]))

/** `/scim/v2/users/` of Microsoft's Postman collection. test/connectors/entra/postman-lower-case.json */
export const tidyPath: Quirk = {
  name: 'tidyPath',
  why: 'The address was written in lower case, or with a slash too many.',
  source: 'https://github.com/AzureAD/SCIMReferenceCode/issues/44',
  sentBy: ['entra'],
  readPath(path) {
    if (tidy.has(path)) return path
    const parts = path.split('/').filter(Boolean)
    const [type = '', ...rest] = parts
    return `/${[known.get(type.toLowerCase()) ?? type, ...rest].join('/')}`
  },
}
