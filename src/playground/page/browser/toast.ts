import { h } from './dom.ts'

const STAYS_MS = 9_000

/** A word about what has just been tried; read aloud, and gone by itself. Over a modal it stands in the modal. */
export function toast(words: string, kind: 'trouble' | 'done' = 'done'): void {
  const note = h(
    'div',
    { class: `toast ${kind}`, role: 'alert' },
    h('p', {}, words),
    h(
      'button',
      { type: 'button', class: 'plain', 'aria-label': 'Dismiss', onclick: () => note.remove() },
      '✕',
    ),
  )
  const place =
    [...document.querySelectorAll('dialog[open] .toasts')].at(-1) ?? document.querySelector('#toasts')
  // What was done before it is no news any more; a trouble stays until it was read.
  for (const old of place?.querySelectorAll('.toast.done') ?? []) old.remove()
  place?.append(note)
  setTimeout(() => note.remove(), STAYS_MS)
}
