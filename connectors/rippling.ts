import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/**
 * https://workos.com/docs/integrations/rippling-scim and
 * https://help.kombo.dev/hc/en-us/articles/35612530773521-Rippling-SCIM-How-do-I-link-my-account
 */
export const rippling: Connector = {
  id: 'rippling',
  name: 'Rippling',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Make the integration',
      lines: [
        'In Rippling: IT → Third-Party Access → Add Integration → Create New Custom Integration (older consoles: Identity Management → Custom App → Create New App).',
        'Give it a name, a category and a logo; tick "User Management via SCIM"; Continue.',
      ],
    },
    {
      title: 'Connect',
      lines: [
        'SCIM Version: 2.0. SCIM Authorization Method: Bearer Token.',
        'Supported SCIM Attributes: add externalId, emails.primary, name.givenName, name.familyName, employeeNumber, title, department.',
        'Install now, confirm that you install it yourself, and paste the token when asked.',
      ],
      paste: [
        { field: 'SCIM base URL', value: baseUrl },
        { field: 'Bearer Token', value: theToken },
      ],
      switches: [
        { name: 'Supports Groups', set: 'on', why: 'groups become teams' },
        { name: 'Supports Pagination', set: 'on', why: 'lists come in pages of 100' },
        { name: 'Create & Delete Groups', set: 'on', why: 'else teams must exist here first' },
        {
          name: 'Use PATCH to edit Groups',
          set: 'on',
          why: 'otherwise each change sends all members, and two at once lose one',
        },
        { name: 'Mutually Exclusive Groups', set: 'off', why: 'a person may be in several teams' },
      ],
    },
    {
      title: 'Map the attributes',
      lines: ['Attribute Mappings: set the cadence of each to "On user creation and updates".'],
      map: attributes({
        userName: 'Work email',
        email: 'Work email (emails.primary)',
        givenName: 'First name',
        familyName: 'Last name',
        externalId: 'Rippling employee id',
        title: 'Title',
        department: 'Department',
        employeeNumber: 'Employee number',
      }),
      pitfalls: [
        'The cadence is "On user creation" at first: later changes of name or department would not come.',
      ],
    },
    {
      title: 'Try it, then assign',
      lines: [
        'App Access Rules: one test person. Provision Time: on the start date is the usual choice.',
        'Match those who are here already to their employees, when Rippling lists them.',
        'The person appears in the list of people. Widen the rules when that works.',
      ],
      pitfalls: [
        'When an answer is slow, Rippling creates the person again; the second time is answered with 409, and there is one person.',
      ],
    },
  ],
}
