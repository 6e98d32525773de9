import { h } from './dom.ts'
import { timeOfDay } from './moment.ts'
import { reader, type ScreenState, seen } from './screen.ts'

/** What Slack would have said to the bot: refusals first, in red and in words, then everything that was called. */
export function log(): HTMLElement {
  const { refused = [], troubles = [], calls = [] } = seen.screen ?? {}
  return h(
    'div',
    { class: 'log' },
    h('h2', {}, 'Refused by Slack'),
    refused.length === 0
      ? h('p', { class: 'fine' }, '✓ Nothing. Every call so far is one that Slack would have taken.')
      : h('ol', {}, ...refused.map(refusal)),
    troubles.length > 0 && h('h2', {}, 'Slack apologised'),
    troubles.length > 0 && h('ol', {}, ...troubles.map(trouble)),
    h('h2', {}, 'What the bot called'),
    calls.length === 0
      ? h('p', { class: 'quiet' }, 'Nothing yet.')
      : h('ol', { class: 'calls' }, ...calls.map(call)),
  )
}

const at = (it: { at: string | Date }): string => timeOfDay(new Date(it.at), reader())

const refusal = (it: ScreenState['refused'][number]): HTMLElement =>
  h(
    'li',
    { class: 'bad' },
    h('p', {}, h('strong', {}, it.method), ' ', h('code', {}, it.error ?? ''), ' ', h('time', {}, at(it))),
    ...it.words.map((line) => h('p', {}, line)),
    h(
      'details',
      {},
      h('summary', {}, 'What was sent'),
      h('pre', { tabindex: '0' }, JSON.stringify(it.args, null, 2)),
    ),
  )

const trouble = (it: ScreenState['troubles'][number]): HTMLElement =>
  h(
    'li',
    { class: 'bad' },
    h('p', {}, h('strong', {}, it.words), ' ', h('time', {}, at(it))),
    h('p', {}, `${it.deed}: ${it.cause}`),
  )

const call = (it: ScreenState['calls'][number]): HTMLElement =>
  h(
    'li',
    { class: it.outcome },
    h('code', {}, it.method),
    h('span', {}, it.outcome === 'done' ? 'ok' : (it.error ?? `${it.status}`)),
    h('time', {}, at(it)),
  )
