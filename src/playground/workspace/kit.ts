/** Block Kit as the workspace keeps it. Whether it is right is the checker's business; here it is only read. */
export interface Text {
  type: 'plain_text' | 'mrkdwn'
  text: string
  emoji?: boolean
  verbatim?: boolean
}

export interface Option {
  text: Text
  value: string
  description?: Text
  url?: string
}

export interface OptionGroup {
  label: Text
  options: Option[]
}

export interface Confirm {
  title: Text
  text: Text
  confirm: Text
  deny: Text
  style?: string
}

export interface Element {
  type: string
  action_id: string
  text?: Text
  value?: string
  url?: string
  style?: string
  placeholder?: Text
  confirm?: Confirm
  options?: Option[]
  option_groups?: OptionGroup[]
  dispatch_action_config?: { trigger_actions_on?: string[] }
  alt_text?: string
  [more: string]: unknown
}

export interface Block {
  type: string
  block_id: string
  text?: Text
  fields?: Text[]
  accessory?: Element
  elements?: Element[]
  element?: Element
  label?: Text
  hint?: Text
  optional?: boolean
  dispatch_action?: boolean
  [more: string]: unknown
}

/** A block that a container block carries stands in the view like any other. */
export const flat = (blocks: Block[]): Block[] =>
  blocks.flatMap((it) => [it, ...(Array.isArray(it.child_blocks) ? flat(it.child_blocks as Block[]) : [])])

const isInteractive = (it: Element | undefined): it is Element =>
  it !== undefined && it.type !== 'image' && it.type !== 'plain_text' && it.type !== 'mrkdwn'

/** The elements of a block that one can click or fill in. */
export const elementsOf = (block: Block): Element[] => {
  const inRow = ['actions', 'context_actions'].includes(block.type) ? (block.elements ?? []) : []
  return [block.accessory, block.element, ...inRow].filter(isInteractive)
}

export const optionsOf = (element: Element): Option[] => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap((it) => it.options),
]
