import { userNameKey } from '../domain/said-user.ts'
import { type Attributes, always, type Column, text, textElsewhere, wayOf } from './attribute.ts'
import { attributesOf, elementsOf, rowsOf, valuesOf } from './attribute-lists.ts'
import { emailElements, phoneElements, photoElements } from './written-lists.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const USHER = 'urn:ietf:params:scim:schemas:extension:usher:2.0:User'

/** As domain/user.ts calls somebody. */
export const personName = (it: string) => `coalesce(${it}.display_name,
  nullif(concat_ws(' ', nullif(${it}.first_name, ''), nullif(${it}.last_name, '')), ''), ${it}.email, ${it}.phone)`

const department = `(select d.name from groups d
  where d.organization_id = u.organization_id and d.id = u.department_id)`

/** A manager whom the connection knows, or one whom it named and nobody knows. */
const ofManager = (what: string) => `(select ${what} from provisioned_users pm
  join users mu on mu.organization_id = pm.organization_id and mu.id = pm.user_id and mu.deleted_at is null
  where pm.organization_id = u.organization_id and pm.user_id = u.manager_id and pm.connection_id = p.connection_id)`
const managerId = `coalesce(${ofManager('cast(pm.user_id as text)')}, p.unknown_manager)`

/** What has a column is asked of the column: somebody in Usher may have changed it since the provider spoke. */
const columns: [way: string, column: Column][] = [
  [wayOf('id'), { is: 'id', sql: 'p.user_id' }],
  [wayOf('externalId'), text('p.external_id')],
  [wayOf('userName'), { is: 'text', sql: 'p.user_name', key: { sql: 'p.user_name_key', of: userNameKey } }],
  [wayOf('active'), { is: 'truth', sql: '(u.suspended_at is null)' }],
  [wayOf('displayName'), text('u.display_name')],
  [wayOf('title'), text('u.position')],
  [wayOf('name', 'givenName'), text('u.first_name')],
  [wayOf('name', 'familyName'), text('u.last_name')],
  [wayOf(ENTERPRISE, 'department'), textElsewhere(department)],
  [wayOf(ENTERPRISE, 'manager', 'value'), textElsewhere(managerId)],
  [wayOf(ENTERPRISE, 'manager', 'displayName'), textElsewhere(ofManager(personName('mu')))],
  [wayOf(ENTERPRISE, 'manager', '$ref'), { is: 'untold', sql: `${ofManager('mu.id')} is not null` }],
  [wayOf(USHER, 'gender'), text('u.gender')],
  [wayOf(USHER, 'birthday'), text(`to_char(u.birthday, 'YYYY-MM-DD')`)],
  [wayOf(USHER, 'personalAddress'), text('u.delivery_email')],
  [wayOf('meta', 'resourceType'), text(`'User'`)],
  [wayOf('meta', 'created'), { is: 'moment', sql: 'p.created_at' }],
  [wayOf('meta', 'lastModified'), { is: 'moment', sql: 'p.changed_at' }],
  [wayOf('meta', 'location'), always],
  [wayOf('meta', 'version'), always],
]

const belonging = (to: string) => `group_members m
  join groups g on g.organization_id = m.organization_id and g.id = m.group_id ${to}
  where m.organization_id = p.organization_id and m.user_id = p.user_id`
const ownTeams = `join provisioned_groups t on t.organization_id = g.organization_id and t.group_id = g.id
  and t.connection_id = p.connection_id`
const shown: Record<string, Column> = {
  value: { is: 'id', sql: 'm.group_id' },
  display: text('g.name'),
}

const teams = rowsOf(belonging(ownTeams), 'g.name, g.id', { ...shown, type: text(`'direct'`), $ref: always })
const sites = rowsOf(belonging(`and g.kind = 'site'`), 'g.name, g.id', shown)
const emails = elementsOf(
  emailElements,
  // Gathered one after the other: taken together by one scan, each of these indexes is set up as a map of its own.
  (values) => `p.user_id = any (array(
    select user_id from provisioned_users
      where organization_id = $1 and connection_id = $2 and email_keys && ${values}
    union all select id from users where organization_id = $1 and address = any (${values})
    union all select id from users where organization_id = $1 and lower(delivery_email) = any (${values})))`,
)

/** The extensions that say something. */
const schemas = valuesOf([
  [USER, 'true'],
  [
    ENTERPRISE,
    `p.resource -> '${ENTERPRISE}' is not null or u.department_id is not null or ${managerId} is not null`,
  ],
  [
    USHER,
    `u.gender is not null or u.birthday is not null or u.delivery_email is not null
     or exists (select from ${sites.from})`,
  ],
])

export const userAttributes: Attributes = attributesOf(
  'p.resource',
  new Map(columns),
  new Map([
    [wayOf('schemas'), schemas],
    [wayOf('groups'), teams],
    [wayOf(USHER, 'sites'), sites],
    [wayOf('emails'), emails],
    [wayOf('phoneNumbers'), elementsOf(phoneElements)],
    [wayOf('photos'), elementsOf(photoElements)],
  ]),
  ['id', 'userName', 'externalId'],
)
