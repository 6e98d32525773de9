import { blocks } from './blocks.ts'
import type { Fault } from './fault.ts'
import { oneFocus, responseUrlInForms, submitForInput, uniqueIds } from './rules.ts'
import { all, boolean, type Check, choice, type Fields, has, isObject, object, typed } from './shape.ts'
import { string } from './strings.ts'
import { plainText } from './texts.ts'
import { bytesOf } from './weight.ts'
import { words } from './words.ts'

/** 250 kB, read as the smaller of the two kinds of kB. */
const mostBytes = 250_000

const kept: Fields = {
  private_metadata: string(0, 3000),
  callback_id: string(0, 255),
  external_id: string(0, 255),
}

const modalShape = object(
  { type: choice('modal'), title: plainText(24), blocks: blocks.modal },
  { ...kept, submit: plainText(24), close: plainText(24), clear_on_close: boolean, notify_on_close: boolean },
)
const homeShape = object({ type: choice('home'), blocks: blocks.home }, kept)

const onBlocks =
  (...rules: Check[]): Check =>
  (view, at, faults) => {
    if (isObject(view)) all(...rules)(view.blocks, `${at}/blocks`, faults)
  }

const submits: Check = (view, at, faults) => {
  if (isObject(view) && !has(view, 'submit')) onBlocks(submitForInput)(view, at, faults)
}

const view = typed(
  {
    modal: all(modalShape, submits, onBlocks(uniqueIds, oneFocus, responseUrlInForms(true))),
    home: all(homeShape, onBlocks(uniqueIds, oneFocus, responseUrlInForms(false))),
  },
  (type) => (type === 'workflow_step' ? words.notModelled(type) : words.unsupported(type)),
)

/** Everything Slack would refuse in a view sent to views.open, views.push, views.update or views.publish. */
export function checkView(value: unknown): Fault[] {
  const faults: Fault[] = []
  view(value, '/view', faults)
  if (bytesOf(value) > mostBytes)
    faults.push({ pointer: '/view', words: 'view is larger than 250 kB', code: 'view_too_large', rule: true })
  return faults
}
