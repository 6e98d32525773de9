import { doDeed } from './api.ts'
import { drawBlocks } from './blocks.ts'
import { h } from './dom.ts'
import { menuButton } from './elements.ts'
import { initials } from './face.ts'
import { dayInWords, fullMoment, timeOfDay } from './moment.ts'
import { type ChannelState, type MessageState, type PersonState, reader, seen } from './screen.ts'
import { drawMrkdwn } from './text.ts'

const atOf = (it: MessageState): Date => new Date(Number(it.ts) * 1000)

/** One conversation, oldest first; what is new is read aloud. */
export function messages(channel: ChannelState): HTMLElement {
  const all = seen.screen?.messages[channel.id] ?? []
  let day = ''
  return h(
    'div',
    { class: 'messages', role: 'log', 'aria-label': 'Messages', tabindex: '0', key: `log ${channel.id}` },
    all.length === 0 && empty(channel),
    ...all.flatMap((it) => {
      const today = dayInWords(atOf(it), reader())
      const isFirst = today !== day
      day = today
      return [
        isFirst && h('p', { class: 'day', key: `day ${it.ts}` }, h('span', {}, today)),
        message(channel, it),
      ]
    }),
  )
}

const empty = (channel: ChannelState): HTMLElement =>
  h(
    'div',
    { class: 'nothing' },
    h('p', {}, channel.isWithApp ? 'Nothing here yet.' : `This is the beginning of #${channel.name}.`),
    h(
      'p',
      { class: 'quiet' },
      channel.isWithApp
        ? 'Whoever you invite answers, and Usher tells you here.'
        : 'Type / below to see what Usher can do.',
    ),
  )

function message(channel: ChannelState, it: MessageState): HTMLElement {
  const person = seen.screen?.people.find((one) => one.id === it.user)
  const surface = { where: { channel: channel.id, ts: it.ts }, values: it.values, errors: {} }
  return h(
    'article',
    {
      class: `message ${it.isEphemeral ? 'ephemeral' : ''}`,
      key: `message ${it.ts}`,
      'aria-label': `${person?.realName ?? ''}, ${timeOfDay(atOf(it), reader())}`,
    },
    person && initials(person),
    h(
      'div',
      { class: 'said' },
      it.isEphemeral && h('p', { class: 'only' }, '👁 Only visible to you'),
      heading(person, it),
      it.blocks.length > 0 ? drawBlocks(it.blocks, surface) : h('p', {}, ...drawMrkdwn(it.text)),
      it.isEdited && !it.isEphemeral && h('small', { class: 'quiet' }, '(edited)'),
      it.isEphemeral &&
        h(
          'button',
          { type: 'button', class: 'link', onclick: () => dismiss(channel.id, it.ts) },
          'Dismiss message',
        ),
    ),
    !it.isEphemeral && shortcuts(channel, it),
  )
}

const heading = (person: PersonState | undefined, it: MessageState): HTMLElement =>
  h(
    'p',
    { class: 'who' },
    h('strong', {}, person?.realName ?? 'Somebody'),
    it.isFromBot && h('span', { class: 'app' }, 'APP'),
    h(
      'time',
      { datetime: atOf(it).toISOString(), title: fullMoment(atOf(it), reader()) },
      timeOfDay(atOf(it), reader()),
    ),
  )

const dismiss = (channel: string, ts: string): void => void doDeed({ deed: 'dismiss', channel, ts })

function shortcuts(channel: ChannelState, it: MessageState): HTMLElement | false {
  const all = (seen.screen?.app.shortcuts ?? []).filter((one) => one.kind === 'message')
  if (all.length === 0) return false
  const entries = all.map(({ callbackId, name }) => ({
    text: name,
    run: () => {
      seen.menu = null
      void doDeed({ deed: 'message-shortcut', callbackId, channel: channel.id, ts: it.ts })
    },
  }))
  return menuButton(`message ${it.ts}`, 'Message actions', '⋮', entries)
}
