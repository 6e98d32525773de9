import { type Connector, lenient, type Quirk } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'
import { attributeAt } from './shape.ts'

const unquoted = /^\s*([\w.:$-]+) +eq +([^\s"].*)$/i
const literal = /^(true|false|null|-?\d+(\.\d+)?)$/

/**
 * authentik up to 2025.8 asks for `userName eq josegomezr`. The rest of the filter is the name, spaces and all. Only
 * here: elsewhere such a filter is refused, which is better than guessing where a text ends.
 * test/connectors/authentik/find-unquoted.json
 */
const unquotedText: Quirk = {
  name: 'unquotedText',
  why: 'A text was compared without quotation marks around it.',
  source: 'https://github.com/goauthentik/authentik/issues/16677',
  sentBy: ['authentik'],
  readFilter(filter, shape) {
    const [, path = '', text = ''] = unquoted.exec(filter) ?? []
    const isText = attributeAt(shape, path)?.type === 'string' && !literal.test(text)
    return isText ? `${path} eq ${JSON.stringify(text.trimEnd())}` : filter
  },
}

/** https://docs.goauthentik.io/add-secure-apps/providers/scim/ */
export const authentik: Connector = {
  id: 'authentik',
  name: 'authentik',
  quirks: [...harmless, unquotedText],
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Make the provider',
      lines: [
        'In the authentik Admin interface: Applications → Providers → Create → SCIM Provider.',
        'Compatibility Mode: Default. Group: a group with one test person, to begin with. Finish.',
      ],
      paste: [
        { field: 'URL', value: baseUrl },
        { field: 'Token', value: theToken },
      ],
      switches: [
        { name: 'Exclude service accounts', set: 'on', why: 'they are not people' },
        { name: "Verify SCIM server's certificates", set: 'on', why: 'the token travels over this' },
        { name: 'Dry run', set: 'off', why: 'on, nothing is sent' },
      ],
    },
    {
      title: 'Attach it to an application',
      lines: [
        'Applications → Applications → the application (or Create) → Edit → Backchannel Providers → + → the SCIM provider → Update.',
      ],
      pitfalls: [
        "Put it under Backchannel Providers, not under Provider: as Provider it becomes a tile on people's pages, and is not synchronised.",
      ],
    },
    {
      title: 'Check the property mappings',
      lines: [
        'User Property Mappings: authentik default SCIM Mapping: User. Group Property Mappings: authentik default SCIM Mapping: Group.',
        'Usernames that are no addresses: write a mapping under Customization → Property Mappings that sets userName to request.user.email.',
      ],
      map: attributes({
        userName: 'username, or email by a mapping of your own',
        active: 'is_active',
        email: 'email',
        givenName: 'the first word of name',
        familyName: 'the rest of name',
        displayName: 'name',
        externalId: 'uid',
      }),
    },
    {
      title: 'Try it',
      lines: [
        'Applications → Providers → the SCIM provider: Sync status → Run sync again. People appear in the list of people.',
        'Changes are sent as they happen, and everything is compared once an hour.',
        'Widen the group when that works.',
      ],
      pitfalls: [
        'authentik matches groups by name: two groups of one name become one team.',
        'Versions up to 2025.8 forget quotation marks when they look somebody up; this connector adds them.',
      ],
    },
  ],
}
