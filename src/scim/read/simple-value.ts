import type { Json } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Attribute, AttributeType } from '../schema/attribute.ts'

/** xsd:dateTime with a zone. */
const dateTime = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/

/** Date makes March of the 30th of February, and a database knows neither the year 0 nor a zone of a whole day. */
export function momentIn(text: string): string | null {
  const day = dateTime.exec(text)?.[1]
  if (!day || day < '0002' || day >= '9998' || Number.isNaN(Date.parse(text))) return null
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? new Date(text).toISOString() : null
}

type Simple = Exclude<AttributeType, 'complex'>

const tests: Record<Simple, (it: Json) => boolean> = {
  string: (it) => typeof it === 'string',
  reference: (it) => typeof it === 'string',
  boolean: (it) => typeof it === 'boolean',
  integer: (it) => Number.isSafeInteger(it),
  decimal: (it) => typeof it === 'number',
  dateTime: (it) => typeof it === 'string' && momentIn(it) !== null,
  binary: (it) => typeof it === 'string' && base64.test(it),
}

const words: Record<Simple, string> = {
  string: 'a text',
  reference: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  decimal: 'a number',
  dateTime: 'a moment such as 2026-11-21T09:30:00Z',
  binary: 'base64',
}

/** One value of a simple type, exactly as the schema says: "True" is no boolean here, and 1 no text. */
export function readSimple(attribute: Attribute, value: Json, at: string): Json {
  const type = attribute.type as Simple
  if (!tests[type](value)) throw new ScimError('invalidValue', `${at} must be ${words[type]}.`)
  if (typeof value === 'string') return readText(attribute, value, at)
  return value
}

function readText(attribute: Attribute, value: string, at: string): string {
  const limit = attribute.type === 'binary' || attribute.type === 'reference' ? limits.binary : limits.text
  if (value.length > limit) throw new ScimError('invalidValue', `${at} may have ${limit} characters.`)
  if (attribute.required && value.trim() === '')
    throw new ScimError('invalidValue', `${at} can not be empty.`)
  const isHinted = attribute.canonicalValues && !attribute.caseExact
  return (isHinted && attribute.canonicalValues?.find((it) => it === value.toLowerCase())) || value
}
