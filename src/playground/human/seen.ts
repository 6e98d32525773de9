import { Cannot } from '../workspace/cannot.ts'
import { fadedAt } from '../workspace/faded.ts'
import { type Block, type Element, elementsOf, flat } from '../workspace/kit.ts'
import type { Message } from '../workspace/message.ts'
import { findMessage, isVisible } from '../workspace/talk.ts'
import { type Values, valuesOf } from '../workspace/values.ts'
import type { View } from '../workspace/view.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Where a thing is that a person looks at: a modal or Home by its id, a message by channel and ts. */
export type Where = { view: string } | { channel: string; ts: string }

/** A view or message, whichever; with what this person has entered there. */
export interface Surface {
  blocks: Block[]
  values: Values
  view: View | null
  message: Message | null
  /** What stood there until lately. */
  faded: Block[]
}

/** What this person may look at. A modal under another one is out of reach. */
export function surfaceAt(it: Workspace, person: string, where: Where): Surface {
  return 'view' in where ? viewAt(it, person, where.view) : messageAt(it, person, where)
}

function viewAt(it: Workspace, person: string, id: string): Surface {
  const view = it.views.get(id)
  if (!view || view.person !== person) throw new Cannot('There is no such view on this screen')
  const top = it.stacks.get(person)?.at(-1)
  if (view.type === 'modal' && top !== id) throw new Cannot('Another modal stands in front of this one')
  return { blocks: view.blocks, values: view.values, view, message: null, faded: fadedAt(it, id) }
}

function messageAt(it: Workspace, person: string, { channel, ts }: { channel: string; ts: string }): Surface {
  const message = findMessage(it, channel, ts)
  const isMember = it.channels.get(channel)?.members.has(person) ?? false
  if (!message || !isVisible(message, person) || !isMember) throw new Cannot('There is no such message here')
  const values = message.values.get(person) ?? valuesOf(message.blocks)
  message.values.set(person, values)
  return { blocks: message.blocks, values, view: null, message, faded: fadedAt(it, `${channel} ${ts}`) }
}

export interface Spot {
  block: string
  action: string
}

/** Drawn anew while somebody clicks, it is clicked as they saw it. */
export function elementAt(
  { blocks, faded }: Surface,
  { block, action }: Spot,
): { block: Block; element: Element; hasFaded: boolean } {
  const isIt = (one: Block) =>
    one.block_id === block && elementsOf(one).some((each) => each.action_id === action)
  const standing = flat(blocks).find(isIt)
  const found = standing ?? faded.find(isIt)
  const element = found && elementsOf(found).find((one) => one.action_id === action)
  if (!found || !element) throw new Cannot(`There is nothing to click at ${block} / ${action}`)
  return { block: found, element, hasFaded: !standing }
}
