import type { Attribute, Shapes } from '../../connectors/shape.ts'

const one = (name: string, type = 'string'): Attribute => ({
  name,
  type,
  multiValued: false,
  subAttributes: [],
})
const complex = (name: string, ...subAttributes: Attribute[]): Attribute => ({
  name,
  type: 'complex',
  multiValued: false,
  subAttributes,
})
const list = (name: string, ...more: Attribute[]): Attribute => ({
  ...complex(name, one('value'), one('display'), one('type'), ...more),
  multiValued: true,
})
const ranked = (name: string, ...more: Attribute[]) => list(name, one('primary', 'boolean'), ...more)

/** The schemas of RFC 7643 §8.7, as far as quirks look at them. */
export const shapes: Shapes = {
  user: {
    id: 'urn:ietf:params:scim:schemas:core:2.0:User',
    attributes: [
      one('userName'),
      complex('name', ...['formatted', 'familyName', 'givenName', 'middleName'].map((it) => one(it))),
      ...['displayName', 'nickName', 'title', 'userType', 'locale', 'timezone', 'password'].map((it) =>
        one(it),
      ),
      one('active', 'boolean'),
      ranked('emails'),
      ranked('phoneNumbers'),
      ranked(
        'addresses',
        ...['streetAddress', 'locality', 'region', 'postalCode', 'country'].map((it) => one(it)),
      ),
      list('groups', one('$ref', 'reference')),
      ranked('roles'),
    ],
    extensions: [
      {
        id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
        attributes: [
          ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((it) => one(it)),
          complex('manager', one('value'), one('$ref', 'reference'), one('displayName')),
        ],
      },
    ],
  },
  group: {
    id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
    attributes: [one('displayName'), list('members', one('$ref', 'reference'))],
    extensions: [],
  },
}
