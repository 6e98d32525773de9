import type { Json } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'

/** Written as a number: a NUL in the source is what it guards against. */
const NUL = String.fromCharCode(0)

/** Of the language since ES2024: half a pair of surrogates is no character, and no database takes it. */
const isWellFormed = (text: string): boolean =>
  (text as unknown as { isWellFormed(): boolean }).isWellFormed()

/** Text that can be stored. */
export const isSoundText = (text: string): boolean => !text.includes(NUL) && isWellFormed(text)

/** Before anything else looks at a body: how deep, how much, and that every text in it can be stored. */
export function mustBeSound(body: unknown): asserts body is Json {
  walk(body, 1, { seen: 0 })
}

/** It calls itself no deeper than is allowed, so depth is refused here and not by the stack. */
function walk(value: unknown, depth: number, count: { seen: number }): void {
  if (typeof value === 'string') mustBeSoundText(value)
  if (typeof value !== 'object' || value === null) return
  if (depth > limits.depth)
    throw new ScimError('invalidSyntax', `Objects and lists may be nested ${limits.depth} deep.`)
  if (Array.isArray(value)) {
    take(value.length, count)
    for (const it of value) walk(it, depth + 1, count)
    return
  }
  for (const name in value) {
    take(1, count)
    mustBeSoundText(name)
    walk((value as Record<string, unknown>)[name], depth + 1, count)
  }
}

function take(values: number, count: { seen: number }): void {
  count.seen += values
  if (count.seen > limits.values)
    throw new ScimError(413, `At most ${limits.values} values fit into one request.`)
}

function mustBeSoundText(text: string): void {
  if (text.length > limits.binary)
    throw new ScimError('invalidValue', `No text may have more than ${limits.binary} characters.`)
  if (!isSoundText(text))
    throw new ScimError('invalidValue', 'A text holds a NUL or half a character, which can not be stored.')
}
