import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/**
 * Keycloak provisions by extensions, whose client libraries keep to the RFC: searches by POST, Bulk, If-Match. They
 * read the new version of a group from the answer to a PATCH, so it has a body.
 * https://github.com/mitodl/keycloak-scim
 */
export const keycloak: Connector = {
  id: 'keycloak',
  name: 'Keycloak',
  quirks: harmless,
  flags: { ...lenient, patchAnswer: { user: 200, group: 200 } },
  steps: (baseUrl) => [
    {
      title: 'Install the extension',
      lines: [
        'Keycloak sends SCIM only with an extension. Put the jar of keycloak-scim (github.com/mitodl/keycloak-scim, or the fork your vendor maintains) into /opt/keycloak/providers/.',
        'Run kc.sh build, then restart Keycloak.',
      ],
      pitfalls: ['What Keycloak calls its SCIM API is the other direction: it receives. It sends nothing.'],
    },
    {
      title: 'Let it hear of changes',
      lines: ['Admin Console → the realm → Realm settings → Events → Event listeners: add scim. Save.'],
      pitfalls: [
        'Without the listener only the periodic synchronisation runs, and who leaves stays active until then.',
      ],
    },
    {
      title: 'Connect',
      lines: ['Admin Console → User federation → Add Scim provider. Save.'],
      paste: [
        { field: 'SCIM 2.0 endpoint', value: baseUrl },
        { field: 'Endpoint content type', value: 'application/scim+json' },
        { field: 'Auth mode', value: 'BEARER' },
        { field: 'Bearer token', value: theToken },
        { field: 'Import action', value: 'NOTHING' },
      ],
      switches: [
        { name: 'Enable import during sync', set: 'off', why: 'people flow from Keycloak to here, not back' },
        { name: 'Enable refresh during sync', set: 'on', why: 'a missed change is made up for' },
        { name: 'Periodic full sync', set: 'on', why: 'once a day is enough' },
      ],
      pitfalls: [
        'Import action DELETE_REMOTE deletes everybody here whom Keycloak does not know, your owners included as far as they may be. Leave it at NOTHING.',
        'In a container, localhost is the container: use the public address.',
      ],
    },
    {
      title: 'Check what is sent',
      lines: ['There is no mapping to edit. Everybody needs an e-mail address in Keycloak.'],
      map: attributes({
        userName: 'Username',
        active: 'Enabled',
        email: 'Email',
        givenName: 'First name',
        familyName: 'Last name',
        externalId: 'the id of the user in Keycloak',
      }),
      pitfalls: [
        'If usernames are no addresses, switch on Realm settings → Login → Email as username before you connect.',
      ],
    },
    {
      title: 'Try it',
      lines: [
        'Change a test person in Keycloak: they appear in the list of people at once.',
        'User federation → the provider → Action → Sync all users brings the rest.',
        "Errors are in Keycloak's log only; here the last exchanges of the connection show them too.",
      ],
    },
  ],
}
