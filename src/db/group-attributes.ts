import { type Attributes, always, text, wayOf } from './attribute.ts'
import { attributesOf, rowsOf, valuesOf } from './attribute-lists.ts'
import { personName } from './user-attributes.ts'

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** Those whom the connection knows; others may belong to a team that was linked by hand. */
const members = rowsOf(
  `group_members m
   join provisioned_users mp on mp.organization_id = m.organization_id and mp.user_id = m.user_id
     and mp.connection_id = p.connection_id
   join users mu on mu.organization_id = m.organization_id and mu.id = m.user_id and mu.deleted_at is null
   where m.organization_id = p.organization_id and m.group_id = p.group_id`,
  'm.user_id',
  {
    value: { is: 'id', sql: 'm.user_id' },
    display: text(personName('mu')),
    type: text(`'User'`),
    $ref: always,
  },
)

/** Of the rows `p` and `g`. Nothing is kept of a group that has no column. */
export const groupAttributes: Attributes = attributesOf(
  `cast('{}' as jsonb)`,
  new Map([
    [wayOf('id'), { is: 'id', sql: 'p.group_id' }],
    [wayOf('externalId'), text('p.external_id')],
    [wayOf('displayName'), { is: 'text', sql: 'g.name', fold: (sql) => `lower(${sql})` }],
    [wayOf('meta', 'resourceType'), text(`'Group'`)],
    [wayOf('meta', 'created'), { is: 'moment', sql: 'p.created_at' }],
    [wayOf('meta', 'lastModified'), { is: 'moment', sql: 'p.changed_at' }],
    [wayOf('meta', 'location'), always],
    [wayOf('meta', 'version'), always],
  ]),
  new Map([
    [wayOf('schemas'), valuesOf([[GROUP, 'true']])],
    [wayOf('members'), members],
  ]),
  ['id', 'displayName', 'externalId'],
)
