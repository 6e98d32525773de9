import { type Connector, lenient, type Quirk } from './connector.ts'
import { harmless } from './generic.ts'
import { mapElements, mapMembers, onValues } from './rewrite.ts'
import { attributes, theToken } from './setup.ts'
import { isBag, type Read } from './shape.ts'

function fromJson(text: unknown): { value: string; displayName?: unknown } | null {
  if (typeof text !== 'string' || text[0] !== '{' || text.length > 4096) return null
  try {
    const role: unknown = JSON.parse(text)
    if (!isBag(role) || typeof role.value !== 'string' || !/^[^{]/.test(role.value)) return null
    return { value: role.value, displayName: role.displayName }
  } catch {
    return null
  }
}

const read: Read = (value, attribute) => {
  if (attribute.name !== 'roles' || !Array.isArray(value)) return value
  return mapElements(value, (it) => {
    const role = isBag(it) ? fromJson(it.value) : null
    if (!role || !isBag(it)) return it
    const { displayName: name } = role
    const display = typeof name === 'string' && name ? { display: name } : {}
    return { ...display, ...mapMembers(it, (member, key) => (key === 'value' ? role.value : member)) }
  })
}

/**
 * SingleAppRoleAssignment and AppRoleAssignmentsComplex send a role as an object when a person is created, and as JSON
 * inside a text when they are changed. Only here: elsewhere a role may be called `{"value":…`.
 * test/connectors/entra/role-as-json.json
 */
const roleFromJson: Quirk = {
  name: 'roleFromJson',
  why: 'A role was sent as JSON inside a text.',
  source:
    'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/customize-application-attributes#provisioning-a-role-to-a-scim-app',
  sentBy: ['entra'],
  ...onValues(read),
}

/** https://learn.microsoft.com/en-us/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups */
export const entra: Connector = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  quirks: [...harmless, roleFromJson],
  flags: { ...lenient, entraSchemasView: true },
  steps: (baseUrl) => [
    {
      title: 'Add the application',
      lines: [
        'Sign in to the Microsoft Entra admin center (entra.microsoft.com) as Application Administrator or more.',
        'Entra ID → Enterprise apps → New application → Create your own application.',
        'Give it a name, choose "Integrate any other application you don\'t find in the gallery", and Create.',
      ],
    },
    {
      title: 'Connect',
      lines: [
        'In the application: Provisioning → New configuration.',
        'Test Connection. Entra looks for a random person who can not exist; finding nobody is success.',
        'Create.',
      ],
      paste: [
        { field: 'Tenant URL', value: `${baseUrl}?aadOptscim062020` },
        { field: 'Secret Token', value: theToken },
      ],
      pitfalls: [
        'The words after the question mark make Entra keep to the standard. Provision on demand ignores them, so both ways of speaking are understood; leaving them out works too.',
        'An empty Secret Token is not refused by Entra: it then sends a token of its own, which is answered with 401.',
        'When the token expires, Entra puts the job in quarantine and stops. Replace the token before that; a warning comes in Slack.',
      ],
    },
    {
      title: 'Check the attribute mapping',
      lines: [
        'Attribute mapping → Provision Microsoft Entra ID Users. Keep these, and delete rows you do not need.',
        "Change externalId to objectId: the default, mailNickname, changes with the person's name.",
        'Matching: userName with precedence 1. Target object actions: Create, Update and Delete.',
        'Provision Microsoft Entra ID Groups: keep displayName, externalId (objectId) and members.',
      ],
      map: attributes({
        userName: 'userPrincipalName (mail, if that is what people sign in with)',
        active: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
        email: 'mail',
        givenName: 'givenName',
        familyName: 'surname',
        displayName: 'displayName',
        externalId: 'objectId',
        title: 'jobTitle',
        phone: 'telephoneNumber',
        department: 'department',
        manager: 'manager',
        employeeNumber: 'employeeId',
      }),
      pitfalls: [
        'Keep the row for active. Without it nobody is ever suspended.',
        'userPrincipalName of a guest looks like ann_x.com#EXT#@you.onmicrosoft.com, which is no address that gets mail: map mail for guests.',
        'Entra never sends an empty value for an attribute that became empty, unless the mapping makes it "".',
        'Roles: use AssertiveAppRoleAssignmentsComplex([appRoleAssignments]), which also takes roles away; AppRoleAssignmentsComplex only adds.',
      ],
    },
    {
      title: 'Choose who is in scope, and try one person',
      lines: [
        'Users and groups → Add user/group: one test person first.',
        'Provision on demand: search for the person and Provision. They appear in the list of people.',
        'Overview → Properties: enter an address for notifications, and switch on the prevention of accidental deletion.',
        'Start provisioning. Changes come about every 40 minutes; Provisioning logs shows each of them.',
      ],
      switches: [
        {
          name: 'Scope: Sync only assigned users and groups',
          set: 'on',
          why: 'otherwise the whole directory comes, and app roles are not sent',
        },
        {
          name: 'Prevent accidental deletion',
          set: 'on',
          why: 'a wrong change of scope would suspend everybody',
        },
      ],
      pitfalls: [
        'Unassigning suspends. Thirty days after somebody is deleted in Entra, a DELETE follows.',
        'Groups inside groups are not resolved: only direct members of an assigned group are provisioned.',
      ],
    },
  ],
}
