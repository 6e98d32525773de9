import type { Block, KitElement } from './screen.ts'

/**
 * Slack calls most blocks otherwise with each drawing. Here they keep a name of their own, by what they do: else a
 * click, an open menu or a list would be lost whenever the same is drawn again. An input keeps what was typed only
 * where the bot calls it the same, and so does its name.
 */
export function namesOf(blocks: Block[]): [Block, string][] {
  const counted = new Map<string, number>()
  return blocks.map((block) => {
    const name = block.type === 'input' ? block.block_id : `${block.type} ${shortFor(deedsIn(block))}`
    const before = counted.get(name) ?? 0
    counted.set(name, before + 1)
    return [block, before === 0 ? name : `${name} ${before}`]
  })
}

const deedsIn = ({ accessory, elements = [] }: Block): string =>
  [accessory, ...elements]
    .flatMap((it) => (it?.action_id ? [`${it.action_id} ${it.value ?? valuesIn(it)}`] : []))
    .join('\n')

const valuesIn = ({ options = [] }: KitElement): string => options.map((it) => it.value).join(' ')

/** A number for a text: equal texts have equal ones, others hardly ever. */
function shortFor(text: string): string {
  let sum = 5381
  for (const letter of text) sum = (Math.imul(sum, 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0
  return sum.toString(36)
}
