import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/** Written out, because OneLogin sends exactly what its template says, empty texts included. */
const template = `{
  "schemas": [
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
  ],
  "userName": "{$parameters.scimusername}",
  "externalId": "{$user.id}",
  "name": {
    "givenName": "{$user.firstname}",
    "familyName": "{$user.lastname}",
    "formatted": "{$user.display_name}"
  },
  "displayName": "{$user.display_name}",
  "title": "{$parameters.title}",
  "emails": [{ "value": "{$user.email}", "type": "work", "primary": true }],
  "phoneNumbers": [{ "value": "{$user.phone}", "type": "work" }],
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
    "department": "{$parameters.department}",
    "manager": { "value": "{$parameters.external_manager_id}" }
  }
}`

/**
 * https://www.livingsecurity.com/migration/support/configuring-scim-for-onelogin and
 * https://doc.keepnetlabs.com/next-generation-product/platform/company/company-settings/scim-settings/onelogin-scim-integration
 */
export const onelogin: Connector = {
  id: 'onelogin',
  name: 'OneLogin',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Add the application',
      lines: [
        'In OneLogin: Applications → Applications → Add App.',
        'Search for "SCIM Provisioner with SAML (SCIM v2 Enterprise)", give it a name, Save.',
      ],
      pitfalls: ['The one called "Core Schema" speaks SCIM 1.1 and sends neither department nor manager.'],
    },
    {
      title: 'Connect',
      lines: [
        'Configuration: paste the three values, then API Status → Enable.',
        'OneLogin looks for somebody who can not exist; the status turns to Enabled when nobody is found. Save.',
      ],
      paste: [
        { field: 'SCIM Base URL', value: baseUrl },
        { field: 'SCIM JSON Template', value: template },
        { field: 'SCIM Bearer Token', value: theToken },
      ],
      pitfalls: [
        'Add "Custom Headers" only if you need them: Content-Type: application/scim+json is understood, and so is application/json.',
        'A template that was copied from elsewhere may call the manager "managerId" or leave the enterprise schema out of "schemas": both are understood.',
      ],
    },
    {
      title: 'Set the parameters',
      lines: [
        'Parameters → scimusername → Value: Email. Tick "Include in User Provisioning" for every parameter the template uses.',
        'Parameters → Groups: tick "Include in User Provisioning" if teams should follow.',
      ],
      map: attributes({
        userName: 'scimusername = Email',
        email: '{$user.email}',
        givenName: '{$user.firstname}',
        familyName: '{$user.lastname}',
        displayName: '{$user.display_name}',
        externalId: '{$user.id}',
        title: '{$parameters.title}',
        phone: '{$user.phone}',
        department: '{$parameters.department}',
        manager: '{$parameters.external_manager_id}',
      }),
    },
    {
      title: 'Switch provisioning on',
      lines: ['Provisioning → Workflow.', 'Users are deleted / suspended in OneLogin: choose Suspend.'],
      switches: [
        { name: 'Enable provisioning', set: 'on', why: 'nothing is sent before' },
        {
          name: 'Require admin approval: Create user, Delete user, Update user',
          set: 'off',
          why: 'else each change waits under Users → Provisioning',
        },
      ],
    },
    {
      title: 'Try it, then assign',
      lines: [
        'Access → Roles: choose a role that has one test person. Or Users → the person → Applications → +.',
        'Users → Provisioning shows each attempt with its answer. The person appears in the list of people.',
        'Rules → Add Rule → Set Groups in this application: from OneLogin roles, one team for each.',
      ],
      pitfalls: ['Groups come only from Rules: assigning a role gives accounts, not teams.'],
    },
  ],
}
