import { h } from './dom.ts'
import { changed } from './screen.ts'

export interface Item {
  value: string
  text: string
  more?: string | undefined
  group?: string | undefined
}

export interface Picking {
  key: string
  id: string
  name: string
  placeholder: string
  isMany: boolean
  most?: number | undefined
  chosen: Item[]
  /** All there are, or whatever fits what was typed. */
  source: Item[] | ((query: string) => Promise<Item[]>)
  choose(values: string[]): void
  aria: Record<string, string>
  isNamed: boolean
}

interface Open {
  query: string
  at: number
  found: Item[] | null
  asked: number
}
/** The one list that is open. */
let open: (Open & { key: string }) | null = null
let searching: ReturnType<typeof setTimeout> | undefined
const TYPING_MS = 180

/** A select one can type into: one or several, from a list or from whatever the bot offers. */
export function picker(it: Picking): HTMLElement {
  const mine = open?.key === it.key ? open : null
  const shown = mine ? listed(it, mine) : []
  const single = it.isMany ? '' : (it.chosen[0]?.text ?? '')
  return h(
    'div',
    { class: `picker ${mine ? 'open' : ''}`, key: `picker ${it.key}` },
    h(
      'div',
      { class: 'picked box' },
      it.isMany && it.chosen.map((one) => chip(it, one)),
      h('input', {
        key: 'query',
        id: it.id,
        role: 'combobox',
        autocomplete: 'off',
        spellcheck: 'false',
        'aria-expanded': String(mine !== null),
        'aria-controls': `${it.id}-list`,
        'aria-autocomplete': 'list',
        'aria-activedescendant': mine && shown[mine.at] ? `${it.id}-${mine.at}` : undefined,
        'aria-label': it.isNamed ? undefined : it.name,
        ...it.aria,
        placeholder: it.isMany && it.chosen.length > 0 ? undefined : it.placeholder,
        value: mine ? mine.query : single,
        onclick: (event: Event) => begin(it, event.target as HTMLInputElement),
        oninput: (event: Event) => search(it, (event.target as HTMLInputElement).value),
        onkeydown: (event: KeyboardEvent) => key(it, event, shown),
        onblur: (event: Event) => end(it, event.target as HTMLInputElement),
      }),
      !it.isMany && it.chosen.length > 0 && clear(it),
      h('span', { class: 'caret', 'aria-hidden': 'true' }, '▾'),
    ),
    mine && list(it, mine, shown),
  )
}

const chip = (it: Picking, one: Item): HTMLElement =>
  h(
    'span',
    { class: 'chip', key: `chip ${one.value}` },
    one.text,
    h(
      'button',
      { type: 'button', class: 'plain', 'aria-label': `Remove ${one.text}`, onclick: () => take(it, one) },
      '✕',
    ),
  )

const clear = (it: Picking): HTMLElement =>
  h(
    'button',
    { type: 'button', class: 'plain clear', 'aria-label': `Clear ${it.name}`, onclick: () => it.choose([]) },
    '✕',
  )

const take = (it: Picking, gone: Item): void =>
  it.choose(it.chosen.map((one) => one.value).filter((value) => value !== gone.value))

function listed(it: Picking, mine: Open): Item[] {
  const all = mine.found ?? (Array.isArray(it.source) ? it.source : [])
  const free = it.isMany ? all.filter((one) => !it.chosen.some((two) => two.value === one.value)) : all
  if (!Array.isArray(it.source)) return free
  const needle = mine.query.trim().toLowerCase()
  return free.filter((one) => `${one.text} ${one.more ?? ''}`.toLowerCase().includes(needle))
}

function list(it: Picking, mine: Open, shown: Item[]): HTMLElement {
  const isWaiting = mine.found === null && !Array.isArray(it.source)
  const rows = shown.map((one, at) => [
    one.group &&
      one.group !== shown[at - 1]?.group &&
      h('li', { role: 'presentation', class: 'group' }, one.group),
    h(
      'li',
      {
        role: 'option',
        id: `${it.id}-${at}`,
        class: at === mine.at ? 'at' : '',
        'aria-selected': String(it.chosen.some((two) => two.value === one.value)),
        // The input keeps the focus: a list that takes it would close itself.
        onpointerdown: (event: Event) => event.preventDefault(),
        onclick: () => pick(it, one),
      },
      one.text,
      one.more && h('small', {}, one.more),
    ),
  ])
  const words = isWaiting ? 'Searching…' : shown.length === 0 ? 'Nothing found' : ''
  return h(
    'div',
    { class: 'list' },
    h('ul', { role: 'listbox', id: `${it.id}-list`, 'aria-label': `${it.name}: choices` }, ...rows),
    words && h('p', { class: 'quiet', role: 'status' }, words),
  )
}

function begin(it: Picking, box: HTMLInputElement): void {
  if (open?.key === it.key) return
  open = { key: it.key, query: '', at: 0, found: null, asked: 0 }
  box.value = ''
  if (typeof it.source === 'function') void ask(it, '')
  changed()
}

function end(it: Picking, box: HTMLInputElement): void {
  if (open?.key !== it.key) return
  open = null
  box.value = it.isMany ? '' : (it.chosen[0]?.text ?? '')
  changed()
}

function search(it: Picking, query: string): void {
  open ??= { key: it.key, query, at: 0, found: null, asked: 0 }
  if (open.key !== it.key) open = { key: it.key, query, at: 0, found: null, asked: 0 }
  Object.assign(open, { query, at: 0 })
  if (typeof it.source === 'function') {
    open.found = null
    clearTimeout(searching)
    searching = setTimeout(() => void ask(it, query), TYPING_MS)
  }
  changed()
}

async function ask(it: Picking, query: string): Promise<void> {
  if (typeof it.source !== 'function' || open?.key !== it.key) return
  const mine = open
  mine.asked += 1
  const number = mine.asked
  const found = await it.source(query)
  if (open !== mine || mine.asked !== number) return
  mine.found = found
  changed()
}

/** The list closes with each choice: it would cover what comes next. Typing opens it again. */
function pick(it: Picking, one: Item): void {
  const box = document.getElementById(it.id) as HTMLInputElement | null
  const isFull = it.most !== undefined && it.chosen.length >= it.most
  open = null
  if (box) box.value = it.isMany ? '' : one.text
  if (!it.isMany) it.choose([one.value])
  else if (!isFull) it.choose([...it.chosen.map(({ value }) => value), one.value])
  changed()
}

/** Arrows walk, Enter takes, Escape closes the list alone; Backspace in an empty box takes the last one away. */
function key(it: Picking, event: KeyboardEvent, shown: Item[]): void {
  const box = event.target as HTMLInputElement
  const mine = open?.key === it.key ? open : null
  const last = it.chosen.at(-1)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.key === 'Backspace') {
    if (it.isMany && box.value === '' && last) take(it, last)
    return
  }
  if (!step && event.key !== 'Enter' && !(event.key === 'Escape' && mine)) return
  event.preventDefault()
  event.stopPropagation()
  const one = mine ? shown[mine.at] : undefined
  if (event.key === 'Escape') end(it, box)
  else if (!mine) begin(it, box)
  else if (!step && one) pick(it, one)
  else if (step && shown.length > 0) walk(it, mine, (mine.at + step + shown.length) % shown.length)
}

function walk(it: Picking, mine: Open, at: number): void {
  mine.at = at
  changed()
  setTimeout(() => document.getElementById(`${it.id}-${at}`)?.scrollIntoView({ block: 'nearest' }), 10)
}
