import { type Attribute, complex, moment, reference, text } from './attribute.ts'

/** RFC 7643 §3: what every resource has. Not listed in /Schemas, which is about what is special to one. */
export const commonAttributes: readonly Attribute[] = [
  reference('schemas', 'The schemas this resource is written in.', {
    multiValued: true,
    required: true,
    returned: 'always',
    mutability: 'readOnly',
  }),
  text('id', 'Made by Usher, never changed.', {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  }),
  text('externalId', 'What the provider knows this resource by.', { caseExact: true }),
  complex(
    'meta',
    'About the resource itself.',
    [
      text('resourceType', 'The kind of resource.', { caseExact: true, mutability: 'readOnly' }),
      moment('created', 'When it was made.', { mutability: 'readOnly' }),
      moment('lastModified', 'When it last changed.', { mutability: 'readOnly' }),
      reference('location', 'Where it is.', { mutability: 'readOnly' }),
      text('version', 'The version, as in the ETag.', { caseExact: true, mutability: 'readOnly' }),
    ],
    { mutability: 'readOnly' },
  ),
]
