import { type Attribute, complex, display, reference, text } from './attribute.ts'

/** RFC 7643 §4.2. A group of Usher holds people, never groups. */
export const groupAttributes: readonly Attribute[] = [
  text('displayName', 'The name of the group.', { required: true, uniqueness: 'server' }),
  complex(
    'members',
    'The people of the group.',
    [
      text('value', 'The id of the user.', { required: true, mutability: 'immutable', caseExact: true }),
      reference('$ref', 'Where the user is.', { referenceTypes: ['User'], mutability: 'readOnly' }),
      display,
      text('type', 'What the member is: a user.', { canonicalValues: ['User'], mutability: 'immutable' }),
    ],
    { multiValued: true },
  ),
]
