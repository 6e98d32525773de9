import { doDeed } from './api.ts'
import { h } from './dom.ts'
import { menuButton } from './elements.ts'
import { type ChannelState, changed, seen } from './screen.ts'

const draftKey = (room: string): string => `${seen.place.as} ${room}`
const draft = (room: string): string => seen.drafts.get(draftKey(room)) ?? ''
let at = 0
let isHidden = false

/** Puts words into the box of a room, for somebody to look at and send. */
export function prefill(room: string, text: string): void {
  seen.drafts.set(draftKey(room), text)
  isHidden = true
  changed()
  setTimeout(() => {
    const box = document.querySelector<HTMLTextAreaElement>('#composer')
    if (!box) return
    box.value = text
    box.focus()
    box.setSelectionRange(text.length, text.length)
  }, 60)
}

/** Commands that begin with what has been typed; with a space behind it, the one that it is. */
function fitting(text: string) {
  const [, name = '', rest] = /^(\/\S*)(\s?)/.exec(text) ?? []
  if (!name) return []
  const all = seen.screen?.app.commands ?? []
  return rest ? all.filter((it) => it.command === name) : all.filter((it) => it.command.startsWith(name))
}

export function composer(channel: ChannelState): HTMLElement {
  const text = draft(channel.id)
  const offers = isHidden ? [] : fitting(text)
  const isChosen = /^\/\S+\s/.test(text)
  const name = channel.isWithApp ? (seen.screen?.app.name ?? '') : `#${channel.name}`
  const isBusy = seen.busy.has('say')
  return h(
    'form',
    {
      class: 'composer',
      key: `composer ${channel.id}`,
      onsubmit: (event: Event) => {
        event.preventDefault()
        void send(channel)
      },
    },
    offers.length > 0 && suggestions(channel, offers, isChosen),
    h('textarea', {
      key: 'words',
      id: 'composer',
      rows: '1',
      'aria-label': `Message to ${name}`,
      placeholder: `Message ${name}, or / for a command`,
      value: text,
      'aria-controls': offers.length > 0 ? 'commands' : undefined,
      'aria-activedescendant': offers.length > 0 && !isChosen ? `command-${at}` : undefined,
      oninput: (event: Event) => type(channel, (event.target as HTMLTextAreaElement).value),
      onkeydown: (event: KeyboardEvent) => key(channel, event, isChosen ? [] : offers),
    }),
    h(
      'div',
      { class: 'tools' },
      globalShortcuts(),
      h('span', { class: 'hint' }, 'Enter sends, Shift+Enter makes a line'),
      h(
        'button',
        { type: 'submit', class: 'button primary', 'aria-busy': isBusy ? 'true' : undefined },
        'Send',
      ),
    ),
  )
}

type Command = ReturnType<typeof fitting>[number]

const suggestions = (channel: ChannelState, offers: Command[], isChosen: boolean): HTMLElement =>
  h(
    'ul',
    { class: 'offers', role: 'listbox', id: 'commands', 'aria-label': 'Commands' },
    ...offers.map((it, index) =>
      h(
        'li',
        {
          role: 'option',
          id: `command-${index}`,
          class: index === at && !isChosen ? 'at' : '',
          'aria-selected': String(index === at),
          onpointerdown: (event: Event) => event.preventDefault(),
          onclick: () => take(channel, it),
        },
        h('strong', {}, it.command),
        h('code', {}, it.usageHint),
        h('small', {}, it.description),
      ),
    ),
  )

function type(channel: ChannelState, text: string): void {
  seen.drafts.set(draftKey(channel.id), text)
  at = 0
  isHidden = false
  changed()
}

function take(channel: ChannelState, it: Command): void {
  const text = `${it.command} `
  seen.drafts.set(draftKey(channel.id), text)
  const box = document.querySelector<HTMLTextAreaElement>('#composer')
  if (box) {
    box.value = text
    box.focus()
  }
  changed()
}

/** Whether the list of commands takes this key; else it is the box's. */
function isTaken(channel: ChannelState, pressed: string, offers: Command[]): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[pressed]
  const offer = offers[at]
  if (!offer) return false
  if (step) at = (at + step + offers.length) % offers.length
  else if (pressed === 'Escape') isHidden = true
  else if (['Tab', 'Enter'].includes(pressed) && offer.command !== draft(channel.id).trim())
    take(channel, offer)
  else return false
  changed()
  return true
}

function key(channel: ChannelState, event: KeyboardEvent, offers: Command[]): void {
  const isSending = event.key === 'Enter' && !event.shiftKey && !event.isComposing
  const taken = isTaken(channel, event.key, offers)
  if (!taken && !isSending) return
  event.preventDefault()
  if (!taken) void send(channel)
}

async function send(channel: ChannelState): Promise<void> {
  const text = draft(channel.id).trim()
  if (!text || seen.busy.has('say')) return
  const box = document.querySelector<HTMLTextAreaElement>('#composer')
  const answer = await doDeed({ deed: 'say', channel: channel.id, text }, 'say')
  // What could not be sent stays, to be mended.
  if (!answer || answer.trouble) return
  seen.drafts.delete(draftKey(channel.id))
  if (box) box.value = ''
  changed()
}

function globalShortcuts(): HTMLElement | false {
  const all = (seen.screen?.app.shortcuts ?? []).filter((it) => it.kind === 'global')
  if (all.length === 0) return false
  const entries = all.map(({ callbackId, name }) => ({
    text: name,
    run: () => {
      seen.menu = null
      void doDeed({ deed: 'global-shortcut', callbackId }, 'shortcut')
    },
  }))
  return menuButton('global shortcuts', 'Shortcuts', '⚡', entries, seen.busy.has('shortcut'))
}
