import { sendFile } from './api.ts'
import { h } from './dom.ts'
import { changed, type KitElement, type Option, seen } from './screen.ts'
import { select } from './selects.ts'
import { described, enter, idOf, keyOf, nameFor, type Spot, valueAt } from './surface.ts'
import { drawText, plainOf } from './text.ts'
import { sendTyped, typedInput } from './typed.ts'

type Draw = (spot: Spot) => HTMLElement

/** Anything one can click or fill in. */
export function drawElement(spot: Spot): HTMLElement {
  const { type } = spot.element
  const draw = type.endsWith('_select') ? select : DRAWN[type]
  return draw ? draw(spot) : h('em', { class: 'quiet' }, `(${type})`)
}

const button: Draw = (spot) => {
  const { element } = spot
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : ''
  const isBusy = seen.busy.has(keyOf(spot))
  const press = async () => {
    if (seen.busy.has(keyOf(spot))) return
    await sendTyped()
    await enter(spot, null)
  }
  const label = element.accessibility_label as string | undefined
  const props = {
    class: `button ${style}`,
    key: keyOf(spot),
    onclick: () => void press(),
    'aria-label': label,
  }
  if (element.url)
    return h(
      'a',
      { ...props, href: element.url, target: '_blank', rel: 'noopener noreferrer' },
      plainOf(element.text),
    )
  return h(
    'button',
    { ...props, type: 'button', 'aria-busy': isBusy ? 'true' : undefined },
    plainOf(element.text),
  )
}

/** The three dots: a menu that arrows walk through. */
const overflow: Draw = (spot) => {
  const key = `menu ${keyOf(spot)}`
  const pick = (it: Option) => {
    seen.menu = null
    if (it.url) window.open(it.url, '_blank', 'noopener')
    void enter(spot, it.value)
  }
  const entries = (spot.element.options ?? []).map((it) => ({ text: plainOf(it.text), run: () => pick(it) }))
  return menuButton(key, `More actions: ${nameFor(spot)}`, '⋯', entries, seen.busy.has(keyOf(spot)))
}

export function menuButton(
  key: string,
  name: string,
  face: string,
  entries: { text: string; run: () => void }[],
  isBusy = false,
): HTMLElement {
  const isOpen = seen.menu === key
  const toggle = () => {
    seen.menu = isOpen ? null : key
    changed()
    if (!isOpen) setTimeout(() => document.querySelector<HTMLElement>('[role=menuitem]')?.focus(), 30)
  }
  return h(
    'div',
    { class: `menu ${isOpen ? 'open' : ''}`, key, onkeydown: (event: KeyboardEvent) => walk(event) },
    h(
      'button',
      {
        type: 'button',
        class: 'button dots',
        'aria-haspopup': 'menu',
        'aria-expanded': String(isOpen),
        'aria-label': name,
        'aria-busy': isBusy ? 'true' : undefined,
        onclick: toggle,
      },
      face,
    ),
    isOpen &&
      h(
        'div',
        { role: 'menu', 'aria-label': name, class: 'entries' },
        ...entries.map(({ text, run }) =>
          h('button', { type: 'button', role: 'menuitem', onclick: run }, text),
        ),
      ),
  )
}

function walk(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement
  if (event.key === 'Escape' && seen.menu) {
    event.preventDefault()
    event.stopPropagation()
    seen.menu = null
    changed()
    menu.querySelector('button')?.focus()
    return
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const items = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
  if (!step || items.length === 0) return
  event.preventDefault()
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[(at + step + items.length) % items.length]?.focus()
}

/** Boxes to tick and circles to choose: one name, every option with what is said beneath it. */
const ticks: Draw = (spot) => {
  const { element } = spot
  const isMany = element.type === 'checkboxes'
  const value = valueAt(spot)
  const chosen = [(isMany ? value.selected_options : value.selected_option) ?? []].flat() as Option[]
  const values = chosen.map((it) => it.value)
  const choose = (it: Option, isOn: boolean) => {
    const next = isOn ? [...chosen, it] : chosen.filter((one) => one.value !== it.value)
    Object.assign(value, isMany ? { selected_options: next } : { selected_option: it })
    void enter(spot, isMany ? next.map((one) => one.value) : it.value)
  }
  return h(
    'div',
    {
      class: 'ticks',
      id: idOf(spot),
      role: isMany ? 'group' : 'radiogroup',
      'aria-label': nameFor(spot),
      ...described(spot),
    },
    ...(element.options ?? []).map((it) =>
      h(
        'label',
        { key: `tick ${it.value}` },
        h('input', {
          type: isMany ? 'checkbox' : 'radio',
          name: idOf(spot),
          checked: values.includes(it.value),
          onchange: (event: Event) => choose(it, (event.target as HTMLInputElement).checked),
        }),
        h('span', {}, ...drawText(it.text), it.description && h('small', {}, ...drawText(it.description))),
      ),
    ),
  )
}

const native =
  (type: string, key: string): Draw =>
  (spot) =>
    h('input', {
      key: `box ${keyOf(spot)}`,
      id: idOf(spot),
      class: 'box',
      type,
      value: valueAt(spot)[key] ?? '',
      'aria-label': spot.block.label ? undefined : nameFor(spot),
      ...described(spot),
      onchange: (event: Event) => void enter(spot, (event.target as HTMLInputElement).value || null),
    })

const two = (number: number): string => String(number).padStart(2, '0')
/** Seconds since 1970, as the clock on the reader's wall shows them. */
const moment: Draw = (spot) => {
  const seconds = valueAt(spot).selected_date_time as number | null
  const at = seconds ? new Date(seconds * 1000) : null
  const shown = at
    ? `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
    : ''
  return h('input', {
    key: `box ${keyOf(spot)}`,
    id: idOf(spot),
    class: 'box',
    type: 'datetime-local',
    value: shown,
    'aria-label': spot.block.label ? undefined : nameFor(spot),
    ...described(spot),
    onchange: (event: Event) => {
      const { value } = event.target as HTMLInputElement
      void enter(spot, value ? Math.floor(new Date(value).getTime() / 1000) : null)
    },
  })
}

const files: Draw = (spot) => {
  const kept = (valueAt(spot).files ?? []) as { id: string; name?: string }[]
  const most = Number(spot.element.max_files ?? 10)
  const accept = (spot.element.filetypes as string[] | undefined)?.map((it) => `.${it}`).join(',')
  const take = async (event: Event) => {
    const box = event.target as HTMLInputElement
    const ids: string[] = []
    for (const file of box.files ?? []) {
      const sent = await sendFile(file)
      if (sent) ids.push(sent.id)
      if (sent) names.set(sent.id, file.name)
    }
    box.value = ''
    if (ids.length > 0) await enter(spot, [...kept.map((it) => it.id), ...ids])
  }
  return h(
    'div',
    { class: 'files', key: `files ${keyOf(spot)}` },
    h('input', {
      key: 'file',
      id: idOf(spot),
      type: 'file',
      class: 'box',
      multiple: most > 1,
      accept,
      ...described(spot),
      onchange: (event: Event) => void take(event),
    }),
    ...kept.map((it) => fileRow(spot, it, kept)),
  )
}
const names = new Map<string, string>()
const fileRow = (spot: Spot, it: { id: string; name?: string }, all: { id: string }[]): HTMLElement => {
  const name = it.name ?? names.get(it.id) ?? it.id
  const without = all.map(({ id }) => id).filter((id) => id !== it.id)
  return h(
    'span',
    { class: 'chip', key: `file ${it.id}` },
    `📄 ${name}`,
    h(
      'button',
      {
        type: 'button',
        class: 'plain',
        'aria-label': `Remove ${name}`,
        onclick: () => void enter(spot, without),
      },
      '✕',
    ),
  )
}

export const image = (it: KitElement): HTMLElement =>
  h('img', { src: String(it.image_url ?? ''), alt: String(it.alt_text ?? ''), loading: 'lazy' })

const DRAWN: Record<string, Draw> = {
  button,
  overflow,
  checkboxes: ticks,
  radio_buttons: ticks,
  plain_text_input: typedInput,
  email_text_input: typedInput,
  url_text_input: typedInput,
  number_input: typedInput,
  rich_text_input: typedInput,
  datepicker: native('date', 'selected_date'),
  timepicker: native('time', 'selected_time'),
  datetimepicker: moment,
  file_input: files,
  image: ({ element }) => image(element),
}
