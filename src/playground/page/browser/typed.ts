import { h, unsent } from './dom.ts'
import { described, enter, idOf, keyOf, nameFor, type Spot, valueAt } from './surface.ts'
import { plainOf } from './text.ts'

const REST_MS = 350
interface Waiting {
  timer: ReturnType<typeof setTimeout>
  send: () => Promise<void>
}
const waiting = new Map<string, Waiting>()

/** Whatever has been typed and not been sent: before a form goes out, and when somebody leaves an input. */
export async function sendTyped(): Promise<void> {
  const all = [...waiting.values()]
  waiting.clear()
  for (const { timer, send } of all) {
    clearTimeout(timer)
    await send()
  }
}

function later(key: string, send: () => Promise<void>): void {
  clearTimeout(waiting.get(key)?.timer)
  const timer = setTimeout(() => {
    waiting.delete(key)
    void send()
  }, REST_MS)
  waiting.set(key, { timer, send })
}

type Box = HTMLInputElement | HTMLTextAreaElement

const TYPES: Record<string, string> = { email_text_input: 'email', url_text_input: 'url' }

/** A line or a box to type in. Each pause is kept; the bot hears of it where its block says so. */
export function typedInput(spot: Spot): HTMLElement {
  const { element, block } = spot
  const isLong = element.multiline === true || element.type === 'rich_text_input'
  const hears = block.dispatch_action === true
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  const send = async (box: Box, isQuiet: boolean) => {
    const text = box.value
    clearTimeout(waiting.get(keyOf(spot))?.timer)
    waiting.delete(keyOf(spot))
    unsent.delete(box)
    await enter(spot, text === '' ? null : text, isQuiet)
  }
  return h(isLong ? 'textarea' : 'input', {
    key: `box ${keyOf(spot)}`,
    id: idOf(spot),
    class: 'box',
    ...(isLong ? { rows: '4' } : { type: TYPES[element.type] ?? 'text' }),
    ...(element.type === 'number_input' ? { inputmode: 'decimal' } : {}),
    autocomplete: 'off',
    placeholder: plainOf(element.placeholder) || undefined,
    maxlength: element.max_length,
    value: textOf(valueAt(spot)),
    'aria-label': block.label ? undefined : nameFor(spot),
    ...described(spot),
    oninput: (event: Event) => {
      const box = event.target as Box
      unsent.add(box)
      const isHeardNow = hears && when.includes('on_character_entered')
      later(keyOf(spot), () => send(box, !isHeardNow))
    },
    onblur: (event: Event) => {
      if (waiting.has(keyOf(spot))) void send(event.target as Box, true)
    },
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || isLong || !hears || !when.includes('on_enter_pressed')) return
      event.preventDefault()
      void send(event.target as Box, false)
    },
  })
}

function textOf(value: Record<string, unknown>): string {
  if (typeof value.value === 'string') return value.value
  return wordsIn(value.rich_text_value)
}

const wordsIn = (it: unknown): string => {
  if (Array.isArray(it)) return it.map(wordsIn).join('')
  if (!it || typeof it !== 'object') return ''
  const { text, elements } = it as { text?: string; elements?: unknown }
  return text ?? wordsIn(elements)
}
