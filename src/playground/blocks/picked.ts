import { type Placed, place } from './placed.ts'
import { type Check, has, isObject, type Json, listOf, ruled } from './shape.ts'
import { words } from './words.ts'

/** Every option of an element, those in groups too, with its place. */
function optionsOf(element: Json, at: string): Placed[] {
  const groups = place(element.option_groups, `${at}/option_groups`)
  return [
    ...place(element.options, `${at}/options`),
    ...groups.flatMap(({ it, at: group }) => place(it.options, `${group}/options`)),
  ]
}

/** Slack lets two options have one value. We do not: the answer could not tell which of them was picked. */
export const uniqueValues: Check = (element, at, faults) => {
  if (!isObject(element)) return
  const seen = new Set<unknown>()
  for (const { it, at: place } of optionsOf(element, at)) {
    const { value } = it
    if (typeof value === 'string' && seen.has(value))
      faults.push(ruled(`${place}/value`, `two options of one value: ${value}`))
    seen.add(value)
  }
}

const textIn = (it: unknown): string => (isObject(it) && typeof it.text === 'string' ? it.text : '')
const wordsOf = ({ value, text, description }: Json): string =>
  JSON.stringify([typeof value === 'string' ? value : '', textIn(text), textIn(description)])

/** The sets an initial choice may come from: the options, or one of the groups. Slack refuses a choice across groups. */
function setsIn(element: Json): Set<string>[] {
  const groups = place(element.option_groups, '').map(({ it }) => it.options)
  return [element.options, ...groups].map(
    (options) => new Set(place(options, '').map(({ it }) => wordsOf(it))),
  )
}

/** What is chosen at first must be one of the options, word for word; an empty list of them is none of them. */
export const initialAmongOptions: Check = (element, at, faults) => {
  if (!isObject(element)) return
  const sets = setsIn(element)
  const areIn = (items: unknown[]) => (set: Set<string>) =>
    items.length > 0 && items.every((it) => isObject(it) && set.has(wordsOf(it)))
  const { initial_option: one, initial_options: several } = element
  const said = 'must be one of the provided options'
  if (isObject(one) && !sets.some(areIn([one]))) faults.push(ruled(`${at}/initial_option`, said))
  if (Array.isArray(several) && !sets.some(areIn(several))) faults.push(ruled(`${at}/initial_options`, said))
}

const initialLists = ['initial_options', 'initial_users', 'initial_conversations', 'initial_channels']

/** As many chosen at first as may be chosen, at most. */
export const initialWithinMaximum: Check = (element, at, faults) => {
  if (!isObject(element) || typeof element.max_selected_items !== 'number') return
  const max = element.max_selected_items
  for (const name of initialLists.filter((it) => has(element, it)))
    if (listOf(element[name]).length > max) faults.push(ruled(`${at}/${name}`, words.tooMany(max)))
}
