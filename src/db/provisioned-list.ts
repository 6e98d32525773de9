import type { Position } from '../domain/page-cursor.ts'
import type { GroupFacts, UserFacts } from '../domain/provisioned.ts'
import type { Walk } from '../domain/question.ts'
import { type Attributes, type Bind, newBindings, type Owner } from './attribute.ts'
import type { Tx } from './database.ts'
import { groupAttributes } from './group-attributes.ts'
import { beyond, inOrder, isFalling, orderOf } from './order.ts'
import { factsOf, type ProvisionedPerson, personColumns, type Wants } from './provisioned-users.ts'
import { conditionOf, narrowing } from './question.ts'
import { select } from './row.ts'
import { personName, userAttributes } from './user-attributes.ts'

/** A part of a list: where it begins, and how much of it is wanted. */
export interface Stretch {
  /** Those behind somebody; null: from the beginning. */
  from: Position | null
  /** Read towards the beginning, and found in that order. */
  isBackward: boolean
  /** So many are passed over first: as dear as they are many. */
  skipped: number
  limit: number
}

export interface Found<T> {
  rows: { facts: T; position: Position }[]
  /** How many there are in all, where that came along. */
  total: number | null
}

/** What is listed, and in which order. */
export type Asked = Pick<Walk, 'question' | 'order'>

/** Those of a connection, of one kind. */
export interface List<T, W> {
  name: 'users' | 'groups'
  find(tx: Tx, of: Owner, asked: Asked, stretch: Stretch, wants: W): Promise<Found<T>>
  count(tx: Tx, of: Owner, question: Walk['question']): Promise<number>
}

interface Kind<T, W, Row> {
  name: 'users' | 'groups'
  attributes: Attributes
  /** Of the rows `p`, and in the order of an index. */
  key: string
  /** Everybody, by that index alone; and everybody with all that can be asked of them. */
  keys: string
  all: string
  /** The same of those few whom an index finds. */
  few(narrowing: string): string
  /** What is shown of those on a page. */
  columns(wants: W): string
  looks: [as: string, from: string][]
  factsOf(row: Row): T
}

const own = 'where p.organization_id = :organizationId and p.connection_id = :connectionId'

const users: Kind<UserFacts, Wants, ProvisionedPerson> = {
  name: 'users',
  attributes: userAttributes,
  key: 'p.user_id',
  // Those who are deleted and can be brought back are few: to look for each in `users` would be a million looks.
  keys: `provisioned_users p ${own} and p.user_id <> all (array(
    select id from users where organization_id = :organizationId and purge_at is not null))`,
  all: `provisioned_users p
    join users u on u.organization_id = p.organization_id and u.id = p.user_id and u.deleted_at is null ${own}`,
  few: (narrowing) => `(select * from provisioned_users p ${own} and ${narrowing} offset 0) p
    cross join lateral (
      select * from users u where u.organization_id = :organizationId and u.id = p.user_id offset 0
    ) u where u.deleted_at is null`,
  columns: personColumns,
  looks: [
    ['p', 'provisioned_users p where p.organization_id = :organizationId and p.user_id = page.key'],
    ['u', 'users u where u.organization_id = :organizationId and u.id = page.key'],
    ['d', 'groups d where d.organization_id = :organizationId and d.id = u.department_id'],
    [
      'pm',
      `provisioned_users pm where pm.organization_id = :organizationId and pm.user_id = u.manager_id
         and pm.connection_id = :connectionId`,
    ],
    [
      'mu',
      'users mu where mu.organization_id = :organizationId and mu.id = pm.user_id and mu.deleted_at is null',
    ],
  ],
  factsOf,
}

const members = `(select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', ${personName('u')}) order by u.id), '[]')
  from group_members m
  join provisioned_users mp on mp.organization_id = m.organization_id and mp.user_id = m.user_id
    and mp.connection_id = p.connection_id
  join users u on u.organization_id = m.organization_id and u.id = m.user_id and u.deleted_at is null
  where m.organization_id = p.organization_id and m.group_id = p.group_id)`

const groups: Kind<GroupFacts, { members: boolean }, GroupFacts> = {
  name: 'groups',
  attributes: groupAttributes,
  key: 'p.group_id',
  keys: `provisioned_groups p ${own}`,
  all: `provisioned_groups p join groups g on g.organization_id = p.organization_id and g.id = p.group_id ${own}`,
  few: (narrowing) => `provisioned_groups p
    join groups g on g.organization_id = p.organization_id and g.id = p.group_id ${own} and ${narrowing}`,
  columns: (wants) => `g.id, g.name, g.version, p.external_id "externalId", p.created_at "createdAt",
    p.changed_at "changedAt", ${wants.members ? members : 'null'} members`,
  looks: [
    ['p', 'provisioned_groups p where p.organization_id = :organizationId and p.group_id = page.key'],
    ['g', 'groups g where g.organization_id = :organizationId and g.id = page.key'],
  ],
  factsOf: ({ id, externalId, name, members, createdAt, changedAt, version }) => ({
    id,
    externalId,
    name,
    members,
    createdAt,
    changedAt,
    version,
  }),
}

const listOf = <T, W, Row>(kind: Kind<T, W, Row>): List<T, W> => ({
  name: kind.name,

  async find(tx, of, asked, stretch, wants) {
    const { sql, bindings } = page(kind, of, asked, stretch, wants)
    const rows = await select<Row & Place>(tx, sql, bindings)
    const there = rows.filter((it) => it.key !== null)
    return {
      rows: there.map((it) => ({
        facts: kind.factsOf(it),
        position: { key: it.key ?? '', value: it.sorted },
      })),
      total: rows[0]?.total ?? null,
    }
  },

  async count(tx, of, question) {
    const { bind, values } = newBindings(of)
    const sql = `select count(*)::int total from ${matching(kind, { question, order: null }, bind).sql}`
    const [counted] = await select<{ total: number }>(tx, sql, values)
    return counted?.total ?? 0
  },
})

export const provisionedUsers = listOf(users)
export const provisionedGroups = listOf(groups)

type Place = { key: string | null; sorted: string | null; total: number | null }

/** Everybody it is asked of, and those among them who answer to it. */
function matching(
  { attributes, keys, all, few }: Pick<Kind<never, never, never>, 'attributes' | 'keys' | 'all' | 'few'>,
  { question, order }: Asked,
  bind: Bind,
): { sql: string; areFew: boolean } {
  if (!question) return { sql: order ? all : keys, areFew: false }
  const narrow = narrowing(question, attributes, bind)
  const condition = conditionOf(question, attributes, bind)
  return { sql: `${narrow ? few(narrow) : all} and ${condition}`, areFew: narrow !== null }
}

/** One by one, by the key: where nobody has counted yet, Postgres would rather read a table for each of its rows. */
const lookUp = ([as, from]: [string, string]) => `
    left join lateral (select * from ${from} offset 0) ${as} on true`

/**
 * Few are gathered and counted on the way; of many, a page is read in the order of the list until it is full. It is
 * one statement either way.
 */
function page<T, W, Row>(kind: Kind<T, W, Row>, of: Owner, asked: Asked, stretch: Stretch, wants: W) {
  const { bind, values } = newBindings(of)
  const { from, isBackward, skipped, limit } = stretch
  const order = orderOf(asked.order, kind.attributes, bind)
  const falls = isFalling(asked.order, isBackward)
  const { sql: those, areFew } = matching(kind, asked, bind)
  const sql = `with found as ${areFew ? 'materialized' : 'not materialized'} (
      select ${kind.key} "key", ${order?.sql ?? 'null'} sorted from ${those}
    ), page as materialized (
      select * from found where ${from ? beyond(from, order, falls, bind) : 'true'}
      order by ${inOrder(order, falls)} limit ${bind(limit, 'integer')} offset ${bind(skipped, 'bigint')}
    )
    select counted.total, page.key, cast(page.sorted as text) sorted, ${kind.columns(wants)}
    from (select ${areFew ? '(select count(*)::int from found)' : 'cast(null as integer)'} total) counted
    left join page on true ${kind.looks.map(lookUp).join('')}
    order by ${inOrder(order, falls, 'page.')}`
  return { sql, bindings: values }
}
