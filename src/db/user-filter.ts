import type { Needle } from '../domain/search-text.ts'
import type { ListedState } from '../domain/status-words.ts'
import { isId } from './id.ts'
import { indexed, needleBindings, spelled } from './needle-conditions.ts'

/** Everything must hold at once; what is null is not asked. */
export interface UserFilter {
  /** Members of any of these teams and sites; null: everybody. */
  withinGroups: readonly string[] | null
  /** Grants that had ended by then do not count. */
  heldAt: Date
  needles: Needle[]
  states: ListedState[] | null
  roleId: string | null
  teamId: string | null
  siteId: string | null
  departmentId: string | null
  unitId: string | null
}

/** The same question in two forms, and what both of them name. */
export interface Conditions {
  /** What one index holds in the order of the list. */
  ordered: string
  /** The rest of it, to be looked at row by row while that index is walked. */
  each: string
  /** All of it, in the form in which Postgres finds everybody who fits, wherever they stand. */
  all: string
  /** Whom to look for them among: the members, where being one is all that is asked. */
  among: string
  bindings: Record<string, unknown>
}

const live = 'u.organization_id = :organizationId and u.deleted_at is null'

export function conditionsOf(organizationId: string, filter: UserFilter): Conditions {
  const { columns, bindings } = columnsAsked(filter)
  const [first, ...others] = columns
  const found = indexed('u', filter.needles)
  const isIndexed = found.length + columns.length > 0
  const looked = [...spelled('u', filter.needles), ...membershipsAsked(filter)]
  const rest = [...others, ...looked]
  return {
    ordered: [live, ...(first ? [first] : [])].join(' and '),
    each: rest.length > 0 ? rest.join(' and ') : 'true',
    all: [live, ...columns, ...found, ...looked].join(' and '),
    among: filter.needles.length > 0 && isIndexed ? 'users u' : amongMembers(filter),
    bindings: { organizationId, ...bindings, ...named(filter) },
  }
}

/** Nobody is left out by it, or it is said by an index that holds nothing else. */
export const isAboutStatesOnly = ({ needles, withinGroups, ...it }: UserFilter): boolean =>
  needles.length === 0 && withinGroups === null && idsIn(it).every((id) => id === null)

/** An id that cannot be one of ours finds nobody, as one of another organization does. */
export const isImpossible = (filter: UserFilter): boolean =>
  idsIn(filter).some((id) => id !== null && !isId(id))

const idsIn = (it: Omit<UserFilter, 'needles' | 'withinGroups'>) => [
  it.roleId,
  it.teamId,
  it.siteId,
  it.departmentId,
  it.unitId,
]

/** An index begins with each of these, save with several states; the narrowest is likely to be named first. */
function columnsAsked({ departmentId, unitId, states }: UserFilter) {
  const [state, ...more] = states ?? []
  const columns = [
    departmentId && 'u.department_id = :departmentId',
    unitId && 'u.unit_id = :unitId',
    state && more.length === 0 && 'u.state = :state',
    state && more.length > 0 && 'u.state = any(cast(:states as text[]))',
  ].filter((it) => typeof it === 'string' && it !== '') as string[]
  return { columns, bindings: { departmentId, unitId, state: state ?? null, states } }
}

/** One look into an index for each row: the offset keeps Postgres from reading all members first. */
const membershipsAsked = (filter: UserFilter): string[] => [
  ...sourcesIn(filter).map((it) => `exists (select from ${it} and m.user_id = u.id offset 0)`),
  ...(filter.teamId ? [isOfKind('teamId', 'team')] : []),
  ...(filter.siteId ? [isOfKind('siteId', 'site')] : []),
]

/** Those who belong to all of them, each then found by their key: Postgres would rather read everybody. */
function amongMembers(filter: UserFilter): string {
  const ids = sourcesIn(filter).map((it) => `select m.user_id from ${it}`)
  if (ids.length === 0) return 'users u'
  return `(select distinct user_id from (${ids.join(' intersect ')}) m) m cross join lateral (
    select * from users u where u.organization_id = :organizationId and u.id = m.user_id offset 0) u`
}

const sourcesIn = ({ withinGroups, teamId, siteId, roleId }: UserFilter): string[] => [
  ...(withinGroups ? [membersOfAny] : []),
  ...(teamId ? [members('teamId')] : []),
  ...(siteId ? [members('siteId')] : []),
  ...(roleId ? [holders] : []),
]

const members = (name: string) =>
  `group_members m where m.organization_id = :organizationId and m.group_id = :${name}`
const membersOfAny = `group_members m where m.organization_id = :organizationId
  and m.group_id = any(cast(:withinGroups as uuid[]))`
const holders = `grants m where m.organization_id = :organizationId and m.role_id = :roleId
  and (m.expires_at is null or m.expires_at > :heldAt)`

const isOfKind = (name: string, kind: string) =>
  `(select g.kind from groups g where g.organization_id = :organizationId and g.id = :${name}) = '${kind}'`

function named({
  needles,
  withinGroups,
  teamId,
  siteId,
  roleId,
  heldAt,
}: UserFilter): Record<string, unknown> {
  return { ...needleBindings(needles), withinGroups, teamId, siteId, roleId, heldAt }
}
