import { type Attribute, binary, complex, display, reference, several, text, yesOrNo } from './attribute.ts'

const name = complex('name', 'The parts of the name.', [
  text('formatted', 'The whole name, as it is shown.'),
  text('familyName', 'The last name.'),
  text('givenName', 'The first name.'),
  text('middleName', 'The middle names.'),
  text('honorificPrefix', 'A title before the name.'),
  text('honorificSuffix', 'What follows the name.'),
])

const addresses = complex(
  'addresses',
  'Places where the person can be met or written to.',
  [
    text('formatted', 'The whole address, with line breaks.'),
    text('streetAddress', 'Street and house number.'),
    text('locality', 'City or place.'),
    text('region', 'State or region.'),
    text('postalCode', 'Postal code.'),
    text('country', 'Country, as in ISO 3166-1 alpha 2.'),
    text('type', 'What this one is for.', { canonicalValues: ['work', 'home', 'other'] }),
    yesOrNo('primary', 'True for the preferred one; at most one of the list is.'),
  ],
  { multiValued: true },
)

const groups = complex(
  'groups',
  'The groups the person belongs to. Changed through the groups.',
  [
    text('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
    reference('$ref', 'Where the group is.', { mutability: 'readOnly', referenceTypes: ['Group'] }),
    display,
    text('type', 'How the person belongs to it.', {
      mutability: 'readOnly',
      canonicalValues: ['direct'],
    }),
  ],
  { multiValued: true, mutability: 'readOnly' },
)

const value = (description: string) => text('value', description)

/** RFC 7643 §4.1. What has no column of its own is kept as it came, and comes back. */
export const userAttributes: readonly Attribute[] = [
  text('userName', 'What the person signs in with at the provider.', {
    required: true,
    uniqueness: 'server',
  }),
  name,
  text('displayName', 'The name as it is shown.'),
  text('nickName', 'What the person is called.'),
  reference('profileUrl', 'A page about the person.', { referenceTypes: ['external'] }),
  text('title', 'The position in the organization.'),
  text('userType', 'How the person belongs to the organization.'),
  text('preferredLanguage', 'Languages, as in an Accept-Language header.'),
  text('locale', 'How numbers and dates are written.'),
  text('timezone', 'A zone of the IANA time zone database.'),
  yesOrNo('active', 'False while the person may not come in.'),
  text('password', 'Taken and dropped: a password is chosen by its person.', {
    mutability: 'writeOnly',
    returned: 'never',
    caseExact: true,
    isIgnored: true,
  }),
  several(
    'emails',
    'Email addresses: work is signed in with, other is the personal one.',
    value('The address.'),
    ['work', 'home', 'other'],
    display,
  ),
  several(
    'phoneNumbers',
    'Telephone numbers.',
    value('The number.'),
    ['work', 'home', 'mobile', 'fax', 'pager', 'other'],
    display,
  ),
  several('ims', 'Addresses for instant messages.', value('The address.'), [], display),
  several(
    'photos',
    'Pictures of the person.',
    reference('value', 'Where the picture is.', { referenceTypes: ['external'] }),
    ['photo', 'thumbnail'],
    display,
  ),
  addresses,
  groups,
  several(
    'entitlements',
    'What the person is entitled to.',
    value('The entitlement.'),
    [],
    text('display', 'A name to show.'),
  ),
  several(
    'roles',
    'What the person is to the organization.',
    value('The role.'),
    [],
    text('display', 'A name to show.'),
  ),
  several(
    'x509Certificates',
    'Certificates of the person.',
    binary('value', 'The certificate, DER in base64.'),
    [],
    display,
  ),
]

/** RFC 7643 §4.3. */
export const enterpriseAttributes: readonly Attribute[] = [
  text('employeeNumber', 'The number the organization knows the person by.'),
  text('costCenter', 'The cost center.'),
  text('organization', 'The organization.'),
  text('division', 'The division.'),
  text('department', 'The department.'),
  complex('manager', 'Whom the person reports to.', [
    text('value', 'The id of the manager.', { caseExact: true }),
    reference('$ref', 'Where the manager is.', { referenceTypes: ['User'], mutability: 'readOnly' }),
    text('displayName', 'The name of the manager; ours to say.', { mutability: 'readOnly' }),
  ]),
]

/** What Usher knows of a person beyond the RFC. */
export const usherAttributes: readonly Attribute[] = [
  text('gender', 'The gender.', { canonicalValues: ['female', 'male', 'other', 'not stated'] }),
  text('birthday', 'The day of birth, as 1990-12-31.'),
  text('personalAddress', 'A private email address, for what is not of the organization.'),
  complex(
    'sites',
    'The sites the person works at. Changed in Usher.',
    [
      text('value', 'The id of the site.', { mutability: 'readOnly', caseExact: true }),
      text('display', 'The name of the site.', { mutability: 'readOnly' }),
    ],
    { multiValued: true, mutability: 'readOnly' },
  ),
]
