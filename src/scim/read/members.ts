import { isObject, type Json } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'

/** A group in a group is refused in words, so that nobody waits for the people of it to appear. */
export function mustHoldPeople(members: Json, at: string): void {
  for (const it of Array.isArray(members) ? members : [members]) {
    if (isObject(it) && typeof it.type === 'string' && it.type.toLowerCase() !== 'user')
      throw new ScimError('invalidValue', `${at} can only hold users: a group in a group is not supported.`)
  }
}

export const idsOf = (members: Json | undefined): string[] =>
  Array.isArray(members)
    ? members.flatMap((it) => (isObject(it) && typeof it.value === 'string' ? [it.value] : []))
    : []
