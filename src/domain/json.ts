export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json
}

export const isObject = (it: unknown): it is JsonObject =>
  typeof it === 'object' && it !== null && !Array.isArray(it)

/** A copy that shares nothing. Only names from the schema are ever written, so no key needs defining. */
export function copyOf<T extends Json>(it: T): T {
  if (Array.isArray(it)) return it.map(copyOf) as T
  if (!isObject(it)) return it
  const copy: JsonObject = {}
  for (const name of Object.keys(it)) copy[name] = copyOf(it[name] as Json)
  return copy as T
}

/** The same value, whatever the order of the names; the order of a list counts. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((it, index) => isSame(it, other[index]))
    )
  if (!isObject(one) || !isObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  )
}
