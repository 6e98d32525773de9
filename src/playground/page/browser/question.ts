import { h, morph } from './dom.ts'
import type { Confirm } from './screen.ts'
import { drawText, plainOf } from './text.ts'

const dialog = document.querySelector('#question') as HTMLDialogElement

/** The dialog that asks first. Escape is the polite no. */
export function sureOf(confirm: Confirm): Promise<boolean> {
  return new Promise((answer) => {
    const say = (isSure: boolean) => {
      if (dialog.open) dialog.close()
      answer(isSure)
    }
    const frame = h(
      'div',
      { class: 'question' },
      h('h2', { id: 'question-title' }, plainOf(confirm.title)),
      h('p', { id: 'question-text' }, ...drawText(confirm.text)),
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => say(false) }, plainOf(confirm.deny)),
        h(
          'button',
          {
            type: 'button',
            class: `button ${confirm.style === 'danger' ? 'danger' : 'primary'}`,
            onclick: () => say(true),
          },
          plainOf(confirm.confirm),
        ),
      ),
    )
    const drawn = h('div', {}, frame)
    if (dialog.firstElementChild) morph(dialog.firstElementChild, drawn)
    else dialog.append(drawn)
    dialog.oncancel = (event) => {
      event.preventDefault()
      say(false)
    }
    dialog.showModal()
    dialog.querySelector('button')?.focus()
  })
}
