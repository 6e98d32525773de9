import type { Quirk } from '../connector.ts'
import { mapWords, rewriteFilter } from '../filter-words.ts'
import { mapElements, mapMembers, onValues, pathOf } from '../rewrite.ts'
import { attributeAt, isBag, type Read, type Shape, subAttribute } from '../shape.ts'

const LONGEST = 'false'.length
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST && /^(true|false)$/i.test(value)
const toBoolean = (value: unknown): unknown => (isWord(value) ? value.toLowerCase() === 'true' : value)

const read: Read = (value, attribute) => {
  if (attribute.type === 'boolean') return toBoolean(value)
  if (typeof value !== 'object' || !attribute.subAttributes?.some((it) => it.type === 'boolean')) return value
  const inside = (it: unknown) =>
    isBag(it)
      ? mapMembers(it, (member, key) =>
          isWord(member) && subAttribute(attribute, key)?.type === 'boolean' ? toBoolean(member) : member,
        )
      : it
  return Array.isArray(value) ? mapElements(value, inside) : inside(value)
}

/** `roles[primary eq "True"]`: a boolean attribute compared with a quoted word. */
const readFilter = (filter: string, shape: Shape): string =>
  rewriteFilter(filter, (words) =>
    mapWords(words, (word, at, inside) => {
      if (!/^"(true|false)"$/i.test(word) || !/^(eq|ne)$/i.test(words[at - 1] ?? '')) return word
      const compared = attributeAt(shape, inside + (words[at - 2] ?? ''))
      return compared?.type === 'boolean' ? word.slice(1, -1).toLowerCase() : word
    }),
  )

const values = onValues(read)

/** Entra sends "active": "False" unless its feature flag is set. test/connectors/entra/deactivate.json */
export const wordToBoolean: Quirk = {
  name: 'wordToBoolean',
  why: 'A yes-or-no was sent as the word "True" or "False".',
  source:
    'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility',
  sentBy: ['entra', 'onelogin'],
  readFilter,
  readValue: values.readValue,
  readOperation(operation, context) {
    const path = pathOf(operation)
    const now = readFilter(path, context.shape)
    return values.readOperation(now === path ? operation : { ...operation, path: now }, context)
  },
}
