type Child = Node | string | number | false | null | undefined | Child[]
type Props = Record<string, unknown>

/** Handlers are properties, so that a drawing can hand them on to what already stands there. */
const HANDLERS = [
  'onclick',
  'oninput',
  'onchange',
  'onkeydown',
  'onsubmit',
  'onblur',
  'onfocus',
  'onpointerdown',
] as const

/** An element. Text goes in as text: there is no way to give it markup. */
export function h(tag: string, props: Props = {}, ...children: Child[]): HTMLElement {
  const it = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) give(it, name, value)
  append(it, children)
  return it
}

function give(it: HTMLElement, name: string, value: unknown): void {
  if (value === false || value === null || value === undefined) return
  if (name === 'key') it.dataset.key = String(value)
  else if (typeof value === 'function') Object.assign(it, { [name]: value })
  else {
    if (name === 'value' || name === 'checked') Object.assign(it, { [name]: value })
    if (name !== 'value' || !(it instanceof HTMLTextAreaElement))
      it.setAttribute(name, value === true ? '' : String(value))
  }
}

function append(it: Node, children: Child[]): void {
  for (const child of children.flat(9) as Exclude<Child, Child[]>[]) {
    if (child === false || child === null || child === undefined) continue
    it.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

/** What somebody has typed and the stand-in has not heard yet: a drawing leaves it alone. */
export const unsent = new WeakSet<Element>()

/** Makes `from` look like `to`, and keeps whatever can stay: the focus, what is being typed, the place scrolled to. */
export function morph(from: Element, to: Element): void {
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && !(name === 'open' && from.tagName !== 'DIV')) from.removeAttribute(name)
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value) from.setAttribute(name, value)
  for (const name of HANDLERS) Object.assign(from, { [name]: (to as HTMLElement)[name] })
  morphChildren(from, to)
  keepEntry(from, to)
}

function keepEntry(from: Element, to: Element): void {
  if (from instanceof HTMLInputElement && to instanceof HTMLInputElement) {
    if (from.type === 'file') return
    if (from.checked !== to.checked) from.checked = to.checked
    if (['checkbox', 'radio'].includes(from.type)) return
  }
  const isText = from instanceof HTMLInputElement || from instanceof HTMLTextAreaElement
  const isSelect = from instanceof HTMLSelectElement
  if (!isText && !isSelect) return
  if (from === document.activeElement || unsent.has(from)) return
  const { value } = to as HTMLInputElement
  if (from.value !== value) from.value = value
}

const keyOf = (it: Node | null): string | undefined =>
  it instanceof HTMLElement ? it.dataset.key : undefined

const isAlike = (a: Node | null, b: Node): a is Node =>
  a !== null && a.nodeName === b.nodeName && keyOf(a) === undefined && keyOf(b) === undefined

function morphChildren(from: Element, to: Element): void {
  const keyed = new Map<string, Node>()
  for (const child of from.childNodes) {
    const key = keyOf(child)
    if (key !== undefined) keyed.set(key, child)
  }
  const wanted = new Set<string | undefined>([...to.childNodes].map(keyOf).filter((key) => key !== undefined))
  let at: Node | null = from.firstChild
  for (const child of [...to.childNodes]) {
    const key = keyOf(child)
    const known: Node | null = key === undefined ? (isAlike(at, child) ? at : null) : (keyed.get(key) ?? null)
    if (!known || known.nodeName !== child.nodeName) {
      from.insertBefore(child, at)
      continue
    }
    // What stands before it and goes away, goes first: moving the other would take the focus from it.
    while (at && at !== known && !wanted.has(keyOf(at))) at = without(at)
    if (known === at) at = at.nextSibling
    else from.insertBefore(known, at)
    if (known instanceof Element) morph(known, child as Element)
    else if (known.nodeValue !== child.nodeValue) known.nodeValue = child.nodeValue
  }
  while (at) at = without(at)
}

function without(it: Node): Node | null {
  const next = it.nextSibling
  it.parentNode?.removeChild(it)
  return next
}
