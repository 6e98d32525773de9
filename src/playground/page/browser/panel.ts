import { clock } from './clock.ts'
import { h } from './dom.ts'
import { guide } from './guide.ts'
import { log } from './log.ts'
import { mailbox } from './mailbox.ts'
import { goTo, type Panel, seen } from './screen.ts'
import { newLetters } from './unread.ts'

const NAMES: Record<Panel, string> = { try: 'Try it', mailbox: 'Mailbox', clock: 'Clock', log: 'Slack log' }
const DRAWN: Record<Panel, () => HTMLElement> = { try: guide, mailbox, clock, log }

/** Everything that stands beside a real Slack: what to try, the letters, the time, and what Slack thinks of the bot. */
export function panel(): HTMLElement {
  const here = seen.place.panel
  // Before the tabs, which say how much in it is new.
  const content = DRAWN[here]()
  const tabs = (Object.keys(NAMES) as Panel[]).map((it) => tab(it, it === here))
  return h(
    'aside',
    {
      class: `panel ${seen.drawer === 'panel' ? 'drawn' : ''}`,
      'aria-label': 'Playground',
      id: 'panel',
      // Made anew with each room, it would load the letter in it again.
      key: 'panel',
    },
    h(
      'div',
      {
        class: 'tabs',
        role: 'tablist',
        'aria-label': 'Playground',
        onkeydown: (event: KeyboardEvent) => walk(event),
      },
      ...tabs,
    ),
    h(
      'div',
      { class: `content ${here}`, role: 'tabpanel', 'aria-label': NAMES[here], tabindex: '0', key: here },
      content,
    ),
  )
}

function tab(it: Panel, isHere: boolean): HTMLElement {
  const refused = it === 'log' ? (seen.screen?.refused.length ?? 0) + (seen.screen?.troubles.length ?? 0) : 0
  const count = it === 'mailbox' ? newLetters() : refused
  return h(
    'button',
    {
      type: 'button',
      role: 'tab',
      key: it,
      'aria-selected': String(isHere),
      tabindex: isHere ? '0' : '-1',
      onclick: () => turnTo(it),
    },
    NAMES[it],
    count > 0 && h('span', { class: `count ${it === 'log' ? 'bad' : ''}` }, String(count)),
  )
}

/** Where one is already, its first page: of the mailbox, all letters. */
function turnTo(it: Panel): void {
  if (seen.place.panel === it) seen.openLetter = null
  goTo({ panel: it })
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const all = Object.keys(NAMES) as Panel[]
  const next = all[(all.indexOf(seen.place.panel) + step + all.length) % all.length]
  if (next) goTo({ panel: next })
  const bar = event.currentTarget as HTMLElement
  setTimeout(() => bar.querySelector<HTMLElement>('[aria-selected=true]')?.focus(), 30)
}
