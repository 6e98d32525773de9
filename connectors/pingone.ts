import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/** https://docs.pingidentity.com/pingone/integrations/p1_create_scim_connection.html */
export const pingone: Connector = {
  id: 'pingone',
  name: 'PingOne and PingFederate',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Make the connection',
      lines: [
        'In PingOne: Integrations → Provisioning → + → New connection → Identity Store → Select.',
        'SCIM Outbound → Select → Next. Give it a name, Next.',
        'Configure authentication: SCIM version 2.0, Authentication method OAuth 2 Bearer Token.',
        'Test connection. It must succeed before the connection can be used. Next.',
      ],
      paste: [
        { field: 'SCIM Base URL', value: baseUrl },
        { field: 'Users Resource', value: '/Users' },
        { field: 'Groups Resource', value: '/Groups' },
        { field: 'OAuth Access Token', value: theToken },
        { field: 'Auth Type Header', value: 'Bearer' },
      ],
      pitfalls: [
        'Instead of a token: OAuth 2 Client Credentials, with the token address, client id and secret of this connection.',
        'The Auth Type Header "Custom" replaces the word Bearer, and is answered with 401.',
      ],
    },
    {
      title: 'Configure preferences',
      lines: [
        'User Filter Expression: userName Eq "%s". It finds who is here already; emails Eq "%s" works too.',
        'User Identifier: userName.',
        'Remove action: Disable. Save.',
      ],
      switches: [
        { name: 'Allow users to be created, updated, disabled', set: 'on', why: 'all three are understood' },
        {
          name: 'Allow users to be removed',
          set: 'on',
          why: 'with Disable as the action, removing is suspending',
        },
        {
          name: 'Group membership handling: Merge',
          set: 'on',
          why: 'Overwrite takes out members that were added here by hand',
        },
      ],
    },
    {
      title: 'Make the rule',
      lines: [
        'Integrations → Provisioning → + → New Rule. Source PingOne, target this connection.',
        'User Filter: begin with one person, for example Username equals their name.',
        'Attribute Mapping: add the rows that are missing.',
        'Group Provisioning: add the groups that should become teams.',
        'Switch on the connection, then the rule: both have a toggle, and both are off at first.',
      ],
      map: attributes({
        userName: 'Email Address (or Username)',
        active: 'Enabled',
        email: 'Email Address',
        givenName: 'Given Name',
        familyName: 'Family Name',
        displayName: 'Formatted',
        externalId: 'User ID',
        title: 'Title',
        phone: 'Primary Phone',
      }),
    },
    {
      title: 'Try it',
      lines: [
        "The rule's Sync Status tells how many were sent, and which failed with what answer.",
        'The person appears in the list of people. Widen the user filter when that works.',
      ],
      pitfalls: [
        'PingFederate: SP Connections → Outbound Provisioning → Configure → SCIM Connector takes the same values.',
      ],
    },
  ],
}
