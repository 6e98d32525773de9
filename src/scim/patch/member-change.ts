import { isObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { Condition } from '../filter/condition.ts'
import { idsOf, mustHoldPeople } from '../read/members.ts'
import type { Reading } from '../read/reading.ts'
import { readValue } from '../read/value.ts'
import { leafOf } from '../schema/find-attribute.ts'
import type { Operation } from './operations.ts'

/**
 * What a PATCH does to the members of a group, said without knowing them: a group of a million changes by one at the
 * cost of one. `replaceAll`: whoever is not in `add` goes. No id is in both lists.
 */
export interface MemberChange {
  replaceAll: boolean
  add: string[]
  remove: string[]
}

export const isAboutMembers = (it: Operation): boolean => it.path.target.path === 'members'

/** One after the other: who is added and then removed ends up removed. */
export function memberChange(operations: Operation[], how: Reading): MemberChange | null {
  const about = operations.filter(isAboutMembers)
  if (about.length === 0) return null
  const state = { replaceAll: false, add: new Set<string>(), remove: new Set<string>() }
  for (const it of about) apply(state, it, how)
  return { replaceAll: state.replaceAll, add: [...state.add], remove: [...state.remove] }
}

interface State {
  replaceAll: boolean
  add: Set<string>
  remove: Set<string>
}

function apply(state: State, it: Operation, how: Reading): void {
  if (it.path.part || (it.path.chosen && it.verb !== 'remove'))
    throw new ScimError('mutability', `${it.at}: a member can be added and removed, not changed.`)
  const leaving = it.verb === 'remove' ? idsLeaving(it, how) : []
  const joining = it.verb === 'remove' ? [] : idsGiven(it, how)
  if (it.verb === 'replace' || leaving === null) empty(state)
  leave(state, leaving ?? [])
  join(state, joining)
}

function join(state: State, ids: string[]): void {
  for (const id of ids) {
    state.remove.delete(id)
    state.add.add(id)
  }
}

function leave(state: State, ids: string[]): void {
  for (const id of ids) {
    state.add.delete(id)
    if (!state.replaceAll) state.remove.add(id)
  }
}

function empty(state: State): void {
  state.replaceAll = true
  state.add.clear()
  state.remove.clear()
}

function idsGiven({ path, value, at }: Operation, how: Reading): string[] {
  const members = readValue(leafOf(path.target), isObject(value) ? [value] : (value ?? null), at, how)
  if (members !== undefined) mustHoldPeople(members, at)
  return idsOf(members)
}

/** Null for all of them. */
function idsLeaving(it: Operation, how: Reading): string[] | null {
  if (it.path.chosen) return idsIn(it.path.chosen) ?? cannotChoose(it)
  const isListed = how.removal === 'listed' && it.value !== undefined && it.value !== null
  return isListed ? idsGiven(it, how) : null
}

function cannotChoose(it: Operation): never {
  throw new ScimError(
    'invalidFilter',
    `${it.at}: members are chosen by value eq alone, one or several with or.`,
  )
}

/** The ids that a filter comes down to; null when it could only be answered by looking at every member. */
function idsIn(it: Condition): string[] | null {
  if (it.is === 'compare')
    return it.by === 'eq' && leafOf(it.target).name === 'value' ? [String(it.value)] : null
  if (it.is !== 'or') return null
  const each = it.of.map(idsIn)
  return each.includes(null) ? null : each.flatMap((ids) => ids ?? [])
}
