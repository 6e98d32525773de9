import type { Faults } from './fault.ts'
import { type Placed, place } from './placed.ts'
import { type Check, isObject, ruled } from './shape.ts'
import { words } from './words.ts'

/** The interactive elements of a block, wherever it keeps them. */
function elementsOf({ it, at }: Placed): Placed[] {
  const alone = ['accessory', 'element'].flatMap((name) => {
    const element = it[name]
    return isObject(element) ? [{ it: element, at: `${at}/${name}` }] : []
  })
  return [...alone, ...(it.type === 'actions' ? place(it.elements, `${at}/elements`) : [])]
}

function refuseTwins(name: string, among: Placed[], faults: Faults): void {
  const seen = new Set<string>()
  for (const { it, at } of among) {
    const value = it[name]
    if (typeof value !== 'string') continue
    if (seen.has(value)) faults.push(ruled(`${at}/${name}`, words.taken(name, value)))
    seen.add(value)
  }
}

/** A block_id once in a surface, an action_id once in a block: an answer is found by the two. */
export const uniqueIds: Check = (blocks, at, faults) => {
  const placed = place(blocks, at)
  refuseTwins('block_id', placed, faults)
  for (const block of placed) refuseTwins('action_id', elementsOf(block), faults)
}

export const oneFocus: Check = (blocks, at, faults) => {
  const [, ...more] = place(blocks, at)
    .flatMap(elementsOf)
    .filter(({ it }) => it.focus_on_load === true)
  for (const { at } of more)
    faults.push(ruled(`${at}/focus_on_load`, 'only one element may set `focus_on_load` to true'))
}

/** Slack points at a field "input" that no block has; so do we. */
export const submitForInput: Check = (blocks, at, faults) => {
  for (const { at: block } of place(blocks, at).filter(({ it }) => it.type === 'input'))
    faults.push(ruled(`${block}/input`, 'must define `submit` to use an `input` block in modals'))
}

/** The address to answer at comes with a submitted form, so only a form's menu can ask for one. */
export const responseUrlInForms =
  (isModal: boolean): Check =>
  (blocks, at, faults) => {
    for (const block of place(blocks, at)) {
      if (isModal && block.it.type === 'input') continue
      for (const { it, at } of elementsOf(block))
        if (it.response_url_enabled === true)
          faults.push(
            ruled(`${at}/response_url_enabled`, '`response_url_enabled` needs an `input` block in a modal'),
          )
    }
  }
