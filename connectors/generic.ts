import { type Connector, lenient, type Quirk } from './connector.ts'
import { bareValue } from './quirks/bare-value.ts'
import { dottedKeys } from './quirks/dotted-keys.ts'
import { emptyText } from './quirks/empty-text.ts'
import { managerId } from './quirks/id-suffix.ts'
import { listOfOne } from './quirks/list-of-one.ts'
import { filterAfterBrackets, listMeansValue } from './quirks/loose-filters.ts'
import { operationCase } from './quirks/operation-case.ts'
import { ownEnvelope } from './quirks/own-envelope.ts'
import { removeByValue } from './quirks/remove-by-value.ts'
import { foreignSchemas, undeclaredSchemas } from './quirks/schemas.ts'
import { tidyPath } from './quirks/tidy-path.ts'
import { wordToBoolean } from './quirks/word-to-boolean.ts'
import { attributes, theToken } from './setup.ts'

/**
 * What every connection understands: no request that the RFCs allow means anything else for it, but where a flag says
 * so. The order is the order of reading: the names of things first, then their shape, then what they do.
 */
export const harmless: readonly Quirk[] = [
  tidyPath,
  operationCase,
  foreignSchemas,
  undeclaredSchemas,
  dottedKeys,
  ownEnvelope,
  listOfOne,
  bareValue,
  managerId,
  emptyText,
  filterAfterBrackets,
  wordToBoolean,
  listMeansValue,
  removeByValue,
]

export const generic: Connector = {
  id: 'generic',
  name: 'Any SCIM 2.0 provider',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Point the provider here',
      lines: [
        'In the provider, add an application of its own kind for SCIM 2.0 provisioning (often "custom SCIM app").',
        'Choose SCIM version 2.0 and authentication by bearer token (also called "HTTP header" or "OAuth bearer token").',
      ],
      paste: [
        { field: 'Base URL (also Tenant URL, Endpoint, SCIM URL)', value: baseUrl },
        { field: 'Token (also Secret, API key, Access token)', value: theToken },
      ],
      pitfalls: [
        'The address must be reachable by HTTPS from the provider, not only from your own network.',
        'If there is one field for the whole header, write the word Bearer, a space, then the token.',
      ],
    },
    {
      title: 'Say what to send',
      lines: [
        'Map these attributes. Those that the provider can not send may be left out, userName excepted.',
      ],
      map: attributes({
        userName: 'the e-mail address people sign in with',
        email: 'work e-mail address',
        givenName: 'first name',
        familyName: 'last name',
        externalId: 'an id that never changes, even when the address does',
        manager: 'manager',
        department: 'department',
        title: 'job title',
        phone: 'work phone',
      }),
      pitfalls: ['Match people by userName or externalId, not by a name that two people can share.'],
    },
    {
      title: 'Try it with one person',
      lines: [
        'Use the provider\'s "test connection". It looks for somebody who does not exist: finding nobody is right.',
        'Assign one test person, and look for them in the list of people.',
        'Take the assignment away again: the person is suspended here and can not sign in any more.',
        'Then assign the groups you want. They become teams; roles follow from the mapping of the connection.',
      ],
    },
  ],
}
