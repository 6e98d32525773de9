import { type Connector, lenient } from './connector.ts'
import { harmless } from './generic.ts'
import { attributes, theToken } from './setup.ts'

/**
 * Okta keeps to the RFC but for repeating a group's id when it renames it, which harms nobody.
 * https://developer.okta.com/docs/reference/scim/scim-20/ and https://help.okta.com/en-us/content/topics/apps/apps_app_integration_wizard_scim.htm
 */
export const okta: Connector = {
  id: 'okta',
  name: 'Okta',
  quirks: harmless,
  flags: lenient,
  steps: (baseUrl) => [
    {
      title: 'Make the app integration',
      lines: [
        'In the Okta Admin Console: Applications → Applications → Create App Integration → SAML 2.0 (or SWA), and finish the wizard. Okta adds SCIM to such an app; to one for OIDC only where the newer Okta Integration Wizard made it.',
        'Open the app → General → App Settings → Edit → Provisioning: SCIM → Save. A Provisioning tab appears.',
      ],
      pitfalls: [
        'Provisioning needs Lifecycle Management in your Okta plan; without it there is no such setting.',
      ],
    },
    {
      title: 'Connect',
      lines: [
        'Provisioning → Integration → Edit.',
        'Supported provisioning actions: Push New Users, Push Profile Updates, Push Groups. Import New Users and Profile Updates is optional, for matching people who are here already.',
        'Authentication Mode: HTTP Header.',
        'Test Connector Configuration. It should list the actions you chose as supported. Then Save.',
      ],
      paste: [
        { field: 'SCIM connector base URL', value: baseUrl },
        { field: 'Unique identifier field for users', value: 'userName' },
        { field: 'Authorization (Bearer)', value: theToken },
      ],
      pitfalls: ['Okta writes the word Bearer itself: paste the token alone.'],
    },
    {
      title: 'Switch on what Okta may do',
      lines: ['Provisioning → To App → Edit, then Save.'],
      switches: [
        { name: 'Create Users', set: 'on', why: 'assigned people get their account' },
        { name: 'Update User Attributes', set: 'on', why: 'names, addresses and managers follow' },
        { name: 'Deactivate Users', set: 'on', why: 'who is unassigned is suspended here at once' },
        {
          name: 'Sync Password',
          set: 'off',
          why: 'passwords stay where they are; one that is sent is taken but never shown',
        },
      ],
      map: attributes({
        userName: 'Username (set under Sign On → Application username format)',
        givenName: 'user.firstName',
        familyName: 'user.lastName',
        email: 'user.email',
        displayName: 'user.displayName',
        title: 'user.title',
        phone: 'user.primaryPhone',
        department: 'user.department',
        manager: "the manager's id in this system; user.managerId only if it holds that",
        employeeNumber: 'user.employeeNumber',
      }),
      pitfalls: [
        'Application username format decides userName. Choose Email unless Okta usernames are addresses here too.',
      ],
    },
    {
      title: 'Try it, then assign',
      lines: [
        'Assignments → Assign → Assign to People: one test person. They appear in the list of people within a minute.',
        'Unassign them: they are suspended, and kept.',
        'Push Groups → Push Groups → Find groups by name. Each pushed group becomes a team.',
        'Dashboard → Tasks shows what Okta could not do, with the sentence that came back from here.',
      ],
      pitfalls: [
        'Assigning a group gives its members accounts; pushing it creates the team. Okta advises to use different groups for the two, because a group that does both can race itself.',
        'People must be assigned before a group that contains them is pushed, or the push leaves them out.',
      ],
    },
  ],
}
