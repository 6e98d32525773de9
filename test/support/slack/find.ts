import { blocksAsText } from '../../../src/playground/human/as-text.view.ts'
import type { Choice } from '../../../src/playground/human/choice.ts'
import type { Spot } from '../../../src/playground/human/seen.ts'
import {
  type Block,
  type Element,
  elementsOf,
  flat,
  optionsOf,
} from '../../../src/playground/workspace/kit.ts'
import { contentOf, keyOf, type Values } from '../../../src/playground/workspace/values.ts'

/** Something that can be clicked, by the words on it. */
export interface Target {
  label: string
  /** The words of the row it stands in. */
  row: string
  spot: Spot
  choice: Choice
  asksFirst: boolean
  /** What the bot will call it. */
  deed: string
}

export interface Fillable {
  block: Block
  element: Element
}

interface Drawn {
  blocks: Block[]
  values?: Values
}

/** A row of buttons belongs to what is written above it, up to the row before. */
const ENDS_A_ROW = ['actions', 'context_actions', 'divider', 'header']

export function targetsIn({ blocks, values = {} }: Drawn): Target[] {
  const all = flat(blocks)
  return all.flatMap((block, index) => {
    const row = rowOf(all, index)
    return elementsOf(block).flatMap((element) =>
      labelsOf(element, values[block.block_id]?.[element.action_id]).map(({ label, choice }) => ({
        label,
        choice,
        row,
        spot: { block: block.block_id, action: element.action_id },
        asksFirst: element.confirm !== undefined,
        deed: deedOf(element, choice),
      })),
    )
  })
}

/** The entries of a menu are deeds of their own; twins in a block are told apart behind a #. */
const deedOf = ({ type, action_id }: Element, choice: Choice): string =>
  type === 'overflow' ? (String(choice).split(' ')[0] ?? '') : action_id.replace(/#.*$/, '')

function rowOf(all: Block[], index: number): string {
  const block = all[index]
  if (!block) return ''
  if (!ENDS_A_ROW.includes(block.type)) return blocksAsText({ blocks: [block] })
  const before = all.slice(0, index)
  const start = before.findLastIndex((it) => ENDS_A_ROW.includes(it.type)) + 1
  return blocksAsText({ blocks: [...before.slice(start), block] })
}

type Labelled = { label: string; choice: Choice }

function labelsOf(element: Element, value: Values[string][string] | undefined): Labelled[] {
  const options = element.options ?? []
  if (element.type === 'button' || element.type === 'icon_button')
    return [{ label: element.text?.text ?? '', choice: null }]
  if (element.type === 'overflow' || element.type === 'radio_buttons')
    return options.map((one) => ({ label: one.text.text, choice: one.value }))
  if (element.type !== 'checkboxes') return []
  const ticked = ((value ? contentOf(value) : []) as { value: string }[]).map((one) => one.value)
  return options.map((one) => ({
    label: one.text.text,
    choice: ticked.includes(one.value) ? ticked.filter((it) => it !== one.value) : [...ticked, one.value],
  }))
}

/** Everything that takes an entry: what is asked for, in the words beside it, and which options it shows. */
export interface Field extends Fillable {
  label: string
  type: string
  options: string[]
  isOptional: boolean
}

export const fieldsIn = (blocks: Block[]): Field[] =>
  flat(blocks).flatMap((block) =>
    elementsOf(block)
      .filter(({ type }) => keyOf(type) !== null)
      .map((element) => ({
        block,
        element,
        label: block.label?.text ?? element.placeholder?.text ?? element.action_id,
        type: element.type,
        options: optionsOf(element).map((one) => one.text.text),
        isOptional: block.type !== 'input' || block.optional === true,
      })),
  )

/** By the label of the input; else by the placeholder, or the words that stand beside a select. */
export function toFill(blocks: Block[], label: string): Fillable | null {
  const all = flat(blocks).flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
  const is = (text: string | undefined) => text === label
  return (
    all.find(({ block }) => is(block.label?.text)) ??
    all.find(({ element }) => is(element.placeholder?.text)) ??
    all.find(
      ({ block, element }) =>
        block.accessory === element &&
        blocksAsText({ blocks: [{ ...block, accessory: undefined } as unknown as Block] }).includes(label),
    ) ??
    null
  )
}
