import { type Attribute, complex } from './attribute.ts'
import { commonAttributes } from './common.ts'
import { groupAttributes } from './group.ts'
import { urns } from './urns.ts'
import { enterpriseAttributes, userAttributes, usherAttributes } from './user.ts'

export interface Schema {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
}

export interface ResourceType {
  readonly name: 'User' | 'Group'
  readonly endpoint: '/Users' | '/Groups'
  readonly description: string
  readonly schema: Schema
  readonly extensions: readonly Schema[]
  /** A resource of this type whole: the common attributes, its own, and each extension under its URN. */
  readonly root: Attribute
}

export const schemas = {
  user: {
    id: urns.user,
    name: 'User',
    description: 'A person of the organization.',
    attributes: userAttributes,
  },
  enterprise: {
    id: urns.enterprise,
    name: 'EnterpriseUser',
    description: 'What an enterprise says of a person.',
    attributes: enterpriseAttributes,
  },
  usher: {
    id: urns.usher,
    name: 'UsherUser',
    description: 'What Usher knows of a person beyond the standard.',
    attributes: usherAttributes,
  },
  group: {
    id: urns.group,
    name: 'Group',
    description: 'A team of the organization.',
    attributes: groupAttributes,
  },
} as const satisfies Record<string, Schema>

const asAttribute = (it: Schema) => complex(it.id, it.description, it.attributes)

const resourceType = (it: Omit<ResourceType, 'root'>): ResourceType => ({
  ...it,
  root: complex(it.name, it.description, [
    ...commonAttributes,
    ...it.schema.attributes,
    ...it.extensions.map(asAttribute),
  ]),
})

export const userType = resourceType({
  name: 'User',
  endpoint: '/Users',
  description: 'A person of the organization.',
  schema: schemas.user,
  extensions: [schemas.enterprise, schemas.usher],
})

export const groupType = resourceType({
  name: 'Group',
  endpoint: '/Groups',
  description: 'A team of the organization.',
  schema: schemas.group,
  extensions: [],
})

export const resourceTypes: readonly ResourceType[] = [userType, groupType]
