import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/** https://support.google.com/a/answer/7681608 */
export const google: Connector = {
  id: 'google',
  name: 'Google Workspace',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Know first what Google can do',
      lines: [
        'Google provisions only into applications of its own catalog, and only after single sign-on was set up for them.',
        'If yours does not offer Autoprovisioning, use another provider that reads Google Workspace (Okta, Entra, JumpCloud), or import people from a file.',
      ],
      pitfalls: [
        'Groups are not sent: Google uses them only to say who is in scope. Give teams and roles here.',
        'Business Starter and Frontline Starter can provision three applications at most.',
      ],
    },
    {
      title: 'Connect',
      lines: [
        'Admin console (admin.google.com) → Menu → Apps → Web and mobile apps → the application → Autoprovisioning → Configure autoprovisioning.',
        'Paste the token, Continue; paste the address, Continue.',
      ],
      paste: [
        { field: 'Access token', value: theToken },
        { field: 'Endpoint URL', value: baseUrl },
      ],
    },
    {
      title: 'Map the attributes',
      lines: [
        'Google reads /Schemas and shows what it found; those with an asterisk are required. Continue.',
      ],
      map: attributes({
        userName: 'Basic Information > Primary email',
        email: 'Basic Information > Primary email',
        givenName: 'Basic Information > First name',
        familyName: 'Basic Information > Last name',
        title: 'Employee Details > Title',
        department: 'Employee Details > Department',
        phone: 'Phone > Work',
        manager: 'Employee Details > Manager',
      }),
    },
    {
      title: 'Choose the scope and what happens to leavers',
      lines: [
        'Provisioning scope: one group with one test person first.',
        'Deprovisioning: choose for each case how long Google waits: within 24 hours, or after 1, 7 or 30 days.',
        'Finish, then switch Autoprovisioning from Inactive to Active.',
      ],
      switches: [
        {
          name: 'When an app is turned off for the user, suspend their account',
          set: 'on',
          why: 'they can not sign in here any more',
        },
        {
          name: 'When a user is suspended on Google, suspend their account',
          set: 'on',
          why: 'the same, and it is undone with it',
        },
        {
          name: 'When a user is deleted from Google, suspend or delete their account',
          set: 'on',
          why: 'a deletion may come weeks later, and for somebody who is still active here',
        },
      ],
      pitfalls: ['"Within 24 hours" means that: to lock somebody out now, suspend them here.'],
    },
    {
      title: 'Try it',
      lines: [
        'The person appears in the list of people after the next round, which can take some hours.',
        'The Autoprovisioning card shows counts for the last 30 days: created, suspended, deleted, failed.',
      ],
    },
  ],
}
