import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/**
 * https://jumpcloud.com/support/provision-and-manage-users-and-groups-in-apps-using-custom-scim-identity-management-integration
 * and https://github.com/Infisical/infisical/pull/2138
 */
export const jumpcloud: Connector = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Add the application',
      lines: [
        'In the JumpCloud Admin Portal: SSO Applications → Add New Application → Custom Application → Next.',
        'Choose "Export users to this app (Identity Management)" → Next. Give it a name, Save Application, Configure Application.',
      ],
    },
    {
      title: 'Connect',
      lines: ['Identity Management: SCIM version: SCIM 2.0.', 'Test Connection, then Activate, then Save.'],
      paste: [
        { field: 'Base URL', value: baseUrl },
        { field: 'Token Key', value: theToken },
        { field: 'Test User Email', value: 'an address that nobody has here' },
      ],
      switches: [
        {
          name: 'Enable management of User Groups and Group Membership in this application',
          set: 'on',
          why: 'user groups become teams',
        },
      ],
      pitfalls: [
        'Activating really creates a test person and a test group, changes them, and deletes them again. Use an address that nobody has, or the test meets that person and fails.',
        'The test person is treated like any other, so a welcome letter may go to that address: take one you can read.',
      ],
    },
    {
      title: 'Check the attribute mapping',
      lines: ['Identity Management → Attribute mapping. Compare with this; leave the rows as they are.'],
      map: attributes({
        userName: 'username (or email, where the mapping can be changed)',
        email: 'email',
        givenName: 'firstname',
        familyName: 'lastname',
        displayName: 'displayname',
        title: 'jobTitle',
        phone: 'work phone',
        department: 'department',
        employeeNumber: 'employeeIdentifier',
      }),
      pitfalls: [
        'People are known here by userName: let usernames be the addresses they sign in with, or map email.',
      ],
    },
    {
      title: 'Try it, then assign',
      lines: [
        'User Groups: tick a group with one test person, Save. People reach the application only through groups.',
        'The person appears in the list of people after a few minutes; Directory Insights shows what was sent.',
        'Take the group away: JumpCloud deactivates its people, who are suspended here.',
      ],
      pitfalls: [
        'Empty groups are not sent, and a group of the same name that is here already is taken over.',
        'Taking a group away leaves the team as it is, but suspends members who come with no other group.',
      ],
    },
  ],
}
