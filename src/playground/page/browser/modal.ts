import { doDeed } from './api.ts'
import { drawBlocks } from './blocks.ts'
import { h, morph } from './dom.ts'
import { seen, type ViewState } from './screen.ts'
import { plainOf } from './text.ts'
import { sendTyped } from './typed.ts'

const dialog = document.querySelector('#modal') as HTMLDialogElement
const SUBMITTING = 'modal submit'

/** What was focused before the first modal: it gets the focus back. */
let before: HTMLElement | null = null
let drawnId = ''

/** The topmost of the stack; the others wait beneath it, and the header says how to get back to them. */
export function drawModal(): void {
  const stack = seen.screen?.modals ?? []
  const view = stack.at(-1)
  if (view) draw(view, stack.length)
  else closed()
}

function draw(view: ViewState, depth: number): void {
  if (!dialog.open) {
    before = document.activeElement as HTMLElement | null
    dialog.showModal()
  }
  const drawn = h('div', { class: 'frame' }, form(view, depth))
  if (dialog.firstElementChild) morph(dialog.firstElementChild, drawn)
  else dialog.append(drawn, h('div', { class: 'toasts', role: 'status' }))
  if (drawnId !== view.id) {
    drawnId = view.id
    dialog.querySelector('.body')?.scrollTo(0, 0)
    firstInput()?.focus()
  }
}

function closed(): void {
  if (!dialog.open) return
  dialog.close()
  drawnId = ''
  dialog.firstElementChild?.replaceChildren()
  before?.focus()
}

const firstInput = (): HTMLElement | null =>
  dialog.querySelector('.body input:not([type=hidden]), .body textarea, .body button, .foot button')

const close = (all: boolean): void => void doDeed({ deed: 'close', ...(all ? { all } : {}) }, 'modal close')

async function submit(): Promise<void> {
  if (seen.busy.has(SUBMITTING)) return
  await sendTyped()
  const answer = await doDeed({ deed: 'submit' }, SUBMITTING)
  const isWrong = Object.keys(answer?.problems ?? {}).length > 0
  if (isWrong)
    setTimeout(() => dialog.querySelector<HTMLElement>('[aria-invalid=true], .wrong input')?.focus(), 60)
}

function form(view: ViewState, depth: number): HTMLElement {
  const isBusy = seen.busy.has(SUBMITTING)
  return h(
    'form',
    {
      key: view.id,
      novalidate: true,
      onsubmit: (event: Event) => {
        event.preventDefault()
        void submit()
      },
    },
    h(
      'header',
      {},
      depth > 1 &&
        h(
          'button',
          { type: 'button', class: 'plain', 'aria-label': 'Back', onclick: () => close(false) },
          '←',
        ),
      h('h2', { id: 'modal-title' }, plainOf(view.title)),
      h('span', { class: 'badge' }, 'Simulated Slack'),
      h('button', { type: 'button', class: 'plain', 'aria-label': 'Close', onclick: () => close(true) }, '✕'),
    ),
    h(
      'div',
      { class: 'body', tabindex: '-1' },
      ...drawBlocks(view.blocks, { where: { view: view.id }, values: view.values, errors: view.errors }),
    ),
    h(
      'footer',
      { class: 'foot' },
      h(
        'button',
        { type: 'button', class: 'button', onclick: () => close(false) },
        plainOf(view.close ?? undefined) || (view.submit ? 'Cancel' : 'Close'),
      ),
      view.submit &&
        h(
          'button',
          {
            type: 'submit',
            class: 'button primary',
            disabled: view.isSubmitDisabled,
            'aria-busy': isBusy ? 'true' : undefined,
          },
          plainOf(view.submit),
        ),
    ),
  )
}

dialog.oncancel = (event) => {
  event.preventDefault()
  close(false)
}
