import type { Values } from '../../workspace/values.ts'
import { doDeed, refresh } from './api.ts'
import { sureOf } from './question.ts'
import { type Block, type KitElement, seen } from './screen.ts'

/** Where blocks stand: a view or a message; what is in its inputs, and what is wrong with them. */
export interface Surface {
  where: { view: string } | { channel: string; ts: string }
  values: Values
  errors: Record<string, string>
}

/** One element in its place. */
export interface Spot {
  surface: Surface
  block: Block
  element: KitElement
  /** Of its block, on this page. */
  name: string
}

export const keyOf = ({ surface, name, element }: Spot): string =>
  [...Object.values(surface.where), name, element.action_id].join('/')

export const idOf = (spot: Spot): string => `in-${keyOf(spot).replace(/[^\w-]/g, '_')}`

export const valueAt = ({ surface, block, element }: Spot): Record<string, unknown> =>
  surface.values[block.block_id]?.[element.action_id] ?? {}

/** What the label, hint and error of an input are called, for whoever hears the page. */
export function described(spot: Spot): Record<string, string> {
  const { block, surface } = spot
  const id = idOf(spot)
  const error = surface.errors[block.block_id]
  const texts = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return { ...(texts ? { 'aria-describedby': texts } : {}), ...(error ? { 'aria-invalid': 'true' } : {}) }
}

/** Inputs say what they are by their label; elsewhere the words beside them have to do. */
export const nameFor = ({ block, element }: Spot): string =>
  block.label?.text ??
  String(
    (element.accessibility_label as string | undefined) ??
      element.placeholder?.text ??
      block.text?.text ??
      element.type,
  )
    .replace(/<[^<>|]*\|?([^<>]*)>/g, '$1')
    .replace(/[*_~`]/g, '')
    .replace(/\n.*/s, '')
    .slice(0, 80)

export type Choice = string | number | string[] | null

/** Enters or clicks, once Slack's own question has been answered with yes. */
export async function enter(spot: Spot, choice: Choice, isQuiet = false): Promise<void> {
  const isEntry = spot.surface.values[spot.block.block_id]?.[spot.element.action_id] !== undefined
  if (isEntry) seen.entering += 1
  await send(spot, choice, isQuiet, () => {
    if (isEntry) seen.entering -= 1
  })
}

async function send(spot: Spot, choice: Choice, isQuiet: boolean, done: () => void): Promise<void> {
  const { surface, block, element } = spot
  const isHeard = !isQuiet && (block.type !== 'input' || block.dispatch_action === true)
  const asks = isHeard && element.confirm ? element.confirm : null
  if (asks && !(await sureOf(asks))) {
    done()
    return refresh()
  }
  await doDeed(
    {
      deed: 'act',
      where: surface.where,
      block: block.block_id,
      action: element.action_id,
      choice,
      ...(isQuiet ? { isQuiet } : {}),
      ...(asks ? { confirm: true } : {}),
    },
    keyOf(spot),
    done,
  )
}
