import type { Quirk } from '../connector.ts'
import { isComparison, mapWords, rewriteFilter } from '../filter-words.ts'
import { type Attribute, attributeAt, hasValue } from '../shape.ts'

/**
 * `emails[type eq "work"].value eq "a@b"` is no grammar of the RFC, and taken apart it would find whoever has a work
 * address and any address a@b. Both conditions go inside, to the same element. test/connectors/entra/find-by-work-mail.json
 */
export const filterAfterBrackets: Quirk = {
  name: 'filterAfterBrackets',
  why: 'A condition stood behind the brackets; it was moved inside, to the same element.',
  source: 'https://github.com/MicrosoftDocs/azure-docs/issues/83855',
  sentBy: ['entra'],
  readFilter: (filter) => rewriteFilter(filter, gather),
}

function gather(words: readonly string[]): readonly string[] {
  const now: string[] = []
  let open = -1
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const after = words[at + 1]
    if (word === '[') open = now.length
    const operator = words[at + 2]
    const isUnary = operator?.toLowerCase() === 'pr'
    if (word !== ']' || open < 0 || !isSubPath(after) || !(isUnary || isComparison(operator))) {
      now.push(word)
      continue
    }
    const condition = words.slice(at + 2, isUnary ? at + 3 : at + 4)
    now.splice(
      open + 1,
      now.length,
      ...grouped(now.slice(open + 1)),
      'and',
      after.slice(1),
      ...condition,
      ']',
    )
    at += condition.length + 1
  }
  return now
}

const isSubPath = (word: string | undefined): word is string => word !== undefined && /^\.[\w$-]+$/.test(word)
const grouped = (words: string[]) =>
  words.some((it) => it.toLowerCase() === 'or') ? ['(', ...words, ')'] : words

/**
 * `members eq "U"`, `emails eq "a@b"`: the list means its `value`s (RFC 7643 §2.4).
 * test/connectors/entra/membership-probe.json
 */
export const listMeansValue: Quirk = {
  name: 'listMeansValue',
  why: 'A list was compared as a whole; its values were meant.',
  source:
    'https://docs.pingidentity.com/integrations/scim/setup/pf_scim_connector_scim_connector_settings_reference.html',
  sentBy: ['entra', 'pingone'],
  readFilter: (filter, shape) =>
    rewriteFilter(filter, (words) =>
      mapWords(words, (word, at, inside) =>
        !inside && isComparison(words[at + 1]) && isList(attributeAt(shape, word)) ? `${word}.value` : word,
      ),
    ),
}

const isList = (attribute: Attribute | undefined) => attribute?.multiValued && hasValue(attribute)
