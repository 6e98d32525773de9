import { ScimError } from './errors.ts'
import type { Condition } from './filter/condition.ts'
import { readElementFilter } from './filter.ts'
import { limits } from './limits.ts'
import type { Attribute } from './schema/attribute.ts'
import { findAttribute, leafOf, subAttribute, type Target } from './schema/find-attribute.ts'
import type { ResourceType } from './schema/resource-type.ts'

/** What an operation of a PATCH is about. */
export interface Path {
  readonly written: string
  /** The attribute; of a list always the list itself, whatever is chosen from it. */
  readonly target: Target
  /** Which elements of the list; null for all of them. */
  readonly chosen: Condition | null
  /** Which part of each element; null for the whole. */
  readonly part: Attribute | null
}

/**
 * RFC 7644 §3.5.2: `name.familyName`, `emails[type eq "work"].value`, `urn:…:User:manager`. Null for what is in no
 * schema; that it is no path at all is an error.
 */
export function readPath(type: ResourceType, written: string): Path | null {
  if (written.length > limits.filterLength) throw notAPath(written, 'it is too long')
  const open = written.indexOf('[')
  return open < 0 ? readPlain(type, written) : readChosen(type, written, open)
}

const attributeName = /^[A-Za-z$][\w$:.-]*$/

function readPlain(type: ResourceType, written: string): Path | null {
  if (!attributeName.test(written)) throw notAPath(written, 'a name of an attribute is expected')
  const target = findAttribute(type, written)
  return target && pathTo(written, target)
}

/** `emails.value` is about the list, and a part of each of its elements. */
export function pathTo(written: string, target: Target): Path {
  const above = target.steps.at(-2)
  if (!above?.multiValued) return { written, target, chosen: null, part: null }
  const list = { path: target.path.slice(0, target.path.lastIndexOf('.')), steps: target.steps.slice(0, -1) }
  return { written, target: list, chosen: null, part: leafOf(target) }
}

function readChosen(type: ResourceType, written: string, open: number): Path | null {
  const target = findAttribute(type, written.slice(0, open))
  if (!target) return null
  const list = leafOf(target)
  if (!list.multiValued || list.type !== 'complex')
    throw notAPath(written, `${target.path} is no list to choose from`)
  const close = closingBracket(written, open)
  const chosen = readElementFilter(target, written.slice(open + 1, close))
  return withPart({ written, target, chosen, part: null }, written.slice(close + 1))
}

function withPart(path: Path, after: string): Path | null {
  if (after === '') return path
  if (!after.startsWith('.') || !attributeName.test(after.slice(1)))
    throw notAPath(path.written, 'after the bracket only a dot and a name can follow')
  const part = subAttribute(leafOf(path.target), after.slice(1))
  return part ? { ...path, part } : null
}

/** The first one outside of quotation marks. */
function closingBracket(written: string, open: number): number {
  let isQuoted = false
  for (let at = open + 1; at < written.length; at++) {
    if (written[at] === '"') isQuoted = !isQuoted
    else if (isQuoted && written[at] === '\\') at++
    else if (!isQuoted && written[at] === ']') return at
  }
  throw notAPath(written, 'a bracket is not closed')
}

const notAPath = (written: string, why: string) =>
  new ScimError('invalidPath', `"${written.slice(0, 200)}" is not a path: ${why}.`)
