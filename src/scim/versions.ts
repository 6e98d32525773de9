import { ScimError } from './errors.ts'

/** The version of a row as RFC 7232 writes it. Weak: the same version may be shown in part. */
export const etagOf = (version: number): string => `W/"${version}"`

/** The versions a client would take: any, or those it names. Names of another make are none of ours. */
export type Expected = 'any' | readonly number[]

const tag = /(?:W\/)?"([^"]*)"/g
const wellFormed = /^\s*(?:(?:W\/)?"[^"]*"\s*(?:,\s*|$))+$/

/** If-Match or If-None-Match, or the version of a Bulk operation; null where it is not given. */
export function readVersions(header: string | null | undefined): Expected | null {
  if (header === undefined || header === null || header.trim() === '') return null
  if (header.trim() === '*') return 'any'
  if (header.length > 2_000 || !wellFormed.test(header)) return []
  return [...header.matchAll(tag)].flatMap(([, inner = '']) =>
    /^\d{1,15}$/.test(inner) ? [Number(inner)] : [],
  )
}

const includes = (expected: Expected, version: number): boolean =>
  expected === 'any' || expected.includes(version)

/** Decided in the transaction that writes, on the row it has locked. */
export function mustBeExpected(ifMatch: Expected | null, version: number): void {
  if (ifMatch && !includes(ifMatch, version))
    throw new ScimError(412, `The resource is at version ${etagOf(version)} meanwhile: get it and try again.`)
}

/** A client that has this version needs no other: 304. */
export const isKnown = (ifNoneMatch: Expected | null, version: number): boolean =>
  ifNoneMatch !== null && includes(ifNoneMatch, version)
