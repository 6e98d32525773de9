import { hex } from './ids.ts'
import { type Block, type Element, elementsOf, flat } from './kit.ts'
import { linked } from './mangle.ts'

/** What Slack adds to blocks before it keeps them: an id wherever one is missing, and the defaults of texts. */
export function giveIds(blocks: Block[]): Block[] {
  const own = withDefaults(structuredClone(blocks)) as Block[]
  for (const block of flat(own)) {
    block.block_id ||= hex(3)
    for (const element of elementsOf(block) as Partial<Element>[]) element.action_id ||= hex(3)
  }
  return own
}

function withDefaults(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(withDefaults)
  if (it === null || typeof it !== 'object') return it
  const all = Object.fromEntries(Object.entries(it).map(([key, value]) => [key, withDefaults(value)]))
  if (typeof all.text !== 'string') return all
  if (all.type === 'plain_text') return { emoji: true, ...all }
  if (all.type !== 'mrkdwn') return all
  return { verbatim: false, ...all, text: all.verbatim === true ? all.text : linked(all.text) }
}
